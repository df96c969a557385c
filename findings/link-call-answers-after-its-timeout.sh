#!/usr/bin/env bash
# A link call that timed out sends its message on all the same when the answer comes later.
#
# What:     Node-RED 4.1.15 (npm: node-red), link call with a timeout of 1 s, called flow takes 2 s.
# Expected: the message either goes on or is an error for a catch node (help of the node: "If no response is received within the
#           configured timeout, … the node will log an error that can be caught").
# Seen:     both, one after the other.
# Matters:  a flow that answers or retries in the catch branch answers, writes or charges twice, and only when the system is slow.
#
# Output (2026-11-27):
#   caught: timeout
#   went on: late answer
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15

cat >probe.cjs <<'END'
const { start, tab, code, say, sleep } = require('./node-red.cjs')
;(async () => {
  const { give, said } = await start(tab(
    ['call', 'link call', ['on'], { links: ['in'], linkType: 'static', timeout: '1' }], say('on', '"went on: " + msg.payload'),
    ['in', 'link in', ['slow'], { links: [] }],
    code('slow', 'setTimeout(() => { msg.payload = "late answer"; node.send(msg) }, 2000)', ['back']),
    ['back', 'link out', [], { mode: 'return', links: [] }],
    ['catch', 'catch', ['caught'], { scope: ['call'], uncaught: false }], say('caught', '"caught: " + msg.error.message')))
  give('call', { payload: 'question' })
  await sleep(3000)
  console.log(said.join('\n'))
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
caught: timeout
went on: late answer
END
