// Holds the HTML report's drawing of the demo against a real Node-RED editor: the same middles for every node, and the
// same sizes where the editor knows the type. Usage:
//   node editor.mjs --halint HALINT --tools DIR [--node-red 4|5]
// DIR is what scripts/live installs to. Exit code 0: they agree; 1: they do not; 2: it could not be run.
// SPDX-License-Identifier: Apache-2.0
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

import { npm } from '../checks/support/check.mjs';
import { findTools } from './run.mjs';

const root = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
const { values } = parseArgs({ options: { halint: { type: 'string' }, tools: { type: 'string' }, 'node-red': { type: 'string', default: '4' } } });
const demo = path.join(root, 'testdata/demo/flows.json');
const flows = JSON.parse(fs.readFileSync(demo, 'utf8'));
const browser = ['chromium', 'chromium-browser', 'google-chrome'].find((name) => {
  try {
    return execFileSync('which', [name]).length > 0;
  } catch {
    return false;
  }
});
const load = npm('browser', { 'playwright-core': '1.65.1', 'axe-core': '4.14.1' });
if (!browser || !load) {
  console.error('Chromium and playwright-core are needed');
  process.exit(2);
}

const freePort = () => new Promise((resolve) => {
  const server = net.createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => resolve(port));
  });
});

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'halint-editor-'));
const port = await freePort();
const tools = findTools(values.tools, values['node-red']);
fs.copyFileSync(demo, path.join(folder, 'flows.json'));
fs.writeFileSync(path.join(folder, 'settings.js'),
  `module.exports = { uiPort: ${port}, uiHost: '127.0.0.1', flowFile: 'flows.json', editorTheme: { tours: false, projects: { enabled: false } }, telemetry: { enabled: false } };`);
const red = spawn(tools.node, [tools.red, '--safe', '--userDir', folder, '--settings', path.join(folder, 'settings.js')], { stdio: 'ignore' });
const started = await load('playwright-core').chromium.launch({
  executablePath: browser,
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
let status = 2;
try {
  const page = await started.newPage({ viewport: { width: 1600, height: 1000 } });
  for (let i = 0; ; i += 1) {
    try {
      await page.goto(`http://127.0.0.1:${port}/`);
      break;
    } catch (error) {
      if (i > 120) throw error;
      await sleep(1000);
    }
  }
  await page.waitForFunction(() => globalThis.RED?.nodes?.getWorkspaceOrder?.().length > 0, null, { timeout: 120000 });
  const inEditor = new Map();
  for (const tab of flows.filter((node) => node.type === 'tab' || node.type === 'subflow')) {
    await page.evaluate(({ id, type }) => (type === 'tab' ? RED.workspaces.show(id) : RED.editor.editSubflow && RED.workspaces.show(id)), tab);
    await sleep(1500);
    const boxes = await page.evaluate(() => [...document.querySelectorAll('#red-ui-workspace-chart g.red-ui-flow-node')].map((node) => {
      const [x, y] = node.getAttribute('transform').match(/-?[\d.]+/g).map(Number);
      const rect = node.querySelector('.red-ui-flow-node');
      const data = RED.nodes.node(node.id);
      return { id: node.id, x: x + data.w / 2, y: y + data.h / 2, w: data.w, h: data.h, known: Boolean(data._def) && data.type !== 'unknown' && Boolean(rect) };
    }));
    for (const box of boxes) inEditor.set(box.id, box);
  }
  const file = path.join(folder, 'report.html');
  execFileSync(values.halint, ['check', demo, '--no-config', '--fail-on', 'never', '--output', `html=${file}`, '--format', 'json']);
  await page.goto(pathToFileURL(file).href);
  const drawn = await page.evaluate(() => [...document.querySelectorAll('svg .n')].map((node) => {
    const [x, y] = node.getAttribute('transform').match(/-?\d+/g).map(Number);
    const rect = node.querySelector('.b');
    const [w, h] = ['width', 'height'].map((side) => Number(rect.getAttribute(side)));
    return { x: x + w / 2, y: y + h / 2, w, h };
  }));
  let wrong = 0;
  let sized = 0;
  for (const box of inEditor.values()) {
    const found = drawn.filter((one) => Math.abs(one.x - box.x) <= 1 && Math.abs(one.y - box.y) <= 1);
    if (found.length === 0) {
      console.error(`not where the editor has it: ${JSON.stringify(box)}`);
      wrong += 1;
    } else if (found.some((one) => one.w === box.w && one.h === box.h)) {
      sized += 1;
    } else {
      console.error(`another size: ${JSON.stringify(box)}, drawn ${JSON.stringify(found)}`);
    }
  }
  console.log(`Node-RED ${tools.nodeRed}: ${inEditor.size} nodes in the editor, ${inEditor.size - wrong} drawn at their places, ${sized} in their size`);
  status = inEditor.size > 20 && wrong === 0 ? 0 : 1;
} finally {
  await started.close();
  red.kill();
  fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
process.exit(status);
