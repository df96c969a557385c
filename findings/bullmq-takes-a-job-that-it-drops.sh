#!/usr/bin/env bash
# A BullMQ job added under the id of one that has ended is dropped, and add returns a job with the new data as if it were there.
#
# What:     bullmq 6.7.0 and ioredis 6.0.0 (npm), Redis 7.0.15 (Debian 12).
# Expected: an id keeps two copies from doing a job twice while it is there; once it is over, or has failed, the same id can be given
#           again; or add tells that it did nothing.
# Seen:     jobs that are completed or failed are kept by default and hold their id for ever. The returned job has the new data and the
#           state of the old one.
# Matters:  jobId: order.id for "once per order" also means that a failed order can never be tried again by adding it.
#
# Output (2026-11-27):
#   add order-7 with 1, it completes; add order-7 with 2: ran 1, the job returned has data 2 and is completed
#   add order-8 with 1, it fails;     add order-8 with 2: ran 1, the job returned has data 2 and is failed
#   in Redis, data of order-7: 1
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages bullmq@6.7.0 ioredis@6.0.0
redis

cat >probe.cjs <<'END'
const { Queue, Worker, Job } = require('bullmq')
const connection = { host: '127.0.0.1', port: Number(process.env.port), maxRetriesPerRequest: null }
const sleep = ms => new Promise(done => setTimeout(done, ms))
;(async () => {
  const queue = new Queue('orders', { connection }), ran = []
  new Worker('orders', async job => { ran.push(job.data); if (job.id === 'order-8') throw new Error('no stock') }, { connection })
  for (const [jobId, ends] of [['order-7', 'it completes; '], ['order-8', 'it fails;     ']]) {
    ran.length = 0
    await queue.add('order', 1, { jobId })
    await sleep(1000)
    const job = await queue.add('order', 2, { jobId })
    await sleep(1000)
    console.log(`add ${jobId} with 1, ${ends}add ${jobId} with 2: ran ${ran}, the job returned has data ${job.data} and is ${await job.getState()}`)
  }
  console.log('in Redis, data of order-7:', (await Job.fromId(queue, 'order-7')).data)
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
add order-7 with 1, it completes; add order-7 with 2: ran 1, the job returned has data 2 and is completed
add order-8 with 1, it fails;     add order-8 with 2: ran 1, the job returned has data 2 and is failed
in Redis, data of order-7: 1
END
