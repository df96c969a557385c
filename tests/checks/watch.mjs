#!/usr/bin/env node
// `halint check --watch` beside somebody who edits: in place, by another file put there, with a mistake, and in a folder.
//   usage: watch.mjs HALINT REPOSITORY
// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { checkArguments, expect, expectEqual, finish, run, workFolder } from './support/check.mjs';

const { halint } = checkArguments();
const work = workFolder();
const file = path.join(work, 'flows.json');
const PATIENCE = 60000; // ms

const flows = (...timers) => JSON.stringify([
  { id: 't', type: 'tab', label: 'Timers' },
  ...timers.flatMap((id) => [
    { id: `i${id}`, type: 'inject', z: 't', repeat: '5', x: 1, y: 1, wires: [[`h${id}`]] },
    { id: `h${id}`, type: 'http request', z: 't', method: 'POST', url: 'http://example.org/', x: 1, y: 1, wires: [[]] },
  ]),
]);

const child = spawn(halint, ['check', '--no-config', '--watch', '--color', 'never', work], { cwd: work });
let out = '';
child.stdout.on('data', (data) => { out += data; });
child.stderr.on('data', (data) => { out += data; });
const ended = new Promise((resolve) => { child.on('close', (code, signal) => resolve({ code, signal })); });

/** What is shown until `text` is, from the change on that `change` makes. */
async function after(change, text, what) {
  out = '';
  change();
  const end = Date.now() + PATIENCE;
  while (!out.includes(text) && Date.now() < end) await new Promise((resolve) => { setTimeout(resolve, 50); });
  expect(out.includes(text), `${what}: ${JSON.stringify(out.slice(-500))} does not say ${JSON.stringify(text)}`);
  return out;
}
const timersIn = (shown) => shown.split('error[duplicated-timer]').length - 1;

const first = await after(() => fs.writeFileSync(file, flows(1)), 'Watching 1 file; Ctrl-C leaves.', 'a file comes');
expectEqual(timersIn(first), 1, 'findings at first');
const second = await after(() => fs.writeFileSync(file, flows(1, 2)), 'Since the last look: 1 new finding, 0 gone.', 'saved in place');
expectEqual(timersIn(second), 1, 'only the new finding is shown');
const replaced = `${file}.new`;
const third = await after(() => { fs.writeFileSync(replaced, flows(2)); fs.renameSync(replaced, file); }, '0 new findings, 1 gone.', 'another file put there');
expectEqual(timersIn(third), 0, 'findings known before');
await after(() => fs.writeFileSync(file, flows(2).slice(0, -3)), 'flows.json:1:', 'half a file');
await after(() => fs.writeFileSync(file, flows(2)), '0 new findings, 0 gone.', 'mended');
await after(() => fs.writeFileSync(path.join(work, 'flows-more.json'), flows(3)), 'Watching 2 files', 'one more file in the folder');
child.kill('SIGINT');
const { code, signal } = await ended;
expectEqual(signal, null, 'ended by signal');
expectEqual(code, 0, 'exit code of leaving');

for (const [args, what] of [[['--format', 'json'], '--format'], [['--output', 'json=x.json'], '--output'], [['--write-baseline', 'b.json'], '--write-baseline'], [['--print-config'], '--print-config'], [['-'], 'standard input'], [['--against', '-'], 'standard input']]) {
  const ran = run(halint, ['check', '--no-config', '--watch', ...args], { cwd: work, input: '' });
  expectEqual(ran.status, 2, `--watch ${args.join(' ')}: exit code`);
  expect(ran.stderr.includes(what), `--watch ${args.join(' ')}: ${ran.stderr}`);
}
finish();
