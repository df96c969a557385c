#!/usr/bin/env bash
# A time that another program writes as MessagePack is {buffer, type: 255} for the msgpack node, and its own is none for the others.
#
# What:     node-red-node-msgpack 1.2.1, Node-RED 4.1.15 (npm: node-red), beside @msgpack/msgpack 3.1.3, which writes times as the libraries
#           of Python and Go do.
# Expected: the timestamp of MessagePack (extension type -1, in the specification since 2017) as a date, and a date as that.
# Seen:     the node knows a date as a type of its own, 13, and not the other one: it hands on the bytes. What it writes is as strange to
#           all other libraries. A Map and a Set are written as empty objects.
# Matters:  times that pass between Node-RED and another program are objects on either side: "newer than" is false for all of them, and a
#           database gets {"type":"Buffer",…}. Between two Node-RED nothing shows.
#
# Output (2026-11-28):
#   a time of another program:       {"at":{"buffer":{"type":"Buffer","data":[107,10,194,64]},"type":255}}
#   it is newer than 2020:           false
#   a time of the node, read by it:  {"at":"2026-11-28T12:00:00.000Z"}
#   a time of the node, by another:  extension type 13
#   a Map and a Set, there and back: {"map":{},"set":{}}
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages node-red-node-msgpack@1.2.1 @msgpack/msgpack@3.1.3

cat >probe.cjs <<'END'
const { start, tab, say, sleep } = require('./node-red.cjs'), { encode, decode } = require('@msgpack/msgpack'), at = new Date('2026-11-28T12:00:00Z')
;(async () => {
  const { give, said } = await start(tab(['pack', 'msgpack', ['out'], { property: 'payload' }], say('out')), { nodesDir: [process.cwd() + '/node_modules/node-red-node-msgpack'] })
  const pass = async payload => {
    said.length = 0
    give('pack', { payload: payload instanceof Uint8Array ? Buffer.from(payload) : payload })
    await sleep(200)
    return said[0]
  }
  const show = (title, value) => console.log(`${title}:`.padEnd(32), typeof value === 'string' ? value : JSON.stringify(value))
  const other = await pass(encode({ at })), own = await pass({ at })
  show('a time of another program', other)
  show('it is newer than 2020', other.at > new Date('2020-01-01'))
  show('a time of the node, read by it', await pass(own))
  show('a time of the node, by another', `extension type ${decode(own).at.type}`)
  show('a Map and a Set, there and back', await pass(await pass({ map: new Map([['a', 1]]), set: new Set([1]) })))
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
a time of another program:       {"at":{"buffer":{"type":"Buffer","data":[107,10,194,64]},"type":255}}
it is newer than 2020:           false
a time of the node, read by it:  {"at":"2026-11-28T12:00:00.000Z"}
a time of the node, by another:  extension type 13
a Map and a Set, there and back: {"map":{},"set":{}}
END
