// Changes to the flows that Ctrl-Z takes back. SPDX-License-Identifier: Apache-2.0

const EVENTS = {tab: 'flows:change', subflow: 'subflows:change', group: 'groups:change'};

/** A node, config node, group, tab or subflow. */
export function find(RED, id) {
  return RED.nodes.node(id) ?? RED.nodes.group(id) ?? RED.nodes.workspace(id) ?? RED.nodes.subflow(id) ?? null;
}

/** Why a thing must not be changed; empty if it may. */
export function locked(RED, thing) {
  if (!RED.user.hasPermission('flows.write')) return 'You may look at these flows, but not change them.';
  const tab = thing.type === 'tab' || thing.type === 'subflow' ? thing.id : thing.z;
  if (tab && RED.workspaces.isLocked(tab)) return 'The flow is locked. Unlock it to change it.';
  return '';
}

function apply(RED, thing, changes) {
  const old = {};
  for (const [name, value] of Object.entries(changes)) {
    old[name] = thing[name];
    thing[name] = value;
  }
  const event = {t: 'edit', node: thing, changes: old, changed: thing.changed, dirty: RED.nodes.dirty()};
  thing.changed = true;
  thing.dirty = true;
  RED.events.emit(EVENTS[thing.type] ?? 'nodes:change', thing);
  RED.editor.validateNode(thing);
  return event;
}

/**
 * Changes properties of several things as one step of the history.
 * @param {[object, Record<string, unknown>][]} edits
 */
export function edit(RED, edits) {
  const dirty = RED.nodes.dirty();
  const events = edits.map(([thing, changes]) => apply(RED, thing, changes));
  RED.history.push(events.length === 1 ? {...events[0], dirty} : {t: 'multi', events, dirty});
  RED.nodes.dirty(true);
  RED.view.redraw(true);
}

/** The line that allows a rule, in the description of the thing. */
export function suppress(RED, thing, rule, reason) {
  const line = `// halint-ignore ${rule} -- ${reason.replace(/\s+/g, ' ').trim()}`;
  edit(RED, [[thing, {info: thing.info ? `${thing.info.replace(/\n+$/, '')}\n\n${line}` : line}]]);
}

/** What differs between two lists of nodes, for those that both have: the edits that lead from one to the other. */
export function difference(RED, before, after, only) {
  const old = new Map(before.map((node) => [node.id, node]));
  const edits = [];
  for (const node of after) {
    const was = old.get(node.id);
    const thing = was && find(RED, node.id);
    if (!thing || (only && !only.has(node.id))) continue;
    const changes = {};
    for (const [name, value] of Object.entries(node)) {
      if (JSON.stringify(was[name]) !== JSON.stringify(value)) changes[name] = value;
    }
    if (Object.keys(changes).length) edits.push([thing, changes]);
  }
  return edits;
}
