#!/usr/bin/env node
// Looks at the HTML report in a browser: that it draws flows where the editor does, that a click lights a path, that it
// is safe with hostile text, asks nothing of anybody, has nothing that axe-core finds, and bears large flows.
//   usage: html.mjs HALINT REPOSITORY        HALINT_SCREENSHOTS=FOLDER keeps a picture of each page
// SPDX-License-Identifier: Apache-2.0
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { browserProgram, checkArguments, expect, finish, npm, run, skip, workFolder } from './support/check.mjs';

const { halint, repository } = checkArguments();
const work = workFolder();
const browser = browserProgram();
if (!browser) skip('there is no Chromium here; install the package chromium');
const load = npm('browser', { 'playwright-core': '1.65.1', 'axe-core': '4.14.1' });
if (!load) skip('playwright-core and axe-core cannot be had from npm');
const { chromium } = load('playwright-core');
const axe = fs.readFileSync(load.resolve('axe-core/axe.min.js'), 'utf8');

const HOSTILE = '</script></style></svg>"><img src=x onerror="document.title=1"><svg onload=alert(1)>\'`&lt;\u202e${x}';
function hostile() {
  const id = `n"'><b>&#34;`;
  return [
    { id: 't"><i>', type: 'tab', label: HOSTILE, info: HOSTILE },
    { id: 'g', type: 'group', z: 't"><i>', name: HOSTILE, style: { stroke: '"><script>', fill: 'url(https://example.org)' }, nodes: [id], x: 10, y: 10, w: 400, h: 100 },
    { id: 'b', type: 'mqtt-broker', name: HOSTILE, broker: HOSTILE, clientid: HOSTILE },
    { id, type: 'inject', z: 't"><i>', g: 'g', name: HOSTILE, repeat: '5', x: 100, y: 50, wires: [['m']] },
    { id: 'm', type: 'e-mail', z: 't"><i>', name: HOSTILE, server: HOSTILE, x: 300, y: 50, wires: [] },
    { id: 'o', type: 'mqtt out', z: 't"><i>', broker: 'b', topic: HOSTILE, x: 1e308, y: -1e308, wires: [] },
    { id: 'u', type: HOSTILE, z: 't"><i>', x: 'a', y: null, wires: [[id]] },
  ];
}

/** As people write them: chains of a dozen nodes on flows of a hundred. */
function large(count) {
  const nodes = [];
  for (let i = 0; i < count; i += 1) {
    if (i % 100 === 0) nodes.push({ id: `tab${i}`, type: 'tab', label: `Flow ${i / 100}`, disabled: false, info: '' });
    const z = `tab${i - (i % 100)}`;
    const [row, column] = [Math.floor((i % 100) / 10), i % 10];
    const type = column === 0 ? 'inject' : column === 9 ? 'http request' : ['function', 'change', 'switch'][column % 3];
    const common = { id: `node${String(i).padStart(12, '0')}`, type, z, name: `step ${column} of row ${row}` };
    const own = {
      inject: { props: [{ p: 'payload' }, { p: 'topic', vt: 'str' }], repeat: row === 0 ? '60' : '', crontab: '', once: false, onceDelay: 0.1, topic: '', payload: '', payloadType: 'date' },
      function: { func: 'msg.payload = msg.payload + 1;\nif (msg.payload > 10) {\n    msg.topic = "large";\n}\nreturn msg;', outputs: 1, timeout: 0, noerr: 0, initialize: '', finalize: '', libs: [] },
      change: { rules: [{ t: 'set', p: 'payload', pt: 'msg', to: 'topic', tot: 'msg' }], action: '', property: '', from: '', to: '', reg: false },
      switch: { property: 'payload', propertyType: 'msg', rules: [{ t: 'gt', v: '1', vt: 'num' }, { t: 'else' }], checkall: 'true', repair: false, outputs: 2 },
      'http request': { method: 'POST', ret: 'txt', paytoqs: 'ignore', url: 'https://example.org/row', tls: '', persist: false, proxy: '', insecureHTTPParser: false, authType: '', senderr: false, headers: [] },
    }[type];
    const next = column === 9 ? [] : [[`node${String(i + 1).padStart(12, '0')}`]];
    nodes.push({ ...common, ...own, x: 120 + 200 * column, y: 60 + 60 * row, wires: next });
  }
  return nodes;
}

function report(name, flows, args = []) {
  const file = typeof flows === 'string' ? flows : path.join(work, `${name}.json`);
  if (typeof flows !== 'string') fs.writeFileSync(file, JSON.stringify(flows, null, 4));
  const page = path.join(work, `${name}.html`);
  const ran = run(halint, ['check', file, '--no-config', '--fail-on', 'never', '--output', `html=${page}`, '--format', 'json', ...args]);
  expect(ran.status === 0, `${name}: halint ends with ${ran.status}: ${ran.stderr}`);
  return { name, file, page, findings: JSON.parse(ran.stdout).findings, size: [fs.statSync(file).size, fs.statSync(page).size] };
}

const started = await chromium.launch({
  executablePath: browser,
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

async function open(made, options = {}) {
  const context = await started.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(180000); // for machines that have much else to do
  const url = pathToFileURL(made.page).href;
  page.on('console', (message) => { if (message.type() === 'error') expect(false, `${made.name}: the console says ${message.text()}`); });
  page.on('pageerror', (error) => expect(false, `${made.name}: the script fails: ${error}`));
  page.on('request', (request) => expect(request.url().split('#')[0] === url, `${made.name}: asks for ${request.url()}`));
  await page.goto(url);
  return { page, close: () => context.close() };
}

async function checkAccessible(made, page, scheme) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  for (const violation of violations) {
    expect(false, `${made.name} (${scheme}): axe-core: ${violation.id}: ${violation.help}: ${violation.nodes.slice(0, 3).map((node) => node.html.slice(0, 200)).join(' | ')}`);
  }
  expect(true, 'axe');
}

/** Middles of drawn nodes against the file's x and y. */
async function checkPositions(made, page) {
  const nodes = JSON.parse(fs.readFileSync(made.file, 'utf8')).filter((node) => node.x !== undefined && node.type !== 'group' && node.type !== 'subflow');
  const drawn = await page.evaluate(() => [...document.querySelectorAll('svg .n')].map((node) => {
    const [x, y] = node.getAttribute('transform').match(/-?\d+/g).map(Number);
    const rect = node.querySelector('.b');
    return `${x + Math.floor(rect.getAttribute('width') / 2)} ${y + Math.floor(rect.getAttribute('height') / 2)}`;
  }));
  for (const node of nodes) expect(drawn.includes(`${node.x} ${node.y}`), `${made.name}: nothing is drawn at ${node.x}, ${node.y}, where ${node.id} stands`);
}

async function checkLit(made, page) {
  const finding = made.findings.find((one) => one.path.length > 1);
  if (!finding) return;
  await page.click(`[id="${finding.fingerprint}"] .said`);
  // The path is lit when the address has changed, which the browser tells a little later.
  await page.waitForFunction(() => document.querySelectorAll('.n.on').length > 0, null, { timeout: 20000 }).catch(() => {});
  const seen = await page.evaluate(() => ({
    hash: location.hash, lit: document.querySelectorAll('.n.on').length, wires: document.querySelectorAll('.lw').length,
    badges: [...document.querySelectorAll('.cp text')].map((text) => text.textContent),
  }));
  expect(seen.hash === `#${finding.fingerprint}`, `${made.name}: the address does not name the finding`);
  expect(seen.lit >= 1 && seen.wires >= 1, `${made.name}: a click lights nothing: ${JSON.stringify(seen)}`);
  if (finding.effects.length) expect(seen.badges.includes('A') && seen.badges.includes('B'), `${made.name}: copies are not shown`);
  await page.keyboard.press('Escape');
  expect(await page.evaluate(() => document.querySelectorAll('.n.on,.lit').length) === 0, `${made.name}: Escape leaves the path lit`);
  await page.keyboard.press('j');
  expect(await page.evaluate(() => document.querySelectorAll('.chosen').length) === 1, `${made.name}: j chooses nothing`);
}

async function picture(made, page, suffix = '') {
  if (process.env.HALINT_SCREENSHOTS) await page.screenshot({ path: path.join(process.env.HALINT_SCREENSHOTS, `${made.name}${suffix}.png`) });
}

const flow = (name) => path.join(repository, 'testdata', name);
const pages = [
  report('demo', flow('demo/flows.json')),
  report('home', flow('drawing/home.json')),
  report('plant', flow('drawing/plant.json')),
  report('shop', flow('drawing/shop.json')),
  report('many', flow('rules/duplicated-timer/flagged.json')),
  report('hostile', hostile()),
];
for (const made of pages) {
  for (const colorScheme of ['light', 'dark']) {
    const { page, close } = await open(made, { colorScheme });
    await picture(made, page, `-${colorScheme}`);
    await checkAccessible(made, page, colorScheme);
    if (colorScheme === 'light' && made.name !== 'hostile') await checkPositions(made, page);
    if (colorScheme === 'light') await checkLit(made, page);
    await picture(made, page, `-${colorScheme}-lit`);
    await close();
  }
  const narrow = await open(made, { viewport: { width: 420, height: 900 } });
  const wide = await narrow.page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide <= 420, `${made.name}: a narrow window has to scroll to the side, over ${wide} pixels`);
  await picture(made, narrow.page, '-narrow');
  await narrow.close();
  const { page, close } = await open(made, { javaScriptEnabled: false });
  const text = await page.locator('body').innerText();
  for (const finding of made.findings.slice(0, 20)) expect(text.includes(finding.rule), `${made.name}: without a script, ${finding.rule} cannot be read`);
  await close();
}
const trap = pages.find((made) => made.name === 'hostile');
const { page, close } = await open(trap);
expect(await page.title() === 'halint: readiness of flows', 'hostile: text of the flow has run');
expect(await page.evaluate(() => document.querySelectorAll('img,i,b b,script').length) === 1, 'hostile: text of the flow has become elements');
await close();

const big = report('large', large(10000));
expect(big.size[1] <= 1.5 * big.size[0], `large: a page of ${big.size[1]} bytes for a file of ${big.size[0]}`);
const large10k = await open(big);
expect(await large10k.page.evaluate(() => document.querySelectorAll('svg .n').length) === 10000, 'large: not every node is drawn');
const loaded = await large10k.page.evaluate(() => performance.getEntriesByType('navigation')[0].loadEventEnd);
console.log(`10,000 nodes are loaded in ${Math.round(loaded)} ms; page ${big.size[1]} bytes, file ${big.size[0]} bytes`);
await picture(big, large10k.page);
await large10k.close();
await started.close();
finish();
