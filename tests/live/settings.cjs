// Settings of one Node-RED copy under test; everything that differs between copies comes from the environment.
// SPDX-License-Identifier: Apache-2.0
const Module = require('module');
const path = require('path');
const { sharedFile, redis } = require('./stores.cjs');

// The SQLite node asks for a package that has to be compiled.
const resolve = Module._resolveFilename;
Module._resolveFilename = (name, ...more) =>
  name === 'sqlite3' ? path.join(__dirname, 'sqlite3.cjs') : resolve(name, ...more);

// As the flows' own modules it lies beside Node-RED.
const client = (port) => new (require.main.require('ioredis'))(port, '127.0.0.1');

const own = process.env.COPY_DIR;
const shared = process.env.SHARED_DIR;

module.exports = {
  uiHost: '127.0.0.1',
  httpAdminRoot: false,
  httpNodeRoot: '/',
  flowFile: path.join(own, 'flows.json'),
  userDir: own,
  credentialSecret: false,
  telemetry: { enabled: false },
  mqttReconnectTime: 5000,
  functionGlobalContext: {
    factor: 7,
    tally: { n: 0 },
    prices: { apple: 3 },
    ...(process.env.REDIS_PORT ? { store: client(Number(process.env.REDIS_PORT)) } : {}),
  },
  contextStorage: {
    default: { module: 'memory' },
    file: { module: 'localfilesystem', config: { dir: own, flushInterval: 1 } },
    disk: { module: 'localfilesystem', config: { dir: path.join(shared, 'cache'), flushInterval: 1 } },
    sharedfile: { module: 'localfilesystem', config: { dir: path.join(shared, 'files'), cache: false } },
    shared: { module: sharedFile, config: { file: path.join(shared, 'store.json') } },
    ...(process.env.REDIS_PORT ? { redis: { module: redis, config: { port: Number(process.env.REDIS_PORT) } } } : {}),
  },
  logging: { console: { level: 'info', metrics: false, audit: false } },
};
