#!/usr/bin/env bash
# A schedex node whose offset carries its time past midnight fires every second day.
#
# What:     node-red-contrib-schedex 1.10.7, Node-RED 4.1.15 (npm: node-red), all seven days ticked; @sinonjs/fake-timers 15.4.0 (npm) lets a week
#           pass in a moment.
# Expected: 23:50 with an offset of 20 minutes is 0:10, every day, as 0:10 without an offset.
# Seen:     after it has fired, the node looks for the next time from tomorrow on, and lays the offset upon tomorrow's 23:50: that is the
#           day after tomorrow. A negative offset is right.
# Matters:  lights, heating, pumps and backups run on half of the days; the sun's times with an offset ("an hour after night") do it in
#           summer only.
#
# Output (2026-11-28), the times of a week from 1 June, noon:
#   0:10:                   2 3 4 5 6 7 8 June, at 0:10
#   23:50 and 20 minutes:   2 4 6 8 June, at 0:10
#   0:10 less 20 minutes:   1 2 3 4 5 6 7 June, at 23:50
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages node-red-contrib-schedex@1.10.7 @sinonjs/fake-timers@15.4.0

cat >probe.cjs <<'END'
const { start, tab, say } = require('./node-red.cjs'), timers = require('@sinonjs/fake-timers')
const days = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map(day => [day, true]))
const node = id => [id, 'schedex', [`${id} fires`], { ontime: '', ontopic: '', onpayload: 'on', onoffset: 0, onrandomoffset: false, offtime: '', offtopic: '', offpayload: 'off',
  offoffset: 0, offrandomoffset: false, ...days, suspended: false, lat: 0, lon: 0 }]
const looked = [['0:10:', 'plain', '00:10', 0], ['23:50 and 20 minutes:', 'later', '23:50', 20], ['0:10 less 20 minutes:', 'earlier', '00:10', -20]]
;(async () => {
  const { give, said } = await start(tab(...looked.flatMap(([, id]) => [node(id), say(`${id} fires`, `"${id} " + new Date(Date.now()).toISOString()`)])),
    { nodesDir: [process.cwd() + '/node_modules/node-red-contrib-schedex'] })
  const clock = timers.install({ now: new Date(2026, 5, 1, 12), toFake: ['Date', 'setTimeout', 'clearTimeout'] })
  for (const [, id, ontime, onoffset] of looked) give(id, { payload: { ontime, onoffset } })
  const fired = {}
  for (let step = 0; step < 7 * 24 * 6; step++) {
    said.length = 0
    await clock.tickAsync(600000)
    for (const id of said.map(text => text.split(' ')[0])) (fired[id] ??= []).push(new Date())
  }
  for (const [title, id] of looked) {
    const times = [...new Set(fired[id].map(time => `${time.getHours()}:${String(time.getMinutes()).padStart(2, '0')}`))]
    console.log(title.padEnd(23), `${fired[id].map(time => time.getDate()).join(' ')} June, at ${times.join()}`)
  }
  process.exit()
})()
END
verdict "$(TZ=UTC node probe.cjs)" <<'END'
0:10:                   2 3 4 5 6 7 8 June, at 0:10
23:50 and 20 minutes:   2 4 6 8 June, at 0:10
0:10 less 20 minutes:   1 2 3 4 5 6 7 June, at 23:50
END
