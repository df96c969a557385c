#!/usr/bin/env node
// halint as a command: the native program if an optional package has brought it, else the same program as WebAssembly.
// SPDX-License-Identifier: Apache-2.0
import {runNative} from '../lib/native.js';

const args = process.argv.slice(2);
const code = runNative(args);
if (code !== undefined) {
  process.exitCode = code;
} else {
  const {runHere} = await import('../lib/command.js');
  process.exitCode = runHere(args);
}
