// For browsers and their workers. SPDX-License-Identifier: Apache-2.0
import {Halint} from './engine.js';

export {Halint, HalintError} from './engine.js';

const loaded = new Map();

async function compile(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} cannot be loaded: ${response.status} ${response.statusText}`);
  return WebAssembly.compile(await response.arrayBuffer());
}

/** halint, compiled once for this page or worker. `url` is where functions.wasm is served; the default is beside this package. */
export function load(url = new URL('../functions.wasm', import.meta.url)) {
  const key = String(url);
  if (!loaded.has(key)) loaded.set(key, compile(key).then((module) => new Halint(module)));
  return loaded.get(key);
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
