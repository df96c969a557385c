#!/usr/bin/env node
// The packed plugin in a real Node-RED editor, in headless Chromium: findings, reveal, path, suppress, fix, undo, deploy.
//   usage: editor.mjs HALINT REPOSITORY TARBALL 4|5 [SCREENSHOTS]    the version of Node-RED; where pictures go
// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { cacheFolder, checkArguments, expect, expectEqual, finish, npm, run, skip, workFolder } from '../checks/support/check.mjs';
import { openBrowser } from './browser.mjs';

const { halint, repository } = checkArguments();
const [, , , , tarball, version, pictures] = process.argv;
// Node-RED 5 wants a newer Node.js than distributions have.
const newer = `node-linux-${process.arch}`;
const PACKAGES = { 4: { 'node-red': '4.1' }, 5: { 'node-red': '5.0', [newer]: '22' } }[version];
if (!PACKAGES) skip(`there is no Node-RED ${version} here`);
if (!npm(`npm-node-red-${version}`, PACKAGES)) skip('Node-RED could not be had from npm');
const modules = path.join(cacheFolder(), `npm-node-red-${version}`, 'node_modules');
const node = version === '5' ? path.join(modules, newer, 'bin/node') : process.execPath;
const work = workFolder();
const demo = JSON.parse(fs.readFileSync(path.join(repository, 'testdata/demo/flows.json'), 'utf8'));

function installPlugin() {
  const settings = `module.exports = {uiHost: '127.0.0.1', flowFile: 'flows.json', userDir: ${JSON.stringify(work)}, credentialSecret: 'test',
  telemetry: {enabled: false}, editorTheme: {tours: false, projects: {enabled: false}, palette: {editable: false}}, logging: {console: {level: 'warn'}}};\n`;
  fs.writeFileSync(path.join(work, 'settings.cjs'), settings);
  fs.writeFileSync(path.join(work, 'flows.json'), JSON.stringify(demo));
  fs.writeFileSync(path.join(work, 'package.json'), '{"private": true}');
  const ran = run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', tarball], { cwd: work });
  expect(ran.status === 0, `npm install ${tarball}: ${ran.stderr}`);
}

async function startNodeRed() {
  const port = 20000 + (process.pid % 20000);
  const red = spawn(node, [path.join(modules, 'node-red/red.js'), '--safe', '-p', String(port), '-s', path.join(work, 'settings.cjs')], { stdio: 'inherit' });
  process.on('exit', () => red.kill());
  const url = `http://127.0.0.1:${port}/`;
  for (let i = 0; i < 240; i += 1) {
    if ((await fetch(url).catch(() => null))?.ok) return url;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error('Node-RED does not start');
}

/** What `halint check` finds in flows as the editor has them. */
function wanted(flows) {
  const { stdout } = run(halint, ['check', '-', '--no-config', '--format=json'], { input: JSON.stringify(flows, null, 4) });
  return JSON.parse(stdout).findings.map(({ rule, level, message, node: at }) => `${level} ${rule} ${at?.id} ${message}`).sort();
}

installPlugin();
const url = await startNodeRed();
const { page, problems, close } = await openBrowser({ ours: (stack) => stack.includes('@halint') }); // the editor has mistakes of its own when it is slow
const flows = () => page.evaluate(() => RED.nodes.createCompleteNodeSet({ credentials: false }));
const picture = async (name) => pictures && page.screenshot({ path: path.join(pictures, `node-red-${version}-${name}.png`) });
const rows = '.halint-sidebar .halint-row';
/** The sidebar shows what `halint check` finds in the flows as they are now. */
async function agrees(what) {
  const should = wanted(await flows());
  const shown = () => page.$$eval(rows, (list) => list.map((row) => `${row.querySelector('.halint-hidden').textContent.replace(': ', '')} ${row.dataset.rule} ${row.dataset.node} ${row.querySelector('.halint-message').textContent}`).sort());
  for (let i = 0; i < 50 && (await shown()).join('\n') !== should.join('\n'); i += 1) await page.waitForTimeout(200);
  expectEqual((await shown()).join('\n'), should.join('\n'), what);
}

await page.goto(url);
await page.waitForFunction(() => window.RED?.nodes?.getWorkspaceOrder?.().length > 0, null, { timeout: 120000 });
// Of the nodes that the demo uses some are not installed here, and the editor says so.
await page.click('.red-ui-notification button:has-text("Close")');
await page.evaluate(() => RED.actions.invoke('halint:show'));
await page.waitForSelector(rows, { timeout: 60000 });
await agrees('the demo');
await picture('findings');
expect(await page.locator('.halint-badge').count() > 0, 'no badge on the canvas');
expect(/Not safe for 2 copies/.test(await page.textContent('.halint-summary')), 'the summary');
expect(/for 2 copies/.test(await page.textContent('.halint-status')), 'the status bar');

// A click shows the node and lights the way; Escape puts it out.
const traced = page.locator(`${rows}[data-rule=duplicated-timer]`).first();
await traced.click();
await page.waitForSelector('#red-ui-workspace-chart g.red-ui-flow-node.halint-lit');
await page.waitForTimeout(600);
const lit = await page.evaluate(() => ({ nodes: document.querySelectorAll('g.red-ui-flow-node.halint-lit').length, links: document.querySelectorAll('g.red-ui-flow-link.halint-lit').length }));
expect(lit.nodes > 1 && lit.links > 0, `lit: ${JSON.stringify(lit)}`);
const visible = await page.evaluate((id) => RED.nodes.node(id).z === RED.workspaces.active(), await traced.getAttribute('data-node'));
expect(visible, 'the flow of the finding is not shown');
await picture('path');
await page.keyboard.press('Escape');
await page.waitForFunction(() => !document.querySelector('.halint-lit'));

// With the keyboard alone.
await page.locator(rows).first().focus();
await page.keyboard.press('ArrowDown');
expect(await page.evaluate((row) => document.activeElement === document.querySelectorAll('.halint-row, .halint-flow')[Array.from(document.querySelectorAll('.halint-row, .halint-flow')).indexOf(document.querySelector(row)) + 1], rows), 'the arrow keys do not move');

// The page of a rule.
await traced.click();
await page.click('.halint-details button:has(.fa-book)');
await page.waitForSelector('.halint-page h4');
expect((await page.textContent('.halint-page')).includes('When it is fine'), 'the page of the rule');
await picture('rule');
await page.click('.halint-page button');

// Allowed, with a reason, and taken back.
const before = JSON.stringify(await flows());
const allowed = await traced.getAttribute('data-node');
if (!(await page.locator('.halint-details').count())) await traced.click();
await page.click('.halint-details button:has(.fa-check)');
await page.fill('.halint-reason input', 'the mail server drops the second one');
await picture('allow');
await page.keyboard.press('Enter');
await page.waitForFunction((id) => /halint-ignore duplicated-timer -- the mail server/.test(RED.nodes.node(id).info), allowed);
await agrees('after allowing one');
await page.evaluate(() => RED.actions.invoke('core:undo'));
expectEqual(JSON.stringify(await flows()), before, 'undo');
await agrees('after undo');

// Fixed, and taken back.
const client = page.locator(`${rows}[data-rule=mqtt-fixed-client-id]`).first();
await client.click();
await page.click('.halint-details button:has(.fa-wrench)');
await page.waitForFunction(() => !document.querySelector('.halint-row[data-rule=mqtt-fixed-client-id]'), null, { timeout: 20000 });
await agrees('after a fix');
await page.evaluate(() => RED.actions.invoke('core:undo'));
expectEqual(JSON.stringify(await flows()), before, 'undo of a fix');
await agrees('after undo of a fix');

// Everything that is safe to fix, from the toolbar.
await page.evaluate(() => RED.actions.invoke('halint:fix-all'));
await page.waitForFunction(() => RED.nodes.dirty(), null, { timeout: 20000 });
await agrees('after all fixes');
await page.evaluate(() => RED.actions.invoke('core:undo'));
await agrees('after undo of all fixes');

// A new error is told before it is deployed. Importing marks the flows as changed.
const more = [{ id: 'aaaa0000aaaa0000', type: 'inject', z: '', name: 'every minute', props: [{ p: 'payload' }], repeat: '60', crontab: '', once: false, topic: '', payload: '', payloadType: 'date', x: 120, y: 60, wires: [['aaaa0000aaaa0001']] },
  { id: 'aaaa0000aaaa0001', type: 'http request', z: '', name: 'order more', method: 'POST', ret: 'txt', url: 'https://shop.example/orders', x: 320, y: 60, wires: [[]] }];
await page.evaluate((nodes) => RED.view.importNodes(nodes, { generateIds: true }), more);
await page.mouse.move(500, 600);
await page.mouse.click(500, 600); // sets them down
await page.waitForFunction(() => document.querySelector('.halint-sidebar')?.textContent.includes('order more'));
await agrees('after an import');
await page.click('#red-ui-header-button-deploy');
await page.waitForSelector('.red-ui-notification .halint-fresh');
await picture('deploy');
await page.click('.red-ui-notification button:has-text("Cancel")');
expect(await page.evaluate(() => RED.nodes.dirty()), 'cancelled, and deployed all the same');
await page.click('#red-ui-header-button-deploy');
await page.click('.red-ui-notification button:has-text("Deploy anyway")');
await page.locator('.red-ui-notification button:has-text("Confirm deploy")').click(); // Node-RED's own word about unknown types
await page.waitForFunction(() => !RED.nodes.dirty(), null, { timeout: 20000 });

// Settings, and the dark theme where there is one.
await page.locator('[title="Settings of halint"]').click();
await picture('settings');
await page.selectOption('.halint-setting select >> nth=0', 'kubernetes');
await page.click('.halint-page button');
if (version === '5') {
  await page.evaluate(() => document.documentElement.classList.add('nr-theme-dark'));
  await picture('dark');
}

// Fast enough for whoever types: 1,000 nodes.
const milliseconds = await page.evaluate(async () => {
  const { Linter } = await import(new URL('resources/@halint/node-red/linter.js', document.baseURI));
  const nodes = [{ id: 't', type: 'tab', label: 'many' }];
  for (let i = 0; i < 1000; i += 1) nodes.push({ id: `n${i}`, type: i % 3 ? 'function' : 'inject', z: 't', name: `n ${i}`, repeat: i % 6 ? '' : '60', func: 'flow.set("a", msg.payload);\nreturn msg;', x: 100, y: 20 * i, wires: [[`n${i + 1}`]] });
  const worker = new Worker(new URL('resources/@halint/node-red/worker.js', document.baseURI), { type: 'module' });
  const once = () => new Promise((resolve) => {
    const begun = performance.now();
    worker.onmessage = () => resolve(performance.now() - begun);
    worker.postMessage({ number: 1, task: 'check', input: { flows: nodes, options: {} } });
  });
  const times = [];
  for (let i = 0; i < 12; i += 1) times.push(await once());
  worker.terminate();
  return { first: times[0], warm: times.slice(4).sort((a, b) => a - b)[4], Linter: typeof Linter };
});
console.log(`1,000 nodes in the worker: ${milliseconds.warm.toFixed(1)} ms warm, ${milliseconds.first.toFixed(0)} ms cold`);
expectEqual(problems().join('\n'), '', 'problems of the page');
await close();
finish();
