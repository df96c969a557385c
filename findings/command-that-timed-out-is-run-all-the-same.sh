#!/usr/bin/env bash
# A Redis command or an SQL statement that "timed out" is run all the same, and the retry makes it two.
#
# What:     ioredis 6.0.0 with commandTimeout, pg 8.23.1 (npm) with query_timeout and, beside it, statement_timeout; Redis 7.0.15,
#           PostgreSQL 15 (Debian 12).
# Expected: an error means that it has not happened, so that it may be tried again.
# Seen:     both options end the waiting, not the work: the command has been sent and is done as soon as the server comes to it. Only
#           statement_timeout, which is the server's, ends the statement. The two options of pg stand side by side, with one line each.
# Matters:  a queue gets one order twice after each slow second; a lock taken with "set nx" is held by a copy that thinks it failed.
#
# Output (2026-11-28), the server is busy until after the timeout; each is tried a second time later:
#   ioredis commandTimeout:  Command timed out; then there are 1; after the retry 2
#   a lock, "set nx":        Command timed out; then held by copy A; copy B gets it: no
#   pg query_timeout:        Query read timeout; then there are 1; after the retry 2
#   pg statement_timeout:    canceling statement due to statement timeout; then there are 0; after the retry 1
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages ioredis@6.0.0
packages pg@8.23.1
declare -x redis_port
redis
redis_port=$port
postgres

cat >probe.cjs <<'END'
const Redis = require('ioredis'), { Client } = require('pg')
const sleep = ms => new Promise(done => setTimeout(done, ms))
const error = promise => promise.then(() => 'no error', ({ message }) => message)
const ready = client => new Promise(done => client.once('ready', () => done(client)))
;(async () => {
  const port = Number(process.env.redis_port), admin = await ready(new Redis(port)), other = await ready(new Redis(port))
  const copy = await ready(new Redis(port, { commandTimeout: 1500 }))
  const busy = async () => { await admin.call('client', 'pause', '4000', 'all') }
  await busy()
  const push = await error(copy.rpush('orders', 'order 1'))
  await sleep(6000)
  const pushed = await admin.llen('orders')
  await other.rpush('orders', 'order 1')
  console.log(`ioredis commandTimeout:  ${push}; then there are ${pushed}; after the retry ${await admin.llen('orders')}`)
  await busy()
  const lock = await error(copy.set('lock', 'copy A', 'EX', 3600, 'NX'))
  await sleep(6000)
  console.log(`a lock, "set nx":        ${lock}; then held by ${await admin.get('lock')}; copy B gets it: ${await other.set('lock', 'copy B', 'EX', 3600, 'NX') ? 'yes' : 'no'}`)

  const connect = async (options = {}) => {
    const client = new Client({ host: '127.0.0.1', port: Number(process.env.port), user: 'postgres', database: 'postgres', ...options })
    await client.connect()
    return client
  }
  const blocker = await connect(), plain = await connect()
  const count = async () => (await blocker.query('select count(*)::int as n from orders')).rows[0].n
  for (const option of ['query_timeout', 'statement_timeout']) {
    await blocker.query('drop table if exists orders; create table orders (name text)')
    const client = await connect({ [option]: 1500 })
    await blocker.query('begin; lock table orders in exclusive mode')
    const insert = await error(client.query("insert into orders values ('order 1')"))
    await sleep(3000)
    await blocker.query('commit')
    await sleep(1500)
    const inserted = await count()
    await plain.query("insert into orders values ('order 1')")
    console.log(`pg ${option}:`.padEnd(24), `${insert}; then there are ${inserted}; after the retry ${await count()}`)
  }
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
ioredis commandTimeout:  Command timed out; then there are 1; after the retry 2
a lock, "set nx":        Command timed out; then held by copy A; copy B gets it: no
pg query_timeout:        Query read timeout; then there are 1; after the retry 2
pg statement_timeout:    canceling statement due to statement timeout; then there are 0; after the retry 1
END
