// Writes docs/proof.md from the results of runs: node table.mjs REPOSITORY OUT RESULTS...
// SPDX-License-Identifier: Apache-2.0
import fs from 'node:fs';
import path from 'node:path';

import { readCases } from './cases.mjs';
import { loadRules } from './rules.mjs';

const [root, out, ...resultFiles] = process.argv.slice(2);
const runs = resultFiles.map((file) => JSON.parse(fs.readFileSync(file, 'utf8')));
const cases = readCases(path.join(root, 'testdata', 'proof'));
const rules = loadRules(root);
const unrunnable = JSON.parse(fs.readFileSync(path.join(root, 'tests', 'live', 'unrunnable.json'), 'utf8'));

const escape = (text) => text.replaceAll('|', '\\|').replace(/\s*\n\s*/g, ' ⏎ ');
const short = (text, limit = 110) => (text.length > limit ? `${text.slice(0, limit)} …` : text);
const links = (names) => names.map((name) => `[${name}](#${name})`).join(' ');

/// What a world showed, in one line; a label only where there is more than one.
function shown(world) {
  const labels = Object.entries(world ?? {});
  const line = ([label, { values }]) =>
    (labels.length > 1 ? `${label}: ` : '') +
    (values.length ? short(values.map((v) => v.trim()).join(' · ')) : 'nothing');
  return escape(labels.map(line).join('; '));
}

function row(test) {
  const seen = runs
    .map((run) => run.results.find((result) => result.name === test.name))
    .filter((result) => result?.worlds);
  const title = escape(test.title);
  const rule = test.rule ? `\`${test.rule}\`` : test.twin ? `twin of ${links(test.twin)}` : '';
  if (test.unrun || seen.length === 0)
    return `| <a id="${test.name}"></a>${test.name} | ${title} | | | ${test.verdict}, not run here | ${rule} |`;
  const verdicts = new Set(seen.map((result) => result.verdict));
  if (verdicts.size !== 1 || !verdicts.has(test.verdict))
    throw new Error(`${test.name}: ${[...verdicts]} seen, ${test.verdict} expected`);
  const { one, two, twoUneven } = seen[0].worlds;
  const differs = JSON.stringify(two) === JSON.stringify(one) ? twoUneven : two;
  return `| <a id="${test.name}"></a>${test.name} | ${title} | ${shown(one)} | ${shown(differs)} | ${test.verdict} | ${rule} |`;
}

const twins = (id) =>
  cases.filter((test) => test.twin?.some((name) => cases.find((other) => other.name === name)?.rule === id));
const versions = runs
  .map(({ about }) => `Node-RED ${about.nodeRed} on Node.js ${about.node} with Mosquitto ${about.mosquitto}`)
  .join(', and ');
const live = cases.filter((test) => !test.unrun);
const counts = Object.entries(Object.groupBy ? Object.groupBy(live, (test) => test.verdict) : group(live));
function group(list) {
  const groups = {};
  for (const test of list) (groups[test.verdict] ??= []).push(test);
  return groups;
}

fs.writeFileSync(
  out,
  `# Proof

What halint says will differ between one copy and two was run and seen to differ; what it calls fine was seen to be equal. ${live.length} flows, each on real
Node-RED in four worlds side by side: one copy, one copy again as a control, two copies that get requests in turn (0101…), and two copies that get them in an
order that is not periodic (0110 1001…). A round-robin proxy stands in front, one broker per world behind, and observers outside: an MQTT client, an HTTP service,
WebSocket clients, files. Answers to HTTP requests are compared in order, everything else as a multiset.

Seen on ${versions}. Run it yourself: \`scripts/test --live\`; \`scripts/live --write\` renews this page.

| verdict | flows | meaning |
|---|---|---|
${counts.map(([verdict, tests]) => `| ${verdict} | ${tests.length} | ${meaning(verdict)} |`).join('\n')}

## Rules

| rule | level | flows that show it | twins that are fine |
|---|---|---|---|
${rules
  .filter((rule) => !unrunnable[rule.id])
  .map(
    (rule) =>
      `| \`${rule.id}\` | ${rule.level} | ${links(cases.filter((test) => test.rule === rule.id).map((test) => test.name))} | ${links(twins(rule.id).map((test) => test.name))} |`,
  )
  .join('\n')}

Not run, and why:

| rule | level | reason | read instead |
|---|---|---|---|
${rules
  .filter((rule) => unrunnable[rule.id])
  .map(
    (rule) =>
      `| \`${rule.id}\` | ${rule.level} | ${escape(unrunnable[rule.id].reason)} | ${escape(unrunnable[rule.id].read)} |`,
  )
  .join('\n')}

## Flows

The files are in \`testdata/proof/\`. Numbers of racing flows differ from run to run; the verdict does not.

| flow | what it does | one copy | two copies | verdict | rule |
|---|---|---|---|---|---|
${cases.map(row).join('\n')}
`,
);

function meaning(verdict) {
  return {
    same: 'two copies show what one shows, under both orders of requests',
    diverges: 'under at least one order of requests two copies show something else',
    'same-set-other-order': 'the same messages, in another order',
    'wrong-with-one-copy': 'wrong with one copy already, so copies are not the cause',
    'unstable-control': 'one copy twice shows two things',
  }[verdict];
}
