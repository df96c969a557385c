#!/usr/bin/env bash
# A message with a time to live of one second leaves a simple message queue after six, if nothing else arrives.
#
# What:     node-red-contrib-simple-message-queue 0.2.8, Node-RED 4.1.15 (npm: node-red); msg.ttl of 1000 ms, and the node's bypass interval of 3 s.
# Expected: what its help says: a message that has not been released for the specified time "will be deleted from queue without any output".
# Seen:     what is overdue is looked for when another message is queued or a trigger comes, and not when the interval releases one. Whether a
#           stale command is sent depends on whether others come behind it.
# Matters:  a time to live is set on what must not come late: "open the gate", a price. At a quiet hour it comes late.
#
# Output (2026-11-28), two messages with a time to live of 1 s:
#   released every 3 s:                                open after 3 s, close after 6 s
#   the same, and a third is queued after 2 s:         third after 3 s
#   released by a trigger after 2 s:                   nothing
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages node-red-contrib-simple-message-queue@0.2.8

cat >probe.cjs <<'END'
const { start, tab, say, sleep } = require('./node-red.cjs')
;(async () => {
  const queue = (id, bypassInterval) => [id, 'simple-queue', ['out'], { firstMessageBypass: false, bypassInterval }]
  const { give, said } = await start(tab(queue('interval', '3000'), queue('interval2', '3000'), queue('trigger', '0'), say('out', '`${msg.payload} after ${Math.round((Date.now() - msg.from) / 1000)} s`')),
    { nodesDir: [process.cwd() + '/node_modules/node-red-contrib-simple-message-queue'] })
  const look = async (title, id, later) => {
    said.length = 0
    const from = Date.now()
    for (const payload of ['open', 'close']) give(id, { payload, from, ttl: 1000 })
    await sleep(2000)
    if (later) give(id, { from, ...later })
    await sleep(6000)
    console.log(title.padEnd(50), said.join(', ') || 'nothing')
  }
  await look('released every 3 s:', 'interval')
  await look('the same, and a third is queued after 2 s:', 'interval2', { payload: 'third' })
  await look('released by a trigger after 2 s:', 'trigger', { trigger: true })
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
released every 3 s:                                open after 3 s, close after 6 s
the same, and a third is queued after 2 s:         third after 3 s
released by a trigger after 2 s:                   nothing
END
