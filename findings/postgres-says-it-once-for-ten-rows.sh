#!/usr/bin/env bash
# PostgreSQL sends one notification where a transaction has notified ten times with one text: ten new rows, one message.
#
# What:     PostgreSQL 15 (Debian 12), NOTIFY and pg_notify, with which triggers tell flows of new rows; pg 8.23.1 (npm).
# Expected: who listens gets as many notifications as were sent, as a queue gives them and as it is for ten transactions.
# Seen:     equal texts of one transaction are one. With the row's id in the text there are ten. Every listener gets all of them, so that
#           two copies do everything twice.
# Matters:  a flow that counts, or takes one job per notification, leaves nine of a bulk insert; tests insert rows one by one.
#
# Output (2026-11-27), notifications heard by each of two copies:
#   ten inserts, "new":                      10 and 10
#   one insert of ten rows, "new":           1 and 1
#   one insert of ten rows, "new" with id:   10 and 10
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages pg@8.23.1
postgres

cat >probe.cjs <<'END'
const { Client } = require('pg')
const sleep = ms => new Promise(done => setTimeout(done, ms))
const connect = async () => {
  const client = new Client({ host: '127.0.0.1', port: process.env.port, user: 'postgres', database: 'postgres' })
  await client.connect()
  return client
}
;(async () => {
  const heard = [0, 0], shop = await connect()
  for (const i of [0, 1]) {
    const copy = await connect()
    copy.on('notification', () => heard[i]++)
    await copy.query('listen orders')
  }
  const trigger = text => shop.query(`create or replace function told() returns trigger language plpgsql as $$ begin perform pg_notify('orders', ${text}); return new; end $$`)
  await trigger("'new'")
  await shop.query('create table orders (id serial); create trigger told after insert on orders for each row execute function told()')
  const look = async (title, ...queries) => {
    heard.fill(0)
    for (const query of queries) await shop.query(query)
    await sleep(500)
    console.log(title, heard.join(' and '))
  }
  const bulk = 'insert into orders select nextval(\'orders_id_seq\') from generate_series(1, 10)'
  await look('ten inserts, "new":                     ', ...Array(10).fill('insert into orders default values'))
  await look('one insert of ten rows, "new":          ', bulk)
  await trigger("'new ' || new.id")
  await look('one insert of ten rows, "new" with id:  ', bulk)
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
ten inserts, "new":                      10 and 10
one insert of ten rows, "new":           1 and 1
one insert of ten rows, "new" with id:   10 and 10
END
