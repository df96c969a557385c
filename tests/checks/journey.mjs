#!/usr/bin/env node
// The way of a new user as the README tells it: a lint of real flows, each finding explained, one accepted in the flow with the
// README's own line, the rest kept as known in a baseline, a green pipeline, and a red one when something new comes.
//   usage: journey.mjs HALINT REPOSITORY
// SPDX-License-Identifier: Apache-2.0
import fs from 'node:fs';
import path from 'node:path';
import { checkArguments, expect, expectEqual, finish, run, workFolder } from './support/check.mjs';

const { halint, repository } = checkArguments();
const work = workFolder();
const file = path.join(work, 'flows.json');
const environment = { ...process.env, NO_COLOR: '1' };
const command = (...args) => run(halint, args, { cwd: work, env: environment });
const report = (...args) => JSON.parse(command('check', '.', '--format', 'json', ...args).stdout);
const flows = JSON.parse(fs.readFileSync(path.join(repository, 'testdata/demo/flows.json'), 'utf8'));
const save = () => fs.writeFileSync(file, JSON.stringify(flows, null, 4));

expectEqual(command('check').status, 2, 'an empty directory');
save();
const first = command('check');
expectEqual(first.status, 1, 'the first lint');
expect(first.stdout.includes('Not safe for 2 copies'), `the first lint says ${first.stdout.slice(-200)}`);
const found = report().findings;
expect(found.length >= 5, `only ${found.length} findings`);
for (const rule of new Set(found.map((finding) => finding.rule))) {
  const page = command('explain', rule);
  expect(page.status === 0 && page.stdout.includes('How to fix it'), `${rule} is not explained`);
}

// The README's line, into the description of the node that it speaks of.
const readme = fs.readFileSync(path.join(repository, 'README.md'), 'utf8');
const line = /^\/\/ halint-ignore (\S+) -- .*$/m.exec(readme);
expect(line, 'the README shows no suppression');
const accepted = found.find((finding) => finding.rule === line[1] && finding.level === 'error');
expect(accepted, `the demo does not break ${line[1]}`);
const node = flows.find((one) => one.id === accepted.node.id);
node.info = `Every morning at six.\n${line[0]}\n`;
save();
const second = report();
expectEqual(second.findings.length, found.length - 1, 'findings after the suppression');
expectEqual(second.summary.suppressed, 1, 'suppressed');
expect(command('check', '--show-suppressed').stdout.includes('= suppressed: the office wants the report twice'), 'the reason is not shown');

// The baseline: known findings pass, new ones do not.
expectEqual(command('check', '.', '--write-baseline', 'halint-baseline.json', '--fail-on', 'never').status, 0, 'writing the baseline');
const pipeline = ['check', '.', '--baseline', 'halint-baseline.json', '--output', 'sarif=halint.sarif', '--output', 'junit=halint.xml', '--output', 'markdown=halint.md'];
const green = command(...pipeline);
expectEqual(green.status, 0, `the pipeline is not green: ${green.stdout}${green.stderr}`);
for (const name of ['halint.sarif', 'halint.xml', 'halint.md']) expect(fs.statSync(path.join(work, name)).size > 0, `${name} is empty`);
flows.push({ id: 'new1', type: 'inject', z: node.z, name: 'new', repeat: '60', x: 900, y: 900, wires: [['new2']] },
  { id: 'new2', type: 'e-mail', z: node.z, name: 'mail', x: 1000, y: 900, wires: [] });
save();
const red = command(...pipeline, '--format', 'json');
expectEqual(red.status, 1, 'the pipeline with a new finding');
expectEqual(JSON.parse(red.stdout).findings.map((finding) => finding.node.id).join(), 'new1', 'the new finding');

// The suppression is told when it fits nothing any more.
node.repeat = '';
node.crontab = '';
node.once = false;
save();
expect(report().findings.some((finding) => finding.rule === 'unused-suppression'), 'a suppression that fits nothing is not told');

// The configuration that halint writes changes nothing until it is edited.
expectEqual(command('init').status, 0, 'halint init');
expectEqual(report().findings.length, report('--no-config').findings.length, 'findings with the untouched configuration');
fs.writeFileSync(path.join(work, 'halint.toml'), '[rules]\n"duplicated-timer" = "off"\n');
expect(!report().findings.some((finding) => finding.rule === 'duplicated-timer'), 'a rule that is off');
finish();
