#!/usr/bin/env bash
# Behind PgBouncer both copies get the same PostgreSQL advisory lock, neither hears a notification, and afterwards nobody gets the lock.
#
# What:     PgBouncer 1.18.0 with pool_mode = transaction, PostgreSQL 15 (Debian 12), pg 8.23.1 (npm), one client per copy that stays
#           connected: pg_try_advisory_lock, LISTEN and NOTIFY.
# Expected: what belongs to a session cannot work when sessions are shared, so that the pooler refuses it or keeps the session for the
#           client that asked.
# Seen:     both statements are answered as usual. The lock belongs to the connection behind the pooler, which both copies use in turn, and
#           a lock may be taken twice by its owner. It outlives both of them, since the connection does; notifications have nobody to go to.
# Matters:  transaction mode is what hosted databases offer on their pooled port. Moving to that port makes two leaders of one, and after
#           both have gone none: schedulers, "only one copy does it" and queues that wait for NOTIFY, without an error anywhere.
#
# Output (2026-11-28), lock 42:
#   straight to PostgreSQL:    A leads, B does not; B hears of 1 job; both end, and C leads
#   through PgBouncer:         A leads, B leads; B hears of 0 jobs; both end, and C does not
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages pg@8.23.1
debian pgbouncer 1.18.0
postgres
pool=$(free_port)
export pool
printf '%s\n' '[databases]' "postgres = host=127.0.0.1 port=$port user=postgres" '[pgbouncer]' 'listen_addr = 127.0.0.1' "listen_port = $pool" 'auth_type = any' \
  'pool_mode = transaction' 'unix_socket_dir =' >pgbouncer.ini
as=()
((UID == 0)) && as=(setpriv --reuid=postgres --regid=postgres --clear-groups)
"${as[@]}" /usr/sbin/pgbouncer pgbouncer.ini >pgbouncer.log 2>&1 &
await_port "$pool"

cat >probe.cjs <<'END'
const { Client } = require('pg')
const sleep = ms => new Promise(done => setTimeout(done, ms))
const copy = async port => {
  const client = new Client(`postgres://postgres@127.0.0.1:${port}/postgres`)
  await client.connect()
  return client
}
const leads = async client => (await client.query('select pg_try_advisory_lock(42) as leads')).rows[0].leads ? 'leads' : 'does not'
;(async () => {
  for (const [title, port] of [['straight to PostgreSQL:   ', process.env.port], ['through PgBouncer:        ', process.env.pool]]) {
    const a = await copy(port), b = await copy(port)
    let heard = 0
    b.on('notification', () => heard++)
    const first = await leads(a), second = await leads(b)
    await b.query('listen jobs')
    await a.query('notify jobs')
    await sleep(2000)
    await a.end()
    await b.end()
    await sleep(1000)
    const c = await copy(process.env.port)
    console.log(title, `A ${first}, B ${second}; B hears of ${heard} ${heard === 1 ? 'job' : 'jobs'}; both end, and C ${await leads(c)}`)
    await c.end()
  }
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
straight to PostgreSQL:    A leads, B does not; B hears of 1 job; both end, and C leads
through PgBouncer:         A leads, B leads; B hears of 0 jobs; both end, and C does not
END
