#!/usr/bin/env bash
# A filter node that keeps values apart by msg.device, and not by msg.topic, cannot be reset for a device; and the first {} never passes.
#
# What:     Node-RED 4.1.15 (npm: node-red), filter node (rbe), "block unless value changes", "apply mode separately for each" msg.device.
# Expected: a message with msg.reset and a device forgets what was last seen of that device, as it does with msg.topic; the first value of a
#           device passes, whatever it is.
# Seen:     the last value stands under msg.device, and the reset deletes what stands under msg.topic: nothing, or another device's value, if
#           one is named like that topic. An empty object is taken for what was there before the first message; an empty list is not.
# Matters:  after a repair, or the restart of what is behind the filter, the state is sent again by a reset; here it is not, and the other side
#           keeps what it has until the value changes.
#
# Output (2026-11-28), what passes after a reset, of the value that was last seen:
#   by msg.topic, reset with topic "a":                            passes
#   by msg.device, reset with device "a":                          blocked
#   by msg.device, reset with device "b" and topic "a", for "a":   passes
#   the first value of a device, []:                               passes
#   the first value of a device, {}:                               blocked
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15

cat >probe.cjs <<'END'
const { start, tab, say, sleep } = require('./node-red.cjs')
;(async () => {
  const filter = (id, topi) => [id, 'rbe', ['out'], { func: 'rbe', gap: '', start: '', inout: 'out', septopics: true, property: 'payload', topi }]
  const { give, said } = await start(tab(filter('topic', 'topic'), filter('device', 'device'), say('out')))
  const look = async (title, id, ...messages) => {
    for (const message of messages) {
      said.length = 0
      give(id, message)
      await sleep(200)
    }
    console.log(title.padEnd(62), said.length ? 'passes' : 'blocked')
  }
  await look('by msg.topic, reset with topic "a":', 'topic', { topic: 'a', payload: 1 }, { topic: 'a', reset: true }, { topic: 'a', payload: 1 })
  await look('by msg.device, reset with device "a":', 'device', { device: 'a', payload: 1 }, { device: 'a', reset: true }, { device: 'a', payload: 1 })
  await look('by msg.device, reset with device "b" and topic "a", for "a":', 'device', { device: 'a', payload: 1 }, { device: 'b', topic: 'a', reset: true }, { device: 'a', payload: 1 })
  await look('the first value of a device, []:', 'device', { device: 'c', payload: [] })
  await look('the first value of a device, {}:', 'device', { device: 'd', payload: {} })
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
by msg.topic, reset with topic "a":                            passes
by msg.device, reset with device "a":                          blocked
by msg.device, reset with device "b" and topic "a", for "a":   passes
the first value of a device, []:                               passes
the first value of a device, {}:                               blocked
END
