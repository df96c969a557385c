// The HTML report against a real Node-RED editor: nodes, ports and groups are drawn where the editor draws them.
//   usage: drawing.mjs HALINT REPOSITORY NODE_RED [NODE]    NODE_RED: its red.js; NODE: the program that runs it
// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkArguments, expect, expectEqual, finish, npm, run, skip, workFolder } from '../checks/support/check.mjs';
import { openBrowser } from '../npm/browser.mjs';
import { freePort } from './world.mjs';

const { halint, repository } = checkArguments();
const [, , , , red, node = process.execPath] = process.argv;
const files = ['demo/flows.json', 'drawing/home.json', 'drawing/plant.json', 'drawing/shop.json'];
// The editor measures labels in the fonts of the machine, halint by a table of Helvetica, so the editor gets a font of the
// same measures; widths go in steps of 20.
const WIDTH = 20;
const fonts = npm('npm-arimo', { '@fontsource/arimo': '5.3.0' });
if (!fonts) skip('a font could not be had from npm');
const arimo = fs.readFileSync(fonts.resolve('@fontsource/arimo/files/arimo-latin-400-normal.woff2')).toString('base64');

const editors = [];
process.on('exit', () => editors.forEach((editor) => editor.kill()));

/// An editor that shows these flows; they do not run.
async function startEditor(flows) {
  const folder = workFolder();
  const port = await freePort();
  fs.writeFileSync(path.join(folder, 'flows.json'), JSON.stringify(flows));
  fs.writeFileSync(path.join(folder, 'settings.cjs'), `module.exports = { uiHost: '127.0.0.1', flowFile: 'flows.json', credentialSecret: false,
    telemetry: { enabled: false }, editorTheme: { tours: false, palette: { editable: false } }, logging: { console: { level: 'warn' } } };\n`);
  const editor = spawn(node, [red, '--safe', '-p', String(port), '-u', folder, '-s', path.join(folder, 'settings.cjs')], { stdio: 'ignore' });
  editors.push(editor);
  const url = `http://127.0.0.1:${port}/`;
  for (let i = 0; i < 240; i += 1) {
    if ((await fetch(url).catch(() => null))?.ok) return { url, stop: () => editor.kill() };
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error('Node-RED does not start');
}

/// What the editor draws on each flow and subflow: by id, boxes in the coordinates of the flow.
async function editorDraws(page, url, flows) {
  await page.goto(url);
  await page.waitForFunction(() => window.RED?.nodes?.getWorkspaceOrder?.().length > 0, null, { timeout: 180000 });
  const drawn = new Map();
  for (const { id } of flows.filter(({ type }) => type === 'tab' || type === 'subflow')) {
    await page.evaluate((flow) => RED.workspaces.show(flow), id);
    await page.waitForFunction((flow) => RED.workspaces.active() === flow, id);
    await page.waitForTimeout(300);
    drawn.set(id, await page.evaluate(() => {
      const at = (element) => element.getAttribute('transform').match(/-?[\d.]+/g).map(Number);
      const box = (element, rect) => {
        const [x, y] = at(element);
        return { x, y, width: Number(rect.getAttribute('width')), height: Number(rect.getAttribute('height')) };
      };
      const nodes = [...document.querySelectorAll('g.red-ui-flow-node-group:not(.red-ui-flow-node-junction)')].map((group) => ({
        id: group.id, unknown: Boolean(group.querySelector('.red-ui-flow-node-unknown')), ...box(group, group.querySelector('rect.red-ui-flow-node')),
        outputs: [...group.querySelectorAll('.red-ui-flow-port-output')].map((port) => at(port)[1]).sort((a, b) => a - b),
        input: Boolean(group.querySelector('.red-ui-flow-port-input')),
      }));
      const groups = [...document.querySelectorAll('.red-ui-flow-group-body')].map((body) => box(body.closest('g.red-ui-flow-group'), body));
      return { nodes, groups };
    }));
  }
  return drawn;
}

/// The same from the page that halint writes, by label of the flow.
const pageDraws = (page) => page.evaluate(() => [...document.querySelectorAll('section.flow')].map((section) => {
  const number = (element, name) => Number(element.getAttribute(name) ?? 0);
  const ports = [...section.querySelectorAll('path.po')].flatMap((path) => [...path.getAttribute('d').matchAll(/M(-?\d+) (-?\d+)/g)].map(([, x, y]) => [Number(x) + 5, Number(y) + 5]));
  return {
    label: section.querySelector('h2').textContent,
    nodes: [...section.querySelectorAll('svg .n')].map((group) => {
      const [x, y] = group.getAttribute('transform').match(/-?\d+/g).map(Number);
      const rect = group.querySelector('.b');
      return { x, y, width: number(rect, 'width'), height: number(rect, 'height') };
    }),
    groups: [...section.querySelectorAll('svg .gr')].map((rect) => ({ x: number(rect, 'x'), y: number(rect, 'y'), width: number(rect, 'width'), height: number(rect, 'height') })),
    ports,
  };
}));

const middle = ({ x, y, width, height }) => [x + width / 2, y + height / 2];
const near = (a, b, most) => Math.abs(a - b) <= most;

function compareFlow(name, editor, drawn) {
  for (const wanted of editor.nodes) {
    const [x, y] = middle(wanted);
    const what = `${name}: ${wanted.id}`;
    const found = drawn.nodes.filter((one) => near(middle(one)[0], x, 0.5) && near(middle(one)[1], y, 0.5));
    if (!expect(found.length > 0, `${what}: nothing is drawn around ${x}, ${y}`)) continue;
    // Of a type that is not installed here, the editor knows neither label nor height.
    if (wanted.unknown) continue;
    const isDrawn = (left, top) => drawn.ports.some((port) => near(port[0], left, 1) && near(port[1], top, 1));
    expect(found.some((one) => one.height === wanted.height), `${what}: ${found[0].height} high instead of ${wanted.height}`);
    const like = found.find((one) => near(one.width, wanted.width, WIDTH));
    if (!expect(like, `${what}: ${found[0].width} wide instead of ${wanted.width}`)) continue;
    widths.total += 1;
    widths.same += like.width === wanted.width ? 1 : 0;
    for (const port of wanted.outputs) {
      const top = wanted.y + port + 5;
      expect(isDrawn(like.x + like.width, top), `${what}: no output is drawn at ${like.x + like.width}, ${top}`);
    }
    if (wanted.input) expect(isDrawn(like.x, y), `${what}: no input is drawn at ${like.x}, ${y}`);
  }
  // A group is as wide as the nodes in it make it.
  const most = { x: WIDTH, y: 1, width: 2 * WIDTH, height: 1 };
  for (const group of editor.groups)
    expect(drawn.groups.some((one) => Object.entries(most).every(([side, by]) => near(one[side], group[side], by))), `${name}: no group is drawn at ${JSON.stringify(group)} but at ${JSON.stringify(drawn.groups)}`);
}

const widths = { same: 0, total: 0 };
// The editor has faults of its own; those of the report come from its file.
const { page, problems, close } = await openBrowser({
  allowed: (url) => url.startsWith('http://127.0.0.1:') || url.startsWith('file:'),
  ours: (stack) => stack.includes('file:'),
});
page.setDefaultTimeout(180000); // for machines that have much else to do
await page.addInitScript((data) => {
  const font = new FontFace('Helvetica Neue', `url(data:font/woff2;base64,${data})`);
  document.fonts.add(font);
  font.load();
}, arimo);
for (const file of files) {
  const flows = JSON.parse(fs.readFileSync(path.join(repository, 'testdata', file), 'utf8'));
  const editor = await startEditor(flows);
  const wanted = await editorDraws(page, editor.url, flows);
  editor.stop();
  const html = path.join(workFolder(), 'report.html');
  const ran = run(halint, ['check', path.join(repository, 'testdata', file), '--no-config', '--fail-on', 'never', '--output', `html=${html}`]);
  expectEqual(ran.status, 0, `halint check ${file}: ${ran.stderr}`);
  await page.goto(pathToFileURL(html).href);
  const drawn = await pageDraws(page);
  for (const [id, flow] of wanted) {
    const { label, name } = flows.find((one) => one.id === id);
    const mine = drawn.find((one) => one.label === (label ?? name));
    if (expect(mine, `${file}: ${label ?? name} is not drawn`)) compareFlow(`${file}: ${label ?? name}`, flow, mine);
  }
}
console.log(`${widths.same} of ${widths.total} nodes are as wide as in the editor, the others at most ${WIDTH} wider or narrower`);
expectEqual(problems().filter((problem) => !problem.includes('404')).join('\n'), '', 'problems of the pages');
await close();
finish();
