#!/usr/bin/env node
// What a user gets: the tarball of the package halint, installed in an empty folder, as a command and as functions.
//   usage: install.mjs HALINT REPOSITORY FOLDER    FOLDER: where npm has installed the packed package
// SPDX-License-Identifier: Apache-2.0
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkArguments, expect, expectEqual, finish, npm, run } from '../checks/support/check.mjs';

const { halint, repository } = checkArguments();
const folder = path.resolve(process.argv[4]);
const home = path.join(folder, 'node_modules/halint');
const demoFile = path.join(repository, 'testdata/demo/flows.json');
const demo = fs.readFileSync(demoFile, 'utf8');
const native = (...args) => run(halint, args, { cwd: repository }).stdout;

function checkCommand() {
  fs.copyFileSync(demoFile, path.join(folder, 'flows.json'));
  const ran = run('npx', ['--no-install', 'halint', 'check', '.', '--format=json'], { cwd: folder });
  expectEqual(ran.status, 1, `npx halint check .: ${ran.stderr}`);
  expect(JSON.parse(ran.stdout).summary.errors > 0, 'npx finds nothing');
  const link = path.join(folder, 'node_modules/.bin/halint');
  expectEqual(run(link, ['--version']).stdout, native('--version'), 'version');
  const piped = run('sh', ['-c', `${link} check . | head -n 1`], { cwd: folder });
  expect(piped.stdout.length > 0 && piped.stderr === '', `into head: ${piped.stderr}`);
  const devices = run('sh', ['-c', `cat flows.json | ${link} check /dev/stdin --output=json=/dev/stderr --quiet 2>&1 >/dev/null | cat`], { cwd: folder });
  expect(devices.stdout.includes('"version": 1'), `devices cannot be read and written: ${devices.stdout.slice(0, 200)}`);
  const closed = run('sh', ['-c', `${link} check . <&- >&- 2>&-; echo $?`], { cwd: folder });
  expect(/^[12]$/.test(closed.stdout.trim()), `closed streams: ${closed.stdout}`);
}

function checkContents() {
  const { version } = JSON.parse(fs.readFileSync(path.join(home, 'package.json'), 'utf8'));
  expectEqual(`halint ${version}\n`, native('--version'), 'the version of the package');
  expect(fs.readFileSync(path.join(home, 'LICENSES.txt'), 'utf8').includes('Apache License'), 'licences');
  expectEqual(fs.readdirSync(home).sort().join(), 'LICENSES.txt,README.md,bin,functions.wasm,halint.wasm,lib,package.json', 'the contents of the package');
}

async function checkFunctions() {
  const { check, fix, explain, rules, load, HalintError } = await import(pathToFileURL(path.join(home, 'lib/index.js')));
  const wanted = JSON.parse(run(halint, ['check', '-', '--stdin-filename=flows.json', '--no-config', '--format=json'], { input: demo }).stdout);
  expectEqual(JSON.stringify(await check(demo)), JSON.stringify(wanted), 'check(text)');
  expectEqual(JSON.stringify((await check(JSON.parse(demo))).findings), JSON.stringify(wanted.findings), 'check(array)');
  const kubernetes = await check(demo, { platform: 'kubernetes', replicas: 3, minLevel: 'error', ignore: ['duplicated-timer'], path: 'a/b.json' });
  expect(kubernetes.platform === 'kubernetes' && kubernetes.replicas === 3 && kubernetes.files[0].path === 'a/b.json', 'options are passed on');
  expect(kubernetes.findings.every(({ level, rule }) => level === 'error' && rule !== 'duplicated-timer'), 'options are in force');
  expect((await check(demo, { config: 'replicas = 7\n' })).replicas === 7, 'config is in force');
  expect((await check(demo, { format: 'sarif' })).includes('"2.1.0"'), 'other formats are text');
  expectEqual((await explain('split-context')).id, 'split-context', 'explain');
  expectEqual(JSON.stringify({ version: 1, rules: await rules() }), JSON.stringify(JSON.parse(native('rules', '--format=json'))), 'rules');
  for (const [what, ask, sentence] of [['no flows', () => check('{"a": 1}'), /flows/], ['no JSON', () => check('[{'), /flows\.json/], ['no such option', () => check('[]', { plattform: 'x' }), /plattform/],
    ['a bad config', () => check('[]', { config: 'replicas = "x"' }), /halint\.toml:1/], ['no such rule', () => explain('x'), /rule/]]) {
    const error = await ask().catch((thrown) => thrown);
    expect(error instanceof HalintError && sentence.test(error.message) && !error.message.includes('internal'), `${what}: ${error.message}`);
  }
  expectEqual((await load()).version(), native('--version').trim().replace('halint ', ''), 'version()');
}

/** The engine alone and the native program: the same reports and fixes, whatever is asked for. */
async function checkEngine() {
  const { load, HalintError } = await import(pathToFileURL(path.join(home, 'lib/index.js')));
  const engine = await load();
  const names = ['demo', 'rules', 'proof', 'golden'].flatMap((name) => fs.readdirSync(path.join(repository, 'testdata', name), { recursive: true })
    .map((file) => path.join('testdata', name, file)).filter((file) => file.endsWith('.json')));
  for (const name of names) {
    const flows = fs.readFileSync(path.join(repository, name));
    const given = ['-', `--stdin-filename=${name}`, '--no-config'];
    const wanted = run(halint, ['check', ...given, '--format=json', '--fail-on=never'], { input: flows });
    let found;
    try {
      found = engine.check(flows, { path: name });
      if (wanted.status === 0) found = JSON.stringify(found) === JSON.stringify(JSON.parse(wanted.stdout));
    } catch (error) {
      found = error instanceof HalintError && wanted.status === 2 && wanted.stderr.includes(error.message);
    }
    expect(found === true, `${name}: another report by the engine`);
    if (wanted.status !== 0 || !name.startsWith('testdata/demo')) continue;
    const fixed = run(halint, ['fix', ...given, '--unsafe'], { input: flows });
    expect(engine.fix(flows, { unsafe: true }) === fixed.stdout, `${name}: other fixes by the engine`);
  }
  for (const format of ['text', 'concise', 'sarif', 'github', 'gitlab', 'checkstyle', 'markdown', 'html']) {
    const wanted = native('check', 'testdata/demo/flows.json', '--no-config', `--format=${format}`, '--color=never');
    expect(engine.check(demo, { format, path: 'testdata/demo/flows.json' }) === wanted, `${format}: another report by the engine`);
  }
}

function checkTypes() {
  const require = npm('npm-typescript', { typescript: '5.6.3' });
  if (!require) return;
  fs.writeFileSync(path.join(folder, 'use.mts'), `import {check, explain, fix, load, type Report} from 'halint';
const report: Report = await check([], {platform: 'kubernetes', replicas: 3});
const text: string = await check('[]', {format: 'sarif'});
const level: 'error' | 'warning' | 'note' = (await explain('split-context')).level;
const fixed: string = await fix('[]', {unsafe: true});
console.log(report.summary.errors, text, level, fixed, (await load()).version());
// @ts-expect-error there is no such platform
await check([], {platform: 'heroku'});
`);
  const ran = run(process.execPath, [require.resolve('typescript/bin/tsc'), '--noEmit', '--strict', '--target', 'es2022', '--module', 'nodenext', '--lib', 'es2022,dom', 'use.mts'], { cwd: folder });
  expect(ran.status === 0, `types: ${ran.stdout}`);
}

/** How paths of Windows reach the program, as far as that can be seen elsewhere. */
async function checkWindows() {
  const { argument, toProgram, toSystem } = await import(pathToFileURL(path.join(home, 'lib/node-files.js')));
  expectEqual(toProgram('C:\\Users\\ada\\flows', 'win32'), '/C:/Users/ada/flows', 'a path of Windows');
  expectEqual(toSystem('/C:/Users/ada/flows', 'win32'), 'C:\\Users\\ada\\flows', 'and back');
  expectEqual(toSystem('/C:', 'win32'), 'C:\\', 'a drive');
  expectEqual(argument('sub\\flows.json', 'win32'), 'sub/flows.json', 'a relative path');
  expectEqual(argument('--output=json=D:\\out\\r.json', 'win32'), '--output=json=/D:/out/r.json', 'a path in an option');
  expectEqual(argument('json=D:\\out\\r.json', 'win32'), 'json=/D:/out/r.json', 'a path behind a format');
  expectEqual(argument('C:\\x', 'linux'), 'C:\\x', 'elsewhere nothing is changed');
}

checkCommand();
checkContents();
await checkFunctions();
await checkEngine();
checkTypes();
await checkWindows();
finish();
