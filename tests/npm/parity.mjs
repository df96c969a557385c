#!/usr/bin/env node
// The program as WebAssembly is the native one: the same bytes on every output, the same exit codes and sentences.
//   usage: parity.mjs HALINT REPOSITORY PACKAGE     PACKAGE: the folder of the installed npm package halint
// SPDX-License-Identifier: Apache-2.0
import fs from 'node:fs';
import path from 'node:path';
import { checkArguments, expect, expectEqual, finish, run, workFolder } from '../checks/support/check.mjs';

const { halint, repository } = checkArguments();
const command = path.join(path.resolve(process.argv[4]), 'bin/halint.js');
const work = workFolder();
const env = { ...process.env, HALINT_WASM: '1', NO_COLOR: '1' };
const FORMATS = ['json', 'ndjson', 'sarif', 'github', 'gitlab', 'junit', 'checkstyle', 'markdown', 'text'];

/** Both programs on the same arguments, each with an output folder of its own as OUT. */
function both(args, options = {}) {
  return [[halint], [process.execPath, command]].map((program, i) => {
    const out = path.join(work, `out-${i}`);
    fs.rmSync(out, { recursive: true, force: true });
    fs.mkdirSync(out);
    const given = [...program.slice(1), ...args.map((text) => text.replace('OUT', out))];
    const { status, stdout, stderr } = run(program[0], given, { cwd: repository, env, ...options });
    const tidy = (text) => text.replaceAll(out, 'OUT');
    return { status, stdout: tidy(stdout), stderr: tidy(stderr), files: Object.fromEntries(fs.readdirSync(out).map((name) => [name, fs.readFileSync(path.join(out, name), 'latin1')])) };
  });
}

/** Equal in everything; `also` may look at the outcome. */
function same(what, args, options) {
  const [native, wasm] = both(args, options);
  expectEqual(wasm.status, native.status, `${what}: exit code`);
  for (const stream of ['stdout', 'stderr']) {
    if (!expect(wasm[stream] === native[stream], `${what}: ${stream} differs`)) {
      const at = [...native[stream]].findIndex((c, i) => c !== wasm[stream][i]);
      console.error(`  native: ${JSON.stringify(native[stream].slice(Math.max(at - 80, 0), at + 160))}\n  wasm:   ${JSON.stringify(wasm[stream].slice(Math.max(at - 80, 0), at + 160))}`);
    }
  }
  expectEqual(Object.keys(wasm.files).join(), Object.keys(native.files).join(), `${what}: files`);
  for (const [name, bytes] of Object.entries(native.files)) expect(wasm.files[name] === bytes, `${what}: ${name} differs`);
  return native;
}

const outputs = FORMATS.map((format) => `--output=${format}=OUT/report.${format}`);
for (const folder of ['testdata/demo', 'testdata/rules', 'testdata/proof', 'testdata/golden']) {
  const { files } = same(folder, ['check', folder, ...outputs, '--fail-on=warning']);
  expect(Object.keys(files).length === FORMATS.length, `${folder}: only ${Object.keys(files)}`);
}
// Broken and strange inputs, whatever their names.
const strange = fs.readdirSync(path.join(repository, 'testdata/fuzz'), { recursive: true }).map((file) => path.join('testdata/fuzz', file))
  .filter((file) => fs.statSync(path.join(repository, file)).isFile());
same('strange files', ['check', '--no-config', '--format=json', ...strange]);
for (const platform of ['flowfuse', 'kubernetes']) same(platform, ['check', 'testdata/demo', `--platform=${platform}`, '--replicas=5', '--format=json']);
const demo = fs.readFileSync(path.join(repository, 'testdata/demo/flows.json'), 'utf8');
same('standard input', ['check', '-', '--stdin-filename=x/flows.json', '--format=sarif'], { input: demo });
same('a byte order mark and CRLF', ['check', '-', '--format=json'], { input: `\ufeff${demo.replaceAll('\n', '\r\n')}` });
same('one line', ['check', '-'], { input: JSON.stringify(JSON.parse(demo)) });
for (const args of [[], ['--version'], ['--help'], ['check', '--help'], ['rules'], ['rules', '--format=json'], ['nodes'], ['nodes', 'inject'], ['explain', 'split-context'], ['explain', 'splitcontext'], ['completion', 'bash'], ['man']]) {
  same(args.join(' ') || 'no arguments', args);
}
for (const args of [['check', 'nowhere.json'], ['check', 'README.md'], ['check', 'docs'], ['check', '--nonsense'], ['check', '--replicas=1', 'testdata/demo'], ['check', '-'],
  ['check', 'testdata/demo', '--config=nowhere.toml'], ['check', 'testdata/demo', '--output=json=nowhere/at/all.json'], ['check', 'testdata/demo', '--output=json=docs']]) {
  expectEqual(same(args.join(' '), args).status, 2, args.join(' '));
}

// Regular expressions: the same patterns are taken, and none takes long.
function withPattern(pattern) {
  const config = path.join(work, 'halint.toml');
  fs.writeFileSync(config, `[[rule]]\nid = "local/a"\nsummary = "s"\nmessage = "m"\nwhen = { type = { regex = '${pattern}' } }\n`);
  const type = `${'a'.repeat(1000)}`;
  const input = JSON.stringify([{ id: 't', type: 'tab' }, ...['mqtt in', 'x-1', type].map((of, i) => ({ id: `n${i}`, type: of, z: 't', x: 1, y: 1, wires: [] }))]);
  return same(`the pattern ${pattern}`, ['check', '-', `--config=${config}`, '--format=json'], { input });
}
for (const pattern of ['^mqtt', '(a|b)+$', '[0-9]{1,3}', '\\bin\\b', '^(a|a)*b$', '(a*)*b', '(a?){40}a{40}b']) expect(withPattern(pattern).status !== 2, `${pattern} is refused`);
for (const pattern of ['(', '[z-a]', 'a{99999999}', '(a{999}){999}', '(?=a)', '(a)\\1', '[[:alpha:]]']) expectEqual(withPattern(pattern).status, 2, pattern);

// Memory that is not there is a sentence too.
const huge = path.join(work, 'huge.json');
fs.writeFileSync(huge, '');
fs.truncateSync(huge, 0xf0000000);
const { status, stderr } = run(process.execPath, [command, 'check', '--no-config', huge], { env });
expect(status === 2 && /memory|larger than/.test(stderr) && !/RuntimeError|unreachable/.test(stderr), `too large: ${status} ${stderr}`);
finish();
