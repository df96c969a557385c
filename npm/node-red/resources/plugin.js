// halint in the Node-RED editor: puts its parts together. SPDX-License-Identifier: Apache-2.0
import {DeployGuard} from './deploy.js';
import {difference, edit, find, locked, suppress} from './edits.js';
import {Linter} from './linter.js';
import {Marks} from './marks.js';
import {Settings} from './settings.js';
import {Sidebar, subjectOf} from './sidebar.js';

const ID = 'halint';

function isConfig(RED, node) {
  return node._def?.category === 'config' || RED.nodes.getType?.(node.type)?.category === 'config';
}

/** The nodes that a finding is about. Of one about a configuration node, those that use it. */
function placesOf({path = [], node, related = []}) {
  return [...path, ...(node ? [node.id] : []), ...(path.length ? [] : related.map((one) => one.node))];
}

class Plugin {
  report = null;

  constructor(RED) {
    this.RED = RED;
    this.settings = new Settings(RED);
    this.sidebar = new Sidebar(this.settings, {
      choose: (finding) => this.choose(finding),
      reveal: (id) => RED.view.reveal(id),
      open: (id) => this.open(id),
      nameOf: (id) => this.nameOf(id),
      allow: (finding, reason) => this.allow(finding, reason),
      fix: (finding) => this.fix([finding], finding.fixes.some(({applicability}) => applicability === 'safe')),
      fixAll: () => this.fix(this.report?.findings ?? [], true),
      rule: async (id) => (await this.linter.rules()).find((rule) => rule.id === id),
      setting: (name, value) => this.set(name, value),
    });
    RED.sidebar.addTab({
      id: ID, name: 'High availability', label: 'halint', iconClass: 'fa fa-clone', enableOnEdit: true,
      content: this.sidebar.content, toolbar: this.sidebar.toolbar, action: 'halint:show',
    });
    RED.actions.add('halint:show', () => RED.sidebar.show(ID), {label: 'Show findings of halint'});
    RED.actions.add('halint:fix-all', () => this.fix(this.report?.findings ?? [], true), {label: 'Apply all safe fixes of halint'});
    this.status = document.createElement('button');
    this.status.type = 'button';
    this.status.className = 'halint-status';
    this.status.addEventListener('click', () => RED.sidebar.show(ID));
    RED.statusBar.add({id: 'halint', align: 'right', element: $(this.status)});
    this.marks = new Marks(RED, (finding) => {
      RED.sidebar.show(ID);
      this.choose(finding, false);
    });
    this.guard = new DeployGuard(RED, {
      errors: () => (this.report?.findings ?? []).filter(({level, suppressed}) => level === 'error' && !suppressed),
      wanted: () => this.settings.all.warn,
      show: (finding) => {
        RED.sidebar.show(ID);
        this.choose(finding);
      },
    });
    this.linter = new Linter(RED, {
      options: () => this.settings.options(),
      show: (report) => this.show(report),
      fail: (error) => this.sidebar.fail(error),
    });
  }

  /** Opens the dialog of a node. */
  open(id) {
    const node = find(this.RED, id);
    if (!node) return;
    if (isConfig(this.RED, node)) this.RED.editor.editConfig('', node.type, node.id);
    else if (node.type === 'tab') this.RED.workspaces.edit(node.id);
    else if (node.type === 'group') this.RED.editor.editGroup(node);
    else if (node.type === 'subflow') this.RED.editor.editSubflow(node);
    else this.RED.editor.edit(node);
  }

  nameOf(id) {
    const thing = find(this.RED, id);
    if (!thing) return undefined;
    return this.RED.utils.getNodeLabel?.(thing, thing.type) || thing.label || thing.name || thing.type;
  }

  show(report) {
    this.report = report;
    this.sidebar.show(report);
    this.marks.show(report.findings);
    this.guard.begin();
    const {errors, warnings} = report.summary;
    const level = errors ? 'error' : warnings ? 'warning' : 'safe';
    this.status.className = `halint-status halint-status-${level}`;
    const parts = [errors && `▲ ${errors}`, warnings && `◆ ${warnings}`].filter(Boolean);
    this.status.textContent = `${parts.length ? parts.join('  ') : '✓ safe'} for ${subjectOf(report)}`;
    this.status.title = `halint: ${errors} errors, ${warnings} warnings for ${subjectOf(report)}; looked at in ${Math.round(report.milliseconds)} ms`;
  }

  choose(finding, reveal = true) {
    this.sidebar.choose(finding);
    this.marks.light(finding ? placesOf(finding) : []);
    const node = finding?.node && find(this.RED, finding.node.id);
    // Revealing a configuration node would put another tab in the place of ours; what uses it is lit instead.
    if (node && reveal && !isConfig(this.RED, node)) this.RED.view.reveal(node.id);
    this.sidebar.keepFocus(); // revealing takes it away
  }

  say(text, type = 'warning') {
    this.RED.notify($('<p>').text(text)[0], {type});
  }

  allow(finding, reason) {
    const thing = find(this.RED, finding.node.id);
    const problem = thing ? locked(this.RED, thing) : 'The node is not there any more.';
    if (problem) return this.say(problem);
    suppress(this.RED, thing, finding.rule, reason);
    this.linter.soon(0);
  }

  async fix(findings, safe) {
    const fixable = findings.filter(({fixes}) => fixes?.some(({applicability}) => applicability === (safe ? 'safe' : 'unsafe')));
    if (!fixable.length) return this.say('There is nothing here that halint could fix by itself.', 'compact');
    try {
      const rules = [...new Set(fixable.map(({rule}) => rule))];
      const before = structuredClone(this.linter.flows());
      const after = await this.linter.fixed(rules, !safe);
      const touched = findings.length === 1 ? new Set([findings[0].node?.id, ...(findings[0].path ?? []), ...(findings[0].related ?? []).map(({node}) => node)]) : null;
      const edits = difference(this.RED, before, after, touched);
      const problem = edits.map(([thing]) => locked(this.RED, thing)).find(Boolean);
      if (problem) return this.say(problem);
      if (!edits.length) return this.say('The fix does not hold here: with it the flows would not be better.');
      edit(this.RED, edits);
      this.linter.soon(0);
    } catch (error) {
      this.say(`halint could not fix it: ${error.message}`);
    }
  }

  set(name, value) {
    this.settings.set(name, value);
    this.linter.soon(0);
  }
}

/** Called once, by halint.html. */
export function start(RED) {
  return new Plugin(RED);
}
