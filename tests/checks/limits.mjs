#!/usr/bin/env node
// Drives the program to its limits and to those of the machine: it must say a clear sentence and end with 2, never with
// a signal, half a file or silence.
//   usage: limits.mjs HALINT REPOSITORY
// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { checkArguments, expect, expectEqual, fail, finish, run, workFolder } from './support/check.mjs';

const { halint, repository } = checkArguments();
const work = workFolder();
const FORMATS = ['text', 'concise', 'json', 'ndjson', 'sarif', 'github', 'gitlab', 'junit', 'checkstyle', 'markdown', 'html'];
const MOST = 1000; // findings of a rule and level in a file that are written one by one

const inWork = (name) => path.join(work, name);
const write = (name, text) => {
  fs.mkdirSync(path.dirname(inWork(name)), { recursive: true });
  fs.writeFileSync(inWork(name), text);
  return inWork(name);
};
const bash = (script, ...args) => run('bash', ['-c', script, halint, ...args], { cwd: work });
const check = (...args) => run(halint, ['check', '--no-config', ...args], { cwd: work });

/** No sanitizer has ended it: they take the exit code 1 as well, and say so on standard error. */
function expectSound(ran, name) {
  expectEqual(ran.signal, null, `${name}: signal`);
  expect(!/Sanitizer|runtime error:|terminate called|Assertion/.test(ran.stderr), `${name}: ${ran.stderr.slice(0, 300)}`);
}

/** Ended with 2 and a sentence that says `what`. */
function expectRefusal(ran, what, name) {
  expectSound(ran, name);
  expectEqual(ran.status, 2, `${name}: exit code (${ran.stderr.slice(0, 200)})`);
  expect(ran.stderr.includes(what), `${name}: ${JSON.stringify(ran.stderr.slice(0, 300))} does not say ${JSON.stringify(what)}`);
}

/** Timers behind which something is sent to outside: a finding each. */
function timers(count) {
  const flows = [{ id: 't', type: 'tab', label: 'Timers' }];
  for (let i = 0; i < count; i += 1) {
    flows.push({ id: `i${i}`, type: 'inject', z: 't', repeat: '5', x: 1, y: 1, wires: [[`p${i}`]] });
    flows.push({ id: `p${i}`, type: 'http request', z: 't', method: 'POST', url: 'http://example.org/', x: 1, y: 1, wires: [[]] });
  }
  return JSON.stringify(flows, null, 1);
}

function size() {
  const file = write('sparse.json', '');
  fs.truncateSync(file, 5 * 1024 ** 3);
  expectRefusal(check(file), 'is larger than 4 GiB', 'a file of 5 GiB');
  expectRefusal(bash('"$0" check --no-config - <"$1"', file), '<stdin>: is larger than 4 GiB', 'standard input of 5 GiB');
  fs.rmSync(file);
}

function nesting() {
  const deep = 200000;
  expectRefusal(check(write('deep.json', '['.repeat(deep))), 'nested deeper than 1000 levels', 'nested arrays');
  const property = `[{"id":"a","type":"x","p":${'[{"a":'.repeat(deep)}`;
  expectRefusal(check(write('deep.json', property)), 'nested deeper than 1000 levels', 'a nested property');
  expectRefusal(run(halint, ['check', '--config', write('deep.toml', `select = ${'['.repeat(deep)}`), '-']), 'deep.toml:1', 'nested TOML');
  expectRefusal(run(halint, ['check', '--no-config', '--baseline', write('deep-baseline.json', '['.repeat(deep)), '-']), 'nested deeper', 'a nested baseline');
  for (const [name, func] of Object.entries({
    parentheses: '('.repeat(deep), arrays: `return ${'['.repeat(deep)}`, blocks: '{'.repeat(deep), functions: '()=>'.repeat(deep), unary: '!'.repeat(deep),
    calls: 'f('.repeat(deep), members: `flow${'.a'.repeat(deep)}`, chains: `x${'?.a()'.repeat(deep)}`, conditions: 'a?'.repeat(deep), ifs: 'if(a)'.repeat(deep),
    templates: '`${'.repeat(deep), sums: `x=${'a+'.repeat(deep)}a`, assignments: 'a='.repeat(deep), patterns: `let ${'['.repeat(deep)}`, awaits: 'await '.repeat(deep),
    classes: 'class A extends '.repeat(deep), news: 'new '.repeat(deep), elses: 'if(a);else '.repeat(deep), labels: 'a:'.repeat(deep), powers: `${'a**'.repeat(deep)}a`,
  })) {
    const flows = [{ id: 't', type: 'tab' }, { id: 'f', type: 'function', z: 't', func, x: 1, y: 1, wires: [] }];
    const ran = check(write('code.json', JSON.stringify(flows)));
    expectSound(ran, `nested ${name} in code`);
    expect(ran.status === 0 || ran.status === 1, `nested ${name} in code: ${ran.status ?? ran.signal} ${ran.stderr.slice(0, 200)}`);
  }
}

/** Every reader on input as deep as it is long, with a stack that recursion would soon use up. */
function depth() {
  const deep = 60000;
  // What a sanitizer keeps on the stack is no measure of the program.
  const stack = fs.readFileSync(halint).includes('__asan_init') ? 4096 : 512; // KiB
  const shallow = (name, ...args) => {
    const ran = bash(`ulimit -s ${stack}; exec "$0" check "$@" </dev/null`, ...args);
    expectSound(ran, name);
    expect([0, 1, 2].includes(ran.status), `${name}: ${ran.status} ${ran.stderr.slice(0, 200)}`);
    if (ran.status === 1) expect(ran.stdout !== '', `${name}: exit code 1 without a report`);
    return ran;
  };
  const quiet = write('quiet.json', '[{"id":"t","type":"tab"}]');
  for (const [name, text] of Object.entries({
    'keys with dots': `${'a.'.repeat(deep)}a = 1`, 'quoted keys with dots': `${'"a".'.repeat(deep)}a = 1`, 'keys with dots and blanks': `${'a . '.repeat(deep)}a = 1`,
    'a header with dots': `[${'a.'.repeat(deep)}a]`, 'a header of a list with dots': `[[${'a.'.repeat(deep)}a]]`, 'keys in an inline table': `rules = {${'a.'.repeat(deep)}a = 1}`,
    'inline tables': `a = ${'{a = '.repeat(deep)}`, 'lists': `select = ${'['.repeat(deep)}`, 'inline tables with dots': `a = ${`{${'b.'.repeat(20)}b = `.repeat(2000)}`,
    'a key on the third line': `replicas = 2\n# ${'a.'.repeat(deep)}\n${'a.'.repeat(deep)}a = 1`,
  })) {
    const ran = shallow(`TOML, ${name}`, '--config', write('deep.toml', text), quiet);
    expectRefusal(ran, `deep.toml:${name.includes('third') ? 3 : 1}:`, `TOML, ${name}`);
    expect(ran.stderr.includes('nests too deep'), `TOML, ${name}: ${ran.stderr.slice(0, 200)}`);
  }
  const fine = `# ${'a.'.repeat(deep)}\nselect = ["${'split-context", "'.repeat(5000)}split-context"]\nbaseline = '''${'a.['.repeat(deep)}'''\n`;
  expect(!shallow('TOML, long but not deep', '--config', write('fine.toml', fine), quiet).stderr.includes('deep'), 'TOML, long but not deep');
  for (const [name, text] of Object.entries({ arrays: '['.repeat(deep), objects: '{"a":'.repeat(deep), both: '[{"wires":'.repeat(deep) })) {
    shallow(`flows, ${name}`, '--no-config', write('deep.json', text));
    shallow(`--against, ${name}`, '--no-config', '--against', inWork('deep.json'), quiet);
    shallow(`a baseline, ${name}`, '--no-config', '--baseline', write('deep-baseline.json', text), quiet);
    write(`deep-project/package.json`, text);
    write(`deep-project/.config.projects.json`, text);
    write(`deep-project/flows.json`, '[{"id":"t","type":"tab"}]');
    // Broken JSON that has wires may well be a flow file.
    expectEqual(shallow(`package.json, ${name}`, 'deep-project').status, name === 'both' ? 2 : 0, `package.json, ${name}`);
  }
  for (const [name, text] of Object.entries({ objects: '{a:'.repeat(deep), lists: '['.repeat(deep), parentheses: '('.repeat(deep), calls: 'f('.repeat(deep), members: `a${'.a'.repeat(deep)}` })) {
    shallow(`settings.js, ${name}`, '--no-config', '--settings', write('deep-settings.js', `module.exports = { contextStorage: ${text}`), quiet);
  }
  write('deep-ignored/flows.json', '[{"id":"t","type":"tab"}]');
  for (const pattern of ['a/', '**/', '[', '\\', '*a', '!']) {
    write('deep-ignored/.gitignore', pattern.repeat(deep));
    shallow(`.gitignore, ${pattern}`, 'deep-ignored');
  }
  let folder = 'deep-folders';
  for (let i = 0; i < 900; i += 1) folder += '/d';
  write(`${folder}/flows.json`, '[{"id":"t","type":"tab"}]');
  expectEqual(shallow('folders', 'deep-folders').status, 0, 'folders in folders');
  const node = (type, rest) => JSON.stringify([{ id: 't', type: 'tab' }, { id: 'n', type, z: 't', x: 1, y: 1, wires: [[]], ...rest }]);
  for (const [name, text] of Object.entries({
    'function code': node('function', { func: `${'('.repeat(deep)}flow.set("a", 1)` }), 'comments': node('function', { func: `${'/* halint-ignore '.repeat(deep)}` }), 'templates in code': node('function', { func: `${'`${'.repeat(deep)}` }),
    'JSONata': node('change', { rules: [{ t: 'set', p: 'a', pt: 'flow', to: '$flowContext('.repeat(deep), tot: 'jsonata' }] }), 'JSONata brackets': node('change', { rules: [{ t: 'set', p: 'a', pt: 'flow', to: '['.repeat(deep), tot: 'jsonata' }] }),
    'mustache': node('template', { template: '{{#flow.a}}'.repeat(deep), syntax: 'mustache' }), 'property paths': node('change', { rules: [{ t: 'set', p: `a${'[b'.repeat(deep)}`, pt: 'flow', to: '1', tot: 'num' }] }), 'long paths': node('change', { rules: [{ t: 'set', p: `a${'.b'.repeat(deep)}`, pt: 'flow', to: '1', tot: 'num' }] }),
    'descriptions': node('inject', { info: '> - // '.repeat(deep) + 'halint-ignore split-context -- x' }), 'SQL': node('mysql', { topic: '('.repeat(deep) }), 'commands': node('exec', { command: '$('.repeat(deep) }), 'topics': node('mqtt in', { topic: 'a/'.repeat(deep), broker: 'b' }),
    'environment': JSON.stringify([{ id: 't', type: 'tab', env: [{ name: 'A', type: 'env', value: '${A}'.repeat(deep) }] }, { id: 'n', type: 'mqtt in', z: 't', topic: '${A}', x: 1, y: 1, wires: [[]] }]),
    'groups': JSON.stringify([{ id: 't', type: 'tab' }, ...Array.from({ length: deep }, (_, i) => ({ id: `g${i}`, type: 'group', z: 't', g: `g${i + 1}` })), { id: 'n', type: 'inject', z: 't', g: 'g0', repeat: '5', x: 1, y: 1, wires: [[]] }]),
    'wires': JSON.stringify([{ id: 't', type: 'tab' }, ...Array.from({ length: deep }, (_, i) => ({ id: `n${i}`, type: 'function', func: 'return msg;', z: 't', x: 1, y: 1, wires: [[`n${i + 1}`]] }))]),
    'subflows': JSON.stringify([{ id: 't', type: 'tab' }, ...Array.from({ length: 3000 }, (_, i) => [{ id: `s${i}`, type: 'subflow', in: [], out: [] }, { id: `i${i}`, type: `subflow:s${i + 1}`, z: `s${i}`, x: 1, y: 1, wires: [] }]).flat(), { id: 's3000', type: 'subflow', in: [], out: [] }]),
  })) {
    const file = write('deep.json', text);
    for (const format of ['text', 'sarif', 'markdown']) shallow(`${name} as ${format}`, '--no-config', '--format', format, file);
  }
}

function findings() {
  const count = 1500;
  const file = write('timers.json', timers(count));
  const all = JSON.parse(check('--format', 'json', file).stdout);
  expectEqual(all.summary.errors, count, 'errors in the summary');
  const timersFound = all.findings.filter((finding) => finding.rule === 'duplicated-timer');
  expectEqual(timersFound.length, MOST + 1, 'findings that are written');
  expectEqual(timersFound.at(-1).standsFor, count - MOST, 'findings that the last one stands for');
  for (const format of FORMATS) {
    const ran = check('--format', format, file);
    expectEqual(ran.status, 1, `${format} of ${count} findings: exit code`);
    if (format === 'github') expect(/\d[\d,]* errors more/.test(ran.stdout), 'github sums up');
    else expect(ran.stdout.includes(`${count - MOST} more findings of duplicated-timer`), `${format} says how many findings are not listed`);
  }
  const baseline = inWork('baseline.json');
  expectEqual(check('--write-baseline', baseline, file).status, 0, 'all findings accepted');
  expectEqual(check('--baseline', baseline, file).status, 0, 'a baseline holds what is summed up too');
  expectEqual(JSON.parse(fs.readFileSync(baseline, 'utf8')).findings.reduce((sum, entry) => sum + entry.count, 0), count, 'findings in the baseline');
}

function memory() {
  // Sanitizers reserve more addresses than the limit, and the program would not even start.
  if (bash('ulimit -v 1000000; "$0" --version').status !== 0) return;
  const file = write('large.json', timers(60000));
  const ran = bash('ulimit -v 60000; "$0" check --no-config --jobs 1 "$1" </dev/null', file);
  expectRefusal(ran, 'not enough memory', 'too little memory');
  expectRefusal(bash('ulimit -v 60000; "$0" check --no-config --jobs 1 - <"$1"', file), 'not enough memory', 'too little memory for standard input');
  const many = bash('ulimit -v 60000; "$0" check --no-config --jobs 8 "$1" "$2" timers.json </dev/null', file, write('large2.json', timers(60000)));
  expectEqual(many.signal, null, 'too little memory for threads: signal');
  expectEqual(many.status, 2, 'too little memory for threads: exit code');
}

function outputs() {
  const file = write('timers.json', timers(1500));
  const piped = bash('set -o pipefail; "$0" check --no-config "$1" | head -n 1; echo "${PIPESTATUS[0]}"', file);
  expectEqual(piped.stdout.trim().split('\n').at(-1), '1', 'exit code when the reader leaves');
  expectEqual(piped.stderr, '', 'words when the reader leaves');
  if (fs.existsSync('/dev/full')) {
    expectRefusal(bash('"$0" check --no-config "$1" >/dev/full', file), 'cannot write the output: No space left on device', 'a full disk behind standard output');
    expectRefusal(check('--output', 'json=/dev/full', file), '/dev/full: cannot be written: No space left on device', 'a full disk behind --output');
    for (const page of ['rules', 'nodes', 'explain split-context', '--help', '--version', 'man', 'completion bash']) {
      expectRefusal(bash(`"$0" ${page} >/dev/full`), 'No space left on device', `a full disk behind ${page}`);
    }
  }
  const baseline = '{"version": 1, "findings": []}';
  for (const [option, name] of [['--output', 'out/report.json'], ['--write-baseline', 'out/report.json']]) {
    const before = option === '--output' ? 'as it was' : baseline;
    const old = write('out/report.json', before);
    const value = option === '--output' ? `json=${name}` : name;
    expectRefusal(bash(`ulimit -f 16; "$0" check --no-config --quiet ${option} ${value} "$1" >/dev/null`, file), 'report.json: cannot be written', `${option} beyond the limit for files`);
    expectEqual(fs.readFileSync(old, 'utf8'), before, `the old file after ${option}`);
    expectEqual(fs.readdirSync(inWork('out')).join(), 'report.json', `files beside it after ${option}`);
  }
  expectRefusal(check('--output', 'json=no/such/folder/x.json', file), 'there is no folder', '--output into no folder');
  expectRefusal(check('--output', 'json=out', file), 'out is a folder, not a file', '--output onto a folder');
}

/** Each command is run where a file system is full, and must leave the file there as it was. */
function fullDisk() {
  const file = write('timers.json', timers(1500));
  const namespace = [['--mount'], ['--map-root-user', '--mount']].find((options) => run('unshare', [...options, 'true']).status === 0);
  if (!namespace) {
    console.log('left out: a full file system, because none can be mounted here');
    return;
  }
  const script = `mount -t tmpfs -o size=16k none small || exit 9
    echo '{"version": 1, "findings": []}' >small/report
    head -c 100000 /dev/zero >small/rest 2>/dev/null
    "$0" "$@" >/dev/null
    echo "ended with $?" && cat small/report && ls -A small`;
  fs.mkdirSync(inWork('small'));
  const checks = [...FORMATS.map((format) => ['--output', `${format}=small/new`]), ['--write-baseline', 'small/report']];
  for (const args of [...checks.map((options) => ['check', '--no-config', '--quiet', ...options, file]), ['init', 'small']]) {
    const name = `a full file system for ${args.slice(0, -1).join(' ')}`;
    const ran = run('unshare', [...namespace, 'bash', '-c', script, halint, ...args], { cwd: work });
    expectEqual(ran.status, 0, `${name}: it is mounted (${ran.stderr})`);
    expect(/^halint: small\/\S+: cannot be written: No space left on device$/m.test(ran.stderr), `${name}: the sentence (${ran.stderr.slice(0, 300)})`);
    expectEqual(ran.stdout, 'ended with 2\n{"version": 1, "findings": []}\nreport\nrest\n', name);
  }
}

function unreadable() {
  if (fs.existsSync('/proc/self/mem')) expectRefusal(check('/proc/self/mem'), '/proc/self/mem: cannot be read', 'a file that cannot be read');
  if (process.getuid() !== 0) {
    fs.chmodSync(write('secret.json', '[]'), 0);
    expectRefusal(check('secret.json'), 'secret.json: cannot be opened: Permission denied', 'a file without permission');
  }
  write('loops/flows/one.json', '[{"id":"t","type":"tab"}]');
  fs.symlinkSync('..', inWork('loops/flows/up'));
  fs.symlinkSync(inWork('loops'), inWork('loops/again'));
  fs.symlinkSync('self.json', inWork('loops/self.json'));
  const ran = check('--format', 'json', 'loops');
  expectRefusal(ran, 'loops/self.json: is a link that leads nowhere', 'a folder with loops');
  expectEqual(JSON.parse(ran.stdout).files.length, 1, 'files in a folder with loops');
  expectRefusal(check('loops/self.json'), 'loops/self.json: is a link that leads nowhere', 'a link to itself');
}

/** A file that another program truncates and writes while halint reads it: any answer but a signal. */
async function changing() {
  const text = timers(3000);
  const file = write('changing.json', text);
  const writer = spawn(process.execPath, ['-e', `
    const fs = require('node:fs');
    const text = fs.readFileSync(${JSON.stringify(file)});
    for (;;) {
      fs.truncateSync(${JSON.stringify(file)}, Math.floor(text.length * Math.random()));
      fs.writeFileSync(${JSON.stringify(file)}, text);
    }`]);
  const seen = {};
  for (let i = 0; i < 40; i += 1) {
    const ran = check('--quiet', '--format', 'gitlab', file);
    seen[ran.status ?? ran.signal] = (seen[ran.status ?? ran.signal] ?? 0) + 1;
    expectSound(ran, 'a file that changes');
    if (ran.status === 2) expect(/changing\.json:/.test(ran.stderr), `a sentence about the file that changes: ${ran.stderr}`);
    else expect(ran.status === 1, `a file that changes: ${ran.status ?? ran.signal}`);
  }
  writer.kill();
}

/** Enough functions for several threads to share. */
function manyFunctions() {
  const flows = [{ id: 't', type: 'tab' }];
  for (let i = 0; i < 3000; i += 1) {
    flows.push({ id: `h${i}`, type: 'http in', z: 't', url: `/${i}`, method: 'get', x: 1, y: 1, wires: [[`f${i}`]] });
    flows.push({ id: `f${i}`, type: 'function', z: 't', func: `flow.set("k${i % 400}", flow.get("k${(i * 7) % 400}") + 1);\nreturn msg;`, x: 1, y: 1, wires: [['r']] });
  }
  return write('functions.json', JSON.stringify([...flows, { id: 'r', type: 'http response', z: 't', x: 1, y: 1, wires: [] }]));
}

function jobs() {
  const functions = manyFunctions();
  const alone = check('--jobs', '1', '--format', 'json', functions);
  expect(JSON.parse(alone.stdout).findings.length > 100, 'functions are found fault with');
  for (const count of ['2', '3', '16']) expect(check('--jobs', count, '--format', 'json', functions).stdout === alone.stdout, `the same bytes with ${count} threads on one file`);
  // A limit that root does not feel.
  const few = bash('ulimit -u 1; exec "$0" check --no-config --jobs 16 --format json "$1"', functions);
  expect(few.stdout === alone.stdout, 'the same bytes when no more threads are to be had');
  const files = fs.readdirSync(path.join(repository, 'testdata'), { recursive: true })
    .filter((name) => name.endsWith('.json') && !name.includes('golden')).map((name) => path.join(repository, 'testdata', name)).sort();
  expect(files.length > 100, 'there are many files');
  for (const format of FORMATS) {
    const [one, ...others] = ['1', '2', '16', '1'].map((count) => check('--jobs', count, '--format', format, ...files));
    expect(one.stdout.length > 1000, `${format}: something is written`);
    for (const other of others) {
      expect(other.stdout === one.stdout && other.stderr === one.stderr && other.status === one.status, `${format}: the same bytes with any number of jobs`);
    }
  }
}

for (const part of [size, nesting, depth, findings, memory, outputs, fullDisk, unreadable, jobs, changing]) {
  try {
    await part();
  } catch (error) {
    fail(`${part.name}: ${error.stack}`);
  }
}
finish();
