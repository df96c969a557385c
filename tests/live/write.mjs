// Keeps what runs showed in tests/live/seen.json, and makes the pages of it: node write.mjs REPOSITORY [RESULTS...]
// What the results do not have stays as it was seen before.
// Without results only the pages are made anew. SPDX-License-Identifier: Apache-2.0
import fs from 'node:fs';
import path from 'node:path';

import { caseFolders, readCases } from './cases.mjs';
import { proofPage, proofToml, readProof } from './pages.mjs';

const [root, ...files] = process.argv.slice(2);
const short = (text, limit = 110) => (text.length > limit ? `${text.slice(0, limit)} …` : text);

/// What a world showed, in one line; a label only where there is more than one.
function shown(world) {
  const labels = Object.entries(world);
  const line = ([label, { values }]) =>
    (labels.length > 1 ? `${label}: ` : '') +
    (values.length ? short(values.map((v) => v.trim()).join(' · ')) : 'nothing');
  return labels
    .map(line)
    .join('; ')
    .replace(/\s*\n\s*/g, ' ⏎ ');
}

function seenOf(test, runs, before) {
  const seen = runs.flatMap(({ about, results }) =>
    results
      .filter((result) => result.name === test.name && result.worlds)
      .map((result) => ({ ...result, on: about.nodeRed })),
  );
  if (seen.length === 0 && before) return before;
  if (seen.length === 0) throw new Error(`${test.name}: was not run`);
  const wrong = seen.find(({ verdict }) => verdict !== test.verdict);
  if (wrong) throw new Error(`${test.name}: ${wrong.verdict} seen on Node-RED ${wrong.on}, ${test.verdict} expected`);
  const { one, two, twoUneven } = seen[0].worlds;
  const differs = JSON.stringify(two) === JSON.stringify(one) ? twoUneven : two;
  return { one: shown(one), two: shown(differs), on: seen.map(({ on }) => on) };
}

if (files.length) {
  const runs = files.map((file) => JSON.parse(fs.readFileSync(file, 'utf8')));
  const live = caseFolders(root).flatMap(readCases).filter((test) => !test.unrun);
  const kept = path.join(root, 'tests', 'live', 'seen.json');
  const before = JSON.parse(fs.readFileSync(kept, 'utf8'));
  const flows = Object.fromEntries(live.map((test) => [test.name, seenOf(test, runs, before.flows[test.name])]));
  const abouts = runs.map(({ about }) => about);
  const others = before.versions.filter((old) => !abouts.some((about) => about.nodeRed === old.nodeRed));
  const versions = [...abouts, ...others].sort((a, b) => (a.nodeRed < b.nodeRed ? -1 : 1));
  const seen = { versions, flows };
  fs.writeFileSync(kept, `${JSON.stringify(seen, null, 1)}\n`);
}
const proof = readProof(root);
fs.writeFileSync(path.join(root, 'docs', 'proof.md'), proofPage(proof));
fs.writeFileSync(path.join(root, 'rules', 'proof.toml'), proofToml(proof));
