#!/usr/bin/env node
// The page on which flows are dropped, in Chromium: the demo, a file, what is none; and that nothing leaves it.
//   usage: page.mjs HALINT REPOSITORY PACKAGE [SCREENSHOTS]     PACKAGE: the folder of the installed npm package halint
// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { HOSTILE_FLOWS, checkArguments, expect, expectEqual, finish, run, workFolder } from '../checks/support/check.mjs';
import { openBrowser } from './browser.mjs';

const { repository } = checkArguments();
const [, , , , installed, pictures] = process.argv;
const work = workFolder();
const made = run(path.join(repository, 'scripts/playground'), [path.join(work, 'page')], { env: { ...process.env, HALINT_WASM_FOLDER: installed } });
expect(made.status === 0, `scripts/playground: ${made.stderr}`);
const server = spawn(process.execPath, [path.join(repository, 'tests/checks/support/server.mjs'), path.join(work, 'page')], { stdio: ['ignore', 'pipe', 'inherit'] });
process.on('exit', () => server.kill());
const port = await new Promise((resolve) => server.stdout.once('data', (text) => resolve(Number(text))));
const here = `http://127.0.0.1:${port}/`;
const { page, problems, close } = await openBrowser({ allowed: (url) => url.startsWith(here) });
const status = (pattern) => page.waitForFunction((source) => new RegExp(source).test(document.getElementById('status').textContent), pattern.source, { timeout: 60000 });
const give = (name, text) => page.setInputFiles('#file', { name, mimeType: 'application/json', buffer: Buffer.from(text) });
/** What is shown, wherever that is. */
const shown = async () => ((await page.isVisible('#report')) ? page.frameLocator('#report').locator('body').innerText() : page.innerText('#text'));

await page.goto(here);
await status(/is ready/);
await page.click('#demo');
await status(/demo\.json: not safe for 2 copies/);
expect((await shown()).includes('plant-gateway'), 'the demo is not shown');
if (pictures) await page.screenshot({ path: path.join(pictures, 'page.png') });
await page.fill('#replicas', '3');
await page.keyboard.press('Tab');
await status(/3 copies/);
await give('hostile <img src=x onerror=alert(1)>.json', JSON.stringify(HOSTILE_FLOWS));
await status(/hostile.*not safe/);
for (const [name, text, sentence] of [['no.json', '{"a": 1}', /flows/], ['broken.json', '[{', /broken\.json/], ['empty.json', '', /empty\.json/]]) {
  await give(name, text);
  await status(sentence);
}
await page.evaluate(() => {
  const transfer = new DataTransfer();
  transfer.items.add(new File(['[{"id":"t","type":"tab","label":"Quiet"}]'], 'dropped.json'));
  dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, cancelable: true }));
});
await status(/dropped\.json: safe for 3 copies/);
expectEqual(problems().join('\n'), '', 'problems of the page');
const refused = await page.evaluate(() => fetch('https://example.com/').then(() => 'sent', () => 'refused'));
expectEqual(refused, 'refused', 'the page may talk to others');
await close();
finish();
