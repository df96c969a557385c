// What can stand between a source and a sink of a random flow. Each takes the flow and the ids that its output goes to,
// and returns its own id. Nodes of `answering` send one message for each that they get, so an HTTP request ends;
// those of `others` may hold messages back or send several. Payloads are numbers, or texts of numbers.
// SPDX-License-Identifier: Apache-2.0
import { codeWithState, codeWithoutState } from './code.mjs';
import { set } from './flow.mjs';
import { messagesHolding, messagesWithState, messagesWithoutState } from './messages.mjs';

const sum = 'msg.payload = msg.payload.reduce((a, b) => a + Number(b), 0);\nreturn msg;';
const link = (f, from, to) => {
  f.node(to).links.push(from);
  return from;
};
const scopes = ['context', 'flow', 'global'];
const scopeOf = (f) => f.random.pick(scopes);
/// Global context is one for all flows that are run together.
const key = (f, name) => `${f.name}${name}`;

const withoutState = {
  addOne: (f, to) => f.code('msg.payload = Number(msg.payload) + 1;\nreturn msg;', to),
  text: (f, to) => f.add('template', { template: '{{payload}}' }, [to]),
  scale: (f, to) => f.add('range', {}, [to]),
  double: (f, to) => f.change([set('payload', 'msg', '$number(payload) * 2', 'jsonata')], to),
  move: (f, to) =>
    f.change([{ t: 'move', p: 'payload', pt: 'msg', to: 'a.b', tot: 'msg' }, set('payload', 'msg', 'a.b', 'msg')], to),
  all: (f, to) => f.add('switch', { rules: [{ t: 'gte', v: '0', vt: 'num' }] }, [to]),
  sides(f, to) {
    const high = f.code('msg.payload = Number(msg.payload) * 10;\nreturn msg;', to);
    return f.add('switch', { rules: [{ t: 'gte', v: '3', vt: 'num' }, { t: 'else' }], checkall: 'false', outputs: 2 }, [
      [high],
      to,
    ]);
  },
  splitJoin(f, to) {
    const join = f.add('join', { mode: 'auto' }, [[f.code(sum, to)]]);
    const split = f.add('split', {}, [[join]]);
    return f.code('msg.payload = [Number(msg.payload), 2, 3];\nreturn msg;', [split]);
  },
  reduced(f, to) {
    const join = f.add('join', { mode: 'reduce', reduceExp: '$A + payload', reduceInit: '0', reduceInitType: 'num' }, [
      to,
    ]);
    return f.code('msg.payload = [Number(msg.payload), 1];\nreturn msg;', [f.add('split', {}, [[join]])]);
  },
  lengthOfParts(f, to) {
    const join = f.add('join', { mode: 'auto' }, [[f.code('msg.payload = msg.payload.length;\nreturn msg;', to)]]);
    return f.code('msg.payload = [msg.payload, msg.payload];\nreturn msg;', [f.add('split', {}, [[join]])]);
  },
  sorted(f, to) {
    const first = f.code('msg.payload = msg.payload[0];\nreturn msg;', to);
    const join = f.add('join', { mode: 'auto' }, [[first]]);
    const split = f.add('split', {}, [[f.add('sort', {}, [[join]])]]);
    return f.code('msg.payload = [9, Number(msg.payload), 8];\nreturn msg;', [split]);
  },
  firstPart(f, to) {
    const first = f.add('switch', { rules: [{ t: 'head', v: '1', vt: 'num' }] }, [
      [f.code('delete msg.parts;\nreturn msg;', to)],
    ]);
    return f.code('msg.payload = [msg.payload, 7];\nreturn msg;', [f.add('split', {}, [[first]])]);
  },
  link(f, to) {
    const end = f.entry(to);
    return link(f, f.add('link out', { links: [end] }), end);
  },
  routine(f, to) {
    const back = f.add('link out', { mode: 'return' });
    const start = f.entry([f.code('msg.payload = Number(msg.payload) + 5;\nreturn msg;', [back])]);
    return f.add('link call', { links: [start] }, [to]);
  },
  pause: (f, to) => f.add('delay', {}, [to]),
  later: (f, to) => f.code('setTimeout(() => node.send(msg), 10);', to),
  patient: (f, to) => f.code('await new Promise((done) => setTimeout(done, 5));\nreturn msg;', to),
  readConstant: (f, to) =>
    f.code("msg.payload = Number(msg.payload) * (flow.get('k') || 0);\nreturn msg;", to, {
      initialize: "flow.set('k', 3);",
    }),
  constantText: (f, to) =>
    f.add('template', { template: '{{payload}}{{flow.unit}}' }, [
      [f.code('msg.payload = parseFloat(msg.payload);\nreturn msg;', to, { initialize: "flow.set('unit', ' m');" })],
    ]),
  setting: (f, to) => f.code("msg.payload = Number(msg.payload) * global.get('factor');\nreturn msg;", to),
  localVariable: (f, to) => f.code('let n = 0;\nn += Number(msg.payload);\nmsg.payload = n;\nreturn msg;', to),
  localList: (f, to) =>
    f.code(
      'const list = [];\nfor (let i = 0; i < 3; i++) list.push(Number(msg.payload) + i);\nmsg.payload = list[2];\nreturn msg;',
      to,
    ),
  writeOnly: (f, to) => f.change([set('seen', 'flow', 'payload', 'msg')], to),
  writeGlobal: (f, to) => f.code(`global.set('${key(f, 'seen')}', msg.payload);\nreturn msg;`, to),
  caught(f, to) {
    const id = f.code('throw new Error(String(msg.payload));', []);
    f.add('catch', { scope: [id] }, [to]);
    return id;
  },
  completed(f, to) {
    const id = f.code('msg.payload = Number(msg.payload) + 2;\nreturn msg;', []);
    f.add('complete', { scope: [id] }, [to]);
    return id;
  },
  partOfEnv: (f, to) =>
    f.subflow(
      [{ name: 'factor', type: 'num', value: '4' }],
      (out) => f.code("msg.payload = Number(msg.payload) * Number(env.get('factor'));\nreturn msg;", out),
      to,
      f.random.chance(0.5) ? { env: [{ name: 'factor', type: 'num', value: '6' }] } : {},
    ),
  asked: (f, to) =>
    f.add('http request', { method: 'GET', url: `http://127.0.0.1:18080/ask-${f.name}` }, [
      [f.code('msg.payload = msg.payload.length;\nreturn msg;', to)],
    ]),
};

/// What looks like state, or like work for all, but no message comes there.
const closed = {
  closedCase(f, to) {
    const rules = { rules: [{ t: 'eq', v: 'a', vt: 'str' }, { t: 'eq', v: 'b', vt: 'str' }], outputs: 2 };
    const which = f.add('switch', { property: 'kind', ...rules }, [to, [withState.counter(f, to)]]);
    return f.change([set('kind', 'msg', 'a', 'str')], [which]);
  },
  closedLine(f, to) {
    const name = key(f, 'closed');
    const never = `if (msg.kind !== 'x') return null;\nflow.set('${name}', (flow.get('${name}') || 0) + 1);\nreturn { payload: flow.get('${name}') };`;
    const unreached = f.code(never, to);
    return f.code("msg.kind = 'y';\nreturn msg;", [...to, unreached]);
  },
  chosenRoutine(f, to) {
    const names = ['scale', 'count'].map((word) => key(f, `${word}${f.nodes.length}`));
    const bodies = [
      'msg.payload = Number(msg.payload) * 3;\nreturn msg;',
      `const n = (flow.get('${names[1]}') || 0) + 1;\nflow.set('${names[1]}', n);\nmsg.payload = n;\nreturn msg;`,
    ];
    bodies.forEach((body, i) => {
      const back = f.add('link out', { mode: 'return' });
      f.node(f.entry([f.code(body, [back])])).name = names[i];
    });
    const call = f.add('link call', { linkType: 'dynamic' }, [to]);
    const wanted = f.random.below(2);
    f.kinds.push(wanted === 0 ? 'plain' : 'counting');
    return f.change([set('target', 'msg', names[wanted], 'str')], [call]);
  },
  exactGroup(f, to) {
    const join = f.add('join', { count: '3' }, [[f.code(sum, to)]]);
    return f.code('return msg;', [f.code('msg.payload = 1;\nreturn msg;', [join]), f.code('msg.payload = 2;\nreturn msg;', [join]), join]);
  },
  methodOfMessage: (f, to) =>
    f.change(
      [set('method', 'msg', 'GET', 'str')],
      [
        f.add('http request', { method: 'use', url: `http://127.0.0.1:18080/ask-${f.name}` }, [
          [f.code('msg.payload = msg.payload.length;\nreturn msg;', to)],
        ]),
      ],
    ),
};

const withState = {
  counter(f, to) {
    const scope = scopeOf(f);
    const name = key(f, 'n');
    return f.code(
      `const n = (${scope}.get('${name}') || 0) + 1;\n${scope}.set('${name}', n);\nmsg.payload = n;\nreturn msg;`,
      to,
    );
  },
  list(f, to) {
    const scope = scopeOf(f);
    const name = key(f, 'list');
    const push = `const list = ${scope}.get('${name}') || [];\nlist.push(Number(msg.payload));\n${scope}.set('${name}', list);\n`;
    return f.code(`${push}msg.payload = list.reduce((a, b) => a + b, 0);\nreturn msg;`, to);
  },
  inPlace(f, to) {
    const name = key(f, 'seen');
    return f.code(`const seen = flow.get('${name}');\nseen.n++;\nmsg.payload = seen.n;\nreturn msg;`, to, {
      initialize: `flow.set('${name}', { n: 0 });`,
    });
  },
  perValue: (f, to) =>
    f.code(
      "const k = 'v' + msg.payload;\nconst n = (flow.get(k) || 0) + 1;\nflow.set(k, n);\nmsg.payload = n;\nreturn msg;",
      to,
    ),
  highest: (f, to) =>
    f.code(
      "const m = Math.max(Number(msg.payload), context.get('m') || 0);\ncontext.set('m', m);\nmsg.payload = m;\nreturn msg;",
      to,
    ),
  difference: (f, to) =>
    f.code(
      "const last = context.get('last') ?? 0;\ncontext.set('last', Number(msg.payload));\nmsg.payload = Number(msg.payload) - last;\nreturn msg;",
      to,
    ),
  toggle: (f, to) =>
    f.code("const on = !flow.get('on');\nflow.set('on', on);\nmsg.payload = on ? 1 : 0;\nreturn msg;", to),
  hidden: (f, to) =>
    f.code('context.sum = (context.sum || 0) + Number(msg.payload);\nmsg.payload = context.sum;\nreturn msg;', to),
  implicit: (f, to) =>
    f.code(
      `${f.name}calls = (typeof ${f.name}calls === 'undefined' ? 0 : ${f.name}calls) + 1;\nmsg.payload = ${f.name}calls;\nreturn msg;`,
      to,
    ),
  countJsonata: (f, to) =>
    f.change(
      [set('n', 'flow', "($n := $flowContext('n'); $n ? $n + 1 : 1)", 'jsonata'), set('payload', 'msg', 'n', 'flow')],
      to,
    ),
  globalJsonata(f, to) {
    const name = key(f, 'g');
    return f.change(
      [set(name, 'global', `$globalContext('${name}') = 1 ? 2 : 1`, 'jsonata'), set('payload', 'msg', name, 'global')],
      to,
    );
  },
  previous: (f, to) =>
    f.change(
      [set('now', 'msg', 'payload', 'msg'), set('payload', 'msg', 'last', 'flow'), set('last', 'flow', 'now', 'msg')],
      to,
    ),
  lastInText(f, to) {
    const store = f.change([set('shown', 'flow', 'now', 'msg')], to);
    const number = f.code('msg.payload = Number(msg.payload);\nreturn msg;', [store]);
    return f.change(
      [set('now', 'msg', 'payload', 'msg')],
      [f.add('template', { template: '{{flow.shown}}{{payload}}' }, [[number]])],
    );
  },
  afterwards: (f, to) => f.code("msg.payload = String(flow.get('seen')) + msg.payload;\nreturn msg;", to),
  meanOfThree: (f, to) => f.add('smooth', { action: f.random.pick(['mean', 'max', 'min', 'low']) }, [to]),
  countingPart: (f, to) =>
    f.subflow(
      [],
      (out) => f.code("const n = (flow.get('n') || 0) + 1;\nflow.set('n', n);\nmsg.payload = n;\nreturn msg;", out),
      to,
    ),
  fileLog(f, to) {
    const filename = `${f.name}.log`;
    const length = f.code("msg.payload = msg.payload.trim().split('\\n').length;\nreturn msg;", to);
    return f.add('file', { filename }, [[f.add('file in', { filename }, [[length]])]]);
  },
  memo: (f, to) =>
    f.code(
      "const memo = context.get('memo') || {};\nconst p = String(msg.payload);\nif (!(p in memo)) memo[p] = Number(p) * 3;\ncontext.set('memo', memo);\nmsg.payload = memo[p];\nreturn msg;",
      to,
    ),
  passedOn: (f, to) =>
    f.change(
      [set('here', 'flow', 'payload', 'msg')],
      [f.code("msg.payload = Number(flow.get('here')) + 1;\nreturn msg;", to)],
    ),
};

const holding = {
  onlyChanges: (f, to) => f.add('rbe', {}, [to]),
  deadband: (f, to) => f.add('rbe', { func: 'deadband', gap: '1.5' }, [to]),
  inThrees: (f, to) => f.add('join', { count: '3' }, [[f.code(sum, to)]]),
  merged(f, to) {
    const id = f.add('join', { build: 'object', accumulate: true, count: '1' }, [
      [f.code('msg.payload = Object.keys(msg.payload).length;\nreturn msg;', to)],
    ]);
    return f.code('msg.topic = String(msg.payload);\nreturn msg;', [id]);
  },
  batches: (f, to) =>
    f.add('batch', { overlap: f.random.below(2) }, [
      [f.code('msg.payload = 10 * Number(msg.payload) + msg.parts.index;\ndelete msg.parts;\nreturn msg;', to)],
    ]),
  rising: (f, to) => f.add('switch', { rules: [{ t: 'neq', v: '', vt: 'prev' }] }, [to]),
  lower: (f, to) => f.add('switch', { rules: [{ t: 'lte', v: '', vt: 'prev' }] }, [to]),
  oncePerHour: (f, to) => f.add('trigger', {}, [to]),
  untilReset: (f, to) => f.add('trigger', { duration: '0', reset: '3' }, [to]),
  onePerHour: (f, to) => f.add('delay', { pauseType: 'rate', rateUnits: 'hour', drop: true }, [to]),
  someOnly: (f, to) => f.add('switch', { rules: [{ t: 'gte', v: '2', vt: 'num' }] }, [to]),
  everySecond: (f, to) =>
    f.code("const n = (context.get('n') || 0) + 1;\ncontext.set('n', n);\nif (n % 2) return null;\nreturn msg;", to),
  streamed: (f, to) =>
    f.code("msg.payload = msg.payload + (Number(msg.payload) > 2 ? '\\n' : '');\nreturn msg;", [
      f.add('split', { stream: true }, [[f.code('delete msg.parts;\nreturn msg;', to)]]),
    ]),
  firstOnly: (f, to) =>
    f.code("if (flow.get('leads')) return null;\nflow.set('leads', true);\nreturn msg;", to),
  unevenGroup(f, to) {
    const join = f.add('join', { count: '2' }, [[f.code(sum, to)]]);
    return f.code('return msg;', [f.code('msg.payload = 1;\nreturn msg;', [join]), f.code('msg.payload = 2;\nreturn msg;', [join]), join]);
  },
  eitherBranch(f, to) {
    const join = f.add('join', { count: '2' }, [[f.code(sum, to)]]);
    const rules = { rules: [{ t: 'gte', v: '3', vt: 'num' }, { t: 'else' }], checkall: 'false', outputs: 2 };
    return f.add('switch', rules, [[f.code('msg.payload = 9;\nreturn msg;', [join])], [join]]);
  },
  held: (f, to) =>
    f.code("msg[Number(msg.payload) > 2 ? 'flush' : 'kept'] = true;\nreturn msg;", [
      f.add('delay', { timeout: '1', timeoutUnits: 'hours' }, [to]),
    ]),
  twice: (f, to) => f.code('node.send({ payload: msg.payload });\nreturn msg;', to),
  statused(f, to) {
    const id = f.code('node.status({ text: String(msg.payload) });', []);
    f.add('status', { scope: [id] }, [[f.change([set('payload', 'msg', 'status.text', 'msg')], to)]]);
    return id;
  },
};

export const stateless = { ...withoutState, ...codeWithoutState, ...messagesWithoutState };
export const answering = { ...stateless, ...closed, ...withState, ...codeWithState, ...messagesWithState };
export const any = { ...answering, ...holding, ...messagesHolding };
