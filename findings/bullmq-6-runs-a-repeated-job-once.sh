#!/usr/bin/env bash
# A job that BullMQ 5 repeats every second is run once by BullMQ 6: the option is ignored, and nothing says so.
#
# What:     bullmq 5.6.0 and 6.7.0 (npm), Redis 7.0.15 (Debian 12), queue.add(name, data, { repeat: { every: 1000 } }).
# Expected: what is no longer supported is an error, or at least a warning, as options with a wrong value are.
# Seen:     add returns a plain job. upsertJobScheduler is what repeats in version 6.
# Matters:  the hourly report comes once after each start of a copy, which looks right on the day of the update, and never again.
#
# Output (2026-11-27), runs within 4.5 s:
#   5.6.0, repeat:              some
#   6.7.0, repeat:              1
#   6.7.0, upsertJobScheduler:  some
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages bullmq@5.6.0
redis

cat >probe.cjs <<'END'
const { Queue, Worker } = require('bullmq')
const connection = { host: '127.0.0.1', port: Number(process.env.port), maxRetriesPerRequest: null }
const [how, name] = process.argv.slice(2)
;(async () => {
  const queue = new Queue(name, { connection })
  let ran = 0
  new Worker(name, async () => { ran++ }, { connection })
  if (how === 'repeat') await queue.add('report', {}, { repeat: { every: 1000 } })
  else await queue.upsertJobScheduler('report', { every: 1000 })
  await new Promise(done => setTimeout(done, 4500))
  console.log(`${require('bullmq/package.json').version}, ${how}:`.padEnd(27), ran > 2 ? 'some' : ran)
  process.exit()
})()
END
seen=$(node probe.cjs repeat five)
rm -rf node_modules
packages bullmq@6.7.0 ioredis@6.0.0
verdict "$seen
$(node probe.cjs repeat six; node probe.cjs upsertJobScheduler scheduler)" <<'END'
5.6.0, repeat:              some
6.7.0, repeat:              1
6.7.0, upsertJobScheduler:  some
END
