#!/usr/bin/env bash
# A trigger node that is told msg.delay = 0 is blocked until somebody resets it, and one that is extended sends the time of its first message.
#
# What:     Node-RED 4.1.15 (npm: node-red), trigger node with "override delay with msg.delay"; and with a timestamp as its second message, with
#           and without "extend delay if new message arrives".
# Expected: no delay: what follows is sent at once, as by a delay node that is told 0. The timestamp is that of the moment at which it is sent,
#           in either mode.
# Seen:     0 is the inner sign for "wait to be reset": nothing is sent any more, for the messages after it as well, without an error; the node
#           shows a blue dot, as while it works. Extended, the timestamp was taken when the first message came.
# Matters:  a delay that is computed ("seconds until eight o'clock") is 0 now and then, and the alarm is dumb from then on. A "last seen" that
#           is to say when a machine went quiet says when it began.
#
# Output (2026-11-28):
#   delay 300 ms:                                              sent after it: 1
#   delay 0 ms:                                                sent after it: 0
#   delay 300 ms again:                                        sent after it: 0
#   timestamp, messages at 0, 1 and 2 s, not extended:         that of the moment
#   timestamp, messages at 0, 1 and 2 s, extended:             that of the first message
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15

cat >probe.cjs <<'END'
const { start, tab, say, sleep } = require('./node-red.cjs')
;(async () => {
  const trigger = (id, properties) => [id, 'trigger', ['out'], { op1: '', op2: 'later', op1type: 'nul', op2type: 'str', duration: '1500', extend: false, overrideDelay: false, units: 'ms', reset: '',
    bytopic: 'all', topic: 'topic', outputs: 1, ...properties }]
  const { give, said } = await start(tab(trigger('delay', { overrideDelay: true }), trigger('plain', { op2: '', op2type: 'date' }), trigger('extended', { op2: '', op2type: 'date', extend: true }), say('out')))
  const row = (title, text) => console.log(title.padEnd(58), text)
  for (const [title, delay] of [['delay 300 ms:', 300], ['delay 0 ms:', 0], ['delay 300 ms again:', 300]]) {
    said.length = 0
    give('delay', { payload: 1, delay })
    await sleep(1500)
    row(title, `sent after it: ${said.length}`)
  }
  for (const id of ['plain', 'extended']) {
    said.length = 0
    const begun = Date.now()
    for (let second = 0; second < 3; second++) {
      give(id, { payload: second })
      await sleep(1000)
    }
    await sleep(2500)
    row(`timestamp, messages at 0, 1 and 2 s, ${id === 'plain' ? 'not extended' : 'extended'}:`, said[0] - begun < 500 ? 'that of the first message' : 'that of the moment')
  }
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
delay 300 ms:                                              sent after it: 1
delay 0 ms:                                                sent after it: 0
delay 300 ms again:                                        sent after it: 0
timestamp, messages at 0, 1 and 2 s, not extended:         that of the moment
timestamp, messages at 0, 1 and 2 s, extended:             that of the first message
END
