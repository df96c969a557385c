// The hunt for counterexamples: flows put together at random from core nodes, judged by halint, run with one copy and
// with two, and compared. Usage:
//   node hunt.mjs --halint BINARY [--tools DIR] [--node-red 4|5] [--flows N] [--seed N] [--out DIR]
// Prints the confusion matrix; writes each disagreement as a case file, with what was seen, into DIR.
// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { complete } from './cases.mjs';
import { findTools, prove } from './run.mjs';

/// Numbers that are the same for the same seed.
function randomFrom(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return {
    below: (n) => Math.floor(next() * n),
    pick: (list) => list[Math.floor(next() * list.length)],
    chance: (p) => next() < p,
  };
}

/// A flow under construction: nodes are added from the end to the beginning, so that each knows where its wires go.
class Flow {
  constructor(name, random) {
    Object.assign(this, {
      name,
      random,
      nodes: [{ id: name, type: 'tab', label: name, disabled: false, info: '' }],
      kinds: [],
    });
  }
  add(type, properties, wires) {
    const id = `${this.name}-${this.nodes.length}`;
    this.nodes.push({ id, type, z: this.name, name: '', x: 100 + 40 * this.nodes.length, y: 80, ...properties, wires });
    return id;
  }
  code(func, to, more = {}) {
    return this.add(
      'function',
      { func, outputs: 1, timeout: 0, noerr: 0, initialize: '', finalize: '', libs: [], ...more },
      [to],
    );
  }
  change(rules, to) {
    return this.add('change', { rules, action: '', property: '', from: '', to: '', reg: false }, [to]);
  }
  broker(version) {
    this.brokers ??= {};
    return (this.brokers[version] ??= (() => {
      const id = `${this.name}-broker${version}`;
      const none = {
        birthTopic: '',
        closeTopic: '',
        willTopic: '',
        birthMsg: {},
        closeMsg: {},
        willMsg: {},
        userProps: '',
        sessionExpiry: '',
      };
      this.nodes.push({
        id,
        type: 'mqtt-broker',
        name: 'broker',
        broker: '127.0.0.1',
        port: '1883',
        clientid: '',
        autoConnect: true,
        usetls: false,
        protocolVersion: version,
        keepalive: '60',
        cleansession: true,
        autoUnsubscribe: true,
        ...none,
      });
      return id;
    })());
  }
}

const set = (p, pt, to, tot) => ({ t: 'set', p, pt, to, tot });

// A batch is seen by what it says of the place in it.
const indexed = (f, to) => [f.code('msg.payload = 10 * Number(msg.payload) + msg.parts.index;\nreturn msg;', to)];

// What can stand between a source and a sink. Each gets the flow and where its output goes, and returns its own id.
const middles = {
  addOne: (f, to) => f.code('msg.payload = Number(msg.payload) + 1;\nreturn msg;', to),
  text: (f, to) =>
    f.add(
      'template',
      {
        field: 'payload',
        fieldType: 'msg',
        format: 'handlebars',
        syntax: 'mustache',
        template: '{{payload}}',
        output: 'str',
      },
      [to],
    ),
  scale: (f, to) =>
    f.add(
      'range',
      { minin: '0', maxin: '10', minout: '0', maxout: '100', action: 'scale', round: false, property: 'payload' },
      [to],
    ),
  double: (f, to) => f.change([set('payload', 'msg', '$number(payload) * 2', 'jsonata')], to),
  big: (f, to) =>
    f.add(
      'switch',
      {
        property: 'payload',
        propertyType: 'msg',
        rules: [{ t: 'gte', v: '0', vt: 'num' }],
        checkall: 'true',
        repair: false,
      },
      [to],
    ),
  splitJoin(f, to) {
    const join = f.add(
      'join',
      {
        mode: 'auto',
        build: 'array',
        property: 'payload',
        propertyType: 'msg',
        key: 'topic',
        joiner: '\\n',
        joinerType: 'str',
        accumulate: false,
        timeout: '',
        count: '',
      },
      [[f.code('msg.payload = msg.payload.length;\nreturn msg;', to)]],
    );
    const split = f.add(
      'split',
      {
        splt: '\\n',
        spltType: 'str',
        arraySplt: 1,
        arraySpltType: 'len',
        stream: false,
        addname: '',
        property: 'payload',
      },
      [[join]],
    );
    return f.code('msg.payload = [msg.payload, msg.payload];\nreturn msg;', [split]);
  },
  link(f, to) {
    const end = f.add('link in', { links: [] }, [to]);
    const start = f.add('link out', { mode: 'link', links: [end] }, []);
    f.nodes.find((node) => node.id === end).links.push(start);
    return start;
  },
  pause: (f, to) =>
    f.add(
      'delay',
      {
        pauseType: 'delay',
        timeout: '20',
        timeoutUnits: 'milliseconds',
        rate: '1',
        nbRateUnits: '1',
        rateUnits: 'second',
        randomFirst: '1',
        randomLast: '5',
        randomUnits: 'seconds',
        drop: false,
        allowrate: false,
        outputs: 1,
      },
      [to],
    ),
  readConstant: (f, to) =>
    f.code("msg.payload = Number(msg.payload) * (flow.get('k') || 0);\nreturn msg;", to, {
      initialize: "flow.set('k', 3);",
    }),
  localVariable: (f, to) => f.code('let n = 0;\nn += Number(msg.payload);\nmsg.payload = n;\nreturn msg;', to),
  writeOnly: (f, to) => f.change([set('last', 'flow', 'payload', 'msg')], to),
  counter(f, to) {
    const scope = f.random.pick(['context', 'flow', 'global']);
    const key = `${f.name}n`;
    return f.code(
      `const n = (${scope}.get('${key}') || 0) + 1;\n${scope}.set('${key}', n);\nmsg.payload = n;\nreturn msg;`,
      to,
    );
  },
  hidden: (f, to) =>
    f.code('context.sum = (context.sum || 0) + Number(msg.payload);\nmsg.payload = context.sum;\nreturn msg;', to),
  implicit: (f, to) =>
    f.code("calls = (typeof calls === 'undefined' ? 0 : calls) + 1;\nmsg.payload = calls;\nreturn msg;", to),
  countJsonata: (f, to) =>
    f.change(
      [set('n', 'flow', "($n := $flowContext('n'); $n ? $n + 1 : 1)", 'jsonata'), set('payload', 'msg', 'n', 'flow')],
      to,
    ),
  onlyChanges: (f, to) =>
    f.add(
      'rbe',
      { func: 'rbe', gap: '', start: '', inout: 'out', septopics: true, property: 'payload', topi: 'topic' },
      [to],
    ),
  inThrees: (f, to) =>
    f.add(
      'join',
      {
        mode: 'custom',
        build: 'array',
        property: 'payload',
        propertyType: 'msg',
        key: 'topic',
        joiner: '\\n',
        joinerType: 'str',
        accumulate: false,
        timeout: '',
        count: '3',
      },
      [to],
    ),
  batches: (f, to) =>
    f.add('batch', { mode: 'count', count: 2, overlap: 0, interval: 10, allowEmptySequence: false, topics: [] }, [
      indexed(f, to),
    ]),
  rising: (f, to) =>
    f.add(
      'switch',
      {
        property: 'payload',
        propertyType: 'msg',
        rules: [{ t: 'neq', v: '', vt: 'prev' }],
        checkall: 'true',
        repair: false,
      },
      [to],
    ),
  oncePerHour: (f, to) =>
    f.add(
      'trigger',
      {
        op1: '',
        op2: '',
        op1type: 'pay',
        op2type: 'nul',
        duration: '1',
        extend: false,
        overrideDelay: false,
        units: 'hr',
        reset: '',
        bytopic: 'all',
        topic: 'topic',
        outputs: 1,
      },
      [to],
    ),
  meanOfThree: (f, to) =>
    f.add('smooth', { property: 'payload', action: 'mean', count: '3', round: '', mult: 'single', reduce: false }, [
      to,
    ]),
  readOther: (f, to) => f.code("msg.payload = String(flow.get('last')) + msg.payload;\nreturn msg;", to),
};

function mqttOut(f, topic) {
  return f.add(
    'mqtt out',
    {
      topic,
      qos: '',
      retain: '',
      respTopic: '',
      contentType: '',
      userProps: '',
      correl: '',
      expiry: '',
      broker: f.broker(f.random.pick(['4', '5'])),
    },
    [],
  );
}

function chain(f, last, length) {
  let to = last;
  for (let i = 0; i < length; i++) {
    const kind = f.random.pick(Object.keys(middles));
    f.kinds.unshift(kind);
    to = middles[kind](f, [to]);
  }
  return to;
}

/// One random flow with its workload.
export function makeCase(name, seed) {
  const random = randomFrom(seed);
  const f = new Flow(name, random);
  const values = Array.from({ length: 6 + random.below(4) }, () => String(1 + random.below(4)));
  const observe = [];
  const workload = [];
  const source = random.pick([
    'httpAnswer',
    'httpEvent',
    'httpEvent',
    'mqttPlain',
    'mqttShared',
    'mqttShared',
    'start',
  ]);
  const length = random.below(4);
  const sink = () => {
    if (random.chance(0.7)) {
      observe.push({ mqtt: `${name}/out` });
      return mqttOut(f, `${name}/out`);
    }
    observe.push({ sink: `/${name}` });
    return f.add(
      'http request',
      {
        method: 'POST',
        ret: 'txt',
        paytoqs: 'ignore',
        url: `http://127.0.0.1:18080/${name}`,
        tls: '',
        persist: false,
        proxy: '',
        authType: '',
        senderr: false,
        headers: [],
      },
      [[]],
    );
  };
  const http = (to) => f.add('http in', { url: `/${name}`, method: 'get', upload: false, swaggerDoc: '' }, [to]);
  const value = (to) => f.change([set('payload', 'msg', '$number(req.query.v)', 'jsonata')], [to]);
  if (source === 'httpAnswer') {
    http([value(chain(f, f.add('http response', { statusCode: '', headers: {} }, []), length))]);
    workload.push({ get: `/${name}`, v: values, timeout: 1500 });
  } else if (source === 'httpEvent') {
    const answer = f.change(
      [set('payload', 'msg', 'ok', 'str')],
      [f.add('http response', { statusCode: '', headers: {} }, [])],
    );
    http([answer, value(f.code('return { payload: msg.payload };', [chain(f, sink(), length)]))]);
    workload.push({ get: `/${name}`, v: values });
  } else if (source === 'start') {
    const to = chain(f, sink(), length);
    f.add(
      'inject',
      {
        props: [{ p: 'payload' }],
        repeat: '',
        crontab: '',
        once: true,
        onceDelay: 6,
        topic: '',
        payload: '5',
        payloadType: 'num',
      },
      [[to]],
    );
    workload.push({ pass: 12000 });
  } else {
    const topic = source === 'mqttShared' ? `$share/g/${name}/in` : `${name}/in`;
    const to = chain(f, sink(), length);
    f.add(
      'mqtt in',
      {
        topic,
        qos: '1',
        datatype: 'auto-detect',
        broker: f.broker(random.pick(['4', '5'])),
        nl: false,
        rap: true,
        rh: 0,
        inputs: 0,
      },
      [[f.code('return { payload: msg.payload };', [to])]],
    );
    workload.push({ publish: `${name}/in`, payload: values });
  }
  const title = [source, ...f.kinds].join(' > ');
  return complete({
    name,
    title,
    seed,
    verdict: 'same',
    platform: 'kubernetes',
    phase: 'quick',
    workload,
    observe,
    flows: f.nodes,
  });
}

/// halint's findings at error or warning.
function ask(halint, test, folder) {
  const file = path.join(folder, `${test.name}.json`);
  fs.writeFileSync(file, JSON.stringify(test.flows));
  const { stdout, stderr } = spawnSync(
    halint,
    ['check', '--no-config', '--platform', test.platform, '--format', 'json', file],
    { encoding: 'utf8' },
  );
  try {
    return JSON.parse(stdout).findings.filter((finding) => finding.level !== 'note');
  } catch {
    throw new Error(`halint gave no JSON for ${test.name}: ${stderr}`);
  }
}

async function main() {
  const { values: options } = parseArgs({
    options: {
      halint: { type: 'string' },
      tools: {
        type: 'string',
        default: path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), 'halint-live'),
      },
      'node-red': { type: 'string', default: '4' },
      flows: { type: 'string', default: '100' },
      seed: { type: 'string', default: '1' },
      out: { type: 'string', default: path.join(os.tmpdir(), 'halint-hunt') },
    },
  });
  const count = Number(options.flows);
  const first = Number(options.seed);
  const tools = findTools(options.tools, options['node-red']);
  fs.mkdirSync(options.out, { recursive: true });
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'halint-hunt-'));
  const matrix = {};
  // A hundred flows at a time: more would make the machine slow, and fewer would make the starts expensive.
  for (let at = 0; at < count; at += 100) {
    const cases = Array.from({ length: Math.min(100, count - at) }, (_, i) =>
      makeCase(`h${first + at + i}`, first + at + i),
    );
    const findings = new Map(cases.map((test) => [test.name, ask(options.halint, test, scratch)]));
    for (const [i, result] of (await prove(cases, tools)).entries()) {
      const test = cases[i];
      const found = findings.get(test.name);
      const says = found.length ? 'hazard' : 'fine';
      const cell = `${says} / ${result.verdict}`;
      matrix[cell] = (matrix[cell] ?? 0) + 1;
      const wrong = (says === 'fine') !== (result.verdict === 'same') && ['same', 'diverges'].includes(result.verdict);
      if (!wrong && result.verdict !== 'broken') continue;
      const { name, title, flows, workload, observe } = test;
      const told = found.map(({ rule, level, node, message }) => ({ rule, level, node: node?.id, message }));
      fs.writeFileSync(
        path.join(options.out, `${name}.json`),
        JSON.stringify(
          {
            case: { title, verdict: result.verdict, platform: 'kubernetes', workload, observe },
            halint: told,
            seen: result.worlds ?? result.failure,
            flows,
          },
          null,
          1,
        ),
      );
      console.log(
        `${name}: halint says ${says}${told.length ? ` (${told.map(({ rule, node }) => `${rule} at ${node}`).join(', ')})` : ''}, seen ${result.verdict}: ${title}`,
      );
    }
    console.error(`${at + cases.length} flows run`);
  }
  fs.rmSync(scratch, { recursive: true });
  for (const [cell, n] of Object.entries(matrix).sort())
    console.log(`${String(n).padStart(5)}  halint ${cell.replace('/', '- seen')}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main().catch((error) => {
    console.error(error);
    process.exit(2);
  });
}
