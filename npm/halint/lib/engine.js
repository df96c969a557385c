// halint as functions: the program on files in memory. Runs where there is WebAssembly, synchronously, on whatever thread it
// is called on. SPDX-License-Identifier: Apache-2.0
import {MemoryFiles} from './memory-files.js';
import {start} from './wasi.js';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** What halint could not do, as it says it at the command line: exit code 2. */
export class HalintError extends Error {
  constructor(message) {
    super(message);
    this.name = 'HalintError';
  }
}

/** Takes the texts that the program writes. */
class Sink {
  parts = [];
  write(bytes) {
    this.parts.push(bytes.slice());
    return bytes.length;
  }
  text() {
    const whole = new Uint8Array(this.parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of this.parts) {
      whole.set(part, at);
      at += part.length;
    }
    return decoder.decode(whole);
  }
}

class Source {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }
  read(to) {
    const part = this.bytes.subarray(this.at, this.at + to.length);
    to.set(part);
    this.at += part.length;
    return part.length;
  }
}

function bytesOf(content) {
  if (content instanceof Uint8Array) return content;
  return encoder.encode(typeof content === 'string' ? content : JSON.stringify(content, null, 4));
}

const OPTIONS = {
  platform: '--platform', deployment: '--deployment', replicas: '--replicas', minLevel: '--min-level',
  minConfidence: '--min-confidence', select: '--select', ignore: '--ignore', showSuppressed: '--show-suppressed', strict: '--strict',
};

function optionsOf(options) {
  const args = [];
  for (const [name, value] of Object.entries(options)) {
    if (name === 'config' || name === 'path' || name === 'format' || value === undefined || value === null || value === false) continue;
    if (!OPTIONS[name]) throw new HalintError(`there is no option "${name}"; possible are ${Object.keys(OPTIONS).join(', ')}, config, format and path`);
    args.push(value === true ? OPTIONS[name] : `${OPTIONS[name]}=${Array.isArray(value) ? value.join(',') : value}`);
  }
  return args;
}

export class Halint {
  #module;
  #random;

  /** @param {WebAssembly.Module} module of halint.wasm */
  constructor(module, random) {
    this.#module = module;
    this.#random = random ?? ((bytes) => globalThis.crypto.getRandomValues(bytes));
  }

  /** The command line, on files in memory. */
  run(args, {files = {}, stdin = ''} = {}) {
    const memory = new MemoryFiles(Object.fromEntries(Object.entries(files).map(([path, content]) => [path, bytesOf(content)])));
    const out = new Sink();
    const err = new Sink();
    const code = start(this.#module, {
      args: ['halint', ...args],
      env: {PWD: '/'},
      files: memory,
      streams: [new Source(bytesOf(stdin)), out, err],
      random: this.#random,
      sleep: () => {},
    });
    const left = Object.fromEntries([...memory.files].map(([path, bytes]) => [path.slice(1), decoder.decode(bytes)]));
    return {code, stdout: out.text(), stderr: err.text(), files: left};
  }

  #output(args, files) {
    const {code, stdout, stderr} = this.run(args, {files});
    if (code === 2) throw new HalintError(stderr.replace(/^halint: /, '').trim());
    return stdout;
  }

  /** The report of a flow file: an object, or text if another format than json is asked for. */
  check(flows, options = {}) {
    const {config, path = 'flows.json', format = 'json'} = options;
    const files = {[path]: flows};
    if (config) files['halint.toml'] = config;
    const args = ['check', `--format=${format}`, '--fail-on=never', config ? '--config=halint.toml' : '--no-config', ...optionsOf(options), '--', path];
    const text = this.#output(args, files);
    return format === 'json' ? JSON.parse(text) : text;
  }

  /** Every rule with its texts. */
  rules() {
    return JSON.parse(this.#output(['rules', '--format=json'], {})).rules;
  }

  /** The texts of one rule. */
  explain(rule) {
    const found = this.rules().find(({id}) => id === rule);
    if (!found) throw new HalintError(`there is no rule "${rule}"; rules() lists them`);
    return found;
  }
}
