#!/usr/bin/env bash
# "insert … on duplicate key update id = id" tells the second copy "one row", as the first; only the database's own client says 0.
#
# What:     node-red-node-mysql 3.0.4 (mysql2 below it), Node-RED 4.1.15 (npm: node-red); MariaDB 10.11 (Debian 12) with its client.
# Expected: affectedRows 1 for the copy that stored the key and 0 for the one that found it there, as the manual of the statement has it
#           for a row that is set to what it is, and as ROW_COUNT() says.
# Seen:     the driver asks for FOUND_ROWS when it connects, by default, and then an existing row that stays as it is counts 1, too.
#           An update that changes nothing says 1 as well. "insert ignore" says 0; changedRows is 0 for the first copy as for the second.
# Matters:  a flow that lets a message pass when affectedRows is 1, to run once in two copies, lets every duplicate pass.
#
# Output (2026-11-28), one key stored by two in turn, affectedRows and changedRows of each:
#   on duplicate key update id = id, node:    first 1 and 0, second 1 and 0
#   on duplicate key update id = id, client:  first 1, second 0
#   insert ignore, node:                      first 1 and 0, second 0 and 0
#   update set state = 'done', node:          first 1 and 1, second 1 and 0
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages node-red-node-mysql@3.0.4
mariadb_shop <<'END'
create table shop.seen (id varchar(20) primary key, state varchar(20));
create user flow@localhost identified by 'flow';
grant all on shop.* to flow@localhost;
END

cat >probe.cjs <<'END'
const { execFileSync } = require('child_process')
const { start, tab, code, sleep } = require('./node-red.cjs')
;(async () => {
  const config = { id: 'config', type: 'MySQLdatabase', host: '127.0.0.1', port: process.env.port, db: 'shop', tz: '', charset: 'UTF8', credentials: { user: 'flow', password: 'flow' } }
  const { give, said, admin } = await start([], { nodesDir: [process.cwd() + '/node_modules/node-red-node-mysql'] })
  await admin('POST', '/flows', [...tab(['ask', 'mysql', ['out'], { mydb: 'config' }], code('out', 'global.get("say")(`${msg.payload.affectedRows} and ${msg.payload.changedRows}`)')), config])
  await sleep(1500)
  const ask = async topic => {
    const before = said.length
    give('ask', { topic, payload: [] })
    for (let i = 0; i < 600 && said.length === before; i++) await sleep(100)
    return said.at(-1)
  }
  while (!said.length) { give('ask', { topic: 'select 1', payload: [] }); await sleep(1000) }
  const client = sql => execFileSync('mariadb', ['--no-defaults', `--socket=${process.cwd()}/maria.sock`, '--user=root', '-N', '-e', `${sql}; select row_count()`, 'shop'], { encoding: 'utf8' }).trim()
  const twice = async (title, by, sql) => console.log(title, `first ${await by(sql)}, second ${await by(sql)}`)
  await twice('on duplicate key update id = id, node:   ', ask, "insert into seen values ('order 1', 'new') on duplicate key update id = id")
  await twice('on duplicate key update id = id, client: ', client, "insert into seen values ('order 2', 'new') on duplicate key update id = id")
  await twice('insert ignore, node:                     ', ask, "insert ignore into seen values ('order 3', 'new')")
  await twice("update set state = 'done', node:         ", ask, "update seen set state = 'done' where id = 'order 1'")
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
on duplicate key update id = id, node:    first 1 and 0, second 1 and 0
on duplicate key update id = id, client:  first 1, second 0
insert ignore, node:                      first 1 and 0, second 0 and 0
update set state = 'done', node:          first 1 and 1, second 1 and 0
END
