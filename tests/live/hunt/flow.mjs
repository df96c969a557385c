// A flow under construction, put together from its end to its beginning, so that each node knows where its wires go.
// SPDX-License-Identifier: Apache-2.0

/// Numbers that are the same for the same seed.
export function randomFrom(seed) {
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

// What the editor writes for a node on which nothing was set.
const usual = {
  batch: { mode: 'count', count: 2, overlap: 0, interval: 10, allowEmptySequence: false, topics: [] },
  catch: { scope: null, uncaught: false },
  change: { rules: [], action: '', property: '', from: '', to: '', reg: false },
  complete: { scope: [] },
  delay: {
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
  file: {
    filename: '',
    filenameType: 'str',
    appendNewline: true,
    createDir: true,
    overwriteFile: 'false',
    encoding: 'none',
  },
  'file in': { filename: '', filenameType: 'str', format: 'utf8', chunk: false, sendError: false, encoding: 'none' },
  function: { func: '', outputs: 1, timeout: 0, noerr: 0, initialize: '', finalize: '', libs: [] },
  'http in': { url: '', method: 'get', upload: false, swaggerDoc: '' },
  'http request': {
    method: 'POST',
    ret: 'txt',
    paytoqs: 'ignore',
    url: '',
    tls: '',
    persist: false,
    proxy: '',
    authType: '',
    senderr: false,
    headers: [],
  },
  'http response': { statusCode: '', headers: {} },
  inject: {
    props: [{ p: 'payload' }],
    repeat: '',
    crontab: '',
    once: false,
    onceDelay: 0.1,
    topic: '',
    payload: '5',
    payloadType: 'num',
  },
  join: {
    mode: 'custom',
    build: 'array',
    property: 'payload',
    propertyType: 'msg',
    key: 'topic',
    joiner: '\\n',
    joinerType: 'str',
    accumulate: false,
    timeout: '',
    count: '',
    reduceRight: false,
    reduceExp: '',
    reduceInit: '',
    reduceInitType: '',
    reduceFixup: '',
  },
  'link call': { links: [], linkType: 'static', timeout: '30' },
  'link in': { links: [] },
  'link out': { mode: 'link', links: [] },
  'mqtt in': { topic: '', qos: '1', datatype: 'auto-detect', nl: false, rap: true, rh: 0, inputs: 0 },
  'mqtt out': { topic: '', qos: '', retain: '', respTopic: '', contentType: '', userProps: '', correl: '', expiry: '' },
  range: { minin: '0', maxin: '10', minout: '0', maxout: '100', action: 'scale', round: false, property: 'payload' },
  rbe: { func: 'rbe', gap: '', start: '', inout: 'out', septopics: true, property: 'payload', topi: 'topic' },
  smooth: { property: 'payload', action: 'mean', count: '3', round: '', mult: 'single', reduce: false },
  sort: {
    order: 'ascending',
    as_num: true,
    target: 'payload',
    targetType: 'seq',
    msgKey: 'payload',
    msgKeyType: 'elem',
    seqKey: 'payload',
    seqKeyType: 'msg',
  },
  split: {
    splt: '\\n',
    spltType: 'str',
    arraySplt: 1,
    arraySpltType: 'len',
    stream: false,
    addname: '',
    property: 'payload',
  },
  sqlite: { mydb: '', sqlquery: 'msg.topic', sql: '' },
  sqlitedb: { db: '', mode: 'RWC' },
  status: { scope: [] },
  switch: { property: 'payload', propertyType: 'msg', rules: [], checkall: 'true', repair: false },
  template: {
    field: 'payload',
    fieldType: 'msg',
    format: 'handlebars',
    syntax: 'mustache',
    template: '',
    output: 'str',
  },
  trigger: {
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
  'mqtt-broker': {
    name: 'broker',
    broker: '127.0.0.1',
    port: '1883',
    clientid: '',
    autoConnect: true,
    usetls: false,
    protocolVersion: '4',
    keepalive: '60',
    cleansession: true,
    autoUnsubscribe: true,
    birthTopic: '',
    closeTopic: '',
    willTopic: '',
    birthMsg: {},
    closeMsg: {},
    willMsg: {},
    userProps: '',
    sessionExpiry: '',
  },
  'websocket-client': { path: '', tls: '', wholemsg: 'false', hb: '0', subprotocol: '', headers: [] },
  'websocket-listener': { path: '', wholemsg: 'false' },
};

export class Flow {
  constructor(name, random) {
    Object.assign(this, { name, random, configs: new Map(), kinds: [] });
    this.nodes = [{ id: name, type: 'tab', label: name, disabled: false, info: '' }];
    this.place = name;
  }

  id() {
    return `${this.name}-${this.nodes.length}`;
  }

  /// Adds a node on the present flow or subflow; `wires` holds a list of ids for each output.
  add(type, properties = {}, wires = []) {
    const id = this.id();
    const at = { x: 100 + 40 * this.nodes.length, y: 80 };
    this.nodes.push({
      id,
      type,
      z: this.place,
      name: '',
      ...structuredClone(usual[type]),
      ...properties,
      ...at,
      wires,
    });
    return id;
  }

  /// Adds a config node once for each key.
  config(type, key, properties) {
    if (!this.configs.has(key)) {
      const id = this.id();
      this.configs.set(key, id);
      this.nodes.push({ id, type, ...usual[type], ...properties });
    }
    return this.configs.get(key);
  }

  broker(version = this.random.pick(['4', '5'])) {
    return this.config('mqtt-broker', `broker ${version}`, { protocolVersion: version });
  }

  node(id) {
    return this.nodes.find((node) => node.id === id);
  }

  code(func, to, more = {}) {
    return this.add('function', { func, ...more }, [to]);
  }

  change(rules, to) {
    return this.add('change', { rules }, [to]);
  }

  /// A link in with what is behind it, and nothing before it.
  entry(to) {
    return this.add('link in', {}, [to]);
  }

  /// A subflow whose inside `fill` makes, from the node that is its output to the one that is its input.
  subflow(env, fill, to, instance = {}) {
    const id = this.id();
    const definition = {
      id,
      type: 'subflow',
      name: 'part',
      info: '',
      category: '',
      in: [],
      out: [],
      env,
      meta: {},
      color: '#DDAA99',
    };
    this.nodes.push(definition);
    const outside = this.place;
    this.place = id;
    const last = this.code('return msg;', []);
    const first = fill([last]);
    this.place = outside;
    definition.in.push({ x: 60, y: 80, wires: [{ id: first }] });
    definition.out.push({ x: 500, y: 80, wires: [{ id: last, port: 0 }] });
    return this.add(`subflow:${id}`, instance, [to]);
  }
}

export const set = (p, pt, to, tot) => ({ t: 'set', p, pt, to, tot });
