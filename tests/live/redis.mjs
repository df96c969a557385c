// A Redis server for each world. SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from './world.mjs';

/// Starts four servers that keep nothing on disk.
export async function startRedis() {
  const servers = [];
  for (let i = 0; i < 4; i++) {
    const port = await freePort();
    const child = spawn(
      'setpriv',
      [
        '--pdeathsig',
        'KILL',
        'redis-server',
        '--port',
        String(port),
        '--bind',
        '127.0.0.1',
        '--save',
        '',
        '--appendonly',
        'no',
      ],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
        cwd: '/',
      },
    );
    let out = '';
    await new Promise((resolve, reject) => {
      child.stdout.on('data', (data) => /ready to accept/i.test((out += data)) && resolve());
      child.once('exit', () => reject(new Error(`redis-server ended:\n${out}`)));
    });
    servers.push({ port, child });
  }
  return {
    port: (i) => servers[i].port,
    close: () => Promise.all(servers.map(({ child }) => (child.kill('SIGKILL'), once(child, 'exit')))),
  };
}
