#!/usr/bin/env node
// Holds what halint writes against the schemas of SARIF and of its own JSON form, and against what GitHub asks for.
// The validators come from npm, into a cache outside of the repository.
//   usage: sarif.mjs HALINT REPOSITORY
// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';

const PACKAGES = {
  '@microsoft/sarif-multitool': '5.7.0',
  '@microsoft/jest-sarif': '1.0.0-beta.0',
  ajv: '8.20.0',
  'ajv-draft-04': '1.0.0',
  'ajv-formats': '3.0.1',
};
const SKIPPED = 77;

const [halint, repository] = process.argv.slice(2).map((argument) => path.resolve(argument));
if (!repository) {
  console.error('usage: sarif.mjs HALINT REPOSITORY');
  process.exit(2);
}

let failures = 0;
function fail(message) {
  console.error(`FAILED: ${message}`);
  failures += 1;
}

function skip(reason) {
  console.error(`SKIPPED, SARIF and JSON were NOT validated: ${reason}`);
  process.exit(SKIPPED);
}

// Only a machine without npm, or without its registry, may skip.
function install() {
  const cache = path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'halint-tests', 'npm');
  const manifest = JSON.stringify({ private: true, dependencies: PACKAGES }, null, 2);
  const manifestPath = path.join(cache, 'package.json');
  const installed = path.join(cache, 'installed.json');
  if (fs.existsSync(installed) && fs.readFileSync(installed, 'utf8') === manifest) return cache;
  if (spawnSync('npm', ['--version']).error) skip('npm is not installed');
  fs.mkdirSync(cache, { recursive: true });
  fs.writeFileSync(manifestPath, manifest);
  const options = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
  const run = spawnSync('npm', options, { cwd: cache, encoding: 'utf8', timeout: 300000 });
  if (run.status !== 0) skip(`npm cannot install the validators: ${run.stderr}`);
  fs.writeFileSync(installed, manifest);
  return cache;
}

function flowFiles(folder) {
  if (!fs.existsSync(folder)) return [];
  return fs.readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .filter((file) => !file.includes(`${path.sep}golden${path.sep}`))
    .sort();
}

// Text that tries to break out of every format, in a file whose name must be percent-encoded.
const HOSTILE = [
  { id: 't', type: 'tab', label: '\u001b[31m‮evil"><script>\n📦' },
  { id: 'b', type: 'mqtt-broker', name: '[x](1) {0}', broker: 'h\u0007', port: '1883', clientid: 'same 🚀 "id"' },
  { id: 'i', type: 'inject', z: 't', name: '\ud800 lone', repeat: '5', once: true, x: 1, y: 1, wires: [['o', 'f']] },
  { id: 'o', type: 'mqtt out', z: 't', broker: 'b', topic: 'a/b', x: 1, y: 1, wires: [] },
  { id: 'f', type: 'function', z: 't', func: 'global.set("ключ", 1);\nreturn msg;', x: 1, y: 1, wires: [['m', 'x']] },
  { id: 'm', type: 'smooth', z: 't', property: 'payload', action: 'mean', count: '10', x: 1, y: 1, wires: [['o']] },
  { id: 'x', type: 'acme-unknown', z: 't', x: 1, y: 1, wires: [[]] },
  { id: 's', type: 'mqtt in', z: 't', broker: 'b', topic: 'in/#', x: 1, y: 1, wires: [['m', 'o']] },
];

function writeInputs(work) {
  const folder = path.join(work, 'sub dir #ü');
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'pretty.json'), JSON.stringify(HOSTILE, null, 4));
  fs.writeFileSync(path.join(folder, 'one line.json'), JSON.stringify(HOSTILE));
  fs.writeFileSync(path.join(folder, 'broken.json'), '[{"id": "a",]');
  return ['pretty.json', 'one line.json', 'broken.json'].map((name) => path.join('sub dir #ü', name));
}

function lint(work, files, name) {
  const json = path.join(work, `${name}.json`);
  const sarif = path.join(work, `${name}.sarif`);
  const outputs = ['--output', `json=${json}`, '--output', `sarif=${sarif}`];
  const run = spawnSync(halint, ['check', ...files, '--no-config', '--quiet', ...outputs],
    { cwd: work, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (![0, 1, 2].includes(run.status)) fail(`${name}: halint ended with ${run.status ?? run.signal}: ${run.stderr}`);
  return { json, sarif };
}

function checkSchema(name, validate, file) {
  if (!fs.existsSync(file)) return fail(`${name}: ${path.basename(file)} was not written`);
  if (validate(JSON.parse(fs.readFileSync(file, 'utf8')))) return undefined;
  for (const error of validate.errors.slice(0, 10)) fail(`${name}: ${error.instancePath} ${error.message}`);
  return undefined;
}

// The tool ends with 0 whatever it finds: its own log tells.
function checkMultitool(multitool, work, file, name) {
  for (const kind of ['Sarif', 'Ghas']) {
    const log = path.join(work, `${name}-${kind}.log.sarif`);
    const run = spawnSync(multitool, ['validate', file, '--rule-kind', kind, '--level', 'Error;Warning;Note', '--output', log,
      '--log', 'ForceOverwrite'], { encoding: 'utf8', timeout: 300000, maxBuffer: 1 << 28 });
    if (!fs.existsSync(log)) {
      fail(`${name}: sarif-multitool wrote no log: ${run.error ?? ''} ${run.stdout ?? ''} ${run.stderr ?? ''}`);
      continue;
    }
    const [result] = JSON.parse(fs.readFileSync(log, 'utf8')).runs;
    const bad = result.results.filter((one) => one.level !== 'note');
    for (const one of bad.slice(0, 10)) {
      fail(`${name}: ${one.level ?? 'warning'} ${one.ruleId}: ${JSON.stringify(one.message)}`);
    }
    const notices = result.invocations?.flatMap((one) => one.toolExecutionNotifications ?? []) ?? [];
    for (const one of notices.filter((notice) => notice.level === 'error')) fail(`${name}: ${one.message.text}`);
  }
}

// What no schema asks for, and GitHub needs or rewards.
function checkContent(name, file) {
  const [run] = JSON.parse(fs.readFileSync(file, 'utf8')).runs;
  if (run.columnKind !== 'utf16CodeUnits') fail(`${name}: columnKind is ${run.columnKind}`);
  for (const rule of run.tool.driver.rules) {
    if (!rule.help?.markdown) fail(`${name}: rule ${rule.id} has no help in Markdown`);
  }
  for (const result of run.results) {
    const { region } = result.locations[0].physicalLocation;
    if (!region || region.startLine !== region.endLine) fail(`${name}: ${result.ruleId} is not on one line`);
    if (!result.partialFingerprints?.['halint/v1']) fail(`${name}: ${result.ruleId} has no fingerprint`);
    if (run.tool.driver.rules[result.ruleIndex]?.id !== result.ruleId) fail(`${name}: wrong ruleIndex of ${result.ruleId}`);
  }
  return run.results.length;
}

const cache = install();
const require = createRequire(path.join(cache, 'package.json'));
const load = (name) => require(name).default ?? require(name);
const addFormats = load('ajv-formats');
const readJson = (file) => JSON.parse(fs.readFileSync(file, 'utf8'));

const sarifSchema = path.join(path.dirname(require.resolve('@microsoft/jest-sarif/package.json')),
  'lib', 'schemas', 'sarif-2.1.0-rtm.5.json');
const draft4 = new (load('ajv-draft-04'))({ unicodeRegExp: false, allErrors: true, strict: false });
addFormats(draft4);
const validSarif = draft4.compile(readJson(sarifSchema));
const draft2020 = new (load('ajv/dist/2020'))({ allErrors: true, strict: true });
const validJson = draft2020.compile(readJson(path.join(repository, 'docs', 'schema', 'halint-report.schema.json')));
const multitool = require('@microsoft/sarif-multitool');
if (fs.existsSync(multitool)) fs.chmodSync(multitool, 0o755);

const work = fs.mkdtempSync(path.join(os.tmpdir(), 'halint-sarif-'));
try {
  const inputs = { hostile: writeInputs(work), testdata: flowFiles(path.join(repository, 'testdata')) };
  let results = 0;
  for (const [name, files] of Object.entries(inputs)) {
    if (files.length === 0) continue;
    const written = lint(work, files, name);
    checkSchema(`${name}, JSON`, validJson, written.json);
    checkSchema(`${name}, SARIF`, validSarif, written.sarif);
    checkMultitool(multitool, work, written.sarif, name);
    results += checkContent(name, written.sarif);
  }
  for (const golden of ['report.sarif']) {
    const source = path.join(repository, 'testdata', 'golden', golden);
    if (!fs.existsSync(source)) continue;
    const file = path.join(work, golden);
    fs.writeFileSync(file, fs.readFileSync(source, 'utf8').replaceAll('"VERSION"', '"0.1.0"'));
    checkSchema(golden, validSarif, file);
    checkMultitool(multitool, work, file, 'golden');
  }
  const goldenJson = path.join(repository, 'testdata', 'golden', 'report.json');
  if (fs.existsSync(goldenJson)) checkSchema('report.json', validJson, goldenJson);
  if (results === 0) fail('no flow had a finding, so nothing was tried');
  if (failures === 0) console.log(`SARIF and JSON are valid: ${results} results.`);
} finally {
  fs.rmSync(work, { recursive: true, force: true });
}
process.exit(failures === 0 ? 0 : 1);
