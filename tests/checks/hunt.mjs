#!/usr/bin/env node
// halint's verdict on random flows is the one seen on Node-RED: none that diverged is fine, and of those that did not
// only the ones are a hazard whose reason tests/live/hunt/unseen.json gives.
//   usage: hunt.mjs HALINT REPOSITORY
// SPDX-License-Identifier: Apache-2.0
import { makeCase } from '../live/hunt/generate.mjs';
import { ask, digest, loadSeen, loadUnseen } from '../live/hunt/judge.mjs';

const seen = loadSeen();
const unseen = loadUnseen();
const trouble = [];
const cases = Object.keys(seen).map((name) => makeCase(name, Number(name.slice(1))));
const findings = ask(process.argv[2], cases);
for (const test of cases) {
  const { flow, verdict } = seen[test.name];
  const say = (text) => trouble.push(`${test.name} (${test.title}): ${text}`);
  const hazard = findings.get(test.name).length > 0;
  if (flow !== digest(test)) say('is put together in another way than when it was run; run it again');
  else if (verdict === 'diverges' && !hazard) say('diverged, and halint finds nothing');
  else if (verdict === 'same' && hazard !== test.name in unseen)
    say(hazard ? 'did not diverge, and unseen.json does not say why halint finds something' : 'is fine; take it out of unseen.json');
}
for (const name of Object.keys(unseen)) if (seen[name]?.verdict !== 'same') trouble.push(`unseen.json: ${name} was not seen to be the same`);

trouble.forEach((line) => console.log(line));
process.exit(trouble.length ? 1 : 0);
