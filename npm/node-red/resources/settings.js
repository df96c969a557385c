// What the user has chosen, kept by the editor. SPDX-License-Identifier: Apache-2.0

const KEY = 'halint';
const DEFAULTS = {platform: 'flowfuse', deployment: 'replicas', replicas: 2, warn: true};

export class Settings {
  constructor(RED) {
    this.RED = RED;
  }
  get all() {
    return {...DEFAULTS, ...this.RED.settings.get(KEY, {})};
  }
  set(name, value) {
    this.RED.settings.set(KEY, {...this.all, [name]: value});
  }

  /** Options for check(). */
  options() {
    const {platform, deployment, replicas} = this.all;
    return {platform, deployment: deployment === DEFAULTS.deployment ? undefined : deployment, replicas};
  }
}
