#!/usr/bin/env bash
# A changed limit of Bottleneck is not in force: in Redis stands the one of the very first start, or every start of a copy lets too much through.
#
# What:     bottleneck 2.19.5 with datastore ioredis, ioredis 5.8.2 (npm), Redis 7.0.15 (Debian 12); a limiter with one id in all copies, and
#           four requests that last.
# Expected: a copy with a new number works by it, or is told that the stored one is another; and what makes it new does not forget what is
#           running.
# Seen:     the settings of the first start are stored and the later ones dropped without an event. clearDatastore, the option against it,
#           clears the count of what runs as well, so that each copy that starts with it may begin as much again.
# Matters:  "at most three at a time", raised or lowered for a machine or an API, does nothing in any copy for as long as Redis keeps it. With
#           the option, an update of the copies in turn is the moment when the limit does not hold.
#
# Output (2026-11-28), requests that run at once:
#   maxConcurrent 1 in the code:                       1
#   later, 3 in the code:                              1
#   3 and clearDatastore:                              3
#   the second copy starts, 3 and clearDatastore:      6
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages bottleneck@2.19.5 ioredis@5.8.2
redis

cat >probe.cjs <<'END'
const Bottleneck = require('bottleneck'), Redis = require('ioredis')
const sleep = ms => new Promise(done => setTimeout(done, ms))
let running = 0
/// A copy that starts with `settings` and has four requests to make, each of which lasts until `end` is called.
const copy = settings => {
  let release
  const gate = new Promise(done => { release = done })
  const limiter = new Bottleneck({ id: 'machine', datastore: 'ioredis', Redis, clientOptions: { host: '127.0.0.1', port: Number(process.env.port) }, ...settings })
  const jobs = [1, 2, 3, 4].map(() => limiter.schedule(async () => { running++; await gate; running-- }))
  return { end: async () => { release(); await Promise.all(jobs); await limiter.disconnect() } }
}
const look = async (title, settings) => {
  const one = copy(settings)
  await sleep(4000)
  console.log(title.padEnd(50), running)
  return one
}
(async () => {
  await (await look('maxConcurrent 1 in the code:', { maxConcurrent: 1 })).end()
  await (await look('later, 3 in the code:', { maxConcurrent: 3 })).end()
  const fresh = { maxConcurrent: 3, clearDatastore: true }
  await look('3 and clearDatastore:', fresh)
  await look('the second copy starts, 3 and clearDatastore:', fresh)
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
maxConcurrent 1 in the code:                       1
later, 3 in the code:                              1
3 and clearDatastore:                              3
the second copy starts, 3 and clearDatastore:      6
END
