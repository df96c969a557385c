// Lints on a thread of its own, so that typing never waits. SPDX-License-Identifier: Apache-2.0
import {HalintError} from './engine.js';
import {load} from './browser.js';

const halint = load(new URL('halint.wasm', import.meta.url));
const FILE = 'flows.json';

function check(engine, {flows, options}) {
  return engine.check(flows, options);
}

/** The flows as `halint fix` leaves them. */
function fix(engine, {flows, options: {platform, deployment, replicas, config}, rules, unsafe}) {
  const args = ['fix', ...(unsafe ? ['--unsafe'] : []), ...(rules ? [`--select=${rules.join(',')}`] : []), ...(config ? ['--config=halint.toml'] : ['--no-config'])];
  for (const [name, value] of Object.entries({platform, deployment, replicas})) if (value) args.push(`--${name}=${value}`);
  const files = {[FILE]: flows, ...(config ? {'halint.toml': config} : {})};
  const {code, stderr, files: after} = engine.run([...args, FILE], {files});
  if (code === 2) throw new HalintError(stderr.replace(/^halint: /, '').trim());
  return JSON.parse(after[FILE]);
}

const tasks = {check, fix, rules: (engine) => engine.rules()};

self.onmessage = async ({data: {number, task, input}}) => {
  try {
    const result = tasks[task](await halint, input);
    self.postMessage({number, result});
  } catch (error) {
    self.postMessage({number, error: {message: error.message, usage: error instanceof HalintError}});
  }
};
