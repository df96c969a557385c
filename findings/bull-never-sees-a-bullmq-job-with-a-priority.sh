#!/usr/bin/env bash
# Bull and BullMQ copies on one queue take each other's jobs, except those that BullMQ adds with a priority: Bull never sees them.
#
# What:     bull 4.16.5, bullmq 6.7.0 with ioredis 6.0.0 (npm) on one queue name of one Redis 7.0.15 (Debian 12), each adding what the other works on.
# Expected: both keep their things under bull:NAME: in Redis, so that they either work together or refuse each other.
# Seen:     plain, delayed and retried jobs cross over in both directions, so that a trial says "compatible". BullMQ puts a job with a
#           priority into a list of its own, which Bull does not know; Bull's count of waiting jobs is 0, and no event tells.
# Matters:  during a rolling update one copy has Bull and the other BullMQ: urgent jobs wait until the last old copy is gone, or for ever if
#           only old copies work, while all others are done.
#
# Output (2026-11-28), how often a job runs:
#   added by BullMQ, Bull works, plain:        1
#   added by BullMQ, Bull works, delay 1 s:    1
#   added by BullMQ, Bull works, 3 attempts:   3
#   added by BullMQ, Bull works, priority 2:   0, waiting for Bull 0, for BullMQ 1
#   added by Bull, BullMQ works, plain:        1
#   added by Bull, BullMQ works, delay 1 s:    1
#   added by Bull, BullMQ works, 3 attempts:   3
#   added by Bull, BullMQ works, priority 2:   1
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages bull@4.16.5
packages bullmq@6.7.0 ioredis@6.0.0
redis

cat >probe.cjs <<'END'
const Bull = require('bull'), { Queue, Worker } = require('bullmq')
const sleep = ms => new Promise(done => setTimeout(done, ms))
const connection = { port: Number(process.env.port), host: '127.0.0.1' }
const kinds = { plain: {}, 'delay 1 s': { delay: 1000 }, '3 attempts': { attempts: 3, backoff: { type: 'fixed', delay: 100 } }, 'priority 2': { priority: 2 } }
const look = async (adder, kind, options) => {
  const name = `${adder}-${kind.replace(/ /g, '')}`, bull = new Bull(name, { redis: connection }), bullmq = new Queue(name, { connection })
  let runs = 0
  const work = async () => { if (++runs < options.attempts) throw new Error('again') }
  if (adder === 'Bull') new Worker(name, work, { connection })
  else bull.process('*', work)
  await (adder === 'Bull' ? bull : bullmq).add('order', {}, options)
  await sleep(8000)
  const { waiting } = await bull.getJobCounts(), { prioritized } = await bullmq.getJobCounts()
  return runs ? `${runs}` : `${runs}, waiting for Bull ${waiting}, for BullMQ ${prioritized}`
}
;(async () => {
  for (const [adder, worker] of [['BullMQ', 'Bull'], ['Bull', 'BullMQ']]) {
    const seen = await Promise.all(Object.entries(kinds).map(kind => look(adder, ...kind)))
    Object.keys(kinds).forEach((kind, n) => console.log(`added by ${adder}, ${worker} works, ${kind}:`.padEnd(42), seen[n]))
  }
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
added by BullMQ, Bull works, plain:        1
added by BullMQ, Bull works, delay 1 s:    1
added by BullMQ, Bull works, 3 attempts:   3
added by BullMQ, Bull works, priority 2:   0, waiting for Bull 0, for BullMQ 1
added by Bull, BullMQ works, plain:        1
added by Bull, BullMQ works, delay 1 s:    1
added by Bull, BullMQ works, 3 attempts:   3
added by Bull, BullMQ works, priority 2:   1
END
