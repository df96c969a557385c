#!/usr/bin/env bash
# A delay node that limits by topic holds all messages for ever, once msg.rate has set its rate and its queue has been empty for a moment.
#
# What:     Node-RED 4.1.15 (npm: node-red), delay node, "limit rate for each msg.topic", "send each topic in turn", one message a second, with
#           "allow msg.rate (in ms) to override rate".
# Expected: the new rate is used from then on, as its documentation says; messages go on one by one, whenever they come.
# Seen:     with a new rate the node uses the timer function of its other mode, which ends the timer when it finds the queue empty. In that
#           mode the next message starts it again; here nothing does, but a message with yet another rate.
# Matters:  the node works as long as it is busy, as in a test with ten messages, and is still after its first quiet moment: nothing is sent,
#           nothing is logged, its status counts what it holds. All of it is lost at the next deploy.
#
# Output (2026-11-28), messages that leave:
#   "all messages", rate set, then a pause, then 3 topics: 4 of 4
#   by topic, no rate set, then a pause, then 3 topics:    4 of 4
#   by topic, rate set, then a pause, then 3 topics:       1 of 4
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15

cat >probe.cjs <<'END'
const { start, tab, say, sleep } = require('./node-red.cjs')
const limit = (id, pauseType) => [id, 'delay', [id + ' out'], { pauseType, timeout: '5', timeoutUnits: 'seconds', rate: '1', nbRateUnits: '1', rateUnits: 'second', randomFirst: '1', randomLast: '5',
  randomUnits: 'seconds', drop: false, allowrate: true, outputs: 1 }]
;(async () => {
  const names = { all: '"all messages", rate set', plain: 'by topic, no rate set', topic: 'by topic, rate set' }
  const { give, said } = await start(tab(limit('all', 'rate'), say('all out', '"all"'), limit('plain', 'queue'), say('plain out', '"plain"'), limit('topic', 'queue'), say('topic out', '"topic"')))
  const send = (id, topic) => give(id, { topic, payload: 1, ...(id !== 'plain' && { rate: 500 }) })
  for (const id in names) send(id, 'first')
  await sleep(6000)
  for (const topic of ['a', 'b', 'c']) for (const id in names) send(id, topic)
  await sleep(10000)
  for (const id in names) console.log(`${names[id]}, then a pause, then 3 topics:`.padEnd(54), `${said.filter(one => one === id).length} of 4`)
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
"all messages", rate set, then a pause, then 3 topics: 4 of 4
by topic, no rate set, then a pause, then 3 topics:    4 of 4
by topic, rate set, then a pause, then 3 topics:       1 of 4
END
