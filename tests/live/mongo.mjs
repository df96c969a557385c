// A service that speaks the protocol of MongoDB (OP_MSG) and keeps its documents in memory; mingo knows what operators
// do. It has what drivers need for documents, and no cursors beyond the first batch. SPDX-License-Identifier: Apache-2.0
import net from 'node:net';

const opReply = 1;
const opQuery = 2004; // with which drivers say hello
const opMessage = 2013;

const hello = {
  ismaster: true,
  isWritablePrimary: true,
  maxBsonObjectSize: 16 * 1024 * 1024,
  maxMessageSizeBytes: 48_000_000,
  maxWriteBatchSize: 100_000,
  minWireVersion: 0,
  maxWireVersion: 17,
  ok: 1,
};

const sameId = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/// Documents by collection, and the commands on them.
class Documents {
  constructor(mingo) {
    Object.assign(this, { mingo, collections: new Map() });
  }

  all(name) {
    if (!this.collections.has(name)) this.collections.set(name, []);
    return this.collections.get(name);
  }

  find(name, filter = {}) {
    return this.mingo.find(this.all(name), filter).all();
  }

  insert({ insert, documents }) {
    const there = this.all(insert);
    const writeErrors = [];
    documents.forEach((document, index) => {
      const twice = there.some(({ _id }) => sameId(_id, document._id));
      if (twice) writeErrors.push({ index, code: 11000, errmsg: 'E11000 duplicate key error', keyPattern: { _id: 1 } });
      else there.push(document);
    });
    return { n: documents.length - writeErrors.length, ...(writeErrors.length ? { writeErrors } : {}), ok: 1 };
  }

  // One of `updates`: how many documents it found, and what it made if it found none.
  updateOne(name, { q, u, upsert }) {
    const { $setOnInsert, ...change } = u;
    const apply = (document) => Object.keys(change).length && this.mingo.update(document, change);
    const [found] = this.find(name, q);
    if (found) apply(found);
    if (found || !upsert) return { n: found ? 1 : 0 };
    const made = { ...q, ...$setOnInsert };
    apply(made);
    this.all(name).push(made);
    return { n: 1, upserted: made._id };
  }

  update({ update, updates }) {
    const done = updates.map((each) => this.updateOne(update, each));
    const upserted = done.flatMap(({ upserted: _id }, index) => (_id === undefined ? [] : [{ index, _id }]));
    const n = done.reduce((sum, each) => sum + each.n, 0);
    return { n, nModified: n - upserted.length, ...(upserted.length ? { upserted } : {}), ok: 1 };
  }

  run(command) {
    if (command.insert) return this.insert(command);
    if (command.update) return this.update(command);
    if (command.find) {
      const firstBatch = this.find(command.find, command.filter).slice(0, command.limit || Infinity);
      return { cursor: { id: 0n, ns: `${command.$db}.${command.find}`, firstBatch }, ok: 1 };
    }
    const known = ['hello', 'ismaster', 'isMaster', 'ping', 'endSessions'].some((word) => command[word]);
    return known ? hello : { ok: 0, code: 59, errmsg: `no such command: ${Object.keys(command)[0]}` };
  }
}

const attempt = (work) => {
  try {
    return work();
  } catch ({ message }) {
    return { ok: 0, code: 9, errmsg: message };
  }
};

/// The command in a message: its document, and the lists that come in sections of their own.
function read(message, { deserialize }) {
  if (message.readInt32LE(12) === opQuery) return deserialize(message.subarray(message.indexOf(0, 20) + 9));
  const command = {};
  for (let at = 20; at < message.length; ) {
    const isList = message[at] === 1;
    const size = message.readInt32LE(at + 1);
    const section = message.subarray(at + 1, at + 1 + size);
    if (!isList) Object.assign(command, deserialize(section));
    else {
      const end = section.indexOf(0, 4);
      const list = (command[section.toString('utf8', 4, end)] = []);
      for (let next = end + 1; next < size; next += section.readInt32LE(next))
        list.push(deserialize(section.subarray(next, next + section.readInt32LE(next))));
    }
    at += 1 + size;
  }
  return command;
}

function answer(request, document, { serialize }) {
  const old = request.readInt32LE(12) === opQuery;
  const before = old ? Buffer.alloc(36) : Buffer.alloc(21);
  if (old) before.writeInt32LE(1, 32); // one document
  const body = Buffer.concat([before, serialize(document)]);
  body.writeInt32LE(body.length, 0);
  body.writeInt32LE(request.readInt32LE(4), 8);
  body.writeInt32LE(old ? opReply : opMessage, 12);
  return body;
}

/// Starts it; `require` finds mingo and bson. Returns the server, which listens nowhere yet, and `all`, the documents
/// of a collection.
export function mongoService(require) {
  const bson = require('bson');
  const documents = new Documents(require('mingo'));
  const server = net.createServer((socket) => {
    let rest = Buffer.alloc(0);
    socket.on('error', () => {});
    socket.on('data', (data) => {
      rest = Buffer.concat([rest, data]);
      while (rest.length >= 4 && rest.length >= rest.readInt32LE(0)) {
        const message = rest.subarray(0, rest.readInt32LE(0));
        rest = rest.subarray(message.length);
        socket.write(answer(message, attempt(() => documents.run(read(message, bson))), bson));
      }
    });
  });
  return { server, all: (name) => documents.all(name) };
}
