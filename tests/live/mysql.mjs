// A service that speaks the protocol of MySQL and keeps its tables in SQLite, so that no server has to be installed. It
// knows the SQL that both have in common. SPDX-License-Identifier: Apache-2.0

const integer = 8;
const text = 253;
const utf8 = 33;
const handshake = {
  protocolVersion: 10,
  serverVersion: '8.0.0 over SQLite',
  statusFlags: 2,
  characterSet: utf8,
  capabilityFlags: 0xffffff & ~0x800 & ~0x20, // without TLS and compression
};

const column = (name, value) => ({
  catalog: 'def',
  schema: '',
  table: '',
  orgTable: '',
  name,
  orgName: name,
  characterSet: utf8,
  columnLength: 255,
  columnType: typeof value === 'number' ? integer : text,
  flags: 0,
  decimals: 0,
});

function answer(connection, database, sql) {
  if (!/^\s*(SELECT|WITH)\b/i.test(sql)) return connection.writeOk({ affectedRows: database.run(sql).changes });
  const rows = database.all(sql.replace(/\bversion\(\)/i, "'8.0.0'"));
  const columns = Object.entries(rows[0] ?? { none: '' }).map(([name, value]) => column(name, value));
  connection.writeTextResult(rows, columns);
}

/// Starts it; `require` finds mysql2 and node-sqlite3-wasm. Returns the server, which listens nowhere yet, `run`, which
/// runs a statement, and `all`, which returns its rows.
export function mysqlService(require) {
  const mysql = require('mysql2');
  const { Database } = require('node-sqlite3-wasm');
  const database = new Database();
  const server = mysql.createServer();
  let connections = 0;
  server.on('connection', (connection) => {
    connection.serverHandshake({ ...handshake, connectionId: ++connections });
    connection.on('error', () => {});
    // A request is packet 0, and its answer begins with 1.
    const reply = (write) => {
      connection.sequenceId = 1;
      write();
      connection.sequenceId = 0;
    };
    connection.on('query', (sql) => {
      try {
        reply(() => answer(connection, database, sql));
      } catch (error) {
        reply(() => connection.writeError({ code: 1064, message: error.message }));
      }
    });
    connection.on('stmt_prepare', () => reply(() => connection.writeOk())); // SET of a session's variables
    connection.on('ping', () => reply(() => connection.writeOk()));
  });
  return { server, run: (sql) => database.run(sql), all: (sql) => database.all(sql) };
}
