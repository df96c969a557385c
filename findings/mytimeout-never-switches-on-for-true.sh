#!/usr/bin/env bash
# A mytimeout node behind a motion detector that says true and false never switches on, and false begins the countdown anew.
#
# What:     node-red-contrib-mytimeout 3.2.0, Node-RED 4.1.15 (npm: node-red), a countdown of two seconds.
# Expected: its description has 1, "on" and whatever is not off, 0, stop or cancel as "on", and an "on" is sent.
# Seen:     true and false are made an empty text, which begins the countdown without sending anything, and after it "off" is sent. A
#           number that is 0 is off, a false never is: a detector that repeats "false" keeps the time from ever being over.
# Matters:  the lamp stays dark with true; with on/off from another switch and false from the detector it burns all night.
#
# Output (2026-11-28), what the node sends in six seconds:
#   "on":                           on off
#   true:                           off
#   1, then 0 after a second:       on off
#   1, then false each second:      on
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages node-red-contrib-mytimeout@3.2.0

cat >probe.cjs <<'END'
const { start, tab, say, sleep } = require('./node-red.cjs')
;(async () => {
  const titles = ['"on"', 'true', '1, then 0 after a second', '1, then false each second']
  const { give, said } = await start(tab(...titles.flatMap(title => [[title, 'mytimeout', [[`${title}-out`], []], { outtopic: '', outsafe: 'on', outwarning: '', outunsafe: 'off', warning: '0', timer: '2', repeat: false, again: false,
    atStart: false }], say(`${title}-out`, `[${JSON.stringify(title)}, msg.payload]`)])), { nodesDir: [process.cwd() + '/node_modules/node-red-contrib-mytimeout'] })
  give(titles[0], { payload: 'on' })
  give(titles[1], { payload: true })
  for (const title of titles.slice(2)) give(title, { payload: 1 })
  for (let second = 0; second < 6; second++) {
    await sleep(1000)
    if (!second) give(titles[2], { payload: 0 })
    give(titles[3], { payload: false })
  }
  for (const title of titles) console.log(`${title}:`.padEnd(31), said.filter(([name]) => name === title).map(([, payload]) => payload).join(' '))
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
"on":                           on off
true:                           off
1, then 0 after a second:       on off
1, then false each second:      on
END
