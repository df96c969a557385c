// The steps of a workload and the observations of a case, run in one world. docs/proof.md and testdata/proof/README.md
// describe both for people who write cases. SPDX-License-Identifier: Apache-2.0
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const list = (value) => (Array.isArray(value) ? value : [value]);
const text = (value) => (typeof value === 'string' ? value : JSON.stringify(value));

/// How long a client waits for an answer, in milliseconds, unless its step says so.
const patience = 120_000;

/// One case in one world: keeps the answers in order, and where each observation starts to count.
export class Run {
  constructor(world, test) {
    Object.assign(this, { world, test, answers: [], noted: [], sockets: new Map(), pending: [], from: 0 });
  }

  events(channel) {
    return (this.world.channels.get(channel) ?? []).filter((event) => event.number >= this.from);
  }

  /// Channels that this case observes; `settle` watches them.
  channels() {
    return (this.test.observe ?? []).flatMap((o) =>
      [
        o.mqtt && `mqtt ${o.mqtt}`,
        o.sink && `sink ${o.sink}`,
        o.websocket && `websocket ${this.test.name} ${o.websocket}`,
      ].filter(Boolean),
    );
  }

  settle() {
    return settle(this.world, [this]);
  }

  async perform(steps) {
    for (const step of steps ?? []) {
      const [kind] = Object.keys(step);
      if (!actions[kind]) throw new Error(`${this.test.name}: no step is called ${kind}`);
      await actions[kind].call(this, step);
    }
  }

  /// What was seen, as { label: { values, ordered } }; a label whose values may be empty is marked `silent`.
  async observations() {
    await Promise.all(this.pending);
    if (this.unanswered) throw new Error(`${this.test.name}: ${this.unanswered} was not answered in ${patience} ms`);
    const seen = {};
    if (this.answers.length) seen.http = { values: this.answers, ordered: true };
    if (this.noted.length) seen.status = { values: this.noted, ordered: true };
    for (const observation of this.test.observe ?? []) {
      const kind = Object.keys(observation).find((key) => observers[key]);
      if (!kind) throw new Error(`${this.test.name}: cannot observe ${JSON.stringify(observation)}`);
      const label = observation.as ?? `${kind} ${observation[kind]}`;
      seen[label] = {
        values: await observers[kind].call(this, observation),
        watchOrder: observation.ordered,
        silent: observation.silent,
      };
    }
    return seen;
  }

  close() {
    for (const socket of this.sockets.values()) socket.terminate();
  }
}

/// Goes on until three rounds through broker and copies in a row have brought these runs nothing new.
export async function settle(world, runs) {
  const count = () =>
    runs.reduce((sum, run) => run.channels().reduce((n, channel) => n + run.events(channel).length, sum), 0);
  for (let calm = 0, before = count(); calm < 3;) {
    await world.fence();
    await sleep(5);
    const now = count();
    calm = now === before ? calm + 1 : 0;
    before = now;
  }
}

const actions = {
  /// Requests through the proxy: one after another, or all at once with "at": "once". "v" appends ?v=.
  async get(step) {
    const urls = step.v
      ? step.v.map((v) => `${step.get}${step.get.includes('?') ? '&' : '?'}v=${encodeURIComponent(v)}`)
      : list(step.get);
    const ask = async (url) => {
      const answer = await this.world.request(this.world.proxyPort, step.method ?? 'GET', url, step.timeout ?? patience);
      // That nobody answers may only be seen where a step waits for it; else the machine may have been too slow.
      if (answer === 'TIMEOUT' && !step.timeout) this.unanswered = url;
      return step.answers === 'shape' ? answer.replace(/[0-9a-f]{16}/g, 'ID') : answer;
    };
    // Answers have their places in order of the requests, whenever they come.
    const answers = ['ignore', 'distinct'].includes(step.answers) ? [] : this.answers;
    const first = answers.length;
    answers.push(...urls.map(() => null));
    const record = async (url, i) => (answers[first + i] = await ask(url));
    if (step.at === 'background') {
      this.pending.push(Promise.all(urls.map(record)));
    } else if (step.at === 'once') {
      await Promise.all(urls.map(record));
    } else {
      for (const [i, url] of urls.entries()) {
        await record(url, i);
        // A request that also does something behind the answer has done it before the next one is sent.
        if (step.every) await sleep(step.every);
        else if (this.channels().length) await this.settle();
      }
    }
    if (step.answers === 'distinct') this.answers.push(`${new Set(answers).size} different`);
  },

  /// Messages to the broker; the next one is sent when the last one has been worked off, unless "at" or "every" say so.
  async publish(step) {
    for (const payload of list(step.payload)) {
      const sent = this.world.client.publishAsync(step.publish, text(payload), {
        qos: 1,
        retain: step.retain ?? false,
      });
      if (step.at === 'once') {
        this.pending.push(sent);
        continue;
      }
      await sent;
      if (step.every) await sleep(step.every);
      else await this.settle();
    }
    if (step.at === 'once') await Promise.all(this.pending.splice(0));
  },

  async settle() {
    await this.settle();
  },

  /// Waits for the time to pass: only where absence is to be shown, or a clock is what the case is about.
  async pass(step) {
    await sleep(step.pass);
  },

  /// Waits until a channel has shown so many events, in every world.
  async await(step) {
    const end = Date.now() + (step.limit ?? 30_000);
    while (this.events(step.await).length < step.count && Date.now() < end) {
      await Promise.race([once(this.world, 'event'), sleep(200)]);
    }
    if (this.events(step.await).length < step.count)
      throw new Error(`${this.test.name}: ${step.await} did not come ${step.count} times`);
  },

  /// Observation counts from here on.
  async begin() {
    this.from = this.world.events.length;
    this.begun = Date.now();
    this.answers.length = 0;
  },

  async connect(step) {
    const WebSocket = this.world.require('ws');
    for (const name of list(step.connect)) {
      const socket = new WebSocket(`ws://127.0.0.1:${this.world.proxyPort}${step.path}`);
      socket.on('message', (data) => this.world.note(`websocket ${this.test.name} ${name}`, data.toString()));
      socket.on('error', () => {});
      await once(socket, 'open');
      this.sockets.set(name, socket);
      await this.settle();
    }
  },

  async say(step) {
    for (const line of list(step.text)) {
      this.sockets.get(step.say).send(line);
      await this.settle();
    }
  },

  /// A service outside sends to every WebSocket connection that the copies have opened to it.
  async feed(step) {
    const end = Date.now() + 20_000;
    while (!this.world.feeds.get(step.feed)?.length && Date.now() < end) await sleep(50);
    await this.settle();
    for (const line of list(step.text)) {
      for (const socket of this.world.feeds.get(step.feed) ?? []) socket.send(line);
      await this.settle();
    }
  },

  /// People write to a bot. Who polls for it gets all of it; the bot is done when it has sent as many answers.
  async telegram(step) {
    for (const line of list(step.text)) this.world.telegram.add(step.telegram, line);
    await actions.await.call(this, { await: `sink /${step.telegram}/sent`, count: list(step.text).length });
  },

  /// One TCP connection per line, through the balancer.
  async tcp(step) {
    for (const line of list(step.text)) {
      const copy = this.world.pick(this.test.name);
      const socket = net.connect(this.test.port(step.tcp, this.world, copy), '127.0.0.1');
      await once(socket, 'connect');
      socket.end(`${line}\n`);
      await once(socket, 'close');
      await this.settle();
    }
  },

  async udp(step) {
    for (const line of list(step.text)) {
      await this.world.sendUdp(
        this.test.port(step.udp, this.world, this.world.copies[0]),
        step.group ?? '127.0.0.1',
        line,
      );
      await this.settle();
    }
  },

  /// From now on a service outside answers each {"id", "q"} on one topic with {"id", "a"} on another.
  async respond(step) {
    this.world.on('event', ({ channel, text: request }) => {
      if (channel !== `mqtt ${step.respond}`) return;
      const { id, q } = JSON.parse(request);
      this.world.client.publish(step.to, JSON.stringify({ id, a: q }), { qos: 1 });
    });
  },

  /// Writes a file in the folder that the copies share.
  async write(step) {
    const file = path.join(this.world.folder, 'shared', step.write);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, step.text ?? '');
  },

  /// Runs SQL in the world's PostgreSQL.
  async postgres(step) {
    await this.world.postgres(step.postgres);
  },

  /// The same in its stand-in for MySQL.
  async mysql(step) {
    for (const statement of list(step.mysql)) this.world.mysql.run(statement);
  },

  /// Sets the case's variable at the world's OPC UA server to one value after another.
  async opcua(step) {
    for (const value of list(step.values)) {
      this.world.opcua.set(`${step.opcua}.${this.world.name}`, value);
      await sleep(step.every);
    }
    await this.settle();
  },

  /// Copies are killed and started again for all cases of a world at once: each waits here until the others are ready.
  async kill(step) {
    await this.world.together(`kill ${step.kill}`, () => this.world.kill(this.world.copies[step.kill], 'SIGKILL'));
    await this.settle();
  },

  /// The same in good order.
  async stop(step) {
    await this.world.together(`stop ${step.stop}`, () => this.world.kill(this.world.copies[step.stop], 'SIGTERM'));
    await this.settle();
  },

  /// A new copy comes up beside the old one ("begin"), and the old one is stopped in good order ("end"). Where nothing is
  /// updated, nothing happens.
  async update(step) {
    if (this.world.change === 'rolling')
      await this.world.together(`update ${step.update}`, () =>
        step.update === 'begin'
          ? this.world.restart(this.world.copies[1])
          : this.world.kill(this.world.copies[0], 'SIGTERM'),
      );
    await this.settle();
  },

  /// The copy that works ends ("begin"), by force or not, and another one takes over ("end").
  async takeover(step) {
    const { change, copies } = this.world;
    if (change)
      await this.world.together(`takeover ${step.takeover}`, () =>
        step.takeover === 'begin'
          ? this.world.kill(copies[0], change === 'kill' ? 'SIGKILL' : 'SIGTERM')
          : this.world.restart(copies[1]),
      );
    await this.settle();
  },

  /// Does the last status on these topics agree with what the service answers?
  async status(step) {
    await this.settle();
    const last = (topic) => this.world.events.findLast((event) => event.channel === `mqtt ${topic}`)?.text;
    const up = list(step.status).some((topic) => last(topic) === 'online');
    const answer = await this.world.request(this.world.proxyPort, 'GET', step.of, 30_000);
    this.noted.push(up === !answer.startsWith('502') ? 'the status tells the truth' : 'the status is wrong');
  },

  /// Starts a killed copy again.
  async restart(step) {
    await this.world.together(`restart ${step.restart}`, () => this.world.restart(this.world.copies[step.restart]));
    await this.settle();
  },
};

const lines = (file) => (fs.existsSync(file) ? fs.readFileSync(file, 'utf8').trim().split('\n') : []);
const rounded = (events, seconds) => String(Math.round(events.length / seconds));

const observers = {
  mqtt(o) {
    const events = this.events(`mqtt ${o.mqtt}`).filter((event) => !o.only || event.text === o.only);
    // A rate is a whole number of messages a second over the window; a span, whole units from first to last.
    if (o.rate)
      return [
        `${rounded(
          events.filter((event) => event.time < this.begun + o.rate * 1000),
          o.rate,
        )} a second`,
      ];
    if (o.span) return [`${Math.round((events.at(-1)?.time - events[0]?.time) / o.span)} x ${o.span} ms`];
    if (o.last) return events.slice(-1).map((event) => event.text);
    if (o.count) return [`${events.length} messages, ${new Set(events.map((event) => event.text)).size} different`];
    if (o.any) return [events.length ? 'some' : 'none'];
    return events.map((event) => event.text);
  },
  sink(o) {
    const events = this.events(`sink ${o.sink}`);
    return o.any ? [events.length ? 'some' : 'none'] : events.map((event) => event.text);
  },
  websocket(o) {
    return this.events(`websocket ${this.test.name} ${o.websocket}`).map((event) => event.text);
  },
  /// Lines of a file: of the shared one, or of each copy that has one.
  file(o) {
    const folders =
      this.test.files === 'shared'
        ? [path.join(this.world.folder, 'shared')]
        : this.world.copies.map((copy) => path.join(copy.folder, 'files'));
    const found = folders.map((folder) => lines(path.join(folder, o.file))).filter((each) => each.length);
    return o.count ? found.map((each) => `${each.length} lines`) : found.flat();
  },
  /// Rows that a database has in the end.
  async postgres(o) {
    return (await this.world.postgres(o.postgres)).map((row) => JSON.stringify(row));
  },
  mongo(o) {
    const documents = this.world.mongo.all(o.mongo);
    return o.count ? [`${documents.length} documents`] : documents.map((document) => JSON.stringify(document));
  },
  mysql(o) {
    return this.world.mysql.all(o.mysql).map((row) => JSON.stringify(row));
  },
  /// How often the broker closed a connection because its client ID came again.
  takeovers(o) {
    const count = this.world.brokerLog.filter((line) =>
      line.includes(`Client ${o.takeovers} already connected`),
    ).length;
    return [count === 0 ? 'none' : count === 1 ? 'one' : 'again and again'];
  },
  /// How many copies logged a line.
  log(o) {
    const pattern = new RegExp(o.log);
    return [`${this.world.copies.filter((copy) => copy.log.some((line) => pattern.test(line))).length} copies`];
  },
};
