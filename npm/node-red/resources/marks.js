// Findings on the canvas: a badge on each node that has one, and the path of the one that was chosen.
// SPDX-License-Identifier: Apache-2.0

export const LEVELS = ['error', 'warning', 'note'];
const LIT = 'halint-lit';
const SVG = 'http://www.w3.org/2000/svg';

function svg(name, attributes, text) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text) element.textContent = text;
  return element;
}

/** A triangle, a diamond or a circle: told apart without colours too. */
function badge(level) {
  const shape = {
    error: svg('path', {d: 'M5.5 0.5 L10.5 9.5 L0.5 9.5 Z'}),
    warning: svg('path', {d: 'M5 0.5 L9.5 5 L5 9.5 L0.5 5 Z'}),
    note: svg('circle', {cx: 5, cy: 5, r: 4.5}),
  }[level];
  const group = svg('g', {class: `halint-badge halint-${level}`});
  group.append(shape);
  return group;
}

export class Marks {
  #findings = new Map();
  #path = new Set();

  constructor(RED, choose) {
    this.RED = RED;
    for (const level of LEVELS) {
      RED.view.annotations.register(`halint-${level}`, {
        type: 'badge',
        filter: (node) => node.type !== 'group' && node.type !== 'junction',
        show: (node) => this.#levelOf(node.id) === level,
        refresh: 'halintChanged',
        tooltip: (node) => (this.#findings.get(node.id) ?? []).map(({message}) => message).join('\n'),
        element: (node) => {
          const mark = badge(level);
          mark.addEventListener('click', (event) => {
            event.stopPropagation();
            choose(this.#findings.get(node.id)?.[0]);
          });
          return mark;
        },
      });
    }
    RED.events.on('workspace:change', () => setTimeout(() => this.#light()));
    RED.hooks.add('viewRedrawNode.halint', (event) => this.#lightNode(event));
  }

  #levelOf(id) {
    return this.#findings.get(id)?.[0].level;
  }

  /** Findings by node, worst first. */
  show(findings) {
    const old = this.#findings;
    this.#findings = new Map();
    for (const level of LEVELS) {
      for (const finding of findings) {
        if (finding.level !== level || !finding.node || finding.suppressed) continue;
        const there = this.#findings.get(finding.node.id);
        if (there) there.push(finding);
        else this.#findings.set(finding.node.id, [finding]);
      }
    }
    for (const id of new Set([...old.keys(), ...this.#findings.keys()])) {
      const node = this.RED.nodes.node(id);
      if (!node) continue;
      node.halintChanged = true; // read once by the annotations
      node.dirty = true;
    }
    this.RED.view.redraw();
  }

  /** Lights the nodes and wires of a path; none: puts them out. */
  light(ids = []) {
    this.#path = new Set(ids);
    this.#light();
  }

  #lightNode({node, el}) {
    el?.classList?.toggle(LIT, this.#path.has(node.id));
  }

  // The editor has no interface for wires; what a wire's element stands for is its datum.
  #light() {
    for (const element of document.querySelectorAll('#red-ui-workspace-chart g.red-ui-flow-node')) {
      element.classList.toggle(LIT, this.#path.has(element.__data__?.id));
    }
    for (const element of document.querySelectorAll('#red-ui-workspace-chart g.red-ui-flow-link')) {
      const link = element.__data__;
      element.classList.toggle(LIT, Boolean(link?.source && link?.target) && this.#path.has(link.source.id) && this.#path.has(link.target.id));
    }
  }
}
