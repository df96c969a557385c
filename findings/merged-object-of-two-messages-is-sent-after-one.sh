#!/usr/bin/env bash
# A join node that is to merge two messages into one object sends after the first, if that has two fields, and never if both have the same one.
#
# What:     Node-RED 4.1.15 (npm: node-red), join node, manual, "a merged Object", "after a number of message parts" 2.
# Expected: two messages, merged, whatever fields they have. The node's help says that the count is "how many messages should be received
#           before generating the output message".
# Seen:     for a merged object the fields are counted that are there so far. The second message begins the next object, so that all that
#           follow are put together from parts of different rounds.
# Matters:  a page that asks a stock and a price server is answered without the price; it worked as long as each of them answered with one
#           field, and no version of the flow has changed.
#
# Output (2026-11-28), two messages each:
#   {"stock":3}, {"price":5}:                      {"stock":3,"price":5}
#   {"stock":3,"place":"A"}, {"price":5}:          {"stock":3,"place":"A"}, and the price waits
#   {"stock":3}, {"stock":4}:                      nothing
#   the same two as "an Array":                    [{"stock":3},{"stock":4}]
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15

cat >probe.cjs <<'END'
const { start, tab, say, sleep } = require('./node-red.cjs')
;(async () => {
  const join = (id, build) => [id, 'join', ['out'], { mode: 'custom', build, property: 'payload', propertyType: 'msg', key: 'topic', joiner: '\\n', joinerType: 'str', useparts: false, accumulate: false,
    timeout: '', count: '2' }]
  const looked = [['{"stock":3}, {"price":5}:', 'a', 'merged', { stock: 3 }, { price: 5 }], ['{"stock":3,"place":"A"}, {"price":5}:', 'b', 'merged', { stock: 3, place: 'A' }, { price: 5 }],
    ['{"stock":3}, {"stock":4}:', 'c', 'merged', { stock: 3 }, { stock: 4 }], ['the same two as "an Array":', 'd', 'array', { stock: 3 }, { stock: 4 }]]
  const { give, said } = await start(tab(...looked.map(([, id, build]) => join(id, build)), say('out', 'JSON.stringify(msg.payload)')))
  for (const [title, id, , ...payloads] of looked) {
    said.length = 0
    for (const payload of payloads) give(id, { payload })
    await sleep(500)
    console.log(title.padEnd(46), (said.join(' ') || 'nothing') + (id === 'b' && !said.join().includes('price') ? ', and the price waits' : ''))
  }
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
{"stock":3}, {"price":5}:                      {"stock":3,"price":5}
{"stock":3,"place":"A"}, {"price":5}:          {"stock":3,"place":"A"}, and the price waits
{"stock":3}, {"stock":4}:                      nothing
the same two as "an Array":                    [{"stock":3},{"stock":4}]
END
