#!/usr/bin/env bash
# A bigtimer node that is told "away 14 days" is back after 14 minutes, and "away 10" lasts five of them.
#
# What:     node-red-contrib-bigtimer 2.8.6, Node-RED 4.1.15 (npm: node-red), a schedule that is on the whole day, "repeat", a clock that is
#           wound on (@sinonjs/fake-timers 15.5.0).
# Expected: what the command says: the output stays off for that time. The status of the node says "Away 14days".
# Seen:     each minute takes one off, whatever the unit is; minutes have one more taken off. Every message to the node, also one that has
#           nothing to do with it, takes one off, too, for a minute is a message to itself.
# Matters:  heating and watering that are off for the holidays are on again before the suitcase is in the car: the first bill tells.
#
# Output (2026-11-28), minutes of the next 60 in which it is off:
#   away 10:        5
#   away 10 hours:  10
#   away 14 days:   14
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages node-red-contrib-bigtimer@2.8.6 @sinonjs/fake-timers@15.5.0

cat >probe.cjs <<'END'
const { start, tab, say } = require('./node-red.cjs'), minute = 60 * 1000
const timers = require('@sinonjs/fake-timers').install({ now: new Date('2026-06-01T12:00:00'), shouldAdvanceTime: true,
  toFake: ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
const always = Object.fromEntries('sun mon tue wed thu fri sat jan feb mar apr may jun jul aug sep oct nov dec'.split(' ').map(name => [name, true]))
;(async () => {
  const { said, give } = await start(tab(['timer', 'bigtimer', [['out'], [], []], { ...always, outtopic: 'light', outpayload1: 'on', outpayload2: 'off', lat: 52.5, lon: 13.4,
    starttime: '0', endtime: '1439', starttime2: '0', endtime2: '0', startoff: '0', endoff: '0', startoff2: 0, endoff2: 0, offs: '0', timeout: '1440', repeat: true, atstart: true }],
  say('out')), { nodesDir: [process.cwd() + '/node_modules/node-red-contrib-bigtimer'] })
  await timers.tickAsync(3 * minute)
  for (const command of ['away 10', 'away 10 hours', 'away 14 days']) {
    said.length = 0
    give('timer', { payload: command })
    await timers.tickAsync(60 * minute)
    console.log(`${command}:`.padEnd(15), said.filter(payload => payload === 'off').length)
  }
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
away 10:        5
away 10 hours:  10
away 14 days:   14
END
