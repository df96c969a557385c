#!/usr/bin/env bash
# A delayed job of Bee-Queue is never run: as long as no queue object says activateDelayedJobs, it waits for ever, without an error.
#
# What:     bee-queue 2.0.0 (npm), Redis 7.0.15 (Debian 12), createJob(...).delayUntil(...) with a worker on the queue.
# Expected: a job whose time has come is run by the workers of its queue, as in Bull and BullMQ; or delayUntil refuses.
# Seen:     moving jobs that are due to the waiting ones is the work of a queue object with activateDelayedJobs: true, which is false by
#           default. Health counts the job as delayed.
# Matters:  the code that says when is in one place, the setting that makes it true in another; retries with a back-off wait there, too.
#
# Output (2026-11-27), four seconds after the jobs "now" and "in 1 s" were saved:
#   as it is by default:        ran now; delayed 1
#   a retry after 1 s:          ran 1 time; delayed 1
#   activateDelayedJobs: true:  ran now, in 1 s; delayed 0
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages bee-queue@2.0.0
redis

cat >probe.cjs <<'END'
const Queue = require('bee-queue')
const redis = { host: '127.0.0.1', port: Number(process.env.port) }
const sleep = ms => new Promise(done => setTimeout(done, ms))
;(async () => {
  for (const [title, name, settings] of [['as it is by default:       ', 'plain', {}], ['a retry after 1 s:         ', 'retry', {}], ['activateDelayedJobs: true: ', 'active', { activateDelayedJobs: true }]]) {
    const queue = new Queue(name, { redis, ...settings }), ran = []
    queue.process(async job => { ran.push(job.data); if (name === 'retry') throw new Error('not yet') })
    if (name === 'retry') await queue.createJob('mail').retries(3).backoff('fixed', 1000).save()
    else {
      await queue.createJob('now').save()
      await queue.createJob('in 1 s').delayUntil(Date.now() + 1000).save()
    }
    await sleep(4000)
    console.log(title, `ran ${name === 'retry' ? ran.length + ' time' : ran.join(', ')}; delayed ${(await queue.checkHealth()).delayed}`)
  }
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
as it is by default:        ran now; delayed 1
a retry after 1 s:          ran 1 time; delayed 1
activateDelayedJobs: true:  ran now, in 1 s; delayed 0
END
