#!/usr/bin/env bash
# After a failover of Redis nobody leads, the old leader is not told, and the next copy that starts makes two.
#
# What:     safe-redis-leader 0.0.6 and ioredis 6.0.0 (npm); Redis 7.0.15 (Debian 12).
# Expected: "elected" and "demoted" tell who leads; a leader that cannot renew its lock is demoted when the lock is over, and the others go
#           on trying.
# Seen:     the first command that fails ends the timers of whoever sent it: the leader never renews again and gets no "demoted", the other
#           one never stands for election again. "error" is all that is said, once. isLeader(), which asks Redis, is right.
# Matters:  a timer that runs between "elected" and "demoted" goes on in the old leader; a restart of the other copy brings the second.
#
# Output (2026-11-27), lock of 1 s; the server is a replica for 1.2 s, and master again for 5 s:
#   at the start:        A elected; B nothing
#   after the failover:  A elected, error; B error; lock in Redis: none
#   C starts:            C elected; A was told nothing more
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages safe-redis-leader@0.0.6 ioredis@6.0.0
declare -x other
redis
other=$port
redis

cat >probe.cjs <<'END'
const Redis = require('ioredis'), { createSafeRedisLeader } = require('safe-redis-leader')
const sleep = ms => new Promise(done => setTimeout(done, ms))
const connect = () => new Redis(Number(process.env.port), '127.0.0.1')
const copy = async () => {
  const leader = await createSafeRedisLeader({ asyncRedis: connect(), ttl: 1000, wait: 300, key: 'reports' }), told = []
  for (const event of ['elected', 'demoted', 'error']) leader.on(event, () => told.push(event))
  leader.elect()
  await sleep(500)
  return told
}
;(async () => {
  const server = connect(), a = await copy(), b = await copy()
  console.log('at the start:       ', `A ${a.join(', ')}; B ${b.join(', ') || 'nothing'}`)
  await server.replicaof('127.0.0.1', process.env.other)
  await sleep(1200)
  await server.replicaof('no', 'one')
  await sleep(5000)
  console.log('after the failover: ', `A ${a.join(', ')}; B ${b.join(', ')}; lock in Redis: ${(await server.keys('leader:*')).length || 'none'}`)
  const before = a.length, c = await copy()
  await sleep(2000)
  console.log('C starts:           ', `C ${c.join(', ')}; A was told ${a.slice(before).join(', ') || 'nothing more'}`)
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
at the start:        A elected; B nothing
after the failover:  A elected, error; B error; lock in Redis: none
C starts:            C elected; A was told nothing more
END
