#!/usr/bin/env node
// Every rule is seen live or says why not; case files are complete; docs/proof.md tells of what is there.
//   usage: proof-coverage.mjs HALINT REPOSITORY
// SPDX-License-Identifier: Apache-2.0
import fs from 'node:fs';
import path from 'node:path';

import { readCases } from '../live/cases.mjs';
import { loadRules } from '../live/rules.mjs';

const root = process.argv[3];
const cases = readCases(path.join(root, 'testdata', 'proof'));
const rules = loadRules(root);
const unrunnable = JSON.parse(fs.readFileSync(path.join(root, 'tests', 'live', 'unrunnable.json'), 'utf8'));
const page = fs.readFileSync(path.join(root, 'docs', 'proof.md'), 'utf8');
const byName = new Map(cases.map((test) => [test.name, test]));
const known = new Set(rules.map((rule) => rule.id));
const trouble = [];

const shows = (test, rule) => test.rule === rule && !test.unrun;
const twinOf = (test, rule) =>
  test.verdict === 'same' && !test.unrun && test.twin?.some((name) => byName.get(name)?.rule === rule);

for (const { id, level } of rules) {
  const reason = unrunnable[id];
  const diverging = cases.filter((test) => shows(test, id)).length;
  if (reason && !(reason.reason && reason.read))
    trouble.push(`${id}: unrunnable.json must give a reason and what was read instead`);
  if (reason && diverging) trouble.push(`${id}: has a live case and a reason for having none`);
  if (reason) continue;
  const wanted = level === 'note' ? 1 : 2;
  if (diverging < wanted)
    trouble.push(
      `${id}: ${diverging} live flows show it, ${wanted} are wanted (or a reason in tests/live/unrunnable.json)`,
    );
  if (!cases.some((test) => twinOf(test, id))) trouble.push(`${id}: no live flow is a twin that is fine`);
}
for (const id of Object.keys(unrunnable)) if (!known.has(id)) trouble.push(`unrunnable.json: there is no rule ${id}`);

for (const test of cases) {
  const say = (text) => trouble.push(`${test.name}: ${text}`);
  const fine = test.verdict.startsWith('same');
  if (test.rule && !known.has(test.rule)) say(`there is no rule ${test.rule}`);
  if (fine && test.rule) say('a flow that is fine names no rule, but the flow whose twin it is');
  if (!fine && !test.rule && !test.unknowable) say('names neither a rule nor a reason why no flow file can tell');
  if (test.rule && !test.nodes?.length) say('must name the nodes that the rule must name');
  for (const id of test.nodes ?? []) if (!test.flows.some((node) => node.id === id)) say(`there is no node ${id}`);
  for (const name of test.twin ?? []) if (!byName.has(name)) say(`there is no flow ${name} for it to be a twin of`);
  const verdict = new RegExp(`^\\| <a id="${test.name}"></a>.*\\| ${test.verdict}(, not run here)? \\|[^|]*\\|$`, 'm');
  if (!verdict.test(page))
    say('docs/proof.md does not tell of it, or of another verdict; scripts/live --write renews it');
}
for (const [, name] of page.matchAll(/^\| <a id="(.*?)">/gm))
  if (!byName.has(name)) trouble.push(`docs/proof.md tells of ${name}, which is not there`);
for (const id of known) if (!page.includes(`| \`${id}\` |`)) trouble.push(`docs/proof.md does not tell of ${id}`);

trouble.forEach((line) => console.log(line));
process.exit(trouble.length ? 1 : 0);
