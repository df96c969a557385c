// The hunt for counterexamples: flows put together at random from core nodes, judged by halint, run with one copy and
// with two, and compared. Usage:
//   node hunt.mjs --halint BINARY [--tools DIR] [--node-red 4|5] [--flows N] [--seed N] [--out DIR]
// Prints the confusion matrix; writes each disagreement as a case file, with what was seen, into DIR.
// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { makeCase } from './hunt/generate.mjs';
import { findTools, prove } from './run.mjs';

/// halint's findings at error or warning.
function ask(halint, test, folder) {
  const file = path.join(folder, `${test.name}.json`);
  fs.writeFileSync(file, JSON.stringify(test.flows));
  const { stdout, stderr } = spawnSync(
    halint,
    ['check', '--config', path.join(folder, 'halint.toml'), '--platform', test.platform, '--format', 'json', file],
    { encoding: 'utf8' },
  );
  try {
    return JSON.parse(stdout).findings.filter((finding) => finding.level !== 'note');
  } catch {
    throw new Error(`halint gave no JSON for ${test.name}: ${stderr}`);
  }
}

async function main() {
  const { values: options } = parseArgs({
    options: {
      halint: { type: 'string' },
      tools: {
        type: 'string',
        default: path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), 'halint-live'),
      },
      'node-red': { type: 'string', default: '4' },
      flows: { type: 'string', default: '100' },
      seed: { type: 'string', default: '1' },
      out: { type: 'string', default: path.join(os.tmpdir(), 'halint-hunt') },
    },
  });
  const count = Number(options.flows);
  const first = Number(options.seed);
  const tools = findTools(options.tools, options['node-red']);
  fs.mkdirSync(options.out, { recursive: true });
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'halint-hunt-'));
  fs.writeFileSync(path.join(scratch, 'halint.toml'), '[context]\nshared-stores = ["shared"]\n');
  const matrix = {};
  // A hundred flows at a time: more would make the machine slow, and fewer would make the starts expensive.
  for (let at = 0; at < count; at += 100) {
    const cases = Array.from({ length: Math.min(100, count - at) }, (_, i) =>
      makeCase(`h${first + at + i}`, first + at + i),
    );
    const findings = new Map(cases.map((test) => [test.name, ask(options.halint, test, scratch)]));
    for (const [i, result] of (await prove(cases, tools)).entries()) {
      const test = cases[i];
      const found = findings.get(test.name);
      const says = found.length ? 'hazard' : 'fine';
      const cell = `${says} / ${result.verdict}`;
      matrix[cell] = (matrix[cell] ?? 0) + 1;
      if (cell === 'fine / same' || cell === 'hazard / diverges') continue;
      const { name, title, flows, workload, observe } = test;
      const told = found.map(({ rule, level, node, message }) => ({ rule, level, node: node?.id, message }));
      fs.writeFileSync(
        path.join(options.out, `${name}.json`),
        JSON.stringify(
          {
            case: { title, verdict: result.verdict, platform: 'kubernetes', workload, observe },
            halint: told,
            seen: result.worlds ?? result.failure,
            flows,
          },
          null,
          1,
        ),
      );
      console.log(
        `${name}: halint says ${says}${told.length ? ` (${told.map(({ rule, node }) => `${rule} at ${node}`).join(', ')})` : ''}, seen ${result.verdict}: ${title}`,
      );
    }
    console.error(`${at + cases.length} flows run`);
  }
  fs.rmSync(scratch, { recursive: true });
  for (const [cell, n] of Object.entries(matrix).sort())
    console.log(`${String(n).padStart(5)}  halint ${cell.replace('/', '- seen')}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main().catch((error) => {
    console.error(error);
    process.exit(2);
  });
}
