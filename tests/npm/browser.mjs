// Headless Chromium from the system, driven by playwright-core from npm. SPDX-License-Identifier: Apache-2.0
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { browserProgram, npm, skip } from '../checks/support/check.mjs';

const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/**
 * A page, what went wrong in it so far, and how to end it. `allowed(url)`: what it may ask for; nothing else gets an answer.
 * `ours(stack)`: whether an exception that nobody caught is one of ours.
 */
export async function openBrowser({ allowed = (url) => url.startsWith('http://127.0.0.1:'), ours = () => true } = {}) {
  const browser = browserProgram();
  if (!browser) skip('there is no Chromium here; install the package chromium');
  const require = npm('npm-playwright', { 'playwright-core': '1.65.1' });
  if (!require) skip('playwright-core could not be had from npm');
  const { chromium } = require('playwright-core');
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'halint-chromium-'));
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: browser, headless: true, args: ARGUMENTS, viewport: { width: 1360, height: 860 },
  });
  const page = context.pages()[0] ?? (await context.newPage());
  const problems = [];
  page.on('pageerror', (error) => (ours(String(error.stack)) ? problems.push(`error: ${error.message}`) : console.error(`not ours: ${error.stack}`)));
  page.on('console', (message) => message.type() === 'error' && problems.push(`console: ${message.text()} (${message.location().url})`));
  await context.route('**/*', (route) => {
    const url = route.request().url();
    if (allowed(url) || /^(data|blob|about):/.test(url)) return route.continue();
    problems.push(`asks for ${url}`);
    return route.abort();
  });
  return {
    page,
    problems: () => problems,
    async close() {
      await context.close();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}
