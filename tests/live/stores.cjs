// Two context stores that several copies can share: one JSON file, read and written synchronously on each access, and
// Redis. Both are as simple as they can be: they exist to show what a shared store changes, and what it does not.
// SPDX-License-Identifier: Apache-2.0
const fs = require('fs');
const net = require('net');

exports.sharedFile = ({ file }) => {
  const load = () => (fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : {});
  return {
    open: async () => {},
    close: async () => {},
    get: (scope, keys, callback) => {
      const values = [].concat(keys).map((key) => load()[`${scope}/${key}`]);
      if (!callback) return Array.isArray(keys) ? values : values[0];
      callback(null, ...values);
    },
    set: (scope, keys, values, callback) => {
      const all = load();
      [].concat(keys).forEach((key, i) => (all[`${scope}/${key}`] = Array.isArray(keys) ? values[i] : values));
      // Renamed into place: another copy sees the old file or the new one, never half a one.
      fs.writeFileSync(`${file}.${process.pid}`, JSON.stringify(all));
      fs.renameSync(`${file}.${process.pid}`, file);
      if (callback) callback(null);
    },
    keys: (scope, callback) => callback(null, []),
    delete: async () => {},
    clean: async () => {},
  };
};

// Speaks just enough of the Redis protocol for GET, SET and INCR: one answer per command, in order.
exports.redis = ({ port }) => {
  let socket;
  let buffer = '';
  const waiting = [];
  const parse = () => {
    for (;;) {
      const end = buffer.indexOf('\r\n');
      if (end < 0) return;
      const [kind, rest] = [buffer[0], buffer.slice(1, end)];
      let value = kind === ':' ? Number(rest) : rest;
      let used = end + 2;
      if (kind === '$') {
        const length = Number(rest);
        if (length >= 0 && buffer.length < used + length + 2) return;
        value = length < 0 ? undefined : buffer.slice(used, used + length);
        if (length >= 0) used += length + 2;
      }
      buffer = buffer.slice(used);
      waiting.shift()(kind === '-' ? new Error(rest) : null, value);
    }
  };
  const send = (words, callback) => {
    waiting.push(callback);
    socket.write(`*${words.length}\r\n` + words.map((w) => `$${Buffer.byteLength(w)}\r\n${w}\r\n`).join(''));
  };
  const read = (scope, key, callback) => {
    // A key that starts with "$incr:" asks for the store's own atomic increment.
    if (key.startsWith('$incr:')) return send(['INCR', `${scope}/${key.slice(6)}`], callback);
    send(['GET', `${scope}/${key}`], (error, text) => callback(error, text === undefined ? text : JSON.parse(text)));
  };
  return {
    open: () =>
      new Promise((resolve, reject) => {
        socket = net.connect(port, '127.0.0.1', resolve).on('error', reject);
        socket.on('data', (data) => {
          buffer += data;
          parse();
        });
      }),
    close: async () => socket.end(),
    get: (scope, keys, callback) => {
      if (!callback) throw new Error('this store answers by callback only');
      if (!Array.isArray(keys)) return read(scope, keys, callback);
      Promise.all(keys.map((key) => new Promise((done) => read(scope, key, (_, value) => done(value))))).then(
        (values) => callback(null, ...values),
      );
    },
    set: (scope, key, value, callback) =>
      send(['SET', `${scope}/${[].concat(key)[0]}`, JSON.stringify([].concat(value)[0])], callback || (() => {})),
    keys: (scope, callback) => callback(null, []),
    delete: async () => {},
    clean: async () => {},
  };
};
