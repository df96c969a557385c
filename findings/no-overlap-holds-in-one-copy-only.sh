#!/usr/bin/env bash
# A cron job with noOverlap and distributed never overlaps in one copy; in two it does: the copy that is not busy starts the next run.
#
# What:     node-cron 4.6.0, ioredis 6.0.0 (npm), Redis 7.0.15 (Debian 12) as the run coordinator (SET key NX PX, as its interface asks for); a
#           job of 12 seconds every 5 seconds, name, distributed: true, noOverlap: true.
# Expected: "ensures only one instance executes each scheduled fire" and "skips a run instead of stacking them": one run at a time.
# Seen:     each scheduled time has a key of its own, and "still running" is known to the process only. While A works, B is the only one that
#           asks for the next time, gets it, and runs beside A. In one copy the same options give one run at a time.
# Matters:  the option is there because two runs at once do harm: two imports of one file, two invoices. It works until the second copy is
#           started, which is what "distributed" was switched on for.
#
# Output (2026-11-28), four scheduled times:
#   one copy:   at most 1 run at a time
#   two copies: at most 2 runs at a time
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-cron@4.6.0 ioredis@6.0.0
redis

cat >copy.cjs <<'END'
const cron = require('node-cron'), { Redis } = require('ioredis')
const redis = new Redis({ port: Number(process.env.port) })
cron.setRunCoordinator({ shouldRun: async (key, ttl) => await redis.set(key, 'run', 'PX', ttl, 'NX') === 'OK' })
cron.schedule('*/5 * * * * *', async () => {
  process.send(1)
  await new Promise(done => setTimeout(done, 12000))
  process.send(-1)
}, { name: 'import', distributed: true, noOverlap: true, missedExecutionTolerance: 4000, logger: { info() {}, warn() {}, error() {}, debug() {} } })
END
cat >probe.cjs <<'END'
const { fork } = require('child_process'), sleep = ms => new Promise(done => setTimeout(done, ms))
;(async () => {
  for (const [title, count] of [['one copy:  ', 1], ['two copies:', 2]]) {
    let running = 0, most = 0
    const copies = Array.from({ length: count }, () => fork('./copy.cjs').on('message', change => { most = Math.max(most, running += change) }))
    while (!running) await sleep(100)
    await sleep(19000)
    for (const copy of copies) copy.kill()
    console.log(title, `at most ${most} run${most > 1 ? 's' : ''} at a time`)
  }
})()
END
verdict "$(node probe.cjs)" <<'END'
one copy:   at most 1 run at a time
two copies: at most 2 runs at a time
END
