#!/usr/bin/env node
// Presses the tab key: loads the completions into bash, zsh and fish and looks at what they make of half-written lines. Then the
// manual page as man reads it, and the progress line on a terminal. What is not installed here is left out, and said.
//   usage: shells.mjs HALINT REPOSITORY
// SPDX-License-Identifier: Apache-2.0
import fs from 'node:fs';
import path from 'node:path';
import { checkArguments, expect, expectEqual, finish, run, skip, workFolder } from './support/check.mjs';

const { halint } = checkArguments();
const work = workFolder();
const missing = [];
const has = (tool) => !run(tool, ['--version']).error || (missing.push(tool), false);
const environment = { ...process.env, PATH: `${path.dirname(halint)}:${process.env.PATH}`, HOME: work, LANG: 'C.UTF-8', TERM: 'xterm', ZDOTDIR: work };
fs.writeFileSync(path.join(work, 'my flows.json'), '[]');

function script(shell, name) {
  const made = run(halint, ['completion', shell]);
  expect(made.status === 0, `halint completion ${shell} fails`);
  const file = path.join(work, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, made.stdout);
  return file;
}

// What stands on the line before the tab key, and what completes it.
const LINES = [
  ['halint che', 'check'],
  ['halint check --stri', '--strict'],
  ['halint check --platform k', 'kubernetes'],
  ['halint check --strict zz', null],
  ['halint check --select duplicated-timer,split-c', 'split-context'],
  ['halint check --output sar', 'sarif='],
  ['halint check --output sarif=my', 'my flows.json'],
  ['halint check my', 'my flows.json'],
  ['halint explain duplicated-s', 'duplicated-startup'],
  ['halint explain --no-c', '--no-config'],
  ['halint rules --format mark', 'markdown'],
  ['halint nodes --format j', 'json'],
  ['halint completion f', 'fish'],
];

function checkBash() {
  const file = script('bash', 'halint.bash');
  // Words as readline parts them: = is one of its own.
  const tab = `source ${file}
compopt() { :; }
line=$1
read -r -a COMP_WORDS <<<"\${line//=/ = }"
[[ $line != *' ' ]] || COMP_WORDS+=('')
COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
_halint
if ((\${#COMPREPLY[@]})); then printf '%s\\n' "\${COMPREPLY[@]}"; else compgen -f -- "\${COMP_WORDS[COMP_CWORD]}"; fi`;
  for (const [line, wanted] of LINES) {
    const ran = run('bash', ['--norc', '-c', tab, 'tab', line], { cwd: work, env: environment });
    const offered = ran.stdout.split('\n').filter(Boolean).map((word) => word.replace(/^.*,/, ''));
    expectEqual(offered.join(), wanted ?? '', `bash, ${line} (${ran.stderr})`);
  }
  const equals = run('bash', ['--norc', '-c', tab, 'tab', 'halint check --platform='], { cwd: work, env: environment });
  expectEqual(equals.stdout, 'flowfuse\nkubernetes\ndocker\nauto\n', 'bash, behind =');
  expect(run('bash', ['--norc', '-ic', `source ${file}; complete -p halint`], { env: environment }).stdout.includes('-F _halint halint'), 'bash has no completion');
}

function checkZsh() {
  script('zsh', 'functions/_halint');
  // A shell in a terminal of its own; control-x writes its line into a file.
  const driver = `
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "PS1= PS2= ; fpath=(${work}/functions \\$fpath); autoload -Uz compinit; compinit -u -d ${work}/dump; cd ${work}; unsetopt beep"
zpty -w shell "keep() { print -r -- \\$BUFFER > ${work}/line.new; mv ${work}/line.new ${work}/line; BUFFER=; zle redisplay }; zle -N keep; bindkey '^X' keep; : > ${work}/ready"
for i in {1..200}; do [[ -e ${work}/ready ]] && break; sleep 0.05; done
while IFS= read -r line; do
  rm -f ${work}/line
  zpty -w -n shell "$line"$'\\t'$'\\x18'
  for i in {1..200}; do [[ -e ${work}/line ]] && break; zpty -r -t shell chunk; sleep 0.05; done
  cat ${work}/line 2>/dev/null || echo
done
zpty -d shell
`;
  const input = LINES.map(([line]) => `${line}\n`).join('');
  const ran = run('zsh', ['-f', '-c', driver], { cwd: work, env: environment, input });
  const lines = ran.stdout.split('\n');
  for (const [index, [line, wanted]] of LINES.entries()) {
    const full = wanted === null ? line : line.slice(0, line.search(/[^ =,]*$/)) + wanted.replaceAll(' ', '\\ ');
    expectEqual((lines[index] ?? '').replace(/[, ]*$/, ''), full, `zsh, ${line} (${ran.stderr})`);
  }
}

function checkFish() {
  const file = script('fish', 'halint.fish');
  for (const [line, wanted] of LINES) {
    const ran = run('fish', ['--no-config', '-c', `source ${file}; cd ${work}; complete -C ${JSON.stringify(line)}`], { cwd: work, env: environment });
    const offered = ran.stdout.split('\n').filter(Boolean).map((row) => row.split('\t')[0].replace(/^.*,/, '').replace(/^sarif=(?=.)/, ''));
    expectEqual(offered.join(), wanted ?? '', `fish, ${line} (${ran.stderr})`);
  }
  const described = run('fish', ['--no-config', '-c', `source ${file}; complete -C 'halint check --strict'`], { env: environment }).stdout;
  expect(/^--strict\t.*unknown node types/.test(described), `fish describes --strict: ${described}`);
}

function checkMan() {
  const file = path.join(work, 'halint.1');
  fs.writeFileSync(file, run(halint, ['man']).stdout);
  const ran = run('man', ['--warnings', '-E', 'UTF-8', '-l', file], { env: { ...environment, MANWIDTH: '90', MANROFFSEQ: '' } });
  expect(ran.status === 0 && ran.stderr === '', `man complains: ${ran.stderr}`);
  const text = ran.stdout.replaceAll(/.\x08/g, '');
  for (const part of ['halint - says what goes wrong', 'HALINT CHECK', '--write-baseline FILE', 'halint check ~/.node-red --platform kubernetes --replicas 3']) {
    expect(text.includes(part), `the manual page lacks ${part}`);
  }
}

/** What a terminal gets to see while a pipe among the files keeps the run waiting for more than a second. */
function terminal(command) {
  const pipe = path.join(work, 'pipe.json');
  fs.rmSync(pipe, { force: true });
  run('mkfifo', [pipe]);
  const both = `(sleep 1.3; echo '[]' > pipe.json) & ${command}; wait`;
  return run('script', ['-qec', both, '/dev/null'], { cwd: work, env: { ...environment, SHELL: '/bin/bash' }, input: '' }).stdout;
}

function checkProgress() {
  const files = "pipe.json 'my flows.json' --no-config --jobs 1";
  const shown = terminal(`halint check ${files}`);
  expect(shown.includes('\r\x1b[Khalint: 1 of 2 files\r\x1b[K'), `no progress is shown, or it stays: ${JSON.stringify(shown)}`);
  expect(!terminal(`halint check ${files} --quiet`).includes('of 2 files'), '--quiet shows progress');
  expect(!terminal(`halint check ${files} 2>err.txt; cat err.txt`).includes('of 2 files'), 'a file gets progress');
}

checkBash();
if (has('zsh')) checkZsh();
if (has('fish')) checkFish();
if (has('man')) checkMan();
if (has('script')) checkProgress();
if (missing.length) skip(`not installed: ${missing.join(', ')}`);
finish();
