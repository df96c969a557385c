#!/usr/bin/env node
// Many files: every line of ndjson against its schema and against the json format; shards, joined, against one run, in every
// format; and what docs/fleet.md shows, run: GNU parallel, the matrix, the pods of the Job, the questions.
//   usage: fleet.mjs HALINT REPOSITORY
// SPDX-License-Identifier: Apache-2.0
import fs from 'node:fs';
import path from 'node:path';
import { checkArguments, expect, expectEqual, finish, npm, run, skip, workFolder } from './support/check.mjs';

const { halint, repository } = checkArguments();
const work = workFolder();
const page = fs.readFileSync(path.join(repository, 'docs/fleet.md'), 'utf8');
const FORMATS = ['text', 'concise', 'json', 'ndjson', 'sarif', 'github', 'gitlab', 'junit', 'checkstyle', 'markdown', 'html'];
const require = npm('npm-fleet', { ajv: '8.20.0', yaml: '2.9.0' });
const linesOf = (text) => text.trimEnd().split('\n').map((line) => JSON.parse(line));

/** Flows, broken ones and other files, in several folders, and a configuration that ignores and has a rule of its own. */
function makeTree() {
  const tree = path.join(work, 'tree');
  for (const folder of ['demo', 'rules', 'deployments', 'fuzz']) fs.cpSync(path.join(repository, 'testdata', folder), path.join(tree, 'sites', folder), { recursive: true });
  fs.writeFileSync(path.join(tree, 'sites/flows_cred.json'), '{}');
  fs.writeFileSync(path.join(tree, 'sites/package-lock.json'), '{"a": [1]}');
  fs.writeFileSync(path.join(tree, 'halint.toml'), `
[[ignore]]
rule = "duplicated-timer"
file = "sites/demo/*"
reason = "wanted"
[[ignore]]
rule = "local-file"
node = "no such node"
reason = "stale"
[[rule]]
id = "local/no-debug"
summary = "A debug node is left."
message = "{node} is left"
when = { type = "debug" }
references = ["https://wiki.example.com/debug"]
`);
  fs.mkdirSync(path.join(tree, 'hollow'));
  return tree;
}

const tree = makeTree();
const check = (...args) => run(halint, ['check', 'sites', ...args], { cwd: tree });
const merge = (reports, ...args) => run(halint, ['merge', ...reports, ...args], { cwd: tree });

function validators() {
  if (!require) return null;
  const Ajv = require('ajv/dist/2020');
  const ajv = new (Ajv.default ?? Ajv)({ allErrors: true, strict: false });
  const read = (name) => JSON.parse(fs.readFileSync(path.join(repository, 'docs/schema', name), 'utf8'));
  ajv.addSchema(read('halint-report.schema.json'));
  const lines = read('halint-ndjson.schema.json');
  ajv.addSchema(lines);
  // By kind, for a message that says what is wrong.
  return (line) => {
    const validate = ajv.getSchema(`${lines.$id}#/$defs/${line.record}`);
    return validate && ajv.getSchema(lines.$id)(line) ? '' : JSON.stringify((validate ? (validate(line), validate.errors) : line.record)).slice(0, 400);
  };
}

// The lines say what the json format says, nothing less.
function checkLines() {
  const validate = validators();
  for (const options of [[], ['--show-suppressed'], ['--min-level', 'error', '--platform', 'auto']]) {
    const lines = linesOf(check('--format', 'ndjson', ...options).stdout);
    const report = JSON.parse(check('--format', 'json', ...options).stdout);
    for (const line of validate ? lines : []) expectEqual(validate(line), '', `${line.record} against the schema`);
    const of = (record) => lines.filter((line) => line.record === record);
    const same = (got, wanted, what) => expectEqual(JSON.stringify(got), JSON.stringify(wanted), what);
    expect(lines[0].record === 'begin' && lines.at(-1).record === 'end', 'a report begins and ends');
    same(of('finding').map(({ record, detail, ...finding }) => finding), report.findings, 'findings');
    same(of('file').map(({ record, detail, verdict, summary, ...file }) => file), report.files, 'files');
    same(of('error').map(({ record, scope, ...error }) => error), report.errors, 'errors');
    same(of('leftOut').map(({ record, scope, ...one }) => one).sort((a, b) => (a.path < b.path ? -1 : 1)), report.leftOut, 'what was left out');
    same(lines.at(-1).summary, report.summary, 'sums');
    for (const name of ['errors', 'warnings', 'notes', 'suppressed', 'hidden', 'fixable', 'filesLinted'])
      expectEqual(of('file').reduce((sum, file) => sum + file.summary[name], 0), report.summary[name], `sums of files: ${name}`);
    let file = '';
    for (const line of lines) {
      if (line.record === 'finding') file = line.file;
      if (line.record !== 'file') continue;
      expect(file === '' || file === line.path, `${line.path} ends the findings of ${file}`);
      file = '';
      const worst = ['unchecked', 'safe', 'accepted', 'review', 'unsafe'];
      const flows = Math.max(0, ...line.flows.map((flow) => worst.indexOf(flow.verdict)));
      expect(line.checked === 0 || worst.indexOf(line.verdict) >= flows, `${line.path}: no flow is worse than its file, ${line.verdict}`);
    }
  }
}

function checkMerge() {
  const options = [['--fail-on', 'never'], ['--strict', '--show-suppressed', '--fail-on', 'note'], ['--deployment', 'rolling', '--quiet'], ['hollow', '--select', 'split-context,local/no-debug']];
  for (const [i, own] of options.entries()) {
    const whole = Object.fromEntries(FORMATS.map((format) => [format, check(...own, '--format', format)]));
    for (const count of [[1, 2, 7], [3], [2], [7]][i]) {
      const reports = Array.from({ length: count }, (_, k) => path.join(work, `shard-${i}-${count}-${k}.ndjson`));
      const statuses = reports.map((report, k) => check(...own, '--shard', `${k + 1}/${count}`, '--output', `ndjson=${report}`, '--format', 'json').status);
      expect(statuses.every((status) => status !== null), `shards end: ${statuses}`);
      if (count > 1) reports.reverse();
      for (const format of FORMATS) {
        const one = whole[format];
        const joined = merge(reports, '--format', format, ...(own.includes('--quiet') ? ['--quiet'] : []));
        const what = `${own.join(' ')}, ${count} shards, ${format}`;
        expect(joined.stdout === one.stdout, `${what}: the same bytes (${one.stdout.length}, ${joined.stdout.length}: ${joined.stderr.slice(0, 200)})`);
        expectEqual(joined.status, one.status, `${what}: exit code`);
        expectEqual(joined.stderr, one.stderr, `${what}: what is said`);
      }
    }
  }
}

// The same with nobody's files there, but for pictures.
function checkElsewhere() {
  const report = path.join(work, 'whole.ndjson');
  check('--output', `ndjson=${report}`, '--quiet');
  const elsewhere = (...args) => run(halint, ['merge', report, ...args], { cwd: work });
  expect(elsewhere('--format', 'sarif').stdout === check('--format', 'sarif').stdout, 'SARIF needs no flow file');
  const html = elsewhere('--format', 'html');
  expect(/files could not be drawn, so the page tells their findings without pictures: sites\/\S+ is not there/.test(html.stderr), `html says what it lacks: ${html.stderr.slice(-300)}`);
  expect(html.stdout.includes('</html>'), 'html is written all the same');
  expectEqual(run(halint, ['merge', '-', '--format', 'json'], { cwd: tree, input: fs.readFileSync(report) }).stdout, check('--format', 'json').stdout, 'a report on standard input');
}

// docs/fleet.md, in a folder with instances.
function setUp() {
  const folder = path.join(work, 'docs');
  fs.cpSync(path.join(repository, 'testdata/demo'), path.join(folder, 'sites/one'), { recursive: true });
  for (const file of ['clean.json', 'flagged.json'])
    fs.cpSync(path.join(repository, 'testdata/rules/split-context', file), path.join(folder, 'sites/two', file));
  fs.mkdirSync(path.join(work, 'bin'));
  fs.symlinkSync(halint, path.join(work, 'bin/halint'));
  return folder;
}

const folder = setUp();
const environment = { ...process.env, PATH: `${path.join(work, 'bin')}:${process.env.PATH}`, HOME: work, LANG: 'C.UTF-8' };
const shell = (script, env = {}) => run('bash', ['-eo', 'pipefail', '-c', script], { cwd: folder, env: { ...environment, ...env }, input: '' });
const clear = () => fs.readdirSync(folder).filter((name) => name.startsWith('shard-')).forEach((name) => fs.rmSync(path.join(folder, name)));
const blocks = (language) => [...page.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\\n\`\`\``, 'g'))].map((match) => match[1]);
const whole = (...args) => run(halint, ['check', 'sites', ...args], { cwd: folder });

function checkParallel() {
  if (run('parallel', ['--version']).status !== 0) return console.error('parallel is not installed (Debian: parallel), and was not tried');
  const ran = shell(/<!-- run: parallel -->\n```sh\n([\s\S]*?)\n```/.exec(page)[1]);
  expectEqual(ran.status, 0, `GNU parallel: ${ran.stderr}`);
  expect(ran.stdout === whole('--fail-on', 'never').stdout, 'GNU parallel: the report of one run');
  clear();
  return undefined;
}

function checkMatrix() {
  const { jobs } = require('yaml').parse(blocks('yaml').find((block) => block.includes('matrix')));
  const command = (job) => job.steps.find((step) => step.run).run.replace('npx --yes halint@0.1.0', 'halint');
  for (const shard of jobs.shard.strategy.matrix.shard) {
    const ran = shell(command(jobs.shard).replaceAll('${{ matrix.shard }}', String(shard)));
    expectEqual(ran.status, 0, `shard ${shard} of the matrix: ${ran.stderr}`);
  }
  const ran = shell(command(jobs.report));
  expectEqual(ran.status, 1, `the matrix ends with findings: ${ran.stderr}`);
  expect(ran.stdout === whole('--format', 'github').stdout, 'the matrix: the report of one run');
  clear();
}

function checkJob() {
  const { spec } = require('yaml').parse(blocks('yaml').find((block) => block.includes('Indexed')));
  const [container] = spec.template.spec.containers;
  for (let index = 0; index < spec.completions; index += 1) {
    const args = container.args.map((arg) => arg.replaceAll('$(JOB_COMPLETION_INDEX)', String(index)).replace('/reports/', './'));
    const ran = run(halint, args, { cwd: folder });
    expectEqual(ran.status, 0, `pod ${index}: ${ran.stderr}`);
  }
  expect(shell('halint merge shard-*.ndjson').stdout === whole('--fail-on', 'never').stdout, 'the pods: the report of one run');
  clear();
}

async function checkQuestions() {
  shell('halint check . --format ndjson --fail-on never > fleet.ndjson');
  const safe = shell(blocks('sh').find((block) => block.includes('"safe"')));
  expectEqual(safe.stdout, 'sites/two/clean.json\n', `which may have a second copy: ${safe.stderr}`);
  const remedies = shell(blocks('sh').find((block) => block.includes('need only')));
  expectEqual(remedies.stdout, '1 need only: split-context\n', `what one remedy frees: ${remedies.stderr}`);
  const duck = npm('npm-duckdb', { '@duckdb/node-api': '1.4.4-r.1' });
  if (!duck) return console.error('DuckDB could not be had from npm, and was not asked');
  const { DuckDBInstance } = duck('@duckdb/node-api');
  const database = await (await DuckDBInstance.create(':memory:')).connect();
  const [verdicts, rules] = await Promise.all(blocks('sql').map(async (query) => (await database.runAndReadAll(query.replace('fleet.ndjson', path.join(folder, 'fleet.ndjson')))).getRows()));
  expectEqual(verdicts.map(([verdict, count]) => `${verdict} ${count}`).sort().join(), 'safe 1,unsafe 2', 'DuckDB: verdicts');
  expect(rules.some(([rule, instances]) => rule === 'split-context' && Number(instances) === 2), `DuckDB: rules: ${rules}`);
  return undefined;
}

checkLines();
checkMerge();
checkElsewhere();
checkParallel();
if (require) {
  checkMatrix();
  checkJob();
}
await checkQuestions();
if (!require) skip('lines were held against no schema and YAML was not read, for want of npm');
finish();
