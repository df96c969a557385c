#!/usr/bin/env bash
# Two batches of messages that a function sent together have one group number, and a join node behind something slow mixes them.
#
# What:     Node-RED 4.1.15 (npm: node-red), batch node (groups of 2) and join node (automatic), between them a function that takes 0.3 to 1.2 s,
#           as an http request does.
# Expected: each group has a number of its own, so that join makes of it what batch has put together, in whatever order the answers come.
# Seen:     the number of a group is the _msgid of its first message, and all messages that a node sends in one go have the same one. What
#           arrives first at place 1 and at place 2 becomes a group. With messages from a split node it is right: these have their own.
# Matters:  the sum of an order has lines of another one; there is the right number of groups, of the right size, and no error.
#
# Output (2026-11-28), four messages, groups of two, which take 900, 300, 600 and 1200 ms:
#   from a split node:             1+2 3+4
#   sent together by a function:   3+2 1+4
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15

cat >probe.cjs <<'END'
const { start, tab, code, say, sleep } = require('./node-red.cjs')
;(async () => {
  const { give, said } = await start(tab(
    ['split', 'split', ['batch'], { splt: '\\n', spltType: 'str', arraySplt: 1, arraySpltType: 'len', stream: false, addname: '' }],
    code('function', 'return [msg.payload.map(payload => ({ payload }))]', ['batch']),
    ['batch', 'batch', ['slow'], { mode: 'count', count: 2, overlap: 0, interval: 10, allowEmptySequence: false, topics: [] }],
    code('slow', 'setTimeout(() => node.send(msg), msg.payload.ms)', ['join']),
    ['join', 'join', ['out'], { mode: 'auto', build: 'array', property: 'payload', propertyType: 'msg', key: 'topic', joiner: '\\n', joinerType: 'str', accumulate: false, timeout: '', count: '' }],
    say('out', 'msg.payload.map(({ n }) => n).join("+")')))
  for (const [title, id] of [['from a split node:', 'split'], ['sent together by a function:', 'function']]) {
    said.length = 0
    give(id, { payload: [300, 100, 200, 400].map((ms, index) => ({ n: index + 1, ms: ms * 3 })) })
    await sleep(2500)
    console.log(title.padEnd(30), said.join(' '))
  }
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
from a split node:             1+2 3+4
sent together by a function:   3+2 1+4
END
