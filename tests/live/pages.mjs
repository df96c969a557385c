// What is told of the live runs: docs/proof.md, and rules/proof.toml, from which `halint explain` has it. Both follow
// from the case files, the rules and tests/live/seen.json alone. SPDX-License-Identifier: Apache-2.0
import fs from 'node:fs';
import path from 'node:path';

import { caseFolders, readCases } from './cases.mjs';
import { loadRules } from './rules.mjs';

const escape = (text) => text.replaceAll('|', '\\|');
const links = (names) => names.map((name) => `[${name}](#${name})`).join(' ');
const both = (words) => (words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : words.join(''));
const several = (count, word) => `${count} ${word}${count === 1 ? '' : 's'}`;

export const meaning = {
  same: 'two copies show what one shows, under both orders of requests',
  diverges: 'under at least one order of requests two copies show something else',
  'same-set-other-order': 'the same messages, in another order',
  'wrong-with-one-copy': 'one copy does not show what is right either',
  'unstable-control': 'one copy twice shows two things',
};

/// All that the pages are made of.
export function readProof(root) {
  const json = (...names) => JSON.parse(fs.readFileSync(path.join(root, ...names), 'utf8'));
  const [cases, deployed] = caseFolders(root).map(readCases);
  const byName = new Map([...cases, ...deployed].map((test) => [test.name, test]));
  return {
    cases,
    deployed,
    byName,
    rules: loadRules(root),
    unrunnable: json('tests', 'live', 'unrunnable.json'),
    seen: json('tests', 'live', 'seen.json'),
    kinds: json('tests', 'live', 'kinds.json'),
    hunt: { seen: json('tests', 'live', 'hunt', 'seen.json'), unseen: json('tests', 'live', 'hunt', 'unseen.json') },
    shows: (id) => cases.filter((test) => test.rule === id && !test.unrun),
    twins: (id) =>
      cases.filter(
        (test) => test.verdict === 'same' && !test.unrun && test.twin?.some((name) => byName.get(name)?.rule === id),
      ),
  };
}

function row(test, { seen }) {
  const shown = seen.flows[test.name];
  const rule = test.rule ? `\`${test.rule}\`` : test.twin ? `twin of ${links(test.twin)}` : '';
  const cells = shown
    ? [escape(shown.one), escape(shown.two), test.verdict]
    : ['', '', `${test.verdict}, not run here`];
  return `| ${[`<a id="${test.name}"></a>${test.name}`, escape(test.title), ...cells, rule].join(' | ')} |`;
}

/// Flows of a deployment that show a rule, and twins of those.
export function deployedFlows({ deployed, byName }, id, deployment) {
  const mine = deployed.filter((test) => test.deployment === deployment);
  const isTwin = (test) => test.verdict === 'same' && test.twin?.some((name) => byName.get(name)?.rule === id);
  return { shows: mine.filter((test) => test.rule === id), twins: mine.filter(isTwin) };
}

function deploymentRow(proof, { id, ...levels }) {
  const cells = ['rolling', 'standby'].flatMap((deployment) => {
    const { shows, twins } = deployedFlows(proof, id, deployment);
    const level = levels[deployment] === 'none' ? '–' : levels[deployment];
    return [level, links(shows.map(({ name }) => name)), links(twins.map(({ name }) => name))];
  });
  return `| \`${id}\` | ${cells.join(' | ')} |`;
}

/// Of the flows of a kind, those that go wrong in copies, and those that are near and fine.
export function flowsOfKind({ byName }, names) {
  const tests = names.map((name) => byName.get(name)).filter(Boolean);
  const fine = (test) => test.verdict.startsWith('same') && !test.limit && !test.unknowable;
  return { flagged: tests.filter((test) => test.rule), fine: tests.filter(fine) };
}

function kindRow(proof, kind, names) {
  if (!Array.isArray(names)) return `| ${escape(kind)} | not run: ${names.reason} Read instead: ${names.read} | |`;
  const { flagged, fine } = flowsOfKind(proof, names);
  return `| ${escape(kind)} | ${links(flagged.map(({ name }) => name))} | ${links(fine.map(({ name }) => name))} |`;
}

// What is told apart, and by which flows that was seen.
function kindsPart(proof) {
  const heading = (text) => `| **${text}** | | |`;
  return `## Kinds

What halint has to tell apart, with flows that go wrong in copies and near ones that are fine. Each was run on Node-RED 4.1 and 5.0; node.linkcall is new in 5.0.

| kind | goes wrong | fine |
|---|---|---|
${Object.entries(proof.kinds)
  .flatMap(([group, kinds]) => [heading(group), ...Object.entries(kinds).map(([kind, names]) => kindRow(proof, kind, names))])
  .join('\n')}

`;
}

// Which flows of the hunt agree; tests/checks/hunt.mjs holds halint to it.
function huntPart({ hunt }) {
  const flows = Object.values(hunt.seen);
  const same = flows.filter(({ verdict }) => verdict === 'same').length;
  const hazards = Object.values(hunt.unseen);
  const limits = hazards.filter((reason) => reason !== 'chance');
  return `Flows put together at random are the other half of the proof, [the hunt](../tests/live/hunt/README.md): of ${flows.length} that were run, halint calls ${same - hazards.length} fine that showed the same, and ${flows.length - same} a
hazard that diverged; none that diverged is fine. In ${hazards.length} it finds something and nothing was seen: ${limits.length} are limits (${both([...new Set(limits)].sort().map((name) => `[${name}](#${name})`))}), in ${hazards.length - limits.length} the few messages happened to show nothing.`;
}

// What one copy does that is updated, or from which another one takes over, against one that stays.
function deploymentsPart(proof) {
  const { deployed, rules, seen } = proof;
  const on = [...new Set(deployed.flatMap(({ name }) => seen.flows[name]?.on ?? []))];
  return `## Deployments

What a rule says for \`--deployment rolling\` and \`standby\` in words of its own, and how bad it is at most. ${deployed.length} flows, in four worlds again: one copy that stays, the same as a
control, and two worlds in which that copy is updated beside its successor (requests in turn, and in an order that is not periodic), or in which another copy takes over
after it was stopped in good order, and after it was killed. Seen on Node-RED ${both(on)}. A note needs no flow; \`mqtt-fixed-client-id\` and its like, where they concern one copy as well, stand above.

| rule | rolling | flows | twins | standby | flows | twins |
|---|---|---|---|---|---|---|
${rules
  .filter(({ rolling, standby }) => rolling !== 'none' || standby !== 'none')
  .map((rule) => deploymentRow(proof, rule))
  .join('\n')}

| flow | what it does | one copy that stays | updated, or taken over from | verdict | rule |
|---|---|---|---|---|---|
${deployed.map((test) => row(test, proof)).join('\n')}

`;
}

/// docs/proof.md
export function proofPage(proof) {
  const { cases, rules, unrunnable, seen, shows, twins } = proof;
  const live = cases.filter((test) => !test.unrun);
  const verdicts = Object.keys(meaning).map((verdict) => [
    verdict,
    live.filter((test) => test.verdict === verdict).length,
  ]);
  const versions = seen.versions.map((v) => `Node-RED ${v.nodeRed} on Node.js ${v.node} with Mosquitto ${v.mosquitto}`);
  const names = (tests) => links(tests.map((test) => test.name));
  return `# Proof

What halint says will differ between one copy and two was run and seen to differ; what it calls fine was seen to be equal. ${live.length} flows, each on real
Node-RED in four worlds side by side: one copy, one copy again as a control, two copies that get requests in turn (0101…), and two copies that get them in an
order that is not periodic (0110 1001…). A round-robin proxy stands in front, one broker per world behind, and observers outside: an MQTT client, an HTTP service,
WebSocket clients, files. Answers to HTTP requests are compared in order, everything else as a multiset.

Seen on ${both(versions)}. Run it yourself: \`scripts/test --live\`; \`scripts/live --write\` renews this page.
${huntPart(proof)}

| verdict | flows | meaning |
|---|---|---|
${verdicts
  .filter(([, count]) => count)
  .map(([verdict, count]) => `| ${verdict} | ${count} | ${meaning[verdict]} |`)
  .join('\n')}

## Rules

| rule | level | flows that show it | twins that are fine |
|---|---|---|---|
${rules
  .filter(({ id }) => !unrunnable[id])
  .map(({ id, level }) => `| \`${id}\` | ${level} | ${names(shows(id))} | ${names(twins(id))} |`)
  .join('\n')}

Not run, and why:

| rule | level | reason | read instead |
|---|---|---|---|
${rules
  .filter(({ id }) => unrunnable[id])
  .map(
    ({ id, level }) => `| \`${id}\` | ${level} | ${escape(unrunnable[id].reason)} | ${escape(unrunnable[id].read)} |`,
  )
  .join('\n')}

${kindsPart(proof)}${deploymentsPart(proof)}## Flows

The files are in \`testdata/proof/\`. Numbers of racing flows differ from run to run; the verdict does not.

| flow | what it does | one copy | two copies | verdict | rule |
|---|---|---|---|---|---|
${cases.map((test) => row(test, proof)).join('\n')}
`;
}

/// The flow that shows a rule in the fewest words.
function example(tests, seen) {
  const length = ({ name }) =>
    seen.flows[name] ? seen.flows[name].one.length + seen.flows[name].two.length : Infinity;
  return tests.find((test) => length(test) < 120) ?? tests.reduce((a, b) => (length(b) < length(a) ? b : a));
}

function told({ id }, { seen, shows, twins }) {
  const tests = shows(id);
  const { name, title, verdict, right } = example(tests, seen);
  const { one, two, on } = seen.flows[name];
  const brokers = [...new Set(seen.versions.map((v) => v.mosquitto))];
  const quoted = (text) => `\`${text.replaceAll('`', "'")}\``;
  const instead =
    verdict === 'wrong-with-one-copy'
      ? `${quoted(one)} with one copy already, instead of ${quoted(Object.values(right)[0].join(' · '))}`
      : `${quoted(two)} with two copies instead of ${quoted(one)} with one`;
  return (
    `Node-RED ${both(on)}, Mosquitto ${both(brokers)}: ${several(tests.length, 'flow')} showed it, ` +
    `${several(twins(id).length, 'twin')} with the fix did not (docs/proof.md). ` +
    `For example ${name}, ${title.replaceAll('`', "'")}: ${instead}.`
  );
}

/// rules/proof.toml
export function proofToml(proof) {
  const tables = proof.rules
    .filter(({ id }) => proof.shows(id).length)
    .map((rule) => `[[proof]]\nrule = "${rule.id}"\nseen = ${JSON.stringify(told(rule, proof))}\n`);
  return `# What the live runs showed, written by \`scripts/live --write\`; \`halint explain\` cites it.\n\n${tables.join('\n')}`;
}
