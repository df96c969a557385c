// A word before Deploy, when there are errors that were not there at the last one. SPDX-License-Identifier: Apache-2.0

const BUTTON = '#red-ui-header-button-deploy';
const ACTION = 'core:deploy-flows';

export class DeployGuard {
  #known = null;
  #passing = false;

  /** `errors()` gives the findings now; `wanted()` whether to ask at all; `show()` opens the sidebar. */
  constructor(RED, {errors, wanted, show}) {
    Object.assign(this, {RED, errors, wanted, show});
    document.addEventListener('click', (event) => {
      if (!this.#passing && event.target.closest?.(BUTTON) && !event.target.closest('.disabled') && this.#asks()) {
        event.preventDefault();
        event.stopImmediatePropagation();
      }
    }, true);
    const deploy = RED.actions.get(ACTION);
    if (deploy) {
      RED.actions.remove(ACTION);
      RED.actions.add(ACTION, (...args) => {
        if (this.#passing || !this.#asks()) deploy(...args);
      });
    }
    RED.events.on('deploy', () => this.remember());
  }

  /** From now on these errors are known. */
  remember() {
    this.#known = new Set(this.errors().map(({fingerprint}) => fingerprint));
  }

  /** At the first report: what is deployed already is not new. */
  begin() {
    if (this.#known === null) this.remember();
  }

  #asks() {
    if (!this.wanted() || this.#known === null) return false;
    const fresh = this.errors().filter(({fingerprint}) => !this.#known.has(fingerprint));
    if (fresh.length) this.#ask(fresh);
    return fresh.length !== 0;
  }

  #ask(fresh) {
    const {RED} = this;
    const count = fresh.length === 1 ? 'a new error' : `${fresh.length} new errors`;
    const content = $('<div>').append($('<p>').append($('<b>').text(`halint: ${count} with two or more copies`)));
    const list = $('<ul class="halint-fresh">').appendTo(content);
    for (const {message} of fresh.slice(0, 3)) $('<li>').text(message).appendTo(list);
    if (fresh.length > 3) $('<li>').text(`… and ${fresh.length - 3} more`).appendTo(list);
    const close = () => dialog.close();
    const dialog = RED.notify(content[0], {
      type: 'warning', modal: true, fixed: true,
      buttons: [
        {text: 'Cancel', click: close},
        {text: 'Look at them', click: () => { close(); this.show(fresh[0]); }},
        {text: 'Deploy anyway', class: 'primary', click: () => { close(); this.#deploy(); }},
      ],
    });
  }

  #deploy() {
    this.#passing = true;
    try {
      this.RED.actions.invoke(ACTION);
    } finally {
      this.#passing = false;
    }
  }
}
