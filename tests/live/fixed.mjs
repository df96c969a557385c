// Cases that go wrong in copies, with every fix applied that halint offers: they must then be right.
//   usage: fixed.mjs HALINT CASES FOLDER        SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

// What a fix cannot do alone, seen with it applied.
const beyond = {
  '25a.json': 'Mosquitto 2.0.11 gives a retained message to every member of a share group that subscribes',
};

// Where a fix has each copy tell its own presence, somebody has to look at the topics of all: run.mjs names them.
function watched(test, fixed) {
  if (!JSON.stringify(fixed).includes('${MQTT_STATUS_TOPIC}')) return test;
  const status = ['status/copy1', 'status/copy2'];
  return { ...test, workload: test.workload.map((step) => (step.status ? { ...step, status } : step)) };
}

const [halint, cases, folder] = process.argv.slice(2);
let count = 0;
for (const file of fs.readdirSync(cases).filter((name) => name.endsWith('.json')).sort()) {
  const { case: test, flows } = JSON.parse(fs.readFileSync(path.join(cases, file), 'utf8'));
  if (!['diverges', 'wrong-with-one-copy'].includes(test.verdict) || test.unrun) continue;
  const args = ['fix', '-', '--no-config', '--unsafe', '--platform', test.platform ?? 'flowfuse'];
  const ran = spawnSync(halint, args, { encoding: 'utf8', input: JSON.stringify(flows) });
  if (ran.status !== 0) throw new Error(`${file}: halint fix ended with ${ran.status ?? ran.signal}: ${ran.stderr}`);
  const fixed = JSON.parse(ran.stdout);
  if (JSON.stringify(fixed) === JSON.stringify(flows)) continue; // for people to mend
  if (beyond[file]) {
    console.log(`${file} is left out: ${beyond[file]}`);
    continue;
  }
  const { rule, nodes, ...rest } = watched(test, fixed);
  fs.writeFileSync(path.join(folder, file), JSON.stringify({ case: { ...rest, verdict: 'same', about: `${rule} at ${nodes}, fixed` }, flows: fixed }));
  count += 1;
}
if (count === 0) throw new Error('halint has fixed nothing');
console.log(`${count} cases are fixed by halint`);
