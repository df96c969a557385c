// What the SQLite node uses of the package sqlite3, which needs a compiler, over a build of SQLite for WebAssembly.
// SPDX-License-Identifier: Apache-2.0
const { EventEmitter } = require('events');
const { Database: Sqlite } = require.main.require('node-sqlite3-wasm');

class Database extends EventEmitter {
  constructor(file) {
    super();
    this.sqlite = new Sqlite(file);
    setImmediate(() => this.emit('open'));
  }
  all(sql, values, callback) {
    let rows;
    try {
      rows = this.sqlite.all(sql, values);
    } catch (error) {
      return callback(error);
    }
    callback(null, rows);
  }
  close(callback) {
    this.sqlite.close();
    callback?.(null);
  }
}

module.exports = { OPEN_READONLY: 1, OPEN_READWRITE: 2, OPEN_CREATE: 4, Database };
