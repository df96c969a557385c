// Reads case files, and makes one flows file of them for one copy of one world. SPDX-License-Identifier: Apache-2.0
import fs from 'node:fs';
import path from 'node:path';

import { freePort } from './world.mjs';

// Quick cases run all at once, then those that need a calm machine, then heavy ones one by one, then those that end
// copies.
export const phases = ['quick', 'timers', 'bursts', 'kills', 'stops'];
const verdicts = ['same', 'same-set-other-order', 'diverges', 'wrong-with-one-copy', 'unstable-control'];

/// Where cases are: those of several copies at once, and those of one that is updated or taken over from.
export const caseFolders = (root) => ['proof', 'deployments'].map((name) => path.join(root, 'testdata', name));

/// All case files of a folder, sorted by name.
export function readCases(folder) {
  return fs
    .readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => readCase(path.join(folder, file)));
}

/// Those that can be run on this version of Node-RED; with `only`, those whose names begin with one of these words.
export function loadCases(folder, { nodeRed, only = [] }) {
  const major = Number(nodeRed.split('.')[0]);
  return readCases(folder).filter(
    (test) =>
      !test.unrun &&
      major >= (test.since ?? 0) &&
      (only.length === 0 || only.some((word) => test.name.startsWith(word))),
  );
}

export function readCase(file) {
  const content = JSON.parse(fs.readFileSync(file, 'utf8'));
  if (!content.case) throw new Error(`${file}: has no "case"`);
  const test = { name: path.basename(file, '.json'), phase: 'quick', deployment: 'replicas', ...content.case, flows: content.flows };
  if (!verdicts.includes(test.verdict))
    throw new Error(`${file}: verdict ${test.verdict} is none of ${verdicts.join(', ')}`);
  if (!phases.includes(test.phase)) throw new Error(`${file}: phase ${test.phase} is none of ${phases.join(', ')}`);
  if (!test.unrun && !test.workload && !test.observe)
    throw new Error(`${file}: has neither a workload nor a reason in "unrun"`);
  return complete(test);
}

/// Adds to a case what depends on nothing but the case.
export function complete(test) {
  // Copies are separate hosts in truth; on one host each gets the port of its own unless the case says "one host".
  test.portKey = (port, copy) => (test.network === 'one host' ? `${port}` : `${port} ${copy.index}`);
  test.port = (port, world, copy) => world.ports.get(test.portKey(port, copy));
  return test;
}

/// Where flows expect the broker that keeps to the standard more strictly than Mosquitto.
const strictPort = '1884';

const listens = (node) => /^(tcp|udp) in$/.test(node.type) && node.port;

/// Gives each port that a flow listens on a free one in this world.
export async function assignPorts(cases, world) {
  world.ports = new Map();
  for (const test of cases) {
    for (const node of test.flows.filter(listens)) {
      for (const copy of world.copies) {
        const key = test.portKey(node.port, copy);
        if (!world.ports.has(key)) world.ports.set(key, await freePort());
      }
    }
  }
}

const fence = [
  { id: 'halint-fence', type: 'tab', label: 'fence', disabled: false, info: '' },
  {
    id: 'halint-fence-in',
    type: 'http in',
    z: 'halint-fence',
    url: '/halint-fence',
    method: 'get',
    upload: false,
    x: 0,
    y: 0,
    wires: [['halint-fence-out']],
  },
  { id: 'halint-fence-out', type: 'http response', z: 'halint-fence', x: 0, y: 0, wires: [] },
];

/// The flows of all cases, with the addresses of this world and the folders and ports of this copy.
export function flowsFor(cases, world, copy) {
  const services = [
    ['127.0.0.1:18080', `127.0.0.1:${world.sinkPort}`],
    ['127.0.0.1:18081', `127.0.0.1:${world.feedPort}`],
    ['127.0.0.1:18082', `127.0.0.1:${world.telegramPort}`],
    ['127.0.0.1:18083', `127.0.0.1:${world.tokenPort}`],
    ['127.0.0.1:18084', `127.0.0.1:${world.opcua?.port}`],
    ['127.0.0.1:16379', `127.0.0.1:${world.redisPort}`],
  ];
  const ids = new Map();
  return fence.concat(
    cases.flatMap((test) =>
      test.flows.map((original) => {
        if (ids.has(original.id))
          throw new Error(`${test.name} and ${ids.get(original.id)} both have a node ${original.id}`);
        ids.set(original.id, test.name);
        let json = JSON.stringify(original);
        for (const [from, to] of services) json = json.replaceAll(from, to);
        const node = JSON.parse(json);
        // The log of a copy names broker config nodes by their name; an ID as such would be taken for a reference.
        if (node.type === 'mqtt-broker') {
          const port = node.port === strictPort ? world.strictPort : world.brokerPort;
          Object.assign(node, { broker: '127.0.0.1', port: String(port), name: `@${node.id}` });
        }
        if (node.type === 'MySQLdatabase') node.port = String(world.mysqlPort);
        if (node.type === 'mongodb4-client') node.port = String(world.mongoPort);
        if (node.type === 'OpcUa-Item') node.item += `.${world.name}`;
        if (listens(node)) node.port = String(test.port(node.port, world, copy));
        for (const key of ['filename', 'files']) {
          if (/^(file|file in|watch)$/.test(node.type) && typeof node[key] === 'string')
            node[key] = place(node[key], test, world, copy);
        }
        if (node.type === 'sqlitedb') node.db = place(node.db, test, world, copy);
        return node;
      }),
    ),
  );
}

function place(name, test, world, copy) {
  if (name.startsWith('/data/storage')) return path.join(world.folder, 'shared', name.slice('/data/storage/'.length));
  if (path.isAbsolute(name)) return name;
  return test.files === 'shared' ? path.join(world.folder, 'shared', name) : path.join(copy.folder, 'files', name);
}
