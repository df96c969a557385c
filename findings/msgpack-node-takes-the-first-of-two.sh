#!/usr/bin/env bash
# A msgpack node that gets two messages in one buffer sends the first and drops the second, and makes another number of a long id.
#
# What:     node-red-node-msgpack 1.2.1 with msgpack-lite 0.1.26, Node-RED 4.1.15 (npm: node-red); buffers as a tcp in node gives them.
# Expected: two values behind each other, which msgpack allows as a stream, are two messages, or an error that says what is left over. An
#           integer that a JavaScript number cannot hold is an error, a BigInt or a text.
# Seen:     the decoder stops after the first value and the node does not look at the rest: no error, no warning. A 64-bit integer above
#           2^53 is rounded.
# Matters:  TCP joins what is sent shortly one after the other: under load, and only then, every second reading is gone. Ids of devices and
#           times in nanoseconds change on their way.
#
# Output (2026-11-28):
#   two messages in two buffers:   {"id":1} {"id":2}
#   two messages in one buffer:    {"id":1}
#   9007199254740993:              9007199254740992
#   errors and warnings: 0
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages node-red-node-msgpack@1.2.1 msgpack-lite@0.1.26

cat >probe.cjs <<'END'
const { start, tab, say, sleep } = require('./node-red.cjs'), { encode } = require('msgpack-lite')
;(async () => {
  const { give, said, logged } = await start(tab(['unpack', 'msgpack', ['out'], { property: 'payload' }], say('out', 'JSON.stringify(msg.payload)')),
    { nodesDir: [process.cwd() + '/node_modules/node-red-node-msgpack'] }), before = logged.length
  const look = async (title, ...buffers) => {
    said.length = 0
    for (const payload of buffers) give('unpack', { payload })
    await sleep(500)
    console.log(title.padEnd(30), said.join(' '))
  }
  const one = encode({ id: 1 }), two = encode({ id: 2 }), long = Buffer.alloc(9, 0xcf)
  long.writeBigUInt64BE(9007199254740993n, 1)
  await look('two messages in two buffers:', one, two)
  await look('two messages in one buffer:', Buffer.concat([one, two]))
  await look('9007199254740993:', long)
  console.log(`errors and warnings: ${logged.length - before}`)
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
two messages in two buffers:   {"id":1} {"id":2}
two messages in one buffer:    {"id":1}
9007199254740993:              9007199254740992
errors and warnings: 0
END
