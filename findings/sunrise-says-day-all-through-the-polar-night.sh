#!/usr/bin/env bash
# The sunrise node says "day" in Tromsö all through the polar night, when the sun does not rise for two months.
#
# What:     node-red-node-suncalc 1.2.0, Node-RED 4.1.15 (npm: node-red), start sunrise, end sunset, a clock that is wound on
#           (@sinonjs/fake-timers 15.5.0).
# Expected: 0 in December, 1 in June.
# Seen:     on a day without a sunrise or a sunset there is no time to compare with, and both comparisons are taken for true, whichever
#           of the two it is.
# Matters:  lamps that are to burn when it is not day are off from November to January.
#
# Output (2026-11-28), hours of the day at which the node says 1:
#   Berlin, 21 June:       5 to 21
#   Berlin, 21 December:   8 to 15
#   Tromsö, 21 June:       0 to 23
#   Tromsö, 21 December:   0 to 23
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages node-red-node-suncalc@1.2.0 @sinonjs/fake-timers@15.5.0

cat >probe.cjs <<'END'
const { start, tab, code } = require('./node-red.cjs'), hour = 3600 * 1000
const timers = require('@sinonjs/fake-timers').install({ shouldAdvanceTime: true, toFake: ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
const places = { Berlin: [52.5, 13.4], Tromsö: [69.6, 18.9] }
;(async () => {
  const { said } = await start(tab(...Object.entries(places).map(([name, [lat, lon]]) => [name, 'sunrise', [[`${name}-out`], []], { lat, lon, start: 'sunrise', end: 'sunset', soff: 0, eoff: 0, sendAtStartup: true }]),
    ...Object.keys(places).map(name => code(`${name}-out`, `global.get("say")(["${name}", msg.payload, msg.now.getHours()])`))), { nodesDir: [process.cwd() + '/node_modules/node-red-node-suncalc'] })
  for (const name in places) {
    for (const [title, date] of [['21 June', '2026-06-21'], ['21 December', '2026-12-21']]) {
      const hours = []
      for (let i = 0; i < 24; i++) {
        timers.setSystemTime(+new Date(`${date}T00:30:00`) + i * hour)
        said.length = 0
        await timers.tickAsync(61 * 1000)
        for (let j = 0; j < 20; j++) await new Promise(setImmediate)
        const last = said.filter(([place]) => place === name).at(-1)
        if (last[1] === 1) hours.push(last[2])
      }
      console.log(`${name}, ${title}:`.padEnd(22), hours.length ? `${hours[0]} to ${hours.at(-1)}` : 'none')
    }
  }
  process.exit()
})()
END
verdict "$(TZ=Europe/Berlin node probe.cjs)" <<'END'
Berlin, 21 June:       5 to 21
Berlin, 21 December:   8 to 15
Tromsö, 21 June:       0 to 23
Tromsö, 21 December:   0 to 23
END
