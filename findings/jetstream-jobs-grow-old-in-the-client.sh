#!/usr/bin/env bash
# Short JetStream jobs are done twice: the time to acknowledge them runs while they wait inside the client, which fetches a hundred ahead.
#
# What:     @nats-io/jetstream 3.4.0 with @nats-io/transport-node 3.4.0 (npm), nats-server 2.9.10 (Debian 12); consume() as it is by default, 20
#           jobs of 0.3 s, ack_wait 2 s (30 s by default, so that 100 jobs of a second do the same).
# Expected: the time runs while a job is worked on, which takes a sixth of it here; each job is done once.
# Seen:     consume() fetches up to 100 messages; their time runs from then on, in the client's own list. What has waited there for too long
#           is given to the other copy, and the first one still works on it when its turn comes; its acknowledgement is taken. With
#           max_messages 1 each is done once.
# Matters:  no job is ever near its time, the queue was only full for a moment, and from the seventh job on all is done twice: mails, bookings.
#
# Output (2026-11-28), two copies:
#   as it is by default:  20 different jobs, some of them done more than once
#   max_messages 1:       20 different jobs, each done once
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages @nats-io/jetstream@3.4.0 @nats-io/transport-node@3.4.0
nats

cat >probe.cjs <<'END'
const { connect } = require('@nats-io/transport-node'), { jetstream, jetstreamManager } = require('@nats-io/jetstream')
const sleep = ms => new Promise(done => setTimeout(done, ms))
;(async () => {
  const client = () => connect({ servers: `127.0.0.1:${process.env.nats}` }), shop = await client(), manager = await jetstreamManager(shop)
  const look = async (title, name, options) => {
    await manager.streams.add({ name, subjects: [name], retention: 'workqueue' })
    await manager.consumers.add(name, { durable_name: 'copies', ack_policy: 'explicit', ack_wait: 2e9 })
    for (let n = 0; n < 20; n++) await jetstream(shop).publish(name, String(n))
    const done = []
    for (let copy = 0; copy < 2; copy++) {
      const consumer = await jetstream(await client()).consumers.get(name, 'copies')
      ;(async () => {
        for await (const job of await consumer.consume(options)) {
          await sleep(300)
          done.push(job.string())
          job.ack()
        }
      })()
      await sleep(200)
    }
    for (let before = -1; before !== done.length; await sleep(5000)) before = done.length
    const different = new Set(done).size
    console.log(title.padEnd(21), `${different} different jobs, ${done.length > different ? 'some of them done more than once' : 'each done once'}`)
  }
  await look('as it is by default:', 'MANY')
  await look('max_messages 1:', 'ONE', { max_messages: 1 })
  process.exit()
})()
END
verdict "$(timeout 90 node probe.cjs)" <<'END'
as it is by default:  20 different jobs, some of them done more than once
max_messages 1:       20 different jobs, each done once
END
