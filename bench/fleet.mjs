#!/usr/bin/env node
// Makes a fleet: many flow files as instances have them, of the flows in testdata, with other ids, names, topics and sizes.
// Half of them are below 8 KB and a few above 100, 14 KB on average; some on one line, some as snapshots; 100 to a folder.
// Always the same bytes for the same number and seed.
//   usage: fleet.mjs FOLDER FILES [SEED]
// SPDX-License-Identifier: Apache-2.0
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const [folder, count, seed] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4] ?? 1)];
if (!folder || !Number.isInteger(count) || count < 1) {
  console.error('usage: fleet.mjs FOLDER FILES [SEED]');
  process.exit(2);
}
const PER_FOLDER = 100;
const MIDDLE = 2500; // bytes of JSON on one line that half of the files are begun with at most
const SPREAD = 1.1; // of the logarithm
const MOST = 400000;

/** mulberry32: numbers in [0, 1), the same on every machine. */
function random(state) {
  return () => {
    state = (state + 0x6D2B79F5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Flow arrays of testdata, each without what suits no other file: expectations, suppressions. */
function shapes() {
  const testdata = path.join(path.dirname(path.dirname(fileURLToPath(import.meta.url))), 'testdata');
  const found = [];
  for (const name of fs.readdirSync(testdata, { recursive: true }).sort()) {
    if (!/^(demo|rules|proof)[\\/].*\.json$/.test(name)) continue;
    let nodes;
    try {
      nodes = JSON.parse(fs.readFileSync(path.join(testdata, name), 'utf8'));
    } catch {
      continue;
    }
    if (!Array.isArray(nodes) || !nodes.some((node) => node.type === 'tab') || nodes.some((node) => !node.id)) continue;
    const text = JSON.stringify(nodes).replaceAll(/(?:\/\/ )?(?:expect: [\w-]+|halint-ignore[^"\\]*)/g, '');
    found.push({ nodes: JSON.parse(text), size: text.length * 1.5 });
  }
  return found;
}

/** A part of a file: the same wiring, with ids, names and numbers of its own. */
function vary(shape, next) {
  const hex = () => Math.floor(next() * 0x100000000).toString(16).padStart(8, '0');
  const ids = new Map(shape.nodes.map((node) => [node.id, hex() + hex()]));
  const number = 1 + Math.floor(next() * 90);
  const walk = (value, key) => {
    if (Array.isArray(value)) return value.map((element) => walk(element, key));
    if (value && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([name, of]) => [name, walk(of, name)]));
    if (typeof value !== 'string') return value;
    if (ids.has(value)) return ids.get(value);
    if (value.startsWith('subflow:') && ids.has(value.slice(8))) return `subflow:${ids.get(value.slice(8))}`;
    if ((key === 'label' || key === 'name') && value) return `${value} ${number}`;
    if (key === 'topic' && value.includes('/') && !value.startsWith('$')) return `site${number}/${value}`;
    return value;
  };
  return shape.nodes.map((node) => walk(node, ''));
}

function gauss(next) {
  return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}

function makeFile(all, next) {
  const wanted = Math.min(MOST, MIDDLE * Math.exp(SPREAD * gauss(next)));
  const nodes = [];
  for (let size = 0; size < wanted;) {
    const shape = all[Math.floor(next() * all.length)];
    nodes.push(...vary(shape, next));
    size += shape.size;
  }
  const form = next();
  if (form < 0.2) return JSON.stringify(nodes);
  if (form < 0.3) return JSON.stringify({ name: 'nightly', flows: { flows: nodes, credentials: {} }, settings: { env: {}, modules: {} } });
  return JSON.stringify(nodes, null, 4);
}

const all = shapes();
let bytes = 0;
for (let i = 0; i < count; i += 1) {
  const place = path.join(folder, `team-${String(Math.floor(i / PER_FOLDER)).padStart(4, '0')}`, `instance-${String(i % PER_FOLDER).padStart(2, '0')}`);
  fs.mkdirSync(place, { recursive: true });
  const text = makeFile(all, random(seed * 1000003 + i));
  fs.writeFileSync(path.join(place, 'flows.json'), text);
  bytes += text.length;
}
console.log(`${count} files, ${(bytes / 1e6).toFixed(1)} MB, of ${all.length} shapes`);
