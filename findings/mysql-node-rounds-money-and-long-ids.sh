#!/usr/bin/env bash
# The mysql node rounds DECIMAL and BIGINT columns: 12345678901234567.89 and 12345678901234567 both become 12345678901234568.
#
# What:     node-red-node-mysql 3.0.4, Node-RED 4.1.15 (npm: node-red); MariaDB 10.11 (Debian 12).
# Expected: DECIMAL as text, as the client below it (mysql2) gives by default, since that is what DECIMAL is for; a BIGINT beyond 2^53 as
#           text, or an error.
# Seen:     the node switches decimalNumbers on and supportBigNumbers is off, without a setting for either. CAST(... AS CHAR) helps.
# Matters:  an id that is read and used in the next query finds no row, or another one; sums differ from the database's own in the cents.
#
# Output (2026-11-27):
#   id bigint:            12345678901234568, stored 12345678901234567
#   total decimal(20,2):  12345678901234568, stored 12345678901234567.89
#   rows found again by the id that was read: 0
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages node-red-node-mysql@3.0.4
mariadb_shop <<'END'
create table shop.orders (id bigint, total decimal(20,2));
insert into shop.orders values (12345678901234567, 12345678901234567.89);
create user reader@localhost identified by 'reader';
grant select on shop.* to reader@localhost;
END

cat >probe.cjs <<'END'
const { start, tab, say, sleep } = require('./node-red.cjs')
;(async () => {
  const config = { id: 'config', type: 'MySQLdatabase', host: '127.0.0.1', port: process.env.port, db: 'shop', tz: '', charset: 'UTF8', credentials: { user: 'reader', password: 'reader' } }
  const { give, said, admin } = await start([], { nodesDir: [process.cwd() + '/node_modules/node-red-node-mysql'] })
  await admin('POST', '/flows', [...tab(['ask', 'mysql', ['out'], { mydb: 'config' }], say('out')), config])
  await sleep(1500)
  const ask = async (topic, payload) => {
    said.length = 0
    give('ask', { topic, payload })
    await sleep(1000)
    return said[0][0]
  }
  const row = await ask('select id, total, cast(id as char) as stored_id, cast(total as char) as stored_total from orders', [])
  console.log(`id bigint:            ${row.id}, stored ${row.stored_id}`)
  console.log(`total decimal(20,2):  ${row.total}, stored ${row.stored_total}`)
  console.log('rows found again by the id that was read:', (await ask('select count(*) as found from orders where id = ?', [row.id])).found)
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
id bigint:            12345678901234568, stored 12345678901234567
total decimal(20,2):  12345678901234568, stored 12345678901234567.89
rows found again by the id that was read: 0
END
