#!/usr/bin/env node
// Every rule is seen live or says why not; case files are complete; what is told of the runs is what was seen.
//   usage: proof-coverage.mjs HALINT REPOSITORY
// SPDX-License-Identifier: Apache-2.0
import fs from 'node:fs';
import path from 'node:path';

import { deployedFlows, flowsOfKind, proofPage, proofToml, readProof } from '../live/pages.mjs';

const root = process.argv[3];
const proof = readProof(root);
const { cases, deployed, byName, rules, unrunnable, seen } = proof;
const known = new Set(rules.map((rule) => rule.id));
const trouble = [];

for (const { id, level } of rules) {
  const reason = unrunnable[id];
  const diverging = proof.shows(id).length;
  if (reason && !(reason.reason && reason.read))
    trouble.push(`${id}: unrunnable.json must give a reason and what was read instead`);
  if (reason && diverging) trouble.push(`${id}: has a live case and a reason for having none`);
  if (reason) continue;
  const wanted = level === 'note' ? 1 : 2;
  if (diverging < wanted)
    trouble.push(
      `${id}: ${diverging} live flows show it, ${wanted} are wanted (or a reason in tests/live/unrunnable.json)`,
    );
  if (proof.twins(id).length === 0) trouble.push(`${id}: no live flow is a twin that is fine`);
}
for (const id of Object.keys(unrunnable)) if (!known.has(id)) trouble.push(`unrunnable.json: there is no rule ${id}`);

// Where a rule has words of its own for a deployment, above a note, it is seen there, too.
for (const rule of rules) {
  for (const deployment of ['rolling', 'standby']) {
    if (unrunnable[rule.id] || !['error', 'warning'].includes(rule[deployment])) continue;
    const { shows, twins } = deployedFlows(proof, rule.id, deployment);
    if (shows.length === 0) trouble.push(`${rule.id}: no live flow shows it under ${deployment}`);
    if (twins.length === 0) trouble.push(`${rule.id}: no live flow is a twin that is fine under ${deployment}`);
  }
}

for (const test of [...cases, ...deployed]) {
  const say = (text) => trouble.push(`${test.name}: ${text}`);
  const fine = test.verdict.startsWith('same');
  if (test.rule && !known.has(test.rule)) say(`there is no rule ${test.rule}`);
  if (fine && test.rule) say('a flow that is fine names no rule, but the flow whose twin it is');
  if (!fine && !test.rule && !test.unknowable) say('names neither a rule nor a reason why no flow file can tell');
  if (test.rule && !test.nodes?.length) say('must name the nodes that the rule must name');
  for (const id of test.nodes ?? []) if (!test.flows.some((node) => node.id === id)) say(`there is no node ${id}`);
  for (const name of test.twin ?? []) if (!byName.has(name)) say(`there is no flow ${name} for it to be a twin of`);
  if (!test.unrun && !seen.flows[test.name]) say('was never run; scripts/live --write runs all flows');
}
for (const name of Object.keys(seen.flows)) if (!byName.has(name)) trouble.push(`seen.json: there is no flow ${name}`);

// Every kind has been seen to go wrong and to be fine, on each Node-RED that has what the flow needs.
const majors = [4, 5];
const runs = ({ name, since }) => {
  const on = (seen.flows[name]?.on ?? []).map((version) => parseInt(version));
  return majors.every((major) => major < (since ?? 0) || on.includes(major));
};
for (const [kind, names] of Object.values(proof.kinds).flatMap(Object.entries)) {
  if (!Array.isArray(names)) {
    if (!names.reason || !names.read) trouble.push(`kinds.json: ${kind} must give a reason and what was read instead`);
    continue;
  }
  for (const name of names) if (!byName.has(name)) trouble.push(`kinds.json: ${kind}: there is no flow ${name}`);
  for (const [what, tests] of Object.entries(flowsOfKind(proof, names))) {
    if (tests.length === 0) trouble.push(`kinds.json: ${kind}: no live flow is ${what}`);
    for (const test of tests.filter((test) => !runs(test))) trouble.push(`kinds.json: ${kind}: ${test.name} was not run on both Node-RED 4 and 5`);
  }
}

const pages = { 'docs/proof.md': proofPage, 'rules/proof.toml': proofToml };
if (trouble.length === 0) {
  for (const [name, page] of Object.entries(pages)) {
    if (fs.readFileSync(path.join(root, name), 'utf8') !== page(proof))
      trouble.push(`${name}: is not what tests/live/seen.json tells; run node tests/live/write.mjs .`);
  }
}

trouble.forEach((line) => console.log(line));
process.exit(trouble.length ? 1 : 0);
