// As much of GitHub's runner as a composite action needs: expressions in `env`, `with` and `if`, steps in bash, the files
// for outputs and the summary, workflow commands in what a step prints. Steps that use other actions are handed to the test.
// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

function lookUp(contexts, name) {
  return name.split('.').reduce((value, part) => (value === null || value === undefined ? '' : value[part]), contexts) ?? '';
}

/** Literals, names, `==`, `!=`, `&&`, `||` and `always()`: what action.yml uses; anything else is an error. */
function evaluate(expression, contexts) {
  const tokens = expression.match(/'(?:[^']|'')*'|==|!=|&&|\|\||always\(\)|[A-Za-z_][\w.-]*|\S/g);
  let at = 0;
  const operand = () => {
    const token = tokens[at++];
    if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'");
    if (token === 'always()' || token === 'true') return true;
    if (token === 'false') return false;
    if (/^[A-Za-z_]/.test(token)) return lookUp(contexts, token);
    throw new Error(`the test cannot evaluate ${expression}`);
  };
  const comparison = () => {
    const left = operand();
    if (tokens[at] !== '==' && tokens[at] !== '!=') return left;
    return (tokens[at++] === '==') === (String(left).toLowerCase() === String(operand()).toLowerCase());
  };
  let value = comparison();
  while (at < tokens.length) {
    const operator = tokens[at++];
    const right = comparison();
    if (operator === '&&') value = value && right;
    else if (operator === '||') value = value || right;
    else throw new Error(`the test cannot evaluate ${expression}`);
  }
  return value;
}

export function substitute(text, contexts) {
  return String(text).replace(/\$\{\{(.*?)\}\}/gs, (_, expression) => String(evaluate(expression.trim(), contexts)));
}

/** GITHUB_OUTPUT: `name=value`, or `name<<MARK`, lines, `MARK`. Throws where the runner would refuse the file. */
export function readOutputs(text) {
  const outputs = {};
  const lines = text.split('\n');
  if (lines.pop() !== '') throw new Error('the last line of the outputs has no end');
  for (let at = 0; at < lines.length; at += 1) {
    const match = /^([^=<]+)(?:=(.*)|<<(.+))$/.exec(lines[at]);
    if (!match) throw new Error(`not an output: ${lines[at]}`);
    if (match[3] === undefined) {
      outputs[match[1]] = match[2];
      continue;
    }
    const end = lines.indexOf(match[3], at + 1);
    if (end < 0) throw new Error(`the output ${match[1]} has no end`);
    outputs[match[1]] = lines.slice(at + 1, end).join('\n');
    at = end;
  }
  return outputs;
}

/** The commands that the runner would obey in the log of a step: both of its forms, unless stopped. */
export function obeyedCommands(log) {
  const commands = [];
  let stopped = null;
  for (const line of log.split(/\r\n|\n|\r/)) {
    const match = /^\s*::([\w-]+)(?: (.*?))?::(.*)$/.exec(line);
    if (stopped !== null) {
      if (line.trim() === `::${stopped}::`) stopped = null;
      continue;
    }
    if (match && match[1] === 'stop-commands') stopped = match[3];
    else if (match) commands.push({ command: match[1], properties: match[2] ?? '', message: match[3] });
    else if (/##\[[\w-]+/.test(line)) commands.push({ command: '##', properties: '', message: line });
  }
  if (stopped !== null) commands.push({ command: 'never resumed', properties: '', message: stopped });
  return commands;
}

/**
 * Runs a composite action. `uses(step, inputs)` stands for the other actions and gives { outcome, outputs }.
 * Gives the action's outputs, whether it failed, the log, the commands obeyed, the summary, and the steps that ran.
 */
export function runAction({ action, folder, workspace, temp, inputs = {}, github = {}, env = {}, summaryBefore = '', uses }) {
  const contexts = { inputs: {}, github: { action_path: folder, event: {}, ...github }, runner: { temp }, steps: {}, env: {} };
  for (const [name, declared] of Object.entries(action.inputs)) contexts.inputs[name] = String(inputs[name] ?? declared.default ?? '');
  for (const name of Object.keys(inputs)) if (!(name in action.inputs)) throw new Error(`no such input: ${name}`);
  const summary = path.join(temp, 'summary.md');
  fs.writeFileSync(summary, summaryBefore);
  const result = { failed: false, log: '', commands: [], ran: [], environments: {} };
  for (const [index, step] of action.runs.steps.entries()) {
    const condition = step.if === undefined ? true : evaluate(String(step.if), contexts);
    if (!condition || (result.failed && !String(step.if ?? '').includes('always()'))) continue;
    const name = step.id ?? step.name;
    result.ran.push(name);
    const values = (map) => Object.fromEntries(Object.entries(map ?? {}).map(([key, value]) => [key, substitute(value, contexts)]));
    let outcome;
    let outputs = {};
    if (step.uses) {
      ({ outcome, outputs = {} } = uses(step, values(step.with)));
    } else {
      const outputFile = path.join(temp, `output-${index}`);
      const script = path.join(temp, `step-${index}.sh`);
      fs.writeFileSync(outputFile, '');
      fs.writeFileSync(script, step.run);
      const ran = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', script], {
        cwd: workspace,
        encoding: 'utf8',
        maxBuffer: 1 << 28,
        timeout: 600000,
        env: {
          PATH: process.env.PATH, HOME: process.env.HOME, CI: 'true', GITHUB_ACTIONS: 'true', GITHUB_ACTION_PATH: folder,
          GITHUB_WORKSPACE: workspace, GITHUB_OUTPUT: outputFile, GITHUB_STEP_SUMMARY: summary, RUNNER_TEMP: temp,
          GITHUB_REPOSITORY: 'acme/flows', GITHUB_EVENT_NAME: 'push', GITHUB_ACTOR: 'ada', ...env, ...values(step.env),
        },
      });
      result.environments[name] = values(step.env);
      const log = ran.stdout + ran.stderr;
      result.log += log;
      result.commands.push(...obeyedCommands(log));
      outputs = readOutputs(fs.readFileSync(outputFile, 'utf8'));
      outcome = ran.status === 0 ? 'success' : 'failure';
      result.status = ran.status;
    }
    if (step.id) contexts.steps[step.id] = { outputs, outcome };
    const goesOn = step['continue-on-error'] !== undefined && substitute(step['continue-on-error'], contexts) === 'true';
    if (outcome === 'failure' && !goesOn) result.failed = true;
  }
  result.outputs = Object.fromEntries(Object.entries(action.outputs).map(([name, declared]) => [name, substitute(declared.value, contexts)]));
  result.summary = fs.readFileSync(summary, 'utf8');
  return result;
}
