#!/usr/bin/env node
// The npm package beside the native program and its nearest neighbour on npm: size, start, warm and cold time. CPU time
// (user + system), medians. Prints the tables of bench/README.md.
//   usage: npm.mjs HALINT PACKAGE FLOWS...     PACKAGE: the folder of the installed package; FLOWS: files of any size
// SPDX-License-Identifier: Apache-2.0
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import zlib from 'node:zlib';

const [halint, home, ...files] = process.argv.slice(2).map((name) => path.resolve(name));
const RUNS = 15;

function median(work, runs = RUNS) {
  const times = [];
  for (let i = 0; i < runs; i += 1) times.push(work());
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)];
}

/** CPU milliseconds of a command. */
function command(args, { cwd } = {}) {
  const script = 'TIMEFORMAT="%3U %3S"; { time "$@" >/dev/null 2>&1; } 2>&1';
  const { stdout } = spawnSync('bash', ['-c', script, 'bash', ...args], { cwd, encoding: 'utf8', env: { ...process.env, LC_ALL: 'C', HALINT_WASM: '1' } });
  const [user, system] = stdout.trim().split(' ').map(Number);
  return (user + system) * 1000;
}

/** CPU milliseconds of a function in this process. */
function here(work) {
  const begun = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1000;
}

function sizeOf(folder) {
  return Number(execFileSync('du', ['-sb', folder], { encoding: 'utf8' }).split('\t')[0]);
}

/** nrlint in a folder of its own, with its first configuration less the check of function code by ESLint. */
function installNeighbour() {
  const folder = path.join(os.homedir(), '.cache/halint-bench/npm-nrlint');
  fs.mkdirSync(folder, { recursive: true });
  if (!fs.existsSync(path.join(folder, 'node_modules/nrlint'))) {
    execFileSync('npm', ['install', '--prefix', folder, '--no-audit', '--no-fund', '--loglevel=error', 'nrlint@1.2.0'], { stdio: 'ignore' });
  }
  const all = execFileSync(process.execPath, [path.join(folder, 'node_modules/.bin/nrlint'), '--init'], { encoding: 'utf8' });
  fs.writeFileSync(path.join(folder, 'all.js'), all);
  fs.writeFileSync(path.join(folder, 'rules.js'), "const config = require('./all.js');\ndelete config.rules['function-eslint'];\nmodule.exports = config;\n");
  return folder;
}

const kilo = (size) => `${Math.round(size / 1000).toLocaleString('en')} KB`;
const times = (ms, base) => `${ms.toFixed(ms < 10 ? 1 : 0)} ms (× ${(ms / base).toFixed(1)})`;
const npx = path.join(home, 'bin/halint.js');
const peer = installNeighbour();
const nrlint = path.join(peer, 'node_modules/.bin/nrlint');
const node = median(() => command([process.execPath, '-e', '0']));

console.log('| module | bytes | gzip | brotli |\n|---|---|---|---|');
for (const name of ['halint.wasm', 'functions.wasm']) {
  const bytes = fs.readFileSync(path.join(home, name));
  const brotli = zlib.brotliCompressSync(bytes, { params: { [zlib.constants.BROTLI_PARAM_LGWIN]: 24, [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });
  console.log(`| ${name} | ${kilo(bytes.length)} | ${kilo(zlib.gzipSync(bytes, { level: 9 }).length)} | ${kilo(brotli.length)} |`);
}
console.log('');
console.log('| program | installed | start (× node -e 0) |\n|---|---|---|');
console.log(`| halint, native | ${kilo(fs.statSync(halint).size)} | ${times(median(() => command([halint, '--version'])), node)} |`);
console.log(`| halint, npm | ${kilo(sizeOf(home))} | ${times(median(() => command([process.execPath, npx, '--version'])), node)} |`);
console.log(`| nrlint | ${kilo(sizeOf(path.join(peer, 'node_modules')))} | ${times(median(() => command([process.execPath, nrlint, '--help'], { cwd: peer })), node)} |`);

const { load } = await import(pathToFileURL(path.join(home, 'lib/index.js')));
const engine = await load();
console.log('\n| nodes | native, one job | npm, warm (× native) | npm, a new process | nrlint without ESLint |\n|---|---|---|---|---|');
for (const file of files) {
  const flows = fs.readFileSync(file);
  const check = ['check', '--no-config', '--fail-on=never', '--format=json', file];
  const alone = median(() => command([halint, ...check, '--jobs=1']));
  const options = { path: file };
  for (let i = 0; i < 10; i += 1) engine.check(flows, options);
  const warm = median(() => here(() => engine.check(flows, options)));
  const fresh = median(() => command([process.execPath, npx, ...check]), 5);
  const other = median(() => command([process.execPath, nrlint, '--config', path.join(peer, 'rules.js'), file], { cwd: peer }), 3);
  console.log(`| ${JSON.parse(flows).length} | ${alone.toFixed(0)} ms | ${times(warm, alone)} | ${fresh.toFixed(0)} ms | ${other.toFixed(0)} ms |`);
}
