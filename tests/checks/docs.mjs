#!/usr/bin/env node
// Runs what the documentation shows.
//   - A block behind `<!-- shown: halint ARGUMENTS -->` must stand in what this command prints, run in the repository.
//   - Every halint command in a block of `sh` must end with 0 or 1, run in a copy of the testdata with flows.json in it.
//   - Every other block must be of a kind that a test knows: see OTHERS.
//   - docs/rules.md must be what `halint rules --format markdown` prints (UPDATE=1 writes it), and no link in the
//     documentation may lead nowhere.
//   usage: docs.mjs HALINT REPOSITORY
// SPDX-License-Identifier: Apache-2.0
import fs from 'node:fs';
import path from 'node:path';
import { checkArguments, expect, finish, run, workFolder } from './support/check.mjs';

const { halint, repository } = checkArguments();
const work = workFolder();
const pages = ['README.md', 'CONTRIBUTING.md', 'testdata/README.md',
  ...fs.readdirSync(path.join(repository, 'docs')).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)];
const text = (page) => fs.readFileSync(path.join(repository, page), 'utf8');

/** Fenced blocks: language, content, line, and the comment in front. */
function blocks(page) {
  const found = [];
  const lines = text(page).split('\n');
  let comment = '';
  for (let at = 0; at < lines.length; at += 1) {
    const fence = /^(\s*)(`{3,})(\w*)\s*$/.exec(lines[at]);
    if (!fence) {
      const match = /^<!-- (.*) -->$/.exec(lines[at]);
      if (match) [, comment] = match;
      else if (lines[at] !== '') comment = '';
      continue;
    }
    const end = lines.findIndex((line, i) => i > at && line.trim() === fence[2]);
    found.push({ page, line: at + 1, language: fence[3], comment, content: lines.slice(at + 1, end).join('\n') });
    comment = '';
    at = end;
  }
  return found;
}

const environment = { PATH: `${path.join(work, 'bin')}:${process.env.PATH}`, HOME: work, LANG: 'C.UTF-8' };

function setUp() {
  fs.mkdirSync(path.join(work, 'bin'));
  fs.symlinkSync(halint, path.join(work, 'bin', 'halint'));
  const copy = path.join(work, 'copy');
  fs.cpSync(path.join(repository, 'testdata'), path.join(copy, 'testdata'), { recursive: true });
  fs.mkdirSync(path.join(copy, 'scripts'));
  fs.symlinkSync(halint, path.join(copy, 'scripts', 'halint'));
  fs.copyFileSync(path.join(repository, 'testdata/demo/flows.json'), path.join(copy, 'flows.json'));
  fs.copyFileSync(path.join(repository, 'testdata/demo/flows.json'), path.join(copy, 'live-flows.json'));
  return copy;
}

const plain = (shown) => shown.replaceAll(/[ \t]+$/gm, '').replace(/\n+$/, '');

function checkShown(block) {
  const command = block.comment.replace(/^shown: /, '');
  const ran = run('bash', ['-c', command], { cwd: repository, env: environment });
  const printed = plain(ran.stdout + ran.stderr);
  expect([0, 1].includes(ran.status), `${block.page}:${block.line}: ${command} ends with ${ran.status}: ${ran.stderr}`);
  // `…` on a line of its own stands for whatever is left out.
  let rest = printed;
  for (const part of plain(block.content).split(/^\s*…\n/m)) {
    const at = rest.indexOf(plain(part));
    if (!expect(at >= 0, `${block.page}:${block.line}: ${command} does not print\n${part}\nbut\n${printed.slice(0, 4000)}`)) return;
    rest = rest.slice(at + plain(part).length);
  }
}

/** Commands of a block: lines, with those that end in `\`, `|` or `&&` going on. Those with curl need a server, see pipelines.mjs; those with parallel fleet.mjs. */
function commands(block) {
  const found = [];
  let open = '';
  for (const line of block.content.split('\n')) {
    open += (open ? '\n' : '') + line;
    if (/(\\|\||&&)\s*$/.test(line)) continue;
    if (/(^|[\s|(/])halint\s/.test(open.replace(/#.*$/gm, '')) && !/curl|docker|git |apt|cmake|sudo|parallel/.test(open)) found.push(open);
    open = '';
  }
  return found;
}

// Configuration is read by schema.mjs, pipelines are read by pipelines.mjs and action.mjs, what concerns fleets by fleet.mjs,
// suppressions are tried by journey.mjs.
const OTHERS = {
  toml: () => true,
  yaml: (block) => ['docs/pipelines.md', 'docs/fleet.md'].includes(block.page) || block.content.startsWith('- uses: halint/halint@v'),
  groovy: (block) => block.page === 'docs/pipelines.md',
  sql: (block) => block.page === 'docs/fleet.md',
  text: (block) => block.comment === 'drawing' || /^\/\/ halint-ignore [\w-]+ -- \w/.test(block.content),
};

const copy = setUp();
let shown = 0;
let ranCommands = 0;
for (const page of pages) {
  for (const block of blocks(page)) {
    if (block.comment.startsWith('shown: ')) {
      checkShown(block);
      shown += 1;
    }
    if (block.language !== 'sh') {
      expect(block.comment.startsWith('shown: ') || OTHERS[block.language]?.(block), `${page}:${block.line}: nothing tests this block`);
      continue;
    }
    for (const command of commands(block)) {
      const ran = run('bash', ['-eo', 'pipefail', '-c', command], { cwd: copy, env: environment, input: '' });
      expect([0, 1].includes(ran.status), `${page}:${block.line}: ${command}\nends with ${ran.status}: ${ran.stderr}`);
      ranCommands += 1;
    }
  }
}
expect(shown >= 3, `only ${shown} outputs are shown in the documentation`);
expect(ranCommands >= 10, `only ${ranCommands} commands stand in the documentation`);

// The page of rules is generated.
const rules = run(halint, ['rules', '--format', 'markdown']).stdout;
const rulesPage = path.join(repository, 'docs', 'rules.md');
if (process.env.UPDATE === '1') fs.writeFileSync(rulesPage, rules);
expect(fs.existsSync(rulesPage) && fs.readFileSync(rulesPage, 'utf8') === rules,
  'docs/rules.md is not current: UPDATE=1 tests/checks/docs.mjs HALINT REPOSITORY writes it');

// So is the table of what rules say by deployment.
const deploymentsPage = path.join(repository, 'docs', 'deployments.md');
const rows = JSON.parse(run(halint, ['rules', '--format', 'json']).stdout).rules.map(
  (rule) => `| [${rule.id}](rules.md#${rule.id}) | ${rule.level} | ${rule.rolling} | ${rule.standby} |`.replaceAll(' none |', ' – |'));
const table = `| rule | replicas | rolling | standby |\n|---|---|---|---|\n${rows.join('\n')}\n`;
const deployments = fs.readFileSync(deploymentsPage, 'utf8');
const tableNow = /^\| rule \| replicas[\s\S]*?(?=^[^|]|$(?![\s\S]))/m;
if (process.env.UPDATE === '1') fs.writeFileSync(deploymentsPage, deployments.replace(tableNow, () => table));
expect(fs.readFileSync(deploymentsPage, 'utf8').includes(table),
  'the table of docs/deployments.md is not current: UPDATE=1 tests/checks/docs.mjs HALINT REPOSITORY writes it');

// Links inside of the repository lead somewhere.
for (const page of pages) {
  const bare = text(page).replaceAll(/^\s*(`{3,})[\s\S]*?^\s*\1\s*$/gm, '').replaceAll(/`[^`]*`/g, '');
  for (const [, target] of bare.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)) {
    if (/^[a-z]+:/.test(target)) continue;
    expect(fs.existsSync(path.join(repository, path.dirname(page), target)), `${page}: a link to ${target}, which does not exist`);
  }
}
finish();
