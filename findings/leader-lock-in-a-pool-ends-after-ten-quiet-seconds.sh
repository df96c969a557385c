#!/usr/bin/env bash
# A leader that holds a PostgreSQL advisory lock through a connection pool loses it after ten idle seconds, without an event.
#
# What:     pg 8.23.1 (npm), Pool with its defaults; PostgreSQL 15 (Debian 12), pg_try_advisory_lock.
# Expected: a lock that was granted and never released is held; whoever asks a second time from the same process gets one answer.
# Seen:     the lock belongs to the connection. The pool closes a connection that is idle for 10 s (idleTimeoutMillis), and the lock goes
#           with it. Two questions at once use two connections: one process refuses itself.
# Matters:  the usual leader election of flows (a query by a database node, then a switch) has no leader between two checks that are
#           more than ten seconds apart, and then another one, while the first still acts.
#
# Output (2026-11-27):
#   A asks: true; B asks: false
#   A asks twice at once: one of the two is refused
#   after 11 quiet seconds B asks: true
#   A, which was never told, asks: false
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages pg@8.23.1
postgres

cat >probe.cjs <<'END'
const { Pool } = require('pg')
const copy = () => new Pool({ host: '127.0.0.1', port: process.env.port, user: 'postgres', database: 'postgres' })
const ask = async pool => (await pool.query('select pg_try_advisory_lock(1) as leader')).rows[0].leader
;(async () => {
  const a = copy(), b = copy()
  console.log(`A asks: ${await ask(a)}; B asks: ${await ask(b)}`)
  console.log('A asks twice at once:', (await Promise.all([ask(a), ask(a)])).includes(false) ? 'one of the two is refused' : 'both are granted')
  await new Promise(done => setTimeout(done, 11500))
  console.log('after 11 quiet seconds B asks:', await ask(b))
  console.log('A, which was never told, asks:', await ask(a))
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
A asks: true; B asks: false
A asks twice at once: one of the two is refused
after 11 quiet seconds B asks: true
A, which was never told, asks: false
END
