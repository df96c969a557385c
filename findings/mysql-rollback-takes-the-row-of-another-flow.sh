#!/usr/bin/env bash
# A "rollback" by a mysql node takes the row of another flow with it, which knows of no transaction and was told that the row is stored.
#
# What:     node-red-node-mysql 3.0.4, Node-RED 4.1.15 (npm: node-red); MariaDB 10.11 (Debian 12); two flows, one configuration node.
# Expected: a pool below the node keeps flows apart: what one has begun does not concern the other; or the node refuses "start transaction".
# Seen:     each message takes a connection of the pool and gives it back with the transaction open. The next message, of whatever flow,
#           gets that very connection, and so is part of the transaction. Its answer says one row, which is true until the rollback.
# Matters:  a flow that was right alone loses orders when somebody builds a transaction beside it; the second copy, which has a pool of its
#           own, loses none, so that it looks like a matter of load.
#
# Output (2026-11-28):
#   rows after start transaction, insert, rollback:   none
#   the same, another flow inserts before rollback:   none; the other flow was told: 1 row
#   the same, the other flow in another copy:         of another flow; the other flow was told: 1 row
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages node-red-node-mysql@3.0.4
mariadb_shop <<'END'
create table shop.orders (name varchar(40));
create user flow@localhost identified by 'flow';
grant all on shop.* to flow@localhost;
END

cat >probe.cjs <<'END'
const { execFileSync } = require('child_process')
const { start, tab, code, sleep } = require('./node-red.cjs')
;(async () => {
  const config = { id: 'config', type: 'MySQLdatabase', host: '127.0.0.1', port: process.env.port, db: 'shop', tz: '', charset: 'UTF8', credentials: { user: 'flow', password: 'flow' } }
  const { give, said, admin } = await start([], { nodesDir: [process.cwd() + '/node_modules/node-red-node-mysql'] })
  const part = name => [[name, 'mysql', [name + ' out'], { mydb: 'config' }], code(name + ' out', 'global.get("say")(msg.payload.affectedRows ?? 0)')]
  await admin('POST', '/flows', [...tab(...part('one'), ...part('other')), config])
  await sleep(1500)
  const ask = async (node, topic) => {
    const before = said.length
    give(node, { topic, payload: [] })
    for (let i = 0; i < 600 && said.length === before; i++) await sleep(100)
    return said.at(-1)
  }
  const client = sql => execFileSync('mariadb', ['--no-defaults', `--socket=${process.cwd()}/maria.sock`, '--user=root', '-N', '-e', sql, 'shop'], { encoding: 'utf8' }).trim()
  while (!said.length) { give('one', { topic: 'select 1', payload: [] }); await sleep(1000) }
  await sleep(2000)
  const insert = "insert into orders values ('of another flow')"
  const copy = () => Number(client(insert + '; select row_count()'))   // has connections of its own
  for (const [title, other] of [['rows after start transaction, insert, rollback:  '], ['the same, another flow inserts before rollback:  ', () => ask('other', insert)], ['the same, the other flow in another copy:        ', copy]]) {
    client('delete from orders')
    await ask('one', 'start transaction')
    await ask('one', "insert into orders values ('half an order')")
    const told = await other?.()
    await ask('one', 'rollback')
    const rows = client('select name from orders') || 'none'
    console.log(title, rows + (other ? `; the other flow was told: ${told} row` : ''))
  }
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
rows after start transaction, insert, rollback:   none
the same, another flow inserts before rollback:   none; the other flow was told: 1 row
the same, the other flow in another copy:         of another flow; the other flow was told: 1 row
END
