#!/usr/bin/env node
// Holds the formats for pipelines against their readers: xmllint with schemas, ajv with GitLab's form, a Markdown renderer,
// and the way in which the runner of GitHub Actions reads commands. Inputs are real flows, hostile ones, and broken files.
//   usage: formats.mjs HALINT REPOSITORY
// SPDX-License-Identifier: Apache-2.0
import fs from 'node:fs';
import path from 'node:path';
import { HOSTILE_FLOWS, checkArguments, expect, expectEqual, fail, finish, npm, run, skip, workFolder } from './support/check.mjs';

const { halint, repository } = checkArguments();
const support = path.join(repository, 'tests', 'checks', 'support');
const work = workFolder();
const require = npm('npm-formats', { ajv: '8.20.0', marked: '15.0.12' });
const FORMATS = ['concise', 'github', 'gitlab', 'junit', 'checkstyle', 'markdown', 'json'];

function writeInputs() {
  const folder = path.join(work, 'sub "dir" & <#ü>');
  fs.mkdirSync(folder);
  fs.writeFileSync(path.join(folder, 'pretty.json'), JSON.stringify(HOSTILE_FLOWS, null, 4));
  fs.writeFileSync(path.join(folder, 'one, line: 100%.json'), JSON.stringify(HOSTILE_FLOWS));
  fs.writeFileSync(path.join(folder, 'broken.json'), '[{"id": "a",]');
  return ['pretty.json', 'one, line: 100%.json', 'broken.json'].map((name) => path.join(path.basename(folder), name));
}

function testdata() {
  return fs.readdirSync(path.join(repository, 'testdata'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
    .map((entry) => path.relative(repository, path.join(entry.parentPath ?? entry.path, entry.name)))
    .filter((file) => !file.includes('golden'))
    .sort();
}

function lint(name, files, cwd) {
  const written = Object.fromEntries(FORMATS.map((format) => [format, path.join(work, `${name}.${format}`)]));
  const outputs = FORMATS.flatMap((format) => ['--output', `${format}=${written[format]}`]);
  const ran = run(halint, ['check', '--no-config', '--quiet', ...outputs, '--', ...files], { cwd });
  expect([0, 1, 2].includes(ran.status), `${name}: halint ended with ${ran.status ?? ran.signal}: ${ran.stderr}`);
  return Object.fromEntries(FORMATS.map((format) => [format, fs.readFileSync(written[format], 'utf8')]));
}

function checkXml(name, format, text) {
  const file = path.join(work, `${name}.xml`);
  fs.writeFileSync(file, text);
  const ran = run('xmllint', ['--noout', '--nonet', '--schema', path.join(support, `${format}.xsd`), file]);
  if (ran.error) return console.error(`xmllint is not installed (Debian: libxml2-utils): ${format} was not validated`);
  expect(ran.status === 0, `${name}, ${format}: ${ran.stderr.split('\n').slice(0, 5).join('\n')}`);
  return undefined;
}

// actions/runner: a line that begins with `::`, leading blanks aside; properties are parted at `,` and `=`.
function readCommand(line) {
  const match = /^\s*::(\w[\w-]*)(?: (.*?))?::(.*)$/.exec(line);
  if (!match) return null;
  const undo = (text, property) => {
    let out = text.replaceAll('%0D', '\r').replaceAll('%0A', '\n');
    if (property) out = out.replaceAll('%3A', ':').replaceAll('%2C', ',');
    return out.replaceAll('%25', '%');
  };
  const properties = {};
  for (const part of (match[2] ?? '').split(',')) {
    const [key, ...rest] = part.split('=');
    properties[key.trim()] = undo(rest.join('='), true);
  }
  return { command: match[1], properties, message: undo(match[3], false) };
}

function checkGithub(name, text, report) {
  const kinds = { error: 0, warning: 0, notice: 0 };
  const paths = new Set([...report.files.map((file) => file.path), ...report.errors.map((error) => error.file)]);
  for (const line of text.split('\n').slice(0, -1)) {
    const read = readCommand(line);
    if (!expect(read && read.command in kinds, `${name}, github: not a command: ${line}`)) continue;
    kinds[read.command] += 1;
    const { file, title, ...numbers } = read.properties;
    expect(file === undefined || paths.has(file), `${name}, github: no such file: ${file}`);
    expect(title && read.message, `${name}, github: no title or message: ${line}`);
    for (const [key, value] of Object.entries(numbers)) {
      expect(['line', 'endLine', 'col', 'endColumn'].includes(key) && /^[1-9]\d*$/.test(value), `${name}, github: ${key}=${value}`);
    }
  }
  const { errors, warnings, notes } = report.summary;
  expectEqual(kinds.error, Math.min(10, errors + report.errors.length), `${name}, github: errors`);
  expectEqual(kinds.warning, Math.min(10, warnings), `${name}, github: warnings`);
  const all = Math.max(errors + report.errors.length, warnings, notes) <= 10;
  expectEqual(kinds.notice, all ? notes : Math.min(9, notes) + 1, `${name}, github: notices`);
}

function checkGitlab(name, text, report, validate) {
  const issues = JSON.parse(text);
  if (validate && !validate(issues)) {
    for (const error of validate.errors.slice(0, 5)) fail(`${name}, gitlab: ${error.instancePath} ${error.message}`);
  }
  expectEqual(issues.length, report.findings.length + report.errors.length, `${name}, gitlab: issues`);
  expectEqual(new Set(issues.map((issue) => issue.fingerprint)).size, issues.length, `${name}, gitlab: fingerprints`);
}

// The problem matcher that the documentation offers finds every finding, with its place, level and rule, as the runner reads it.
function checkConcise(name, text, report, matchers) {
  const found = [];
  for (const line of text.split('\n').slice(0, -1)) {
    for (const { owner, severity, pattern: [pattern] } of matchers) {
      const match = new RegExp(pattern.regexp).exec(line);
      if (!match) continue;
      const [file, at, column, level, rule] = ['file', 'line', 'column', 'severity', 'code'].map((key) => match[pattern[key]]);
      expect(severity ? level === undefined && severity === 'notice' : ['error', 'warning'].includes(level), `${name}, concise: ${owner} gives ${level ?? severity}`);
      found.push([file, at, column, level ?? 'note', rule].join(' '));
    }
  }
  const wanted = [...report.errors.filter((error) => error.line).map((error) => [error.file, error.line, error.column, 'error', 'unreadable-input'].join(' ')),
    ...report.findings.map((one) => [one.file, one.line, one.column, one.level, one.rule].join(' '))];
  expectEqual(found.join('\n'), wanted.join('\n'), `${name}, concise: what the problem matcher finds`);
  expectEqual(text.split('\n').length - 1, report.findings.length + report.errors.length, `${name}, concise: lines`);
}

// Of the text of flows nothing may have become an element; halint's own are few.
function checkMarkdown(name, text, report, marked) {
  expect(Buffer.byteLength(text) < 1 << 20, `${name}, markdown: ${Buffer.byteLength(text)} bytes`);
  if (!marked) return;
  const html = marked.parse(text, { gfm: true });
  const own = /^<\/?(h2|h3|p|ul|li|strong|table|thead|tbody|tr|th|td)( align="right")?>$|^<a href="https:\/\/github\.com\/halint\/halint\/blob\/main\/docs\/rules\.md#[a-z-]+">$|^<\/a>$/;
  for (const tag of html.match(/<[^>]*>/g) ?? []) expect(own.test(tag), `${name}, markdown: an element of its own: ${tag}`);
  expectEqual((html.match(/<strong>/g) ?? []).length, report.findings.length, `${name}, markdown: findings`);
}

const matchers = JSON.parse(fs.readFileSync(path.join(repository, 'docs/halint-matcher.json'), 'utf8')).problemMatcher;
const validate = require ? new (require('ajv').default ?? require('ajv'))({ allErrors: true })
  .compile(JSON.parse(fs.readFileSync(path.join(support, 'gitlab.schema.json'), 'utf8'))) : null;
const marked = require ? require('marked') : null;

for (const [name, files, cwd] of [['hostile', writeInputs(), work], ['testdata', testdata(), repository], ['demo', ['testdata/demo/flows.json'], repository]]) {
  const texts = lint(name, files, cwd);
  const report = JSON.parse(texts.json);
  expect(report.findings.length > 0, `${name}: no finding, so nothing was tried`);
  checkXml(name, 'junit', texts.junit);
  checkXml(name, 'checkstyle', texts.checkstyle);
  checkGithub(name, texts.github, report);
  checkConcise(name, texts.concise, report, matchers);
  checkGitlab(name, texts.gitlab, report, validate);
  if (name !== 'testdata') checkMarkdown(name, texts.markdown, report, marked);
}
const golden = (file) => fs.readFileSync(path.join(repository, 'testdata', 'golden', file), 'utf8');
checkXml('golden', 'junit', golden('report.junit.xml'));
checkXml('golden', 'checkstyle', golden('report.checkstyle.xml'));
if (!require) skip('GitLab and Markdown were not checked, for want of npm');
finish();
