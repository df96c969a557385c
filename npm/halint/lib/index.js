// For Node.js. SPDX-License-Identifier: Apache-2.0
import {readFile} from 'node:fs/promises';
import {Halint} from './engine.js';

export {Halint, HalintError} from './engine.js';

let loaded;

/** halint, compiled once for this process. */
export function load() {
  loaded ??= readFile(new URL('../functions.wasm', import.meta.url))
    .then((bytes) => WebAssembly.compile(bytes))
    .then((module) => new Halint(module));
  return loaded;
}

export async function check(flows, options) {
  return (await load()).check(flows, options);
}

export async function fix(flows, options) {
  return (await load()).fix(flows, options);
}

export async function explain(rule) {
  return (await load()).explain(rule);
}

export async function rules() {
  return (await load()).rules();
}
