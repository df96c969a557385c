// halint as functions: texts into memory, a text out. Runs where there is WebAssembly, synchronously, on whatever thread it is
// called on. SPDX-License-Identifier: Apache-2.0

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const NOT_HERE = 52; // ENOSYS of WASI

/** What halint could not do, as it says it at the command line. */
export class HalintError extends Error {
  constructor(message) {
    super(message);
    this.name = 'HalintError';
  }
}

const isText = (content) => typeof content === 'string' || content instanceof Uint8Array;

function bytesOf(content) {
  if (content instanceof Uint8Array) return content;
  return encoder.encode(typeof content === 'string' ? content : JSON.stringify(content, null, 4));
}

/** Names and values in turn, each as its size and its bytes, behind the name of the function as a text of C. */
function packed(what, given) {
  const texts = Object.entries(given).flat().map(bytesOf);
  const name = encoder.encode(`${what}\0`);
  const bytes = new Uint8Array(texts.reduce((sum, text) => sum + 4 + text.length, name.length));
  const view = new DataView(bytes.buffer);
  bytes.set(name);
  let at = name.length;
  for (const text of texts) {
    view.setUint32(at, text.length, true);
    bytes.set(text, at + 4);
    at += 4 + text.length;
  }
  return {bytes, begin: name.length};
}

/** What the module may ask for: the time, and its environment, which is empty. */
function startModule(module) {
  let memory;
  const view = () => new DataView(memory.buffer);
  const imports = Object.fromEntries(WebAssembly.Module.imports(module).map(({name}) => [name, () => NOT_HERE]));
  imports.clock_time_get = (id, precision, to) => {
    view().setBigUint64(to >>> 0, BigInt(Math.round(performance.now() * 1e6)), true);
    return 0;
  };
  imports.environ_sizes_get = (count, size) => {
    view().setUint32(count >>> 0, 0, true);
    view().setUint32(size >>> 0, 0, true);
    return 0;
  };
  const {exports} = new WebAssembly.Instance(module, {wasi_snapshot_preview1: imports});
  memory = exports.memory;
  exports._initialize();
  return exports;
}

const VALUES = ['platform', 'deployment', 'replicas', 'minLevel', 'minConfidence', 'select', 'ignore', 'config', 'path'];
const POSSIBLE = {check: [...VALUES, 'showSuppressed', 'format'], fix: [...VALUES, 'unsafe']};

function optionsOf(options, possible) {
  const given = {};
  for (const [name, value] of Object.entries(options)) {
    if (!possible.includes(name)) throw new HalintError(`there is no option "${name}"; possible are ${possible.join(', ')}`);
    if (value === undefined || value === null || value === false) continue;
    given[name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)] = Array.isArray(value) ? value.join(',') : String(value);
  }
  return given;
}

export class Halint {
  #module;

  /** @param {WebAssembly.Module} module of functions.wasm */
  constructor(module) {
    this.#module = module;
  }

  /** In memory of its own, so that no call leaves anything to the next. */
  #call(what, given = {}) {
    const {room, call, memory} = startModule(this.#module);
    const {bytes, begin} = packed(what, given);
    const at = room(bytes.length) >>> 0;
    if (at === 0) throw new HalintError('there is not enough memory to lint it; split it by flow');
    new Uint8Array(memory.buffer, at, bytes.length).set(bytes);
    const answer = call(at, at + begin, bytes.length - begin) >>> 0;
    const [text, size, failed] = new Uint32Array(memory.buffer, answer, 3);
    const read = decoder.decode(new Uint8Array(memory.buffer, text, size));
    if (failed) throw new HalintError(read);
    return read;
  }

  /** The version, as in 0.1.0. */
  version() {
    return this.#call('version');
  }

  /** The report of flows: an object, or text if another format than json is asked for. */
  check(flows, options = {}) {
    const text = this.#call('check', {...optionsOf(options, POSSIBLE.check), flows});
    return (options.format ?? 'json') === 'json' ? JSON.parse(text) : text;
  }

  /** The flows with their fixes: text if they were given as text, else an object. */
  fix(flows, options = {}) {
    const text = this.#call('fix', {...optionsOf(options, POSSIBLE.fix), flows});
    return isText(flows) ? text : JSON.parse(text);
  }

  /** Every rule with its texts. */
  rules() {
    return JSON.parse(this.#call('rules')).rules;
  }

  /** The texts of one rule. */
  explain(rule) {
    const found = this.rules().find(({id}) => id === rule);
    if (!found) throw new HalintError(`there is no rule "${rule}"; rules() lists them`);
    return found;
  }
}
