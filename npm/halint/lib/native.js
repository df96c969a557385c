// Finds and starts the native program. SPDX-License-Identifier: Apache-2.0
import {spawnSync} from 'node:child_process';
import {createRequire} from 'node:module';
import os from 'node:os';

function program() {
  if (process.env.HALINT_WASM || process.platform !== 'linux') return undefined;
  try {
    return createRequire(import.meta.url).resolve(`@halint/linux-${process.arch}/bin/halint`);
  } catch {
    return undefined;
  }
}

/** @returns {number | undefined} the exit code; nothing if there is no native program that starts here */
export function runNative(args) {
  const path = program();
  if (!path) return undefined;
  const {status, signal, error} = spawnSync(path, args, {stdio: 'inherit'});
  if (error) return undefined;
  return status ?? 128 + (os.constants.signals[signal] ?? 0);
}
