#!/usr/bin/env node
// Plants secrets in every place of a flow file where people leave them, and looks for them in every format.
//   usage: secrets.mjs HALINT REPOSITORY
// SPDX-License-Identifier: Apache-2.0
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const [halint] = process.argv.slice(2);
const secrets = [];
// Each has the same heart, which is what is looked for; the looks around it differ.
const plant = (make = (heart) => heart) => {
  const heart = `Zq${String(secrets.length).padStart(2, '0')}xW7kP4`;
  const text = make(heart);
  secrets.push(heart);
  return text;
};

const tab = { id: 'tab', type: 'tab', label: `Flow https://user:${plant()}@example.org`, info: `password: "${plant()}"`, env: [{ name: 'API_TOKEN', type: 'str', value: plant() }, { name: 'BROKER_PASSWORD', type: 'str', value: plant() }] };
const node = (id, type, rest) => ({ id, type, z: 'tab', x: 100, y: 100, wires: [], ...rest });
const post = node('post', 'http request', { name: `token=${plant()}`, method: 'POST', url: `https://api:${plant()}@example.org/?apikey=${plant()}`, headers: [{ keyType: 'Authorization', valueValue: `Bearer ${plant()}` }], credentials: { user: 'me', password: plant() } });
const flows = [
  tab,
  { id: 'broker', type: 'mqtt-broker', name: `mqtt://u:${plant()}@host`, broker: `mqtts://plant:${plant()}@broker.example.org`, clientid: `password=${plant()}`, willTopic: `will/token=${plant()}`, credentials: { user: 'u', password: plant() }, password: plant() },
  { id: 'broker2', type: 'mqtt-broker', broker: 'localhost', clientid: '${API_TOKEN}', secret: plant() },
  { id: 'group', type: 'group', z: 'tab', name: `apikey: "${plant()}"`, nodes: ['in'] },
  node('in', 'mqtt in', { g: 'group', topic: `devices/token=${plant()}/#`, broker: 'broker', apiKey: plant(), wires: [['post', 'f1', 'f2']] }),
  node('in2', 'mqtt in', { topic: '${BROKER_PASSWORD}', broker: 'broker2', wires: [['post']] }),
  node('in3', 'mqtt in', { topic: `$share/g/token=${plant()}`, broker: 'broker', wires: [['post']] }),
  node('timer', 'inject', { name: plant((s) => `ghp_${s}AbCdEf0123456789`), password: plant(), repeat: '5', topic: `secret=${plant()}`, wires: [['post', 'f1']] }),
  post,
  node('http', 'http in', { url: `/hook?token=${plant()}`, method: 'post', wires: [['f1', 'f2', 'f3', 'f4', 'smooth', 'ws', 'file']] }),
  node('smooth', 'smooth', { name: `Authorization: Basic ${plant((s) => `${s}dXNlcjpwYXNz`)}`, count: '10', wires: [['post']] }),
  node('ws', 'websocket out', { server: 'listener', name: plant((s) => `xoxb-123456-${s}`) }),
  { id: 'listener', type: 'websocket-listener', path: `/ws?access_token=${plant()}` },
  node('file', 'file', { filename: `/tmp/token=${plant()}/log`, filenameType: 'str', wires: [['read']] }),
  node('read', 'file in', { filename: `/tmp/token=${plant()}/log`, filenameType: 'str' }),
  node('f1', 'function', { name: plant((s) => `sk-${s}AbCdEfGh`), func: `const password = "${plant()}"; flow.set("count", flow.get("count") + 1); const k = { apiKey: '${plant()}' };\nreturn msg;`, wires: [['post']] }),
  node('f2', 'function', { func: `msg.headers = { Authorization: "Bearer ${plant()}" }; flow.set("token", "${plant()}" + (flow.get("token") || ""));\nreturn msg;`, wires: [['post']] }),
  node('f3', 'function', { func: `msg.url = "https://me:${plant()}@example.org?secret=${plant()}"; global.set("list", (global.get("list") || []).concat(msg.payload));\nreturn msg;`, initialize: `setInterval(() => node.send({ headers: { "x-api-key": "${plant()}" } }), 1000);`, wires: [['post']] }),
  node('f4', 'function', { func: `let jwt = "${plant((s) => `eyJhbGciOiJIUzI1NiJ9.${s}.abc`)}"; counter = (counter || 0) + 1; // token: ${plant()}\nreturn msg; }}} "${plant((s) => `AKIA${s}ABCDEF`)}`, wires: [['post']] }),
  node('change', 'change', { rules: [{ t: 'set', p: 'token', pt: 'flow', to: plant(), tot: 'str' }, { t: 'set', p: `x.password=${plant()}`, pt: 'flow', to: 'payload', tot: 'msg' }], wires: [['post']] }),
  node('lost', 'http request', { name: plant((s) => `glpat-${s}abcdefgh`), url: plant((s) => `http://${s}:x@h/`), wires: [[`nowhere?token=${plant()}`]] }),
  node('bot', 'acme-bot', { token: plant((s) => `123456789:${s}abcdefghijklmnopqrstuvwxyz012`), wires: [['post']] }),
];

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'halint-secrets-'));
let failures = 0;
try {
  const formats = /--format[^\n]*|text[^\n]*/.test(execFileSync(halint, ['check', '--help'], { encoding: 'utf8' }))
    ? ['text', 'json', 'sarif', 'github', 'gitlab', 'junit', 'checkstyle', 'markdown', 'html'] : ['text'];
  for (const [name, text] of [['pretty', JSON.stringify(flows, null, 4)], ['one-line', JSON.stringify(flows)]]) {
    const file = path.join(folder, `${name}.json`);
    fs.writeFileSync(file, text);
    for (const platform of ['flowfuse', 'kubernetes']) {
      for (const format of formats) {
        const run = spawnSync(halint, ['check', '--no-config', '--platform', platform, '--format', format, file], { encoding: 'utf8', cwd: folder });
        if (run.status === 2) continue; // a format that this build does not have
        for (const secret of secrets) {
          const at = (run.stdout + run.stderr).indexOf(secret);
          if (at < 0) continue;
          failures++;
          console.log(`${name}, ${platform}, ${format}: ${JSON.stringify((run.stdout + run.stderr).slice(Math.max(0, at - 80), at + 40))}`);
        }
      }
    }
  }
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
console.log(`${secrets.length} secrets planted, ${failures} told`);
process.exit(failures === 0 && secrets.length >= 40 ? 0 : 1);
