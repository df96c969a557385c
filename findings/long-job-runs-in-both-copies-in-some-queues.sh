#!/usr/bin/env bash
# A job that works longer than its queue waits is begun by the second copy too with pg-boss and JetStream, not with BullMQ and Bee-Queue.
#
# What:     pg-boss 12.38.0, nats 2.29.3, bullmq 6.7.0, bee-queue 2.0.0 (npm); PostgreSQL 15, nats-server 2.9.10, Redis 7.0.15 (Debian 12).
# Expected: one job at one copy as long as that copy is alive; each library has a time after which it holds a worker for dead, and a worker
#           that awaits its work is not dead.
# Seen:     BullMQ and Bee-Queue renew their claim while the work goes on. For pg-boss (expireInSeconds, 15 minutes by default) and JetStream
#           (ack_wait, 30 s by default) the time runs from the beginning, unless the worker extends it by itself; the first one is not
#           told.
# Matters:  a report, a batch of mails or a firmware update beyond that time is done twice, at once, and only on bad days.
#
# Output (2026-11-27), one job of 6 s, time set to 2 s, two workers:
#   pg-boss:    begun more than once, at the same time
#   jetstream:  begun more than once, at the same time
#   bullmq:     begun once
#   bee-queue:  begun once
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages pg-boss@12.38.0
packages nats@2.29.3
packages bullmq@6.7.0 ioredis@6.0.0
packages bee-queue@2.0.0
declare -x postgres
postgres
postgres=$port
nats
redis

cat >probe.mjs <<'END'
import { PgBoss } from 'pg-boss'
import { connect } from 'nats'
import bullmq from 'bullmq'
import Bee from 'bee-queue'
const { env } = process, connection = { host: '127.0.0.1', port: Number(env.port), maxRetriesPerRequest: null }
const sleep = ms => new Promise(done => setTimeout(done, ms))
const queues = {
  'pg-boss': async work => {
    const begin = async () => {
      const boss = new PgBoss({ connectionString: `postgres://postgres@127.0.0.1:${env.postgres}/postgres`, superviseIntervalSeconds: 1, monitorIntervalSeconds: 1 })
      boss.on('error', () => {})
      return boss.start()
    }
    const a = await begin(), b = await begin()
    await a.createQueue('reports')
    for (const boss of [a, b]) await boss.work('reports', { pollingIntervalSeconds: 0.5 }, work)
    await a.send('reports', {}, { expireInSeconds: 2 })
  },
  jetstream: async work => {
    const client = await connect({ servers: `127.0.0.1:${env.nats}` }), manager = await client.jetstreamManager(), stream = client.jetstream()
    await manager.streams.add({ name: 'REPORTS', subjects: ['reports'], retention: 'workqueue' })
    await manager.consumers.add('REPORTS', { durable_name: 'workers', ack_policy: 'explicit', ack_wait: 2e9 })
    for (let worker = 0; worker < 2; worker++) {
      (async () => {
        for await (const job of await (await stream.consumers.get('REPORTS', 'workers')).consume({ max_messages: 1 })) { await work(); job.ack() }
      })()
    }
    await stream.publish('reports')
  },
  bullmq: async work => {
    for (let worker = 0; worker < 2; worker++) new bullmq.Worker('reports', work, { connection, lockDuration: 2000, stalledInterval: 1000 })
    await new bullmq.Queue('reports', { connection }).add('report', {})
  },
  'bee-queue': async work => {
    const copies = [0, 1].map(() => new Bee('reports', { redis: connection, stallInterval: 2000 }))
    for (const queue of copies) { queue.checkStalledJobs(1000); queue.process(work) }
    await copies[0].createJob({}).save()
  },
}
for (const [name, start] of Object.entries(queues)) {
  let begun = 0, running = 0, most = 0
  await start(async () => { begun++; most = Math.max(most, ++running); await sleep(6000); running-- })
  await sleep(8000)
  console.log(`${name}:`.padEnd(11), begun > 1 ? `begun more than once, ${most > 1 ? 'at the same time' : 'one after the other'}` : 'begun once')
}
process.exit()
END
verdict "$(node probe.mjs)" <<'END'
pg-boss:    begun more than once, at the same time
jetstream:  begun more than once, at the same time
bullmq:     begun once
bee-queue:  begun once
END
