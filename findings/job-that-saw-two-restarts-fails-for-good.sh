#!/usr/bin/env bash
# A job with five attempts whose worker is replaced twice fails for good with Bull and BullMQ, and after the first attempt.
#
# What:     bull 4.16.5, bullmq 6.7.0 with ioredis 6.0.0 (npm), Redis 7.0.15 (Debian 12); one job with attempts: 5, workers that are killed in
#           the middle of it, lock and stall check set to a second.
# Expected: five attempts are five attempts, whatever ended the one before; or an end of the worker does not count at all.
# Seen:     a lost worker is counted apart, and one is allowed (maxStalledCount: 1). At the second the job is failed at once, without
#           another attempt, for the reason "job stalled more than allowable limit".
# Matters:  an update replaces the copies in turn: the job goes from the first that is stopped to the second, which is stopped next. The
#           longer the job the surer, and the retries that were to save it never come.
#
# Output (2026-11-28):
#   bull:      worker 1 killed, worker 2 killed, worker 3 is not given the job: failed, 0 of 5 attempts
#   bullmq:    worker 1 killed, worker 2 killed, worker 3 is not given the job: failed, 1 of 5 attempts
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages bull@4.16.5
packages bullmq@6.7.0 ioredis@6.0.0
redis

cat >copy.cjs <<'END'
const connection = { host: '127.0.0.1', port: Number(process.env.port), maxRetriesPerRequest: null }
const work = async () => { process.send('begun'); await new Promise(() => {}) }
if (process.argv[2] === 'bull') new (require('bull'))('reports', { redis: connection, settings: { lockDuration: 1000, stalledInterval: 1000 } }).process(work)
else new (require('bullmq').Worker)('nightly', work, { connection, lockDuration: 1000, stalledInterval: 1000 })
END
cat >probe.cjs <<'END'
const Bull = require('bull'), { Queue } = require('bullmq'), { fork } = require('child_process')
const sleep = ms => new Promise(done => setTimeout(done, ms))
const connection = { host: '127.0.0.1', port: Number(process.env.port), maxRetriesPerRequest: null }
;(async () => {
  for (const [name, queue] of [['bull', new Bull('reports', { redis: connection })], ['bullmq', new Queue('nightly', { connection })]]) {
    const job = name === 'bull' ? await queue.add({}, { attempts: 5 }) : await queue.add('report', {}, { attempts: 5 })
    const seen = []
    for (const number of [1, 2, 3]) {
      const copy = fork('./copy.cjs', [name])
      const begun = await Promise.race([new Promise(done => copy.on('message', () => done(true))),
        (async () => { while (await job.getState() !== 'failed') await sleep(200) })()])
      copy.kill('SIGKILL')
      await new Promise(done => copy.on('exit', done))
      seen.push(`worker ${number} ${begun ? 'killed' : 'is not given the job'}`)
    }
    const { attemptsMade } = await queue.getJob(job.id)
    console.log(`${name}:`.padEnd(10), `${seen.join(', ')}: ${await job.getState()}, ${attemptsMade} of 5 attempts`)
  }
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
bull:      worker 1 killed, worker 2 killed, worker 3 is not given the job: failed, 0 of 5 attempts
bullmq:    worker 1 killed, worker 2 killed, worker 3 is not given the job: failed, 1 of 5 attempts
END
