// The program on the files and streams of this process. SPDX-License-Identifier: Apache-2.0
import {randomFillSync} from 'node:crypto';
import fs from 'node:fs';
import {NodeFile, NodeFiles, argument, sleep, toProgram} from './node-files.js';
import {start} from './wasi.js';

function environment() {
  const env = {...process.env, PWD: toProgram(process.cwd())};
  const columns = process.env.COLUMNS ?? widthOfTerminal();
  if (columns) env.COLUMNS = String(columns);
  return env;
}

// Asked for only at a terminal: looking at process.stdout sets a pipe not to block.
function widthOfTerminal() {
  return new NodeFile(1).terminal ? process.stdout.columns : undefined;
}

/** @returns {number} the exit code */
export function runHere(args) {
  try {
    const module = new WebAssembly.Module(fs.readFileSync(new URL('../halint.wasm', import.meta.url)));
    return start(module, {
      args: ['halint', ...args.map((text) => argument(text))],
      env: environment(),
      files: new NodeFiles(),
      streams: [0, 1, 2].map((fd) => new NodeFile(fd)),
      random: (bytes) => randomFillSync(bytes),
      sleep,
    });
  } catch (error) {
    fs.writeSync(2, `halint: internal error: ${error.message}\n`);
    return 2;
  }
}
