#!/usr/bin/env bash
# A schedex node that is to switch 30 minutes after 23:45 does so every second day: the day after that, it says nothing.
#
# What:     node-red-contrib-schedex 1.10.7, Node-RED 4.1.15 (npm: node-red), a clock that is wound on (@sinonjs/fake-timers 15.5.0).
# Expected: once a day, at 0:15.
# Seen:     when it has fired, the node looks for the next time "from tomorrow on", and at 0:15 today is already the day of the next one:
#           23:45 of tomorrow and half an hour. The one of this evening is left out. A sunset with an offset across midnight does the same.
# Matters:  a night pump runs every second night, by the day of the last restart, and two copies that were started on different
#           days take turns. The node's status shows the date in two days, as if that were the plan.
#
# Output (2026-11-28), switched on in six days:
#   23:45:             01 23:45, 02 23:45, 03 23:45, 04 23:45, 05 23:45, 06 23:45
#   23:45 and 10 min:  01 23:55, 02 23:55, 03 23:55, 04 23:55, 05 23:55, 06 23:55
#   23:45 and 30 min:  02 00:15, 04 00:15, 06 00:15
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages node-red-contrib-schedex@1.10.7 @sinonjs/fake-timers@15.5.0

cat >probe.cjs <<'END'
const { start, tab, code } = require('./node-red.cjs')
const timers = require('@sinonjs/fake-timers').install({ now: new Date('2026-06-01T12:00:00'), shouldAdvanceTime: true, toFake: ['Date', 'setTimeout', 'clearTimeout'] })
const offsets = { '23:45': 0, '23:45 and 10 min': 10, '23:45 and 30 min': 30 }
const days = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map(day => [day, true]))
;(async () => {
  const { said } = await start(tab(...Object.entries(offsets).map(([title, onoffset]) => [title, 'schedex', ['out'], { ...days, ontime: '23:45', ontopic: title, onpayload: 'on', onoffset,
    onrandomoffset: false, offtime: '', offtopic: '', offpayload: 'off', offoffset: 0, offrandomoffset: false, lat: '52.5', lon: '13.4', suspended: false }]),
  code('out', 'global.get("say")([msg.topic, new Date(global.get("now")()).toISOString().slice(8, 16).replace("T", " ")])')),
  { nodesDir: [process.cwd() + '/node_modules/node-red-contrib-schedex'], functionGlobalContext: { now: Date.now } })
  await timers.tickAsync(6 * 24 * 3600 * 1000)
  for (const title in offsets) console.log(`${title}:`.padEnd(18), said.filter(([topic]) => topic === title).map(([, time]) => time).join(', '))
  process.exit()
})()
END
verdict "$(TZ=UTC node probe.cjs)" <<'END'
23:45:             01 23:45, 02 23:45, 03 23:45, 04 23:45, 05 23:45, 06 23:45
23:45 and 10 min:  01 23:55, 02 23:55, 03 23:55, 04 23:55, 05 23:55, 06 23:55
23:45 and 30 min:  02 00:15, 04 00:15, 06 00:15
END
