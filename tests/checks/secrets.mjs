#!/usr/bin/env node
// Plants secrets where people leave them, one in a file, and looks for them in everything that halint writes. Each must
// reach the outputs of a halint that masks nothing (halint_unmasked, built beside the tests), or its place proves nothing.
//   usage: secrets.mjs HALINT REPOSITORY
// SPDX-License-Identifier: Apache-2.0
import fs from 'node:fs';
import path from 'node:path';
import { checkArguments, expect, expectEqual, finish, run, workFolder } from './support/check.mjs';

const { halint } = checkArguments();
const unmasked = path.join(path.dirname(halint), 'tests', 'halint_unmasked');
const FORMATS = ['text', 'concise', 'json', 'ndjson', 'sarif', 'github', 'gitlab', 'junit', 'checkstyle', 'markdown', 'html'];
const work = workFolder();
const plants = []; // {place, heart, files: {name: text}, args}
const pad = (text, length) => text + 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0'.slice(0, Math.max(0, length - text.length));

/** `make(heart)` gives the files of a run: a list of nodes for flows.json, or texts by name. */
function plant(place, make, ...args) {
  const heart = `Zq${String(plants.length).padStart(3, '0')}xW7kP4`;
  const made = make(heart);
  const files = Array.isArray(made) ? { 'flows.json': made } : made;
  plants.push({ place, heart, files, args });
}

const node = (id, type, rest) => ({ id, type, z: 't', x: 1, y: 1, wires: [], ...rest });
/** A config node that is flagged at its client ID; what is to be seen stands behind it on the line. */
const broker = (rest, tab = {}) => [{ id: 't', type: 'tab', ...tab }, { id: 'b', type: 'mqtt-broker', clientid: 'same', ...rest }, node('o', 'mqtt out', { broker: 'b' })];
/** A timer that is flagged, with the node behind it on the same line. */
const timer = (rest, tab = {}, inject = {}) => [{ id: 't', type: 'tab', ...tab }, node('i', 'inject', { wires: [['p']], ...inject, repeat: '5' }), { id: 'p', type: 'http request', ...rest, method: 'POST', z: 't', x: 1, y: 1, wires: [] }];
/** Function code behind a request: the counter is flagged. */
const code = (func, rest = {}) => [{ id: 't', type: 'tab' }, node('h', 'http in', { url: '/a', method: 'get', wires: [['f']] }), node('f', 'function', { func, ...rest, wires: [['r']] }), node('r', 'http response', {})];
const COUNT = 'flow.set("n", flow.get("n") + 1);';

// Properties whose name says that their value is a secret.
for (const name of ['password', 'secret', 'token', 'apiKey', 'accessKey', 'passphrase', 'pwd', 'client_secret', 'x-auth-token']) {
  plant(`property ${name}`, (s) => broker({ [name]: s }));
}
plant('credentials', (s) => broker({ credentials: { user: 'me', password: s } }));
plant('credentials before the place', (s) => [{ id: 't', type: 'tab' }, { id: 'b', type: 'mqtt-broker', credentials: { user: 'me', password: s }, clientid: 'same' }, node('o', 'mqtt out', { broker: 'b' })]);
// Names and values in properties of their own, in either order.
plant('header by name', (s) => timer({ headers: [{ keyType: 'other', keyValue: 'X-Api-Key', valueType: 'other', valueValue: s }] }));
plant('header Authorization', (s) => timer({ headers: [{ keyType: 'Authorization', keyValue: '', valueType: 'other', valueValue: s }] }));
plant('header, value first', (s) => timer({ headers: [{ valueValue: s, valueType: 'other', keyValue: 'X-Api-Key' }] }));
plant('header in an object', (s) => timer({ headers: { 'X-Api-Key': s } }));
plant('environment variable', (s) => broker({ env: [{ name: 'API_TOKEN', value: s, type: 'str' }] }));
plant('environment variable, type first', (s) => broker({ env: [{ name: 'DB_PASSWORD', type: 'str', value: s }] }));
plant('environment variable that is used', (s) => [{ id: 't', type: 'tab', env: [{ name: 'BROKER_PASSWORD', type: 'str', value: s }] }, { id: 'b', type: 'mqtt-broker', broker: 'h' }, node('i', 'mqtt in', { topic: '${BROKER_PASSWORD}', broker: 'b', wires: [['p']] }), node('p', 'http request', { method: 'POST' })]);
plant('rule of a change node', (s) => [{ id: 't', type: 'tab' }, node('h', 'http in', { url: '/a', method: 'get', wires: [['c']] }), node('c', 'change', { rules: [{ t: 'set', p: 'password', pt: 'msg', to: s }, { t: 'set', p: 'n', pt: 'flow', to: 'payload', tot: 'msg' }], wires: [['r']] }), node('d', 'change', { rules: [{ t: 'set', p: 'payload', pt: 'msg', to: 'n', tot: 'flow' }], wires: [['r']] }), node('g', 'http in', { url: '/b', method: 'get', wires: [['d']] }), node('r', 'http response', {})]);
// URLs.
for (const [place, make] of Object.entries({
  broker: (url) => broker({ broker: url }), 'node name': (url) => timer({ name: url }), 'name of the flagged node': (url) => timer({}, {}, { name: url }), 'flow label': (url) => timer({}, { label: url }),
  'http request': (url) => timer({ url }), 'group name': (url) => [{ id: 'g', type: 'group', z: 't', name: url, nodes: ['i'] }, ...timer({}, {}, { g: 'g' })],
})) {
  plant(`password in a URL: ${place}`, (s) => make(`https://user:${s}@example.org/`));
  plant(`token before the @ of a URL: ${place}`, (s) => make(`https://${s}@example.org/`));
  plant(`query of a URL: ${place}`, (s) => make(`https://example.org/?apikey=${s}`));
}
plant('URL in a client ID', (s) => broker({ clientid: `mqtt://u:${s}@host` }));
plant('URL with several @', (s) => broker({ broker: `mqtt://me@work:${s}@host` }));
// Text of nodes.
plant('topic', (s) => [{ id: 't', type: 'tab' }, { id: 'b', type: 'mqtt-broker', broker: 'h' }, node('i', 'mqtt in', { topic: `devices/token=${s}/#`, broker: 'b', wires: [['p']] }), node('p', 'http request', { method: 'POST' })]);
plant('shared topic', (s) => [{ id: 't', type: 'tab' }, { id: 'b', type: 'mqtt-broker', broker: 'h', protocolVersion: '5' }, node('i', 'mqtt in', { topic: `$share/g/token=${s}`, nl: true, broker: 'b', wires: [['p']] }), node('p', 'http request', { method: 'POST' })]);
plant('name of a share group that a fix proposes', (s) => [{ id: 't', type: 'tab', label: `token=${s}` }, { id: 'b', type: 'mqtt-broker', broker: 'h' }, node('i', 'mqtt in', { topic: 'a', broker: 'b', wires: [['p']] }), node('p', 'http request', { method: 'POST' })]);
plant('file name', (s) => [{ id: 't', type: 'tab' }, node('h', 'http in', { url: '/a', method: 'get', wires: [['f']] }), node('f', 'file', { filename: `/tmp/token=${s}/log`, filenameType: 'str' })]);
plant('client ID', (s) => broker({ clientid: `password=${s}` }));
plant('will topic', (s) => broker({ clientid: '', willTopic: `will/token=${s}`, willPayload: 'gone', broker: 'h' }));
plant('wire to nowhere', (s) => timer({}, {}, { wires: [['p', `no?token=${s}`]] }));
plant('context key', (s) => code(`flow.set("token=${s}", flow.get("token=${s}") + 1);\nreturn msg;`));
plant('context store', (s) => code(`flow.set("n", flow.get("n", "token=${s}") + 1, "token=${s}");\nreturn msg;`));
// Tokens known by their looks, as names.
for (const [kind, make] of Object.entries({
  github: (s) => `ghp_${pad(s, 36)}`, 'github app': (s) => `ghs_${pad(s, 36)}`, 'github fine-grained': (s) => `github_pat_${pad(s, 40)}`, gitlab: (s) => `glpat-${pad(s, 20)}`, slack: (s) => `xoxb-123456-${pad(s, 24)}`,
  aws: (s) => `AKIA${pad(s, 16)}`, openai: (s) => `sk-${pad(s, 40)}`, google: (s) => `AIza${pad(s, 35)}`, npm: (s) => `npm_${pad(s, 36)}`, 'JSON web token': (s) => `eyJhbGciOiJIUzI1NiJ9.${pad(s, 30)}.abc`,
  telegram: (s) => `123456789:${pad(s, 35)}`, bearer: (s) => `Authorization: Bearer ${pad(s, 20)}`, basic: (s) => `Basic ${pad(s, 20)}==`, 'long random text': (s) => pad(s, 32),
})) {
  plant(`token: ${kind}`, (s) => timer({}, {}, { name: make(s) }));
}
// Function code.
for (const [kind, make] of Object.entries({
  constant: (s) => `const password = "${s}"; ${COUNT}`, 'property in single quotes': (s) => `const k = { apiKey: '${s}' }; ${COUNT}`, 'template string': (s) => `const token = \`${s}\`; ${COUNT}`,
  'behind the place': (s) => `${COUNT} const secret = "${s}";`, comment: (s) => `${COUNT} // token: ${s}`, header: (s) => `msg.headers = { Authorization: "Bearer ${s}" }; ${COUNT}`, 'named header': (s) => `const h = {name: 'x-api-key', value: '${s}'}; ${COUNT}`,
  URL: (s) => `msg.url = "https://me:${s}@example.org"; ${COUNT}`, default: (s) => `const t = env.get("API_TOKEN") || "${s}"; ${COUNT}`, escaped: (s) => `const body = "{\\"password\\":\\"${s}\\"}"; ${COUNT}`,
  'value that is stored': (s) => `flow.set("token", "${s}" + flow.get("token"));`, 'private key': (s) => `const key = "-----BEGIN PRIVATE KEY-----\\nMII${s}\\n-----END PRIVATE KEY-----"; ${COUNT}`,
  'index of an object': (s) => `msg.headers["x-api-key"] = "${s}"; ${COUNT}`, comparison: (s) => `if (msg.token === "${s}") ${COUNT}`, 'line before': (s) => `const password =\n  "${s}"; ${COUNT}`,
})) {
  plant(`code: ${kind}`, (s) => code(`${make(s)}\nreturn msg;`));
}
plant('code that cannot be read', (s) => code(`let password = "${s}" }}}`));
// Suppressions, configuration, project.
const ignored = (reason, func = COUNT) => code(`// halint-ignore split-context, context-lost-update -- ${reason}\n${func}\nreturn msg;`);
plant('reason of a suppression in code', (s) => ignored(`token=${s}`), '--show-suppressed');
plant('reason of a suppression in a description', (s) => timer({}, {}, { info: `// halint-ignore duplicated-timer -- see https://me:${s}@wiki` }), '--show-suppressed');
plant('suppression that is not used', (s) => timer({}, {}, { info: `// halint-ignore split-context -- token=${s}` }));
plant('suppression of no rule', (s) => timer({}, {}, { info: `// halint-ignore token=${s} -- because` }));
const CONFIG = { 'flows.json': timer({}) };
plant('reason in halint.toml', (s) => ({ ...CONFIG, 'halint.toml': `[[ignore]]\nrule = "duplicated-timer"\ntype = "inject"\nreason = "token=${s}"\n` }), '--show-suppressed');
plant('reason in --print-config', (s) => ({ ...CONFIG, 'halint.toml': `[[ignore]]\nrule = "duplicated-timer"\ntype = "inject"\nreason = "token=${s}"\n` }), '--print-config');
plant('message of an own rule', (s) => ({ ...CONFIG, 'halint.toml': `[[rule]]\nid = "local/a"\nsummary = "a"\nmessage = "see https://me:${s}@wiki"\nwhen = { type = "inject" }\n` }));
plant('fix of an own rule', (s) => ({ ...CONFIG, 'halint.toml': `[[rule]]\nid = "local/a"\nsummary = "a"\nmessage = "b"\nfix = "see https://me:${s}@wiki"\nwhen = { type = "inject" }\n` }));
plant('address of an own rule', (s) => ({ ...CONFIG, 'halint.toml': `[[rule]]\nid = "local/a"\nsummary = "a"\nmessage = "b"\nreferences = ["https://wiki/?token=${s}"]\nwhen = { type = "inject" }\n` }));
plant('unknown key in halint.toml', (s) => ({ ...CONFIG, 'halint.toml': `"token=${s}" = 1\n` }));
plant('wrong value in halint.toml', (s) => ({ ...CONFIG, 'halint.toml': `platform = "ghp_${pad(s, 36)}"\n` }));
plant('rule that is not there', (s) => ({ ...CONFIG, 'halint.toml': `select = ["token=${s}"]\n` }));
plant('project without its flow file', (s) => ({ 'package.json': { 'node-red': { settings: { flowFile: `token=${s}.json` } } } }));

const told = (output, heart) => output.toLowerCase().includes(heart.toLowerCase());

/** Everything that a program writes about one plant, in one layout. */
function outputsOf(program, folder, args) {
  const texts = [];
  const file = (name) => path.join(folder, `out.${name}`);
  const outputs = FORMATS.flatMap((format) => ['--output', `${format}=${file(format)}`]);
  for (const options of [outputs, ['--color', 'always', '--platform', 'kubernetes', '--write-baseline', file('baseline')]]) {
    const ran = run(program, ['check', ...options, ...args], { cwd: folder });
    expect(ran.status !== null, `ended with ${ran.signal}`);
    texts.push(['standard output', ran.stdout], ['standard error', ran.stderr]);
  }
  for (const name of [...FORMATS, 'baseline']) {
    if (fs.existsSync(file(name))) texts.push([name, fs.readFileSync(file(name), 'utf8')]);
    fs.rmSync(file(name), { force: true });
  }
  return texts;
}

// Places on the line of a finding, but in another property: excerpts leave them out, masked or not.
const BESIDE = /^(property |credentials|header[ ,]|environment variable(, type first)?$|rule of a change node|.*: http request$)/;
for (const one of plants) one.beside = BESIDE.test(one.place);

function checkFormats() {
  const refusal = run(halint, ['check', '--format', 'none']).stderr;
  const words = /takes (.*), not/.exec(refusal)[1].split(/, | or /);
  expectEqual(words.sort().join(), [...FORMATS].sort().join(), 'formats that halint has');
  fs.writeFileSync(path.join(work, 'flows.json'), JSON.stringify(broker({})));
  const names = outputsOf(halint, work, []).map(([name]) => name);
  for (const name of [...FORMATS, 'baseline']) expect(names.includes(name), `${name} is written`);
}

function checkPlant({ place, heart, files, args, beside }) {
  let reached = false;
  for (const indent of [0, 2]) {
    const folder = fs.mkdtempSync(path.join(work, 'plant-'));
    for (const [name, content] of Object.entries(files)) {
      fs.writeFileSync(path.join(folder, name), typeof content === 'string' ? content : JSON.stringify(content, null, indent));
    }
    for (const [where, text] of outputsOf(halint, folder, args)) {
      expect(!told(text, heart), `${place}: ${where} tells it: ${JSON.stringify(text.slice(Math.max(0, text.toLowerCase().indexOf(heart.toLowerCase()) - 100)).slice(0, 150))}`);
    }
    reached ||= outputsOf(unmasked, folder, args).some(([, text]) => told(text, heart));
  }
  if (beside) expect(!reached, `${place}: an excerpt shows the property of the finding, and nothing beside it`);
  else expect(reached, `${place}: nobody would see it without masking either, so the test proves nothing`);
}

/** Secrets of the kinds that people have in code, each beside a finding, many to a file; the same ones on every run. */
let seed = 20240607;
const random = (count) => {
  seed = (seed * 1103515245 + 12345) % 2147483648;
  return Math.floor((seed / 2147483648) * count);
};
const letters = (alphabet, length) => Array.from({ length }, () => alphabet[random(alphabet.length)]).join('');
const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';
const HEX = `${DIGITS}abcdef`;
const ALL = LOWER + LOWER.toUpperCase() + DIGITS;
const KINDS = {
  'curl -u': () => [`exec("curl -u admin:${letters(ALL, 8)} https://example.org")`, /admin:(\w+)/],
  'pass in an object': () => [`const o = { pass: '${letters(ALL, 10)}' }`, /'(\w+)'/],
  'key of 16 characters': () => [`const k = '${letters(ALL, 16)}'`, /'(\w+)'/],
  'key of 24 characters': () => [`const k = "${letters(ALL, 24)}"`, /"(\w+)"/],
  'key of 40 characters': () => ["const k = `" + letters(ALL, 40) + "`", /`(\w+)`/],
  'key of small letters': () => [`const k = '${letters(LOWER, 20)}'`, /'(\w+)'/],
  'key of 16 small letters': () => [`const k = '${letters(LOWER, 16)}'`, /'(\w+)'/],
  'key of 40 small letters': () => [`const k = '${letters(LOWER, 40)}'`, /'(\w+)'/],
  'key of large letters': () => [`const k = '${letters(LOWER.toUpperCase(), 16)}'`, /'(\w+)'/],
  'hexadecimal key': () => [`const k = '${letters(HEX, 32)}'`, /'(\w+)'/],
  UUID: () => [`const k = '${[8, 4, 4, 4, 12].map((n) => letters(HEX, n)).join('-')}'`, /'([\w-]+)'/],
  PIN: () => [`if (pin === '${1 + random(9)}${letters(DIGITS, 5)}') go()`, /'(\d+)'/],
  'PIN as a number': () => [`const pin = ${1 + random(9)}${letters(DIGITS, 5)}`, /= (\d+)/],
  'number of an account': () => [`login(${1 + random(9)}${letters(DIGITS, 7)}1)`, /\((\d+)/],
  'Buffer.from': () => [`Buffer.from('user:${letters(LOWER, 9)}')`, /user:(\w+)/],
  'AWS secret key': () => [`const s = '${letters(`${ALL}+/`, 40)}'`, /'([^']+)'/],
  'AWS secret key in a comment': () => [`// key ${letters(`${ALL}+/`, 40)}`, /key (\S+)/],
  FlowFuse: () => [`const t = 'ffpat_${letters(`${ALL}_-`, 40)}'`, /'([^']+)'/],
  Grafana: () => [`const t = 'glsa_${letters(ALL, 32)}_${letters(HEX, 8)}'`, /'([^']+)'/],
  'FlowFuse in a comment': () => [`/* ffpat_${letters(`${ALL}_-`, 40)} */`, /\* (\S+)/],
  'password in a comment': () => [`// login: admin/${letters(LOWER, 4)}${letters(DIGITS, 3)}`, /admin.(\w+)/],
  'a line of a text': () => ["const x = `a\n" + letters(ALL, 12) + " `", /\n(\w+)/],
};

/** `place` puts the secret and the code of the finding together. */
function checkKind(kind, place, where) {
  const COPIES = 40;
  const secrets = [];
  const flows = [{ id: 't', type: 'tab' }, node('h', 'http in', { url: '/a', method: 'get', wires: [Array.from({ length: COPIES }, (_, i) => `f${i}`)] }), node('r', 'http response', {})];
  for (let i = 0; i < COPIES; i += 1) {
    const [text, heart] = KINDS[kind]();
    secrets.push(heart.exec(text)[1]);
    flows.push(node(`f${i}`, 'function', { func: `${place(text, `flow.set("n${i}", flow.get("n${i}") + 1);`)}\nreturn msg;`, wires: [['r']] }));
  }
  for (const indent of [0, 2]) {
    const folder = fs.mkdtempSync(path.join(work, 'kind-'));
    fs.writeFileSync(path.join(folder, 'flows.json'), JSON.stringify(flows, null, indent));
    for (const [format, text] of outputsOf(halint, folder, [])) {
      const leaked = secrets.filter((secret) => text.includes(secret));
      expect(leaked.length === 0, `${kind}, ${where}: ${leaked.length} of ${COPIES} stand in ${format}, as ${leaked[0]}`);
    }
    const seen = outputsOf(unmasked, folder, []).map(([, text]) => text).join('\n');
    const count = secrets.filter((secret) => seen.includes(secret)).length;
    expect(count === COPIES, `${kind}, ${where}: only ${count} of ${COPIES} would be seen without masking`);
    fs.rmSync(folder, { recursive: true });
  }
}

for (const kind of Object.keys(KINDS)) {
  const [example] = KINDS[kind]();
  if (!example.includes('\n')) checkKind(kind, (text, own) => `${own} ${text}`, 'behind the place');
  if (!example.startsWith('//')) checkKind(kind, (text, own) => `${text}; ${own}`, 'before the place');
}

checkFormats();
expect(plants.length >= 40, 'at least 40 secrets are planted');
expect(fs.existsSync(unmasked), `${unmasked} is there`);
for (const one of plants) checkPlant(one);
console.log(`${plants.length} secrets were planted.`);
finish();
