#!/usr/bin/env bash
# A schedule that has left the code runs on in three job queues; with Bull a changed one runs at both hours.
#
# What:     bull 4.16.5, bullmq 6.7.0 with ioredis 6.0.0, pg-boss 12.38.0 (npm); Redis 7.0.15, PostgreSQL 15 (Debian 12). A copy starts with
#           "daily at 6" in its code, then with "daily at 7", then without it.
# Expected: what runs is what the code of the copies says, as with cron libraries, Node-RED's inject node and crontabs.
# Seen:     the schedule lies in the store, under the key of its name, so that the new hour replaces the old one. In Bull the hour is a part
#           of the key: both stay. Nothing takes a schedule away unless it is told to by name, and by hour with Bull.
# Matters:  after an update with two copies the report goes out twice, an hour apart, and no line of the code says 6 any more; a job that
#           was removed goes on until somebody looks into Redis. While copies of both versions run, the one that starts last decides.
#
# Output (2026-11-28), hours (UTC) at which the job is due with 6 in the code; then 7; then nothing:
#   bull, repeat:                 6; 6 and 7; 6 and 7
#   bullmq, upsertJobScheduler:   6; 7; 7
#   pg-boss, schedule:            6; 7; 7
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages bull@4.16.5
packages bullmq@6.7.0 ioredis@6.0.0
packages pg-boss@12.38.0
declare -x postgres
postgres
postgres=$port
redis

cat >probe.mjs <<'END'
import Bull from 'bull'
import bullmq from 'bullmq'
import { PgBoss } from 'pg-boss'
const { env } = process, connection = { host: '127.0.0.1', port: Number(env.port), maxRetriesPerRequest: null }
const hours = times => times.map(time => new Date(time).getUTCHours()).sort((a, b) => a - b).join(' and ') || 'never'
/// Each is started with an hour, or none, as a copy is that has the schedule in its code, and returns at what hours the job is due.
const queues = {
  'bull, repeat': async hour => {
    const queue = new Bull('reports', { redis: connection })
    if (hour) await queue.add({}, { repeat: { cron: `0 ${hour} * * *`, tz: 'UTC' } })
    const due = (await queue.getDelayed()).map(job => job.timestamp + job.opts.delay)
    await queue.close()
    return hours(due)
  },
  'bullmq, upsertJobScheduler': async hour => {
    const queue = new bullmq.Queue('nightly', { connection })
    if (hour) await queue.upsertJobScheduler('report', { pattern: `0 ${hour} * * *`, tz: 'UTC' })
    const due = (await queue.getDelayed()).map(job => job.timestamp + job.delay)
    await queue.close()
    return hours(due)
  },
  'pg-boss, schedule': async hour => {
    const boss = new PgBoss(`postgres://postgres@127.0.0.1:${env.postgres}/postgres`)
    await boss.start()
    await boss.createQueue('reports')
    if (hour) await boss.schedule('reports', `0 ${hour} * * *`)
    const due = (await boss.getSchedules()).map(({ cron }) => Date.UTC(2026, 0, 1, cron.split(' ')[1]))
    await boss.stop()
    return hours(due)
  },
}
for (const [name, start] of Object.entries(queues)) {
  console.log(`${name}:`.padEnd(29), `${await start(6)}; ${await start(7)}; ${await start()}`)
}
process.exit()
END
verdict "$(node probe.mjs)" <<'END'
bull, repeat:                 6; 6 and 7; 6 and 7
bullmq, upsertJobScheduler:   6; 7; 7
pg-boss, schedule:            6; 7; 7
END
