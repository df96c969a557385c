#!/usr/bin/env bash
# Of two objects in one buffer the msgpack node gives the first, a time of another program is {buffer, type: 255}, a long id changes.
#
# What:     node-red-node-msgpack 1.2.1, Node-RED 4.1.15 (npm: node-red), beside @msgpack/msgpack 3.1.3, which writes as Python's and Go's.
# Expected: two messages, or an error: what follows an object is not part of it. The timestamp of MessagePack (extension type -1) as a
#           date. Half an object is an error, as it is.
# Seen:     the node decodes what comes first and throws the rest of the buffer away. It knows a date as a type of its own, 13, which no
#           other library reads, and not the one that is in the specification since 2017. Integers of 64 bits are rounded.
# Matters:  a TCP or UDP packet, a file or a queue message with several readings loses all but the first. Times that pass between a Node-RED
#           and another program are objects on either side, and a sort or a comparison by them is silent nonsense.
#
# Output (2026-11-28):
#   two readings of another program:  {"reading":1}
#   a time of another program:        {"at":{"buffer":{"type":"Buffer","data":[107,10,194,64]},"type":255}}
#   an id of another program:         {"id":12345678901234568}
#   a time of the node, read by it:   {"at":"2026-11-28T12:00:00.000Z"}
#   a time of the node, by another:   extension type 13
#   half a reading:                   Bad decode
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages node-red-node-msgpack@1.2.1 @msgpack/msgpack@3.1.3

cat >probe.cjs <<'END'
const { start, tab, say, sleep } = require('./node-red.cjs'), { encode, decode } = require('@msgpack/msgpack'), at = new Date('2026-11-28T12:00:00Z')
;(async () => {
  const { give, said, logged } = await start(tab(['pack', 'msgpack', ['out'], { property: 'payload' }], say('out')), { nodesDir: [process.cwd() + '/node_modules/node-red-node-msgpack'] })
  const pass = async payload => {
    said.length = logged.length = 0
    give('pack', { payload: payload instanceof Uint8Array ? Buffer.from(payload) : payload })
    await sleep(200)
    return said[0]
  }
  const show = (title, value) => console.log(`${title}:`.padEnd(33), typeof value === 'string' ? value : JSON.stringify(value))
  show('two readings of another program', await pass(Buffer.concat([encode({ reading: 1 }), encode({ reading: 2 })])))
  show('a time of another program', await pass(encode({ at })))
  show('an id of another program', await pass(encode({ id: 12345678901234567n }, { useBigInt64: true })))
  const own = await pass({ at })
  show('a time of the node, read by it', await pass(own))
  show('a time of the node, by another', `extension type ${decode(own).at.type}`)
  await pass(encode({ reading: 1, text: 'hello' }).subarray(0, 9))
  show('half a reading', logged.join())
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
two readings of another program:  {"reading":1}
a time of another program:        {"at":{"buffer":{"type":"Buffer","data":[107,10,194,64]},"type":255}}
an id of another program:         {"id":12345678901234568}
a time of the node, read by it:   {"at":"2026-11-28T12:00:00.000Z"}
a time of the node, by another:   extension type 13
half a reading:                   Bad decode
END
