#!/usr/bin/env node
// The npm package beside the native program: size, start, warm and cold time. Prints the tables of bench/README.md.
//   usage: npm.mjs HALINT PACKAGE FLOWS...     PACKAGE: the folder of the installed package; FLOWS: files of any size
// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import zlib from 'node:zlib';

const [halint, home, ...files] = process.argv.slice(2).map((name) => path.resolve(name));
const command = path.join(home, 'bin/halint.js');
const RUNS = 15;

function median(work, runs = RUNS) {
  const times = [];
  for (let i = 0; i < runs; i += 1) {
    const begun = performance.now();
    work();
    times.push(performance.now() - begun);
  }
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)];
}
const process_ = (program, ...args) => () => spawnSync(program, args, { stdio: 'ignore', env: { ...process.env, HALINT_WASM: '1' } });

const bytes = fs.readFileSync(path.join(home, 'halint.wasm'));
const kilo = (size) => `${Math.round(size / 1000)} KB`;
const brotli = zlib.brotliCompressSync(bytes, { params: { [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });
console.log(`halint.wasm: ${kilo(bytes.length)}, gzip ${kilo(zlib.gzipSync(bytes, { level: 9 }).length)}, brotli ${kilo(brotli.length)}`);
const node = median(process_(process.execPath, '-e', '0'));
const version = median(process_(process.execPath, command, '--version'));
const native = median(process_(halint, '--version'));
console.log(`start: node -e 0 ${node.toFixed(0)} ms; halint --version ${version.toFixed(0)} ms (× ${(version / node).toFixed(1)}); native ${native.toFixed(1)} ms`);

const { load } = await import(pathToFileURL(path.join(home, 'lib/index.js')));
const engine = await load();
console.log('\n| nodes | native --jobs 1 | WebAssembly, warm | × native | WebAssembly, a fresh process |\n|---|---|---|---|---|');
for (const file of files) {
  const flows = fs.readFileSync(file);
  const nodes = JSON.parse(flows).length;
  const alone = median(process_(halint, 'check', '--no-config', '--fail-on=never', '--jobs=1', '--format=json', file));
  for (let i = 0; i < 10; i += 1) engine.check(flows);
  const warm = median(() => engine.check(flows));
  const fresh = median(process_(process.execPath, command, 'check', '--no-config', '--fail-on=never', '--format=json', file), 7);
  console.log(`| ${nodes} | ${alone.toFixed(1)} ms | ${warm.toFixed(1)} ms | ${(warm / alone).toFixed(1)} | ${fresh.toFixed(0)} ms |`);
}
