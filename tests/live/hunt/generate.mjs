// Random flows with their workloads: a source, nodes in between, a sink; or one part that writes a value and one that
// reads it. The same seed gives the same flow. SPDX-License-Identifier: Apache-2.0
import { complete } from '../cases.mjs';
import { Flow, randomFrom, set } from './flow.mjs';
import { guards, locks, openGuards } from './messages.mjs';
import { answering, any, stateless } from './middles.mjs';

const fresh = 'return { payload: Number(msg.payload) };';

/// `length` nodes before `to`.
function chain(f, to, kinds, length = f.random.pick([0, 1, 1, 1, 2, 2, 3])) {
  for (let i = 0; i < length; i++) {
    const kind = f.random.pick(Object.keys(kinds));
    f.kinds.unshift(kind);
    to = [kinds[kind](f, to)];
  }
  return to;
}

const sinks = {
  mqtt(f, test) {
    test.observe.push({ mqtt: `${f.name}/out` });
    return f.add('mqtt out', { topic: `${f.name}/out`, retain: f.random.pick(['', 'true']), broker: f.broker() });
  },
  post(f, test) {
    test.observe.push({ sink: `/${f.name}` });
    return f.add('http request', { url: `http://127.0.0.1:18080/${f.name}` }, [[]]);
  },
  /// What it does stands in the message.
  byMethod(f, test) {
    test.observe.push({ sink: `/${f.name}` });
    const ask = f.add('http request', { method: 'use', url: `http://127.0.0.1:18080/${f.name}` }, [[]]);
    return f.change([set('method', 'msg', f.random.pick(['POST', 'PUT']), 'str')], [ask]);
  },
  /// The same, by what came in.
  chosenMethod(f, test) {
    test.observe.push({ sink: `/${f.name}` });
    const ask = f.add('http request', { method: 'use', url: `http://127.0.0.1:18080/${f.name}` }, [[]]);
    return f.code("msg.method = Number(msg.payload) > 2 ? 'POST' : 'PUT';\nreturn msg;", [ask]);
  },
  file(f, test) {
    test.observe.push({ file: `${f.name}.out`, count: true });
    return f.add('file', { filename: `${f.name}.out` }, [[]]);
  },
};
const sink = (f, test) => sinks[f.random.pick(['mqtt', 'mqtt', 'mqtt', 'post', 'post', 'byMethod', 'chosenMethod', 'file'])](f, test);

/// What each copy has for itself, behind something that may let only one of them pass.
function guarded(f, to, kinds) {
  if (f.random.chance(0.4)) return to;
  const kind = f.random.pick(Object.keys(kinds));
  f.kinds.unshift(kind);
  return [kinds[kind](f, to)];
}

const http = (f, path, to) => f.add('http in', { url: `/${f.name}${path}` }, [to]);
const response = (f) => f.add('http response');
const query = (f, to) => [f.change([set('payload', 'msg', '$number(req.query.v)', 'jsonata')], to)];
/// Answers at once, so what comes behind need not.
const answered = (f, path, to) =>
  http(f, path, [
    f.change([set('payload', 'msg', 'ok', 'str')], [response(f)]),
    ...query(f, [f.code('return { payload: msg.payload };', to)]),
  ]);
const subscription = (f, topic, to) =>
  f.add('mqtt in', { topic, qos: f.random.pick(['0', '1', '2']), broker: f.broker() }, [[f.code(fresh, to)]]);
const group = (f) => `$share/${f.random.pick(['g', 'workers'])}/`;

const sources = {
  request(f, test) {
    http(f, '', query(f, chain(f, [response(f)], answering)));
    test.workload.push({ get: `/${f.name}`, v: test.values });
  },
  event(f, test) {
    answered(f, '', chain(f, [sink(f, test)], any));
    test.workload.push({ get: `/${f.name}`, v: test.values });
  },
  plainTopic(f, test) {
    subscription(
      f,
      f.random.pick([`${f.name}/in`, `${f.name}/+`.replace('+', 'in/#')]),
      chain(f, [sink(f, test)], any),
    );
    test.workload.push({ publish: `${f.name}/in`, payload: test.values });
  },
  sharedTopic(f, test) {
    subscription(f, `${group(f)}${f.name}/${f.random.pick(['in', '+/x'])}`, chain(f, [sink(f, test)], any));
    const topic = f.nodes.find((node) => node.type === 'mqtt in').topic.endsWith('/in') ? 'in' : 'a/x';
    test.workload.push({ publish: `${f.name}/${topic}`, payload: test.values });
  },
  start(f, test) {
    const end = chain(f, [sink(f, test)], { ...stateless, counter: any.counter, twice: any.twice });
    const to = guarded(f, end, { ...guards, ...locks, ...openGuards });
    // Later than the moment at which the broker is connected, which a start on a busy machine takes seconds to reach.
    if (f.random.chance(0.7)) f.add('inject', { once: true, onceDelay: 6 }, [to]);
    else f.code('', to, { initialize: 'setTimeout(() => node.send({ payload: 5 }), 6000);' });
    test.workload.push({ pass: 11000 });
  },
  clock(f, test) {
    const topic = `${f.name}/out`;
    const end = chain(f, [f.add('mqtt out', { topic, broker: f.broker() })], stateless);
    const to = guarded(f, end, { ...guards, ...openGuards });
    if (f.random.chance(0.6)) f.add('inject', { repeat: '1', payload: '2' }, [to]);
    else f.code('', to, { initialize: 'setInterval(() => node.send({ payload: 2 }), 1000);' });
    Object.assign(test, { phase: 'timers' });
    test.observe.push({ mqtt: topic, rate: 5 });
    test.workload.push({ pass: 5000 });
  },
  socket(f, test) {
    const server = f.config('websocket-listener', 'listener', { path: `/${f.name}/ws` });
    const toAll = f.random.chance(0.5);
    const out = f.add('websocket out', { server, client: '' });
    const last = toAll
      ? f.code('return { payload: String(msg.payload) };', [out])
      : f.code('msg.payload = String(msg.payload);\nreturn msg;', [out]);
    const number = f.code(
      'msg.payload = Number(msg.payload);\nreturn msg;',
      chain(f, [last], answering, f.random.below(2)),
    );
    f.add('websocket in', { server, client: '' }, [[number]]);
    f.kinds.push(toAll ? 'toAll' : 'toSender');
    test.workload.push(
      { connect: ['a', 'b'], path: `/${f.name}/ws` },
      { say: 'a', text: test.values.slice(0, 4) },
      { say: 'b', text: test.values.slice(4) },
    );
    test.observe.push({ websocket: 'a' }, { websocket: 'b' });
  },
  feed(f, test) {
    const client = f.config('websocket-client', 'client', { path: `ws://127.0.0.1:18081/${f.name}` });
    f.add('websocket in', { server: '', client }, [[f.code(fresh, chain(f, [sink(f, test)], any, f.random.below(3)))]]);
    test.workload.push({ feed: `/${f.name}`, text: test.values });
  },
  line(f, test) {
    const port = String(15000 + Number(f.name.slice(1)));
    const settings = {
      server: 'server',
      host: '',
      port,
      datamode: 'stream',
      datatype: 'utf8',
      newline: '\\n',
      topic: '',
      trim: false,
      base64: false,
      tls: '',
    };
    f.add('tcp in', settings, [[f.code(fresh, chain(f, [sink(f, test)], any, f.random.below(3)))]]);
    test.workload.push({ tcp: Number(port), text: test.values });
  },
  /// One part writes a value, another reads it.
  twoParts(f, test) {
    const key = `${f.name}value`;
    const scope = f.random.pick(['flow', 'global']);
    const shared = f.random.chance(0.25);
    const property = shared ? `#:(shared)::${key}` : key;
    const stored = shared ? `'${key}', 'shared'` : `'${key}'`;
    const put = (to) => f.code(`${scope}.set('${key}', msg.payload${shared ? ", 'shared'" : ''});\nreturn msg;`, to);
    const collect = `const all = ${scope}.get('${key}') || [];\nall.push(msg.payload);\n${scope}.set('${key}', all);\nreturn msg;`;
    const writers = [
      put,
      (to) => f.change([set(property, scope, 'payload', 'msg')], to),
      (to) => (shared ? put(to) : f.code(collect, to)),
    ];
    const low = { rules: [{ t: 'gte', v: '3', vt: 'num' }, { t: 'else' }], checkall: 'false', outputs: 2 };
    const readers = [
      (to) => f.change([set('payload', 'msg', property, scope)], to),
      (to) => f.code(`msg.payload = String(${scope}.get(${stored}));\nreturn msg;`, to),
      (to) => f.add('template', { template: `{{${scope}${shared ? '[shared]' : ''}.${key}}}` }, [to]),
      (to) => {
        const answers = ['high', 'low'].map((word) => [f.change([set('payload', 'msg', word, 'str')], to)]);
        return f.add('switch', { property, propertyType: scope, ...low }, answers);
      },
    ];
    const write = f.random.pick(writers)([]);
    const by = f.random.pick(['request', 'plainTopic', 'plainTopic', 'sharedTopic', 'start']);
    const steps = [];
    if (by === 'request') (steps.push((v) => ({ get: `/${f.name}/set`, v: [v] })), answered(f, '/set', [write]));
    else if (by === 'start') f.add('inject', { once: true, onceDelay: 0.1, payload: '4' }, [[write]]);
    else {
      subscription(f, `${by === 'sharedTopic' ? group(f) : ''}${f.name}/set`, [write]);
      steps.push(
        (v) => ({ publish: `${f.name}/set`, payload: [v] }),
        () => ({ pass: 30 }),
      );
    }
    http(f, '/get', [f.random.pick(readers)([response(f)])]);
    steps.push(() => ({ get: [`/${f.name}/get`, `/${f.name}/get`, `/${f.name}/get`].slice(f.random.below(2)) }));
    for (const v of test.values.slice(0, 5)) test.workload.push(...steps.map((step) => step(v)));
    f.kinds.push(`written by ${by}${shared ? ' to a shared store' : ''}`, 'read by request');
  },
};
const mix = [
  'request',
  'request',
  'request',
  'event',
  'event',
  'event',
  'plainTopic',
  'plainTopic',
  'sharedTopic',
  'sharedTopic',
  'sharedTopic',
];
const kinds = [...mix, 'start', 'clock', 'socket', 'feed', 'line', 'twoParts', 'twoParts', 'twoParts'];

/// One random flow with its workload. The name must be a letter and a number that no other has.
export function makeCase(name, seed) {
  const random = randomFrom(seed);
  const f = new Flow(name, random);
  const test = { workload: [], observe: [] };
  test.values = Array.from({ length: 10 + random.below(5) }, () => String(1 + random.below(4)));
  const source = random.pick(kinds);
  sources[source](f, test);
  return complete({
    name,
    title: [source, ...f.kinds].join(' > '),
    verdict: 'same',
    platform: 'kubernetes',
    phase: test.phase ?? 'quick',
    needs: f.needs,
    workload: test.workload,
    observe: test.observe,
    flows: f.nodes,
  });
}
