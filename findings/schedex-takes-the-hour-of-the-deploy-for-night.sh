#!/usr/bin/env bash
# A schedex node in Berlin that switches the light on at "night" switches it on at noon in June, if it was deployed at noon.
#
# What:     node-red-contrib-schedex 1.10.7, Node-RED 4.1.15 (npm: node-red), a clock that is wound on (@sinonjs/fake-timers 15.5.0).
# Expected: nothing in the weeks in which it never gets dark enough (night is the sun 18 degrees below the horizon, which north of 48.5
#           degrees of latitude does not happen around midsummer), or "no such time".
# Seen:     the time of the sun is no date then, and to set a moment's hour to NaN leaves it as it is: the node switches at the time of
#           day at which it was deployed, every day; one that runs since spring at the time of its last night.
# Matters:  the same flow switches at different hours, by when somebody deployed or restarted it, and each of two copies at its own. In
#           Tromsö it is so with sunrise and sunset, for two months twice a year.
#
# Output (2026-11-28), Berlin, switched on:
#   deployed on 04-01 at 12:00:  04-01 21:42, 04-02 21:44 ... 06-19 00:38, 06-20 00:38
#   deployed on 06-10 at 12:00:  06-11 12:00, 06-12 12:00 ... 06-19 12:00, 06-20 12:00
#   deployed on 06-10 at 15:30:  06-11 15:30, 06-12 15:30 ... 06-19 15:30, 06-20 15:30
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages node-red-contrib-schedex@1.10.7 @sinonjs/fake-timers@15.5.0

cat >probe.cjs <<'END'
const { start, tab, code } = require('./node-red.cjs'), [, , day, hour] = process.argv
const timers = require('@sinonjs/fake-timers').install({ now: new Date(`2026-${day}T${hour}:00`), shouldAdvanceTime: true, toFake: ['Date', 'setTimeout', 'clearTimeout'] })
const days = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map(day => [day, true]))
const two = number => String(number).padStart(2, '0')
;(async () => {
  const { said } = await start(tab(['timer', 'schedex', ['out'], { ...days, ontime: 'night', ontopic: '', onpayload: 'on', onoffset: 0, onrandomoffset: false,
    offtime: '', offtopic: '', offpayload: 'off', offoffset: 0, offrandomoffset: false, lat: '52.5', lon: '13.4', suspended: false }],
  code('out', 'global.get("say")(global.get("now")())')), { nodesDir: [process.cwd() + '/node_modules/node-red-contrib-schedex'], functionGlobalContext: { now: Date.now } })
  await timers.tickAsync(new Date('2026-06-20T20:00:00') - Date.now())
  const times = said.map(time => new Date(time)).map(at => `${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`)
  console.log(`deployed on ${day} at ${hour}: `, times.slice(0, 2).join(', '), '...', times.slice(-2).join(', '))
  process.exit()
})()
END
export TZ=Europe/Berlin
verdict "$(node probe.cjs 04-01 12:00; node probe.cjs 06-10 12:00; node probe.cjs 06-10 15:30)" <<'END'
deployed on 04-01 at 12:00:  04-01 21:42, 04-02 21:44 ... 06-19 00:38, 06-20 00:38
deployed on 06-10 at 12:00:  06-11 12:00, 06-12 12:00 ... 06-19 12:00, 06-20 12:00
deployed on 06-10 at 15:30:  06-11 15:30, 06-12 15:30 ... 06-19 15:30, 06-20 15:30
END
