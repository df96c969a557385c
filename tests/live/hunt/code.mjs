// Code between a source and a sink: helpers, classes, closures, try, loops, promises. Each takes the flow and the ids
// that its output goes to, and returns its own id; each sends one message for each that it gets.
// SPDX-License-Identifier: Apache-2.0

const back = '\nreturn msg;';
const number = 'const v = Number(msg.payload);\n';
const key = (f, name) => `${f.name}${name}${f.nodes.length}`;
const scopeOf = (f) => f.random.pick(['context', 'flow', 'global']);
const waiting = 'const pause = (ms) => new Promise((done) => setTimeout(done, ms));\n';

export const codeWithoutState = {
  helper: (f, to) =>
    f.code(`function more(n, by) { return n + by; }\n${number}msg.payload = more(more(v, 1), v);${back}`, to),
  freshClass: (f, to) =>
    f.code(
      `class Sum {\n  constructor(first) { this.total = first; }\n  add(n) { this.total += n; return this; }\n}\n${number}msg.payload = new Sum(v).add(2).add(v).total;${back}`,
      to,
    ),
  freshClosure: (f, to) =>
    f.code(
      `const counter = (n) => () => ++n;\n${number}const next = counter(v);\nnext();\nmsg.payload = next();${back}`,
      to,
    ),
  writtenInTry(f, to) {
    const k = key(f, 'try');
    return f.code(
      `${number}try {\n  flow.set('${k}', v);\n} finally {\n  msg.payload = flow.get('${k}') * 2;\n}${back}`,
      to,
    );
  },
  writtenInLoop(f, to) {
    const k = key(f, 'loop');
    return f.code(
      `${number}let i = 0;\ndo {\n  context.set('${k}', v + i);\n} while (++i < 2);\nmsg.payload = context.get('${k}');${back}`,
      to,
    );
  },
  writtenOnBothWays(f, to) {
    const k = key(f, 'ways');
    const put = `const put = (n) => flow.set('${k}', n);\n`;
    return f.code(`${put}${number}if (v > 2) put(v * 10);\nelse put(v);\nmsg.payload = flow.get('${k}');${back}`, to);
  },
  writtenByAHandedContext(f, to) {
    const k = key(f, 'handed');
    return f.code(
      `const put = (store, n) => store.set('${k}', n);\n${number}put.call(null, ${scopeOf(f)}, v);\nput.apply(null, [flow, v + 1]);\nmsg.payload = flow.get('${k}');${back}`,
      to,
    );
  },
  awaited: (f, to) => f.code(`${waiting}${number}await pause(2);\nmsg.payload = v + 1;${back}`, to),
  promised: (f, to) =>
    f.code(`${number}Promise.resolve(v * 2).then((n) => {\n  msg.payload = n;\n  node.send(msg);\n});`, to),
  tableOfStart: (f, to) =>
    f.code(`${number}msg.payload = ${f.name}table[v % 3];${back}`, to, {
      initialize: `${f.name}table = [10, 20, 30];`,
    }),
  madeWhenMissing(f, to) {
    const k = key(f, 'rates');
    return f.code(
      `let rates = context.get('${k}');\nif (!rates) {\n  rates = { a: 2, b: 3 };\n  context.set('${k}', rates);\n}\n${number}msg.payload = v * rates.b;${back}`,
      to,
    );
  },
  copied(f, to) {
    const k = key(f, 'copied');
    return f.code(
      `const list = [...flow.get('${k}')];\nlist.push(Number(msg.payload));\nmsg.payload = list.length + list[1];${back}`,
      to,
      { initialize: `flow.set('${k}', [1]);` },
    );
  },
  pureFunctionInGlobal(f, to) {
    const k = key(f, 'tax');
    return f.code(`msg.payload = global.get('${k}')(Number(msg.payload));${back}`, to, {
      initialize: `global.set('${k}', (n) => n * 1.5);`,
    });
  },
};

export const codeWithState = {
  helperCounts(f, to) {
    const k = key(f, 'helped');
    return f.code(
      `function next(store, name) {\n  const n = (store.get(name) || 0) + 1;\n  store.set(name, n);\n  return n;\n}\nmsg.payload = next(${scopeOf(f)}, '${k}');${back}`,
      to,
    );
  },
  classOfStart: (f, to) =>
    f.code(`msg.payload = ${f.name}sum.add(Number(msg.payload));${back}`, to, {
      initialize: `class Sum {\n  total = 0;\n  add(n) { this.total += n; return this.total; }\n}\n${f.name}sum = new Sum();`,
    }),
  closureOfStart: (f, to) =>
    f.code(`msg.payload = ${f.name}next();${back}`, to, {
      initialize: `const counter = () => {\n  let n = 0;\n  return () => ++n;\n};\n${f.name}next = counter();`,
    }),
  mapOfStart: (f, to) =>
    f.code(
      `${number}${f.name}seen.set(v, (${f.name}seen.get(v) || 0) + 1);\nmsg.payload = ${f.name}seen.get(v);${back}`,
      to,
      { initialize: `${f.name}seen = new Map();` },
    ),
  alias(f, to) {
    const k = key(f, 'box');
    return f.code(
      `const [first] = Object.values(flow.get('${k}')).filter((one) => one.open);\nfirst.n += Number(msg.payload);\nmsg.payload = first.n;${back}`,
      to,
      { initialize: `flow.set('${k}', { a: { open: true, n: 0 } });` },
    );
  },
  bound(f, to) {
    const k = key(f, 'bound');
    return f.code(
      `const get = flow.get.bind(flow, '${k}');\nconst put = flow.set.bind(flow, '${k}');\nput((get() || 0) + 1);\nmsg.payload = get();${back}`,
      to,
    );
  },
  tryMayLeave(f, to) {
    const k = key(f, 'left');
    return f.code(
      `${number}try {\n  if (v > 2) throw new Error('large');\n  flow.set('${k}', v);\n} catch (e) {\n  node.status({ text: e.message });\n}\nmsg.payload = 100 + (flow.get('${k}') || 0);${back}`,
      to,
    );
  },
  loopMayNotRun(f, to) {
    const k = key(f, 'ran');
    return f.code(
      `${number}for (let i = 2; i < v; i++) context.set('${k}', v);\nmsg.payload = 100 + (context.get('${k}') || 0);${back}`,
      to,
    );
  },
  addedAfterwards(f, to) {
    const k = key(f, 'later');
    return f.code(
      `${number}Promise.resolve().then(() => flow.set('${k}', (flow.get('${k}') || 0) + v));\nmsg.payload = 100 + (flow.get('${k}') || 0);${back}`,
      to,
    );
  },
  addedByTimer(f, to) {
    const k = key(f, 'timed');
    return f.code(
      `${number}setTimeout(() => context.set('${k}', (context.get('${k}') || 0) + v), 0);\nmsg.payload = 100 + (context.get('${k}') || 0);${back}`,
      to,
    );
  },
  countsInGlobalFunction(f, to) {
    const k = key(f, 'till');
    return f.code(`msg.payload = global.get('${k}').add(Number(msg.payload));${back}`, to, {
      initialize: `global.set('${k}', { sum: 0, add(n) { this.sum += n; return this.sum; } });`,
    });
  },
  awaitedCount(f, to) {
    const k = key(f, 'slow');
    return f.code(
      `${waiting}const n = (flow.get('${k}') || 0) + 1;\nawait pause(1);\nflow.set('${k}', n);\nmsg.payload = n;${back}`,
      to,
    );
  },
};
