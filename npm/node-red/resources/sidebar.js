// The tab of the sidebar: what will go wrong, by flow. Draws what it is given and calls back; it knows nothing of linting.
// All text comes from flows, so it only ever becomes text. SPDX-License-Identifier: Apache-2.0
import {LEVELS} from './marks.js';

const VERDICTS = {unsafe: 'not safe', review: 'to review', safe: 'safe', accepted: 'accepted', unchecked: 'not checked'};
const NO_FLOW = {id: '', label: 'Configuration nodes and settings'};

const NOTHING = 'Nothing was checked';
/** What holds for all flows together: safe is only what was looked at and understood. */
function overall({summary, errors, files}) {
  const verdicts = new Set(files.flatMap((file) => file.flows).map((flow) => flow.verdict));
  if (summary.errors || verdicts.has('unsafe')) return 'Not safe';
  if (summary.warnings || errors.length || Object.keys(summary.unknownTypes).length || verdicts.has('review')) return 'To review';
  if (summary.suppressed || verdicts.has('accepted')) return 'Accepted';
  return verdicts.has('safe') ? 'Safe' : NOTHING;
}

/** h('button.halint-row', {title: '…'}, child, …): an element; texts become text. */
function h(name, attributes = {}, ...children) {
  const [tag, ...classes] = name.split('.');
  const element = document.createElement(tag);
  element.className = classes.join(' ');
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (value !== undefined && value !== false) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== undefined && child !== null && child !== false));
  return element;
}

function shape(level) {
  return h(`i.halint-shape.halint-${level}`, {'aria-hidden': 'true'});
}

function counted(count, word) {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

function counts({errors, warnings, notes}) {
  const parts = [[errors, 'error'], [warnings, 'warning'], [notes, 'note']].filter(([count]) => count).map(([count, word]) => counted(count, word));
  return parts.length ? parts.join(', ') : 'nothing found';
}

/** `code` in texts of rules. */
function prose(text) {
  return text.split('\n\n').map((paragraph) => h('p', {}, ...paragraph.split('`').map((part, i) => (i % 2 ? h('code', {}, part) : part))));
}

/** What a verdict is about, in the words of `halint check`. */
export function subjectOf({deployment, replicas}) {
  return {rolling: 'rolling updates', standby: 'a stand-by that takes over'}[deployment] ?? `${replicas} copies`;
}

export class Sidebar {
  #report = null;
  #chosen = null;
  #closed = new Set();
  #hidden = new Set();

  /** `on` has choose, reveal, open, allow, fix, fixAll, rule, setting and nameOf. */
  constructor(settings, on) {
    this.settings = settings;
    this.on = on;
    this.summary = h('div.halint-summary', {role: 'status'}, 'Looking at the flows …');
    this.filters = h('div.halint-filters', {role: 'group', 'aria-label': 'Levels shown'});
    this.list = h('div.halint-list', {onkeydown: (event) => this.#keys(event)});
    this.page = h('div.halint-page', {hidden: '', tabindex: '-1'});
    this.content = h('div.halint-sidebar', {}, h('div.halint-head', {}, this.summary, this.filters), this.list, this.page);
    this.toolbar = h('div', {},
      h('button.red-ui-button.red-ui-button-small', {type: 'button', title: 'Apply all safe fixes', onclick: () => this.on.fixAll()}, h('i.fa.fa-wrench'), ' Fix'), ' ',
      h('button.red-ui-button.red-ui-button-small', {type: 'button', title: 'Settings of halint', onclick: () => this.#openSettings()}, h('i.fa.fa-cog')));
  }

  show(report) {
    this.#report = report;
    this.content.classList.remove('halint-stale');
    this.#draw();
  }
  fail(error) {
    this.content.classList.add('halint-stale');
    this.summary.replaceChildren(shape('warning'), h('span', {}, `halint cannot look at these flows: ${error.message}`));
  }

  choose(finding) {
    this.#chosen = finding?.fingerprint ?? null;
    this.#closePage();
    if (finding) this.#closed.delete(finding.flow?.id ?? '');
    this.#draw();
    this.list.querySelector('.halint-finding:has([aria-expanded=true])')?.scrollIntoView({block: 'nearest'});
  }

  /** The row that was chosen keeps the keyboard. */
  keepFocus() {
    this.list.querySelector('.halint-row[aria-expanded=true]')?.focus({preventScroll: true});
  }

  #draw() {
    if (!this.#report) return;
    // The focus stays where it was, although the rows are new.
    const focused = document.activeElement?.closest?.('.halint-list') === this.list ? document.activeElement.dataset.key : undefined;
    this.#drawSummary();
    this.list.replaceChildren(...this.#flows().map((flow) => this.#flow(flow)));
    if (focused) this.list.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  }

  #drawSummary() {
    const {summary, errors} = this.#report;
    const level = summary.errors || errors.length ? 'error' : summary.warnings ? 'warning' : summary.notes ? 'note' : 'safe';
    const verdict = overall(this.#report);
    const more = [summary.suppressed && `${summary.suppressed} allowed`, Object.keys(summary.unknownTypes).length && `${counted(Object.keys(summary.unknownTypes).length, 'unknown node type')}`].filter(Boolean);
    this.summary.replaceChildren(shape(level), h('span', {}, h('b', {}, verdict === NOTHING ? NOTHING : `${verdict} for ${subjectOf(this.#report)}`), ` · ${counts(summary)}`,
      ...(more.length ? [h('span.halint-quiet', {title: Object.keys(summary.unknownTypes).join(', ')}, ` · ${more.join(' · ')}`)] : [])));
    this.filters.replaceChildren(...LEVELS.map((one) => {
      const shown = !this.#hidden.has(one);
      const toggle = () => {
        if (shown) this.#hidden.add(one);
        else this.#hidden.delete(one);
        this.#draw();
      };
      return h('button.halint-filter', {type: 'button', 'aria-pressed': String(shown), title: `${shown ? 'Hide' : 'Show'} ${one}s`, onclick: toggle}, shape(one), String(summary[`${one}s`]));
    }));
  }

  /** Flows in the order of the editor, each with its findings, worst first. */
  #flows() {
    const flows = this.#report.files.flatMap((file) => file.flows).map((flow) => ({...flow, findings: []}));
    const byId = new Map(flows.map((flow) => [flow.id, flow]));
    const rest = {...NO_FLOW, errors: 0, warnings: 0, notes: 0, findings: []};
    for (const level of LEVELS) {
      for (const finding of this.#report.findings) {
        if (finding.level !== level) continue;
        const flow = byId.get(finding.flow?.id) ?? rest;
        if (flow === rest) rest[`${level}s`] += 1;
        if (!this.#hidden.has(level)) flow.findings.push(finding);
      }
    }
    return rest.errors + rest.warnings + rest.notes ? [rest, ...flows] : flows;
  }

  #flow(flow) {
    const open = !this.#closed.has(flow.id);
    const toggle = () => {
      if (open) this.#closed.add(flow.id);
      else this.#closed.delete(flow.id);
      this.#draw();
    };
    const sign = flow.verdict && h(`span.halint-verdict.halint-is-${flow.verdict}`, {}, VERDICTS[flow.verdict] ?? flow.verdict);
    const head = h('button.halint-flow', {type: 'button', 'aria-expanded': String(open), 'data-key': `flow ${flow.id}`, title: counts(flow), onclick: toggle},
      h(`i.fa.fa-angle-${open ? 'down' : 'right'}`, {'aria-hidden': 'true'}), h('span.halint-label', {}, flow.label || flow.id), sign);
    return h('section', {'aria-label': flow.label || flow.id}, head, ...(open ? flow.findings.map((finding) => this.#finding(finding)) : []));
  }

  #finding(finding) {
    const chosen = finding.fingerprint === this.#chosen;
    const where = finding.node ? this.on.nameOf(finding.node.id) ?? finding.node.name ?? finding.node.type : '';
    const row = h('button.halint-row', {
      type: 'button', 'aria-expanded': String(chosen), 'data-key': finding.fingerprint, 'data-rule': finding.rule, 'data-node': finding.node?.id,
      onclick: () => this.on.choose(chosen ? null : finding),
    }, shape(finding.level), h('span.halint-text', {}, h('span.halint-hidden', {}, `${finding.level}: `), h('span.halint-message', {}, finding.message),
      h('span.halint-where', {}, [where, finding.property].filter(Boolean).join(' › '))));
    return h('div.halint-finding', {}, row, chosen && this.#details(finding));
  }

  #details(finding) {
    const button = (icon, text, act, title) => h('button.red-ui-button.red-ui-button-small', {type: 'button', title, onclick: act}, h(`i.fa.fa-${icon}`), ` ${text}`);
    const fixes = finding.fixes ?? [];
    const applicable = fixes.find(({applicability}) => applicability !== 'display');
    const path = finding.path?.length > 1 && h('div.halint-path', {'aria-label': 'The way from source to effect'}, ...finding.path.flatMap((id, i) => [
      ...(i ? [' → '] : []), h('button.halint-step', {type: 'button', onclick: () => this.on.reveal(id)}, this.on.nameOf(id) ?? id)]));
    return h('div.halint-details', {},
      path, ...fixes.map(({description}) => h('p', {}, h('b', {}, 'Fix: '), description)),
      h('div.halint-actions', {},
        applicable && button('wrench', applicable.applicability === 'safe' ? 'Fix' : 'Fix, may change the flow', () => this.on.fix(finding), 'Ctrl-Z takes it back'),
        finding.node && button('pencil', 'Edit', () => this.on.open(finding.node.id), 'Open the dialog of the node'),
        finding.node && button('check', 'Allow here …', (event) => this.#askReason(finding, event.currentTarget.closest('.halint-details')), 'Write into the description of the node why this is right'),
        button('book', finding.rule, () => this.#openRule(finding.rule), 'What happens, how to fix it, when it is fine')));
  }

  #askReason(finding, place) {
    const input = h('input', {type: 'text', required: '', placeholder: 'why it is right here', 'aria-label': `Why ${finding.rule} is right here`});
    const submit = (event) => {
      event.preventDefault();
      if (input.value.trim()) this.on.allow(finding, input.value);
    };
    place.querySelector('.halint-actions').replaceWith(h('form.halint-reason', {onsubmit: submit, onkeydown: (event) => {
      event.stopPropagation();
      if (event.key === 'Escape') this.#draw();
    }}, h('label', {}, 'Allow ', h('code', {}, finding.rule), ' here, because'), input, h('button.red-ui-button.red-ui-button-small', {type: 'submit'}, 'Allow'),
      h('button.red-ui-button.red-ui-button-small', {type: 'button', onclick: () => this.#draw()}, 'Cancel')));
    input.focus();
  }

  #openPage(title, ...children) {
    const back = h('button.red-ui-button.red-ui-button-small', {type: 'button', onclick: () => this.#closePage()}, h('i.fa.fa-arrow-left'), ' Findings');
    this.page.replaceChildren(back, h('h3', {}, title), ...children);
    this.page.hidden = false;
    this.list.hidden = true;
    this.page.scrollTop = 0;
    back.focus();
  }
  #closePage() {
    this.page.hidden = true;
    this.list.hidden = false;
  }

  async #openRule(id) {
    const rule = await this.on.rule(id);
    if (!rule) return;
    const part = (title, text) => (text ? [h('h4', {}, title), ...prose(text)] : []);
    const links = (rule.references ?? []).filter((url) => url.startsWith('https://'));
    this.#openPage(rule.id, h('p', {}, shape(rule.level), h('b', {}, rule.summary)), ...part('What happens with two copies', rule.happens), ...part('How to fix it', rule.fix),
      ...part('When it is fine', rule.fine), ...part('Seen', rule.seen),
      ...(links.length ? [h('h4', {}, 'References'), ...links.map((url) => h('p', {}, h('a', {href: url, target: '_blank', rel: 'noreferrer'}, url)))] : []));
  }

  #openSettings() {
    const {all} = this.settings;
    const row = (label, input) => h('label.halint-setting', {}, h('span', {}, label), input);
    const choice = (name, words) => {
      const select = h('select', {onchange: () => this.on.setting(name, select.value)}, ...Object.entries(words).map(([value, text]) => h('option', {value, selected: all[name] === value ? '' : undefined}, text)));
      return select;
    };
    const replicas = h('input', {type: 'number', min: '2', max: '10000', value: String(all.replicas), onchange: () => replicas.reportValidity() && this.on.setting('replicas', Number(replicas.value))});
    const warn = h('input', {type: 'checkbox', checked: all.warn ? '' : undefined, onchange: () => this.on.setting('warn', warn.checked)});
    this.#openPage('Settings',
      row('Platform', choice('platform', {flowfuse: 'FlowFuse', kubernetes: 'Kubernetes and others'})),
      row('Deployment', choice('deployment', {replicas: 'Several copies at work', rolling: 'One copy, rolling updates', standby: 'One copy and a stand-by'})),
      row('Copies', replicas),
      row('Ask before Deploy when errors are new', warn),
      h('p.halint-quiet', {}, 'On FlowFuse the editor of an instance with high availability is off: halint belongs into the development instance, whose flows go on through a pipeline.'));
  }

  #keys(event) {
    if (event.target.tagName === 'INPUT') return;
    const rows = [...this.list.querySelectorAll('.halint-flow, .halint-row')];
    const at = rows.indexOf(document.activeElement);
    const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
    if (step && at >= 0) rows[Math.min(Math.max(at + step, 0), rows.length - 1)].focus();
    else if (event.key === 'Escape' && this.#chosen) this.on.choose(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
