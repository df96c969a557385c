#!/usr/bin/env bash
# With nodeMessageBufferMaxLength set to 5, the sixth message that a batch node has to keep throws all six away; one of them is an error.
#
# What:     Node-RED 4.1.15 (npm: node-red), settings.js nodeMessageBufferMaxLength 5 ("the maximum number of messages nodes will buffer internally
#           as part of their operation"), batch node by time, eight messages at once.
# Expected: a limit of five keeps five; what cannot be kept is an error that a catch node takes.
# Seen:     the sixth message ends the group: it is an error, and the five before it are dropped and reported as completed, by a complete node
#           as well. Counting begins anew, and what comes after goes on as if nothing had been.
# Matters:  who limits the memory of a copy loses everything at each burst, instead of a rest; whoever marks an order as done by a complete
#           node marks those that were thrown away.
#
# Output (2026-11-28), messages 1 to 8 at once, groups by two seconds:
#   limit 5:    sent 7 8; completed 1 2 3 4 5 7 8; errors 6
#   no limit:   sent 1 2 3 4 5 6 7 8; completed 1 2 3 4 5 6 7 8; errors none
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15

cat >probe.cjs <<'END'
const { start, tab, say, sleep } = require('./node-red.cjs')
;(async () => {
  const limit = Number(process.argv[2])
  const { give, said } = await start(tab(
    ['batch', 'batch', ['out'], { mode: 'interval', count: 2, overlap: 0, interval: 2, allowEmptySequence: false, topics: [] }], say('out', '["sent", msg.payload]'),
    ['complete', 'complete', ['done'], { scope: ['batch'], uncaught: false }], say('done', '["completed", msg.payload]'),
    ['catch', 'catch', ['error'], { scope: ['batch'], uncaught: false }], say('error', '["errors", msg.payload]')), limit ? { nodeMessageBufferMaxLength: limit } : {})
  for (let payload = 1; payload <= 8; payload++) give('batch', { payload })
  await sleep(5000)
  const of = kind => `${kind} ${said.filter(([said]) => said === kind).map(([, number]) => number).sort().join(' ') || 'none'}`
  console.log((limit ? `limit ${limit}:` : 'no limit:').padEnd(11), ['sent', 'completed', 'errors'].map(of).join('; '))
  process.exit()
})()
END
verdict "$(node probe.cjs 5 && node probe.cjs 0)" <<'END'
limit 5:    sent 7 8; completed 1 2 3 4 5 7 8; errors 6
no limit:   sent 1 2 3 4 5 6 7 8; completed 1 2 3 4 5 6 7 8; errors none
END
