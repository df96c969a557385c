#!/usr/bin/env bash
# A JetStream work queue at its limit acknowledges new jobs and drops the oldest that nobody has done; another job with a known id, too.
#
# What:     nats-server 2.9.10 (Debian 12), nats 2.29.3 (npm), a stream with retention "workqueue" and max_msgs 3, publish with its answer.
# Expected: what waits in a work queue is removed when it is done ("workqueue" says so); a full queue refuses, and a publisher hears it.
# Seen:     discard is "old" by default, also for work queues. Within the duplicate window (2 minutes by default, 2 s here) a message with
#           the id of another is acknowledged and dropped, whatever its subject and content are; the answer says so in `duplicate`. After
#           it, the same message is taken a second time.
# Matters:  a weekend without a worker loses the oldest orders; an id that is unique per customer only, or a retry after three minutes, does
#           the opposite of what ids are for.
#
# Output (2026-11-27):
#   10 jobs, limit 3:                       10 acknowledged, left 8 9 10
#   the same, discard new:                  3 acknowledged, left 1 2 3
#   ids 7 and 7, other subject and text:    2 acknowledged, stored paid
#   id 7 again after the window:            1 acknowledged, stored paid paid
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages nats@2.29.3
nats

cat >probe.cjs <<'END'
const { connect } = require('nats')
const sleep = ms => new Promise(done => setTimeout(done, ms))
;(async () => {
  const client = await connect({ servers: `127.0.0.1:${process.env.nats}` }), manager = await client.jetstreamManager(), stream = client.jetstream()
  const send = async (subject, texts, options) => {
    let acknowledged = 0
    for (const text of texts) await stream.publish(subject, text, options).then(() => acknowledged++, () => {})
    return acknowledged
  }
  const left = async name => {
    const { first_seq, last_seq } = (await manager.streams.info(name)).state, texts = []
    for (let seq = first_seq; seq <= last_seq; seq++) texts.push((await manager.streams.getMessage(name, { seq })).string())
    return texts.join(' ')
  }
  const ten = Array.from({ length: 10 }, (_, n) => String(n + 1))
  await manager.streams.add({ name: 'OLD', subjects: ['old'], retention: 'workqueue', max_msgs: 3 })
  console.log('10 jobs, limit 3:                      ', `${await send('old', ten)} acknowledged, left ${await left('OLD')}`)
  await manager.streams.add({ name: 'NEW', subjects: ['new'], retention: 'workqueue', max_msgs: 3, discard: 'new' })
  console.log('the same, discard new:                 ', `${await send('new', ten)} acknowledged, left ${await left('NEW')}`)
  await manager.streams.add({ name: 'ORDERS', subjects: ['orders.*'], duplicate_window: 2e9 })
  const both = await send('orders.a', ['paid'], { msgID: '7' }) + await send('orders.b', ['cancelled'], { msgID: '7' })
  console.log('ids 7 and 7, other subject and text:   ', `${both} acknowledged, stored ${await left('ORDERS')}`)
  await sleep(3000)
  console.log('id 7 again after the window:           ', `${await send('orders.a', ['paid'], { msgID: '7' })} acknowledged, stored ${await left('ORDERS')}`)
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
10 jobs, limit 3:                       10 acknowledged, left 8 9 10
the same, discard new:                  3 acknowledged, left 1 2 3
ids 7 and 7, other subject and text:    2 acknowledged, stored paid
id 7 again after the window:            1 acknowledged, stored paid paid
END
