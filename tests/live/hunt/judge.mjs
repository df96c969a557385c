// What halint says of random flows, and what was seen of them. SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const kept = path.join(here, 'seen.json');

/// halint's findings at error or warning, by the name of the flow.
export function ask(halint, cases) {
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'halint-hunt-'));
  try {
    const flows = path.join(scratch, 'flows');
    fs.mkdirSync(flows);
    for (const test of cases) fs.writeFileSync(path.join(flows, `${test.name}.json`), JSON.stringify(test.flows));
    const config = path.join(scratch, 'halint.toml');
    fs.writeFileSync(config, 'platform = "kubernetes"\n[context]\nshared-stores = ["shared"]\n');
    const { stdout, stderr } = spawnSync(halint, ['check', '--config', config, '--format', 'json', flows], {
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
    });
    const findings = new Map(cases.map(({ name }) => [name, []]));
    for (const { rule, level, file, node, message } of parse(stdout, stderr).findings)
      if (level !== 'note') findings.get(path.basename(file, '.json')).push({ rule, level, node: node?.id, message });
    return findings;
  } finally {
    fs.rmSync(scratch, { recursive: true });
  }
}

function parse(stdout, stderr) {
  try {
    return JSON.parse(stdout);
  } catch {
    throw new Error(`halint gave no JSON: ${stderr}`);
  }
}

/// `says` is fine or hazard.
export const agrees = (says, verdict) => verdict === (says === 'fine' ? 'same' : 'diverges');

/// Tells two flows apart, and what is done with them.
export const digest = ({ flows, workload, observe }) =>
  createHash('sha256').update(JSON.stringify([flows, workload, observe])).digest('hex').slice(0, 12);

/// By the name of a flow: its digest, its verdict, and on which Node-RED that was seen.
export const loadSeen = () => (fs.existsSync(kept) ? JSON.parse(fs.readFileSync(kept, 'utf8')) : {});

/// Why flows in which halint finds something did not diverge: a case of the proof that keeps this limit, or "chance": the
/// few messages happened to show nothing.
export const loadUnseen = () => JSON.parse(fs.readFileSync(path.join(here, 'unseen.json'), 'utf8'));

/// Verdicts that tell of the test and not of the flow are not kept.
export function saveSeen(cases, verdicts, nodeRed) {
  const seen = loadSeen();
  for (const test of cases) {
    const verdict = verdicts.get(test.name);
    if (verdict === 'same' || verdict === 'diverges') seen[test.name] = { flow: digest(test), verdict, nodeRed };
  }
  const names = Object.keys(seen).sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)));
  const line = (name) => ` ${JSON.stringify(name)}: ${JSON.stringify(seen[name])}`;
  fs.writeFileSync(kept, `{\n${names.map(line).join(',\n')}\n}\n`);
}
