// PostgreSQL with a database for each world. SPDX-License-Identifier: Apache-2.0
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { freePort } from './world.mjs';

// The server refuses to run for root, whose place its own user takes; Debian keeps its programs out of the way.
const asOther = process.getuid() === 0 ? ['--reuid=postgres', '--regid=postgres', '--clear-groups'] : [];
const installed = '/usr/lib/postgresql';
const versions = fs.existsSync(installed) ? fs.readdirSync(installed).sort((a, b) => b - a) : [];
const program = (name) => (versions.length ? path.join(installed, versions[0], 'bin', name) : name);
const command = (name, ...args) => [...asOther, '--pdeathsig', 'KILL', program(name), ...args];

/// Starts one server, which is gone with its folder when it is closed.
export async function startPostgres(databases) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'halint-postgres-'));
  if (asOther.length) execFileSync('chown', ['postgres', folder]);
  const data = path.join(folder, 'data');
  execFileSync('setpriv', command('initdb', '-D', data, '-U', 'postgres', '-A', 'trust', '--no-sync', '-E', 'UTF8'), {
    cwd: '/',
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const port = await freePort();
  const settings = { port, listen_addresses: '127.0.0.1', unix_socket_directories: folder, fsync: 'off' };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn('setpriv', command('postgres', '-D', data, ...options), { stdio: ['ignore', 'ignore', 'pipe'], cwd: '/' });
  let log = '';
  await new Promise((resolve, reject) => {
    child.stderr.on('data', (text) => /ready to accept/.test((log += text)) && resolve());
    child.once('exit', () => reject(new Error(`postgres ended:\n${log}`)));
  });
  for (const name of databases)
    execFileSync('setpriv', command('createdb', '-h', '127.0.0.1', '-p', String(port), '-U', 'postgres', name), { cwd: '/' });
  return {
    url: (name) => `postgres://postgres@127.0.0.1:${port}/${name}`,
    async close() {
      child.kill('SIGKILL');
      await once(child, 'exit');
      fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
