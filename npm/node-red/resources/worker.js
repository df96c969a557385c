// Lints on a thread of its own, so that typing never waits. SPDX-License-Identifier: Apache-2.0
import {HalintError} from './engine.js';
import {load} from './browser.js';

const halint = load(new URL('functions.wasm', import.meta.url));

function check(engine, {flows, options}) {
  return engine.check(flows, options);
}

/** The flows as `halint fix` leaves them. */
function fix(engine, {flows, options: {platform, deployment, replicas, config}, rules, unsafe}) {
  return engine.fix(flows, {platform, deployment, replicas, config, select: rules, unsafe});
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
