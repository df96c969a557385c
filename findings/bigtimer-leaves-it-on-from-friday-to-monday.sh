#!/usr/bin/env bash
# A Big Timer that runs from 22:00 to 6:00 on weekdays switches on on Friday and off on Monday; "away 3 days" ends after some minutes.
#
# What:     node-red-contrib-bigtimer 2.8.6, Node-RED 4.1.15 (npm: node-red); Monday to Friday ticked, no second period; @sinonjs/fake-timers 15.4.0
#           (npm) lets four days pass in a moment. "away 60" and "away 3 days" as input, with "repeat" to see its output each minute.
# Expected: what goes on at 22:00 goes off at 6:00, or at midnight, when the day is none of those that are ticked.
# Seen:     the days are looked at minute by minute. On Saturday at 0:00 the timer is off by its own account, and on a day that is not ticked it
#           sends nothing: also not that it is off. On Monday at 0:00 it says "on" once more. Minutes of "away" are counted down twice a
#           minute, and hours and days once a minute.
# Matters:  heating, light or a pump runs for 56 hours instead of eight, each weekend; "away for three days" begins to light the house in the
#           evening of the first.
#
# Output (2026-11-28), from Friday 5 June, noon:
#   Monday to Friday:   Fri 22:00 on, Mon 0:00 on, Mon 6:00 off, Mon 22:00 on, Tue 6:00 off
#   all days:           Fri 22:00 on, Sat 6:00 off, Sat 22:00 on, Sun 6:00 off, Sun 22:00 on, Mon 6:00 off, Mon 22:00 on, Tue 6:00 off
#   away 60:            off for 30 minutes
#   away 3 days:        off for 3 minutes
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages node-red-contrib-bigtimer@2.8.6 @sinonjs/fake-timers@15.4.0

cat >probe.cjs <<'END'
const { start, tab, say } = require('./node-red.cjs'), timers = require('@sinonjs/fake-timers')
const ticked = names => Object.fromEntries(names.split(' ').map(name => [name, true]))
const timer = (id, days, starttime, endtime, repeat) => [id, 'bigtimer', [[`${id} says`], [], []], { outtopic: '', outpayload1: 'on', outpayload2: 'off', outtext1: '', outtext2: '', timeout: 1440, lat: 51,
  lon: 0, offs: 0, starttime, endtime, starttime2: 0, endtime2: 0, startoff: 0, endoff: 0, startoff2: 0, endoff2: 0, ...ticked('jan feb mar apr may jun jul aug sep oct nov dec'), ...ticked(days),
  suspend: false, random: false, repeat, atstart: false, odd: false, even: false }]
;(async () => {
  const clock = timers.install({ now: new Date(2026, 5, 5, 12), toFake: ['Date', 'setInterval', 'clearInterval'] }), every = 'sun mon tue wed thu fri sat'
  const told = id => say(`${id} says`, `["${id}", msg.payload]`)
  const { give, said } = await start(tab(timer('weekdays', 'mon tue wed thu fri', 1320, 360, false), told('weekdays'), timer('all', every, 1320, 360, false), told('all'),
    timer('away', every, 0, 1439, true), told('away')), { nodesDir: [process.cwd() + '/node_modules/node-red-contrib-bigtimer'] })
  const pass = async minutes => {
    const seen = []
    for (let minute = 0; minute < minutes; minute++) {
      said.length = 0
      await clock.tickAsync(60000)
      for (const [id, text] of said) seen.push([id, text, new Date()])
    }
    return seen
  }
  const away = []
  await pass(2)
  for (const command of ['away 60', 'away 3 days']) {
    give('away', { payload: command })
    const seen = await pass(100)
    away.push(`${command}:`.padEnd(19) + ` off for ${seen.filter(([id, text]) => id === 'away' && text === 'off').length} minutes`)
  }
  const seen = await pass(4 * 24 * 60)
  for (const [title, of] of [['Monday to Friday:', 'weekdays'], ['all days:', 'all']]) {
    const row = seen.filter(([id]) => id === of).map(([, text, at]) => `${at.toString().slice(0, 3)} ${at.getHours()}:${String(at.getMinutes()).padStart(2, '0')} ${text}`)
    console.log(title.padEnd(19), row.join(', '))
  }
  console.log(away.join('\n'))
  process.exit()
})()
END
verdict "$(TZ=UTC node probe.cjs)" <<'END'
Monday to Friday:   Fri 22:00 on, Mon 0:00 on, Mon 6:00 off, Mon 22:00 on, Tue 6:00 off
all days:           Fri 22:00 on, Sat 6:00 off, Sat 22:00 on, Sun 6:00 off, Sun 22:00 on, Mon 6:00 off, Mon 22:00 on, Tue 6:00 off
away 60:            off for 30 minutes
away 3 days:        off for 3 minutes
END
