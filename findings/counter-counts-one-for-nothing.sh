#!/usr/bin/env bash
# A counter node that is told by msg.increment to add 0 adds 1.
#
# What:     node-red-contrib-counter 0.1.6, Node-RED 4.1.15 (npm: node-red).
# Expected: nothing is added; msg.decrement = 0 takes nothing away, and a text that is no number is an error.
# Seen:     Number(msg.increment || 1): 0, an empty text, null and false are all 1.
# Matters:  pieces per minute, litres per pulse, visitors per message: each quiet interval adds one, so that a machine that stands still
#           over the week-end has made 2880 pieces on Monday.
#
# Output (2026-11-28), the count after each message:
#   increment 5, 0, 0, 3:      5 6 7 10
#   increment 5, "", null:     5 6 7
#   increment 5, "none":       5 5 with an error
#   increment 5, decrement 0:  5 5
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages node-red-contrib-counter@0.1.6

cat >probe.cjs <<'END'
const { start, tab, say, sleep } = require('./node-red.cjs')
;(async () => {
  const counter = (id, step) => [id, 'counter', ['out'], { init: '0', step, lower: '', upper: '', mode: 'increment', outputs: '1' }]
  const { give, said, logged } = await start(tab(counter('one', '1'), say('out', 'msg.count')), { nodesDir: [process.cwd() + '/node_modules/node-red-contrib-counter'] })
  const count = async (title, node, ...messages) => {
    said.length = 0
    for (const msg of [{ reset: true }, ...messages]) { give(node, msg); await sleep(50) }
    console.log(title.padEnd(26), said.slice(1).join(' '), logged.splice(0).some(text => text.includes('not a numeric')) ? 'with an error' : '')
  }
  await count('increment 5, 0, 0, 3:', 'one', { increment: 5 }, { increment: 0 }, { increment: 0 }, { increment: 3 })
  await count('increment 5, "", null:', 'one', { increment: 5 }, { increment: '' }, { increment: null })
  await count('increment 5, "none":', 'one', { increment: 5 }, { increment: 'none' })
  await count('increment 5, decrement 0:', 'one', { increment: 5 }, { decrement: 0 })
  process.exit()
})()
END
verdict "$(node probe.cjs | sed 's/ *$//')" <<'END'
increment 5, 0, 0, 3:      5 6 7 10
increment 5, "", null:     5 6 7
increment 5, "none":       5 5 with an error
increment 5, decrement 0:  5 5
END
