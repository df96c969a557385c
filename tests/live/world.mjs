// A world: one broker, one or more Node-RED copies that run the same flows, a proxy that shares requests out between
// them by a fixed schedule, and observers that stand outside. Everything listens on 127.0.0.1 only.
// It knows nothing of cases or verdicts. SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { EventEmitter, once } from 'node:events';
import fs from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { mongoService } from './mongo.mjs';
import { mysqlService } from './mysql.mjs';
import { strictBroker } from './strict.mjs';
import { telegramService } from './telegram.mjs';
import { tokenService } from './tokens.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const taken = new Set();

/// A port that is free now and below the range from which the kernel gives out ports for outgoing connections.
export async function freePort() {
  for (;;) {
    const port = 20000 + Math.floor(Math.random() * 12000);
    if (taken.has(port)) continue;
    taken.add(port);
    const server = net.createServer();
    const free = await new Promise((resolve) => {
      server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true));
    });
    if (free) await new Promise((resolve) => server.close(resolve));
    if (free) return port;
  }
}

const children = new Set();
process.on('exit', () => children.forEach((child) => child.kill('SIGKILL')));

/// Starts a program that dies with this process, and hands each line it prints to `onLine`.
function start(command, args, options, onLine) {
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', command, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options,
  });
  children.add(child);
  child.gone = once(child, 'exit').then(() => children.delete(child));
  for (const stream of [child.stdout, child.stderr]) {
    let rest = '';
    stream.setEncoding('utf8').on('data', (data) => {
      const lines = (rest + data).split('\n');
      rest = lines.pop();
      lines.forEach(onLine);
    });
  }
  return child;
}

/// 0101..., and the Thue-Morse word 0110 1001..., which no rotation of a broker can run in step with.
export const schedules = {
  alternating: (n) => n % 2,
  thueMorse: (n) => n.toString(2).replaceAll('0', '').length % 2,
};

export class World extends EventEmitter {
  /// `tools` tells where Node-RED is: { node, red, modules }. `change` is what happens to the first copy: it is updated
  /// (rolling), or another takes over after it was stopped (stop) or killed (kill); none: all copies are there at once.
  constructor({ name, copies, schedule, folder, tools, redisPort, databaseUrl, opcua, change }) {
    super();
    this.setMaxListeners(0);
    Object.assign(this, { name, schedule, folder, tools, redisPort, databaseUrl, opcua, change });
    this.require = createRequire(path.join(tools.modules, 'index.js'));
    this.copies = Array.from({ length: copies }, (_, index) => ({
      index,
      name: `copy${index + 1}`,
      log: [],
      alive: !change || index === 0,
    }));
    this.counters = new Map();
    this.events = []; // what was seen outside: { channel, text, time, number }
    this.channels = new Map(); // the same by channel
    this.brokerLog = [];
    this.feeds = new Map(); // path -> outbound WebSocket connections of the copies
    this.closers = [];
    this.lastRound = Promise.resolve();
  }

  note(channel, text) {
    const event = { channel, text, time: Date.now(), number: this.events.length };
    this.events.push(event);
    if (!this.channels.has(channel)) this.channels.set(channel, []);
    this.channels.get(channel).push(event);
    this.emit('event', event);
  }

  /// The next copy by the schedule; each case has a counter of its own.
  pick(topic) {
    const count = this.counters.get(topic) ?? 0;
    this.counters.set(topic, count + 1);
    const wanted = this.copies[this.schedule(count) % this.copies.length];
    return wanted.alive ? wanted : (this.copies.find((copy) => copy.alive) ?? wanted);
  }

  /// Starts broker and observers. Copies are started later, so that what they do first is seen too.
  async open() {
    fs.mkdirSync(path.join(this.folder, 'shared', 'cache'), { recursive: true });
    await this.startBroker();
    await this.startObserver();
    this.sinkPort = await this.startSink();
    this.feedPort = await this.startFeed();
    this.strictPort = await this.listen(strictBroker(this.require('mqtt-packet'), this.brokerPort));
    this.telegram = telegramService((path, text) => this.note(`sink ${path}`, text));
    this.telegramPort = await this.listen(this.telegram.server);
    this.mysql = mysqlService(this.require);
    this.mysqlPort = await this.listen(this.mysql.server);
    this.mongo = mongoService(this.require);
    this.mongoPort = await this.listen(this.mongo.server);
    this.tokenPort = await this.listen(tokenService());
    this.proxyPort = await this.startProxy();
    for (const copy of this.copies) {
      copy.port = await freePort();
      copy.folder = path.join(this.folder, copy.name);
    }
  }

  async startBroker() {
    this.brokerPort = await freePort();
    const config = path.join(this.folder, 'mosquitto.conf');
    fs.writeFileSync(config, `listener ${this.brokerPort} 127.0.0.1\nallow_anonymous true\nmax_queued_messages 0\n`);
    const ready = once(this, 'broker');
    this.broker = start('mosquitto', ['-v', '-c', config], {}, (line) => {
      this.brokerLog.push(line);
      if (line.includes('running')) this.emit('broker');
    });
    await Promise.race([
      ready,
      this.broker.gone.then(() => Promise.reject(new Error(`mosquitto ended:\n${this.brokerLog.join('\n')}`))),
    ]);
  }

  async startObserver() {
    const mqtt = this.require('mqtt');
    this.client = mqtt.connect(`mqtt://127.0.0.1:${this.brokerPort}`, {
      clientId: 'halint-observer',
      protocolVersion: 4,
    });
    this.client.on('message', (topic, payload) => {
      if (topic === 'halint-fence') return this.emit(`fence ${payload}`);
      this.note(`mqtt ${topic}`, payload.toString());
    });
    await once(this.client, 'connect');
    await this.client.subscribeAsync('#', { qos: 1 });
  }

  async listen(server) {
    const port = await freePort();
    await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
    this.closers.push(() => {
      server.closeAllConnections?.();
      server.close();
    });
    return port;
  }

  /// A service outside that counts who calls it, and tells below …/count how often.
  startSink() {
    const server = http.createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      const [path] = request.url.split('?');
      if (path.endsWith('/count')) {
        const counted = `sink ${path.slice(0, -'/count'.length)}`;
        return response.end(String(this.events.filter(({ channel }) => channel === counted).length));
      }
      this.note(`sink ${path}`, `${request.method} ${request.url} ${body}`.trim());
      response.end('ok');
    });
    return this.listen(server);
  }

  /// Runs statements in PostgreSQL, and returns the rows of the last one.
  async postgres(sql) {
    const { Client } = this.require('pg');
    const client = new Client({ connectionString: this.databaseUrl });
    await client.connect();
    try {
      return (await client.query(sql)).rows ?? [];
    } finally {
      await client.end();
    }
  }

  /// A WebSocket server outside, to which copies connect.
  startFeed() {
    const server = http.createServer();
    const { Server } = this.require('ws');
    new Server({ server }).on('connection', (socket, request) => {
      const sockets = this.feeds.get(request.url) ?? [];
      this.feeds.set(request.url, [...sockets, socket]);
    });
    return this.listen(server);
  }

  startProxy() {
    const target = (request) => {
      const copy = this.pick(request.url.split(/[/?]/)[1]);
      return {
        host: '127.0.0.1',
        port: copy.port,
        path: request.url,
        method: request.method,
        headers: request.headers,
      };
    };
    const server = http.createServer((request, response) => {
      const onward = http.request({ ...target(request), agent: false }, (answer) => {
        response.writeHead(answer.statusCode, answer.headers);
        answer.pipe(response);
      });
      onward.on('error', () => response.writeHead(502).end('no copy answers'));
      response.on('close', () => onward.destroy());
      request.pipe(onward);
    });
    server.on('upgrade', (request, socket, head) => {
      const onward = http.request({ ...target(request), agent: false }).end();
      onward.on('error', () => socket.destroy());
      onward.on('upgrade', (answer, inner, rest) => {
        const headers = answer.rawHeaders.map((h, i) => (i % 2 ? `${h}\r\n` : `${h}: `)).join('');
        socket.write(`HTTP/1.1 101 Switching Protocols\r\n${headers}\r\n`);
        if (head.length) inner.write(head);
        if (rest.length) socket.write(rest);
        for (const end of [socket, inner]) end.on('error', () => {});
        socket.pipe(inner).pipe(socket);
      });
    });
    return this.listen(server);
  }

  /// Starts a copy with its flows file; resolves when its flows run and each broker config node has been connected.
  async startCopy(copy, { flows, credentials }, environment) {
    fs.mkdirSync(path.join(copy.folder, 'files'), { recursive: true });
    fs.writeFileSync(path.join(copy.folder, 'flows.json'), JSON.stringify(flows));
    fs.writeFileSync(path.join(copy.folder, 'flows_cred.json'), JSON.stringify(credentials));
    this.lendModules(copy);
    const used = new Set(flows.map((node) => node.broker));
    const connects = (node) => node.type === 'mqtt-broker' && used.has(node.id) && node.autoConnect !== false;
    copy.waiting = new Set(flows.filter(connects).map((node) => node.name));
    copy.started = false;
    copy.alive = true;
    const ready = new Promise((resolve, reject) => {
      const onLine = (line) => {
        copy.log.push(line);
        if (line.includes('Started flows')) copy.started = true;
        const broker = /\[mqtt-broker:(\S+)\] Connected to broker/.exec(line);
        if (broker) copy.waiting.delete(broker[1]);
        if (copy.started && copy.waiting.size === 0) resolve();
      };
      const env = {
        ...process.env,
        ...environment,
        COPY_DIR: copy.folder,
        SHARED_DIR: path.join(this.folder, 'shared'),
        XDG_CONFIG_HOME: copy.folder, // where nodes for OPC UA keep their certificates
      };
      if (this.redisPort) env.REDIS_PORT = String(this.redisPort);
      if (this.databaseUrl) env.DATABASE_URL = this.databaseUrl;
      const args = [this.tools.red, '-s', path.join(here, 'settings.cjs'), '-u', copy.folder, '-p', String(copy.port)];
      copy.child = start(this.tools.node, args, { env, cwd: path.join(copy.folder, 'files') }, onLine);
      copy.child.gone.then(() =>
        reject(new Error(`${this.name} ${copy.name} ended:\n${copy.log.slice(-20).join('\n')}`)),
      );
    });
    const late = sleep(900_000, null, { ref: false }).then(() => {
      throw new Error(
        `${this.name} ${copy.name} is not ready: ${[...copy.waiting]}\n${copy.log.slice(-20).join('\n')}`,
      );
    });
    await Promise.race([ready, late]);
  }

  /// Modules that function nodes require count as installed by the user, so nothing is fetched when a copy starts. Nodes
  /// that take seconds to load are lent to the worlds that need them.
  lendModules(copy) {
    const modules = path.join(copy.folder, 'node_modules');
    fs.mkdirSync(modules, { recursive: true });
    const lent = { ioredis: this.tools.modules, pg: this.tools.modules };
    if (this.opcua) lent['node-red-contrib-opcua'] = this.tools.opcua;
    const dependencies = Object.fromEntries(Object.keys(lent).map((name) => [name, '*']));
    fs.writeFileSync(path.join(copy.folder, 'package.json'), JSON.stringify({ dependencies }));
    for (const [name, folder] of Object.entries(lent)) {
      const link = path.join(modules, name);
      if (!fs.existsSync(link)) fs.symlinkSync(path.join(folder, name), link);
    }
  }

  async kill(copy, signal) {
    copy.alive = false;
    copy.child.kill(signal);
    await copy.child.gone;
  }

  /// Everything that was sent before has gone once through the broker and once through the loop of every copy. One
  /// round serves all who asked before it began, so that a hundred cases at once do not keep the machine busy with it.
  fence() {
    this.nextRound ??= this.lastRound.then(() => {
      this.nextRound = null;
      const round = this.round();
      this.lastRound = round.catch(() => {});
      return round;
    });
    return this.nextRound;
  }

  async round() {
    const token = String((this.tokens = (this.tokens ?? 0) + 1));
    const back = once(this, `fence ${token}`);
    await this.client.publishAsync('halint-fence', token, { qos: 1 });
    await back;
    await Promise.all(
      this.copies.filter((copy) => copy.alive).map((copy) => this.request(copy.port, 'GET', '/halint-fence', 60_000)),
    );
  }

  /// Runs `work` once, when as many as `this.parties` says of this name have asked for it.
  async together(name, work) {
    const entry = (this.meetings ??= new Map()).get(name) ?? { asked: 0 };
    this.meetings.set(name, entry);
    entry.done ??= new Promise(
      (resolve, reject) => (entry.go = () => Promise.resolve().then(work).then(resolve, reject)),
    );
    if (++entry.asked === this.parties(name)) {
      this.meetings.delete(name);
      entry.go();
    }
    // A case that failed on its way never asks.
    const late = sleep(400_000, null, { ref: false }).then(() => {
      throw new Error(`${name}: not all cases came so far`);
    });
    await Promise.race([entry.done, late]);
  }

  request(port, method, url, timeout) {
    return new Promise((resolve) => {
      const request = http.request(
        { host: '127.0.0.1', port, path: url, method, agent: false, timeout },
        (response) => {
          let body = '';
          response.setEncoding('utf8').on('data', (data) => (body += data));
          response.on('end', () => resolve(response.statusCode === 200 ? body : `${response.statusCode} ${body}`));
          response.on('error', () => resolve('ABORTED'));
        },
      );
      request.on('timeout', () => (resolve('TIMEOUT'), request.destroy()));
      request.on('error', (error) => resolve(`ERROR ${error.code}`));
      request.end();
    });
  }

  sendUdp(port, address, text) {
    const socket = createSocket('udp4');
    return new Promise((resolve, reject) => {
      socket.bind(0, address.startsWith('127.') ? '127.0.0.1' : undefined, () => {
        if (!address.startsWith('127.')) socket.setMulticastInterface('127.0.0.1');
        socket.send(text, port, address, (error) => (socket.close(), error ? reject(error) : resolve()));
      });
    });
  }

  async close() {
    this.client?.end(true);
    this.closers.forEach((close) => close());
    for (const { child } of this.copies) child?.kill('SIGKILL');
    this.broker?.kill('SIGKILL');
    await Promise.all([this.broker?.gone, ...this.copies.map((copy) => copy.child?.gone)]);
  }
}
