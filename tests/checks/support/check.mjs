// What the checks share: their arguments, failures and skipping, programs to run, packages from npm.
// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';

const SKIPPED = 77;
let failures = 0;
let checked = 0;

/** The binary and the repository that ctest names. */
export function checkArguments() {
  const [halint, repository] = process.argv.slice(2).map((argument) => path.resolve(argument));
  if (!repository) {
    console.error(`usage: ${path.basename(process.argv[1])} HALINT REPOSITORY`);
    process.exit(2);
  }
  return { halint, repository };
}

export function fail(message) {
  console.error(`FAILED: ${message}`);
  failures += 1;
}

/** Counts, so that a check that has checked nothing fails. */
export function expect(condition, message) {
  checked += 1;
  if (!condition) fail(message);
  return Boolean(condition);
}

export function expectEqual(actual, wanted, what) {
  return expect(actual === wanted, `${what}: ${JSON.stringify(actual)} instead of ${JSON.stringify(wanted)}`);
}

export function skip(reason) {
  console.error(`SKIPPED: ${reason}`);
  process.exit(failures === 0 ? SKIPPED : 1);
}

export function finish() {
  if (checked === 0) fail('nothing was checked');
  if (failures === 0) console.log(`${checked} checks are right.`);
  process.exit(failures === 0 ? 0 : 1);
}

export function run(command, args, options = {}) {
  return spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 28, timeout: 300000, ...options });
}

export function cacheFolder() {
  return path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'halint-tests');
}

/** Packages (name → version) from npm, outside of the repository; a `require` for them, or null without a registry. */
export function npm(name, packages) {
  const folder = path.join(cacheFolder(), name);
  const manifest = JSON.stringify({ private: true, dependencies: packages }, null, 2);
  const isCurrent = () => {
    const file = path.join(folder, 'installed.json');
    return fs.existsSync(file) && fs.readFileSync(file, 'utf8') === manifest;
  };
  if (!isCurrent()) {
    // Beside it and then moved there, since checks run at the same time.
    const made = `${folder}.${process.pid}`;
    fs.mkdirSync(made, { recursive: true });
    fs.writeFileSync(path.join(made, 'package.json'), manifest);
    const ran = run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'], { cwd: made });
    if (ran.status === 0 && !isCurrent()) {
      fs.writeFileSync(path.join(made, 'installed.json'), manifest);
      fs.rmSync(folder, { recursive: true, force: true });
      try {
        fs.renameSync(made, folder);
      } catch (error) {
        if (!isCurrent()) throw error;
      }
    }
    fs.rmSync(made, { recursive: true, force: true });
    if (ran.status !== 0) {
      console.error(`npm cannot install ${Object.keys(packages).join(', ')}: ${ran.error ?? ran.stderr}`);
      return null;
    }
  }
  return createRequire(path.join(folder, 'package.json'));
}

/** Chromium by any of its names, or nothing. */
export function browserProgram() {
  return ['chromium', 'chromium-browser', 'google-chrome']
    .map((name) => run('sh', ['-c', `command -v ${name}`]).stdout.trim()).find(Boolean);
}

/** A folder that goes away when the program ends. */
export function workFolder() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'halint-check-'));
  process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Flows whose texts try to break out of every format: commands, markup, line ends, control characters. */
export const HOSTILE_FLOWS = [
  { id: 't', type: 'tab', label: '\u001b[31m\u202eevil"><script>alert(1)</script>\n::error file=x::y ##[error]z 📦' },
  { id: 'u', type: 'tab', label: '| a | `b` | [c](http://e.example) @me #1 www.e.example *d*' },
  { id: 'b', type: 'mqtt-broker', name: '##[error]owned ]]>&amp;<!--', broker: 'h\u0007', port: '1883', clientid: 'same 🚀 "id"\r\n::set-output name=x::y' },
  { id: 'i', type: 'inject', z: 't', name: '\ud800 lone % %0A', repeat: '5', once: true, x: 1, y: 1, wires: [['o', 'f']] },
  { id: 'o', type: 'mqtt out', z: 't', name: '::stop-commands::x', broker: 'b', topic: 'a/b', x: 1, y: 1, wires: [] },
  { id: 'f', type: 'function', z: 't', func: 'global.set("ключ", 1);\nreturn msg;', x: 1, y: 1, wires: [['m', 'x']] },
  { id: 'm', type: 'smooth', z: 't', property: 'payload', action: 'mean', count: '10', x: 1, y: 1, wires: [['o']] },
  { id: 'x', type: '<img src=x onerror=alert(1)>', z: 't', x: 1, y: 1, wires: [[]] },
  { id: 's', type: 'mqtt in', z: 'u', broker: 'b', topic: 'in/#', x: 1, y: 1, wires: [['p']] },
  { id: 'p', type: 'mqtt out', z: 'u', broker: 'b', topic: 'a/b', x: 1, y: 1, wires: [] },
];
