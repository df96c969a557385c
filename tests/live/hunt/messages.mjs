// What depends on what is in the message: switches, methods and queries by message, targets, groups; and guards, which
// let one copy through. Each takes the flow and the ids that its output goes to, and returns its own id.
// SPDX-License-Identifier: Apache-2.0
import { set } from './flow.mjs';

const sum = 'msg.payload = msg.payload.reduce((a, b) => a + Number(b), 0);\nreturn msg;';
const halves = { rules: [{ t: 'gte', v: '3', vt: 'num' }, { t: 'else' }], checkall: 'false', outputs: 2 };
const count = (f, to, name = `${f.name}n${f.nodes.length}`) =>
  f.code(`const n = (flow.get('${name}') || 0) + 1;\nflow.set('${name}', n);\nmsg.payload = n;\nreturn msg;`, to);
const plain = (f, to) => f.code('msg.payload = Number(msg.payload) + 7;\nreturn msg;', to);

/// A routine with a name of its own.
function routine(f, word, body) {
  const name = `${f.name}${word}${f.nodes.length}`;
  const answer = f.add('link out', { mode: 'return' });
  f.node(f.entry([body(f, [answer])])).name = name;
  return name;
}
const call = (f, code, to) => f.code(`${code}\nreturn msg;`, [f.add('link call', { linkType: 'dynamic' }, [to])]);

/// Runs the query that code puts into the message, in a database file of this copy.
const query = (f, to, text) => {
  const database = f.config('sqlitedb', 'database', { db: `${f.name}.db`, mode: 'RWC' });
  return f.code(`msg.topic = ${text};\nreturn msg;`, [f.add('sqlite', { mydb: database }, [to])]);
};
const firstRow = (f, to) => f.code('msg.payload = msg.payload[0].n;\nreturn msg;', to);

export const messagesWithoutState = {
  closedKind(f, to) {
    const rules = [{ t: 'eq', v: 'count', vt: 'str' }, { t: 'neq', v: 'count', vt: 'str' }];
    const kinds = f.add('switch', { property: 'kind', rules, outputs: 2 }, [[count(f, to)], to]);
    return f.code("msg.kind = Number(msg.payload) > 2 ? 'high' : 'low';\nreturn msg;", [kinds]);
  },
  plainTarget(f, to) {
    routine(f, 'count', count);
    const name = routine(f, 'plain', plain);
    return call(f, `const names = { one: '${name}' };\nmsg.target = names.one;`, to);
  },
  readByMethod(f, to) {
    const length = f.code('msg.payload = msg.payload.length;\nreturn msg;', to);
    const ask = f.add('http request', { method: 'use', url: `http://127.0.0.1:18080/ask-${f.name}` }, [[length]]);
    return f.code("msg.method = msg.kind === 'write' ? 'POST' : 'GET';\nreturn msg;", [ask]);
  },
  mappedGroup: (f, to) =>
    f.code('return [[1, 2, 3].map((n) => ({ ...msg, payload: n * Number(msg.payload) }))];', [
      f.add('join', { count: '3' }, [[f.code(sum, to)]]),
    ]),
  partsOfItsOwn: (f, to) =>
    f.code(
      'const id = msg._msgid;\nfor (let index = 0; index < 2; index++) node.send({ ...msg, payload: index + Number(msg.payload), parts: { id, index, count: 2 } });',
      [f.add('join', { mode: 'auto' }, [[f.code(sum, to)]])],
    ),
  filterByMessage: (f, to) =>
    f.code('return [[msg, { ...msg }]];', [f.add('rbe', { topi: '_msgid' }, [to])]),
  calculatedByQuery: (f, to) =>
    query(f, [firstRow(f, to)], "'SELECT ' + Number(msg.payload) + ' * 2 AS n'"),
  routineWrites(f, to) {
    const name = `${f.name}kept${f.nodes.length}`;
    const write = (g, next) =>
      g.code(`if (Number(msg.payload) > 2) flow.set('${name}', 2);\nelse flow.set('${name}', 1);\nreturn msg;`, next);
    const answer = f.add('link out', { mode: 'return' });
    const start = f.entry([write(f, [answer])]);
    const read = f.code(`msg.payload = flow.get('${name}');\nreturn msg;`, to);
    return f.add('link call', { links: [start] }, [[read]]);
  },
};

export const messagesWithState = {
  countedHalf: (f, to) => f.add('switch', halves, [[count(f, to)], to]),
  countingTarget(f, to) {
    const names = [routine(f, 'plain', plain), routine(f, 'count', count)];
    return call(f, `msg.target = Number(msg.payload) > 2 ? '${names[1]}' : '${names[0]}';`, to);
  },
  inserted: (f, to) =>
    query(
      f,
      [query(f, [query(f, [firstRow(f, to)], "'SELECT COUNT(*) AS n FROM t'")], "'INSERT INTO t VALUES (1)'")],
      "'CREATE TABLE IF NOT EXISTS t (v INT)'",
    ),
};

export const messagesHolding = {
  shortGroup: (f, to) =>
    f.code('return [[1, 2].map((n) => ({ payload: n * Number(msg.payload) }))];', [
      f.add('join', { count: '3' }, [[f.code(sum, to)]]),
    ]),
  partsOfAll: (f, to) =>
    f.code('msg.parts = { id: "all", index: Number(msg.payload) % 2, count: 2 };\nreturn msg;', [
      f.code('return msg;', [f.add('join', { mode: 'auto' }, [[f.code(sum, to)]])]),
    ]),
  filterByTopic: (f, to) =>
    f.code("return [[{ payload: msg.payload, topic: 'a' }, { payload: msg.payload, topic: 'b' }]];", [
      f.add('rbe', {}, [to]),
    ]),
};

/// For sources of which every copy has its own.
export const guards = {
  byName: (f, to) => f.code("if (env.get('COPY') !== 'copy1') return null;\nreturn msg;", to),
  byPartOfName: (f, to) => f.code("const first = env.get('COPY').endsWith('1');\nif (first) return msg;", to),
  bySwitch: (f, to) =>
    f.add('switch', { property: 'COPY', propertyType: 'env', rules: [{ t: 'eq', v: 'copy1', vt: 'str' }] }, [to]),
};

/// The same for what happens once in a while: a lock is held for a minute.
export const locks = {
  byLock(f, to) {
    f.needs = ['redis'];
    const ask = `const redis = new Redis(Number(env.get('REDIS_PORT')), '127.0.0.1');\nconst mine = await redis.set('${f.name}', env.get('COPY'), 'EX', 60, 'NX');\nredis.disconnect();\n`;
    return f.code(`${ask}if (mine !== 'OK') return null;\nreturn msg;`, to, {
      libs: [{ var: 'Redis', module: 'ioredis' }],
    });
  },
};

/// What looks like one and lets every copy through.
export const openGuards = {
  byHavingAName: (f, to) => f.code("if (!env.get('COPY')) return null;\nreturn msg;", to),
  byOwnFlag: (f, to) =>
    f.code(`if (!flow.get('${f.name}leads')) return null;\nreturn msg;`, to, {
      initialize: `flow.set('${f.name}leads', true);`,
    }),
  byOwnName: (f, to) =>
    f.code(`if (flow.get('${f.name}leader') !== os.hostname()) return null;\nreturn msg;`, to, {
      libs: [{ var: 'os', module: 'os' }],
      initialize: `flow.set('${f.name}leader', os.hostname());`,
    }),
  byClock: (f, to) => f.code('if (Date.now() < 0) return null;\nreturn msg;', to),
};
