#!/usr/bin/env bash
# A delay of 25 days is none: delay, trigger and rate limit send at once when the time is longer than 24 days 20 hours.
#
# What:     Node-RED 4.1.15 (npm: node-red) on Node.js 20, delay and trigger nodes.
# Expected: the dialogs offer days and hours without a limit, so that 25 days are 25 days; or an error, as an inject node gives for such
#           an interval.
# Seen:     the time is handed to setTimeout, which takes 2147483647 ms at most and takes 1 ms for more. Node.js warns on stderr, where
#           Node-RED's log does not look; no catch node hears of it.
# Matters:  "remind me in 30 days", "close the ticket after a month" and "one mail in 30 days" happen now, and the limit lets all through.
#
# Output (2026-11-27), what has been sent a second after one message (five for the limit):
#   delay, 24 days:                 0
#   delay, 25 days:                 1
#   delay, msg.delay of 25 days:    1
#   delay, random 25 to 30 days:    1
#   limit, one message in 24 days:  1
#   limit, one message in 25 days:  5
#   trigger, then after 600 hours:  1
#   said by catch or log:           nothing
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15

cat >probe.cjs <<'END'
const { start, tab, code, say, sleep } = require('./node-red.cjs')
const day = 24 * 3600 * 1000
const delay = { pauseType: 'delay', timeout: '5', timeoutUnits: 'days', rate: '1', nbRateUnits: '1', rateUnits: 'day', randomFirst: '25', randomLast: '30',
  randomUnits: 'days', drop: false, allowrate: false, outputs: 1 }
const trigger = { op1: '', op2: 'now', op1type: 'nul', op2type: 'str', duration: '600', units: 'hr', extend: false, overrideDelay: false, reset: '',
  bytopic: 'all', topic: 'topic', outputs: 1 }
const looked = [
  ['delay, 24 days', 'delay', { ...delay, timeout: '24' }],
  ['delay, 25 days', 'delay', { ...delay, timeout: '25' }],
  ['delay, msg.delay of 25 days', 'delay', { ...delay, pauseType: 'delayv' }, { delay: 25 * day }],
  ['delay, random 25 to 30 days', 'delay', { ...delay, pauseType: 'random' }],
  ['limit, one message in 24 days', 'delay', { ...delay, pauseType: 'rate', nbRateUnits: '24' }],
  ['limit, one message in 25 days', 'delay', { ...delay, pauseType: 'rate', nbRateUnits: '25' }],
  ['trigger, then after 600 hours', 'trigger', trigger],
]
;(async () => {
  const nodes = looked.flatMap(([title, type, properties], i) => [[`n${i}`, type, [`s${i}`], properties], say(`s${i}`, JSON.stringify(title))])
  const { give, said, logged } = await start(tab(...nodes, ['c', 'catch', ['e'], { scope: null, uncaught: false }], say('e', '"caught"')))
  logged.length = 0
  for (const [i, [title, , , msg]] of looked.entries()) for (let n = 0; n < (title.startsWith('limit') ? 5 : 1); n++) give(`n${i}`, { payload: n, ...msg })
  await sleep(1000)
  for (const [title] of looked) console.log((title + ':').padEnd(31), said.filter(text => text === title).length)
  console.log('said by catch or log:          ', [...logged, ...said.filter(text => text === 'caught')].join() || 'nothing')
  process.exit()
})()
END
verdict "$(node probe.cjs 2>stderr.log)" <<'END'
delay, 24 days:                 0
delay, 25 days:                 1
delay, msg.delay of 25 days:    1
delay, random 25 to 30 days:    1
limit, one message in 24 days:  1
limit, one message in 25 days:  5
trigger, then after 600 hours:  1
said by catch or log:           nothing
END
