// Asks the worker, and lints again when the flows have changed. SPDX-License-Identifier: Apache-2.0

const QUIET = 400; // milliseconds without a change
const CHANGES = ['nodes', 'links', 'groups', 'junctions', 'subflows', 'flows'].flatMap((kind) => [`${kind}:add`, `${kind}:change`, `${kind}:remove`]);

/** Messages to the worker and back, each answered once. */
class Thread {
  #waiting = new Map();
  #number = 0;

  constructor() {
    this.worker = new Worker(new URL('worker.js', import.meta.url), {type: 'module', name: 'halint'});
    this.worker.onmessage = ({data: {number, result, error}}) => {
      const {resolve, reject} = this.#waiting.get(number);
      this.#waiting.delete(number);
      if (error) reject(new Error(error.message));
      else resolve(result);
    };
    this.worker.onerror = (event) => {
      const error = new Error(event.message || 'its worker cannot be started here; a Content-Security-Policy must allow workers and wasm-unsafe-eval');
      for (const {reject} of this.#waiting.values()) reject(error);
      this.#waiting.clear();
    };
  }
  ask(task, input) {
    return new Promise((resolve, reject) => {
      this.#waiting.set(++this.#number, {resolve, reject});
      this.worker.postMessage({number: this.#number, task, input});
    });
  }
}

export class Linter {
  #thread = new Thread();
  #timer;
  #ready = false;
  #busy = false;
  #again = false;

  /** `options()` gives those of check(); `show(report)` and `fail(error)` get what came of it. */
  constructor(RED, {options, show, fail}) {
    Object.assign(this, {RED, options, show, fail});
    for (const change of [...CHANGES, 'workspace:dirty']) RED.events.on(change, () => this.soon());
    RED.events.on('flows:loaded', () => this.#begin());
    RED.events.on('workspace:clear', () => {
      this.#ready = false;
    });
    if (RED.nodes.getWorkspaceOrder().length) this.#begin(); // installed into an open editor
  }

  #begin() {
    this.#ready = true;
    this.soon(0);
  }

  /** What is on the canvas now; never a credential. */
  flows() {
    return this.RED.nodes.createCompleteNodeSet({credentials: false});
  }

  soon(wait = QUIET) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ready && this.lint(), wait);
  }

  /** Only the newest state counts: while the worker is at it, changes wait for one more turn. */
  async lint() {
    if (this.#busy) {
      this.#again = true;
      return;
    }
    this.#busy = true;
    try {
      const begun = performance.now();
      const report = await this.#thread.ask('check', {flows: this.flows(), options: this.options()});
      report.milliseconds = performance.now() - begun;
      this.show(report);
    } catch (error) {
      this.fail(error);
    } finally {
      this.#busy = false;
      if (this.#again) this.soon(0);
      this.#again = false;
    }
  }

  fixed(rules, unsafe) {
    return this.#thread.ask('fix', {flows: this.flows(), options: this.options(), rules, unsafe});
  }

  async rules() {
    this.known ??= await this.#thread.ask('rules', {});
    return this.known;
  }
}
