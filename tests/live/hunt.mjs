// The hunt for counterexamples: flows put together at random from core nodes, judged by halint, run with one copy and
// with two, and compared. Usage:
//   node hunt.mjs --halint BINARY [--tools DIR] [--node-red 4|5] [--flows N] [--seed N] [--batch N] [--out DIR]
// runs flows, keeps in hunt/seen.json what was seen, and writes each disagreement as a case file into DIR;
//   node hunt.mjs --halint BINARY --seen
// runs nothing, and holds halint's verdict on each flow of hunt/seen.json against what was seen.
// Both print what agrees and what does not. SPDX-License-Identifier: Apache-2.0
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { makeCase } from './hunt/generate.mjs';
import { agrees, ask, digest, loadSeen, saveSeen } from './hunt/judge.mjs';
import { findTools, prove } from './run.mjs';

const caches = process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache');

/// The flow as a case of the proof, with what halint says and what was seen.
function write(folder, test, found, result) {
  const { name, title, flows, workload, observe } = test;
  const content = {
    case: { title, verdict: result.verdict, platform: 'kubernetes', workload, observe },
    halint: found,
    seen: result.worlds ?? result.failure,
    flows,
  };
  fs.writeFileSync(path.join(folder, `${name}.json`), JSON.stringify(content, null, 1));
}

/// Says what agrees and what does not; returns how many of the flows that halint calls fine diverged.
function report(cases, findings, verdicts) {
  const matrix = {};
  for (const { name, title } of cases) {
    const found = findings.get(name);
    const says = found.length ? 'hazard' : 'fine';
    const cell = `halint ${says} - seen ${verdicts.get(name)}`;
    matrix[cell] = (matrix[cell] ?? 0) + 1;
    if (agrees(says, verdicts.get(name))) continue;
    const where = found.map(({ rule, node }) => `${rule} at ${node}`).join(', ');
    console.log(`${name}: halint says ${says}${where && ` (${where})`}, seen ${verdicts.get(name)}: ${title}`);
  }
  for (const [cell, n] of Object.entries(matrix).sort()) console.log(`${String(n).padStart(5)}  ${cell}`);
  return matrix['halint fine - seen diverges'] ?? 0;
}

async function hunt(options) {
  const tools = findTools(options.tools, options['node-red']);
  const first = Number(options.seed);
  const cases = Array.from({ length: Number(options.flows) }, (_, i) => makeCase(`h${first + i}`, first + i));
  const findings = ask(options.halint, cases);
  const verdicts = new Map();
  fs.mkdirSync(options.out, { recursive: true });
  // More flows at a time would make the machine slow, and fewer would make the starts expensive.
  const size = Number(options.batch);
  for (let at = 0; at < cases.length; at += size) {
    const begun = Date.now();
    const batch = cases.slice(at, at + size);
    const results = await prove(batch, tools);
    for (const [i, result] of results.entries()) {
      const found = findings.get(result.name);
      verdicts.set(result.name, result.verdict);
      if (!agrees(found.length ? 'hazard' : 'fine', result.verdict)) write(options.out, batch[i], found, result);
    }
    saveSeen(batch, verdicts, tools.nodeRed);
    console.error(`${at + batch.length} flows run, the last ${batch.length} in ${Math.round((Date.now() - begun) / 1000)} s`);
  }
  return report(cases, findings, verdicts);
}

/// What was seen of flows that are still put together as they were.
function again(options) {
  const seen = loadSeen();
  const made = Object.keys(seen).map((name) => makeCase(name, Number(name.slice(1))));
  const cases = made.filter((test) => seen[test.name].flow === digest(test));
  const changed = made.length - cases.length;
  if (changed) console.log(`${changed} flows are put together in another way by now; run them again`);
  return report(cases, ask(options.halint, cases), new Map(cases.map(({ name }) => [name, seen[name].verdict])));
}

async function main() {
  const { values: options } = parseArgs({
    options: {
      halint: { type: 'string' },
      tools: { type: 'string', default: path.join(caches, 'halint-live') },
      'node-red': { type: 'string', default: '4' },
      flows: { type: 'string', default: '100' },
      seed: { type: 'string', default: '1' },
      batch: { type: 'string', default: '100' },
      out: { type: 'string', default: path.join(os.tmpdir(), 'halint-hunt') },
      seen: { type: 'boolean', default: false },
    },
  });
  const missed = options.seen ? again(options) : await hunt(options);
  process.exit(missed ? 1 : 0);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main().catch((error) => {
    console.error(error);
    process.exit(2);
  });
}
