#!/usr/bin/env bash
# Asking a PostgreSQL table for "what is newer than the last" loses a row by id, and by time loses it, too, and repeats the last one for ever.
#
# What:     PostgreSQL 15 (Debian 12), a table with a serial id and "at timestamptz default now()"; pg 8.23.1 (npm) with its defaults.
# Expected: ids and times grow, so that whoever keeps the largest one that it has seen gets every row once.
# Seen:     an id and now() are taken when a transaction begins to write, rows are seen when it ends: the slower of two copies commits a smaller
#           id after the larger one has been read. A time has microseconds and becomes a Date with milliseconds: the last row is always
#           "later" than itself.
# Matters:  a flow that an inject node lets ask every second misses rows exactly when two copies write; a test with one writer finds none.
#
# Output (2026-11-28), "slow" is inserted first and committed last:
#   first poll, by id:    quick
#   by time:              quick
#   slow is committed; the table has: 1 slow, 2 quick
#   second poll, by id:   nothing
#   by time:              quick
#   third poll, by id:    nothing
#   by time:              quick
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages pg@8.23.1
postgres

cat >probe.cjs <<'END'
const { Client } = require('pg')
const connect = async () => {
  const client = new Client({ host: '127.0.0.1', port: Number(process.env.port), user: 'postgres', database: 'postgres' })
  await client.connect()
  return client
}
;(async () => {
  const slow = await connect(), quick = await connect(), reader = await connect()
  // The time is set by hand in the quick row, so that its microseconds are not 0 by chance; it is later than that of the slow one.
  await reader.query("create table events (id serial primary key, at timestamptz not null default now(), name text)")
  await slow.query('begin')
  await slow.query("insert into events (name) values ('slow')")
  await quick.query("insert into events (name, at) values ('quick', date_trunc('second', now()) + interval '1.000001 s')")
  let id = 0, at = new Date(0)
  const poll = async title => {
    const byId = (await reader.query('select * from events where id > $1 order by id', [id])).rows
    const byTime = (await reader.query('select * from events where at > $1 order by at', [at])).rows
    id = byId.at(-1)?.id ?? id
    at = byTime.at(-1)?.at ?? at
    const names = rows => rows.map(row => row.name).join(', ') || 'nothing'
    console.log(`${title} by id:`.padEnd(21), names(byId))
    console.log('by time:             ', names(byTime))
  }
  await poll('first poll,')
  await slow.query('commit')
  console.log('slow is committed; the table has:', (await reader.query('select id, name from events order by id')).rows.map(row => `${row.id} ${row.name}`).join(', '))
  await poll('second poll,')
  await poll('third poll,')
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
first poll, by id:    quick
by time:              quick
slow is committed; the table has: 1 slow, 2 quick
second poll, by id:   nothing
by time:              quick
third poll, by id:    nothing
by time:              quick
END
