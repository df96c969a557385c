#!/usr/bin/env bash
# The mean of a smooth node is 0 for ever after one wild value has passed, although it is the mean of the last three values only.
#
# What:     node-red-node-smooth 0.1.2, Node-RED 4.1.15 (npm: node-red), mean and standard deviation over 3 values, maximum beside them.
# Expected: a value that has left the window has no more influence, as for the maximum.
# Seen:     a running sum is kept, to which the new value is added and from which the oldest is taken. What is small beside the wild value
#           is lost in the addition, and the subtraction leaves 0. msg.reset, or a restart, is the way out.
# Matters:  3.4e38 is the largest 4-byte float, which sensors and PLCs send for "no value": one bad reading at night, and the mean is 0 until
#           somebody deploys, in the copy that heard it; the other one, with the same flow, is right.
#
# Output (2026-11-27), values 20 21 3.4e38 20 21 22 20 21:
#   max:   20 21 3.4e+38 3.4e+38 3.4e+38 22 22 22
#   mean:  20 20.5 1.1e+38 1.1e+38 1.1e+38 0 0 0
#   sd:    0 0.7 2.0e+38 2.0e+38 2.0e+38 0 0 0
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages node-red-node-smooth@0.1.2

cat >probe.cjs <<'END'
const { start, tab, say, sleep } = require('./node-red.cjs')
const actions = ['max', 'mean', 'sd']
;(async () => {
  const { give, said } = await start(tab(...actions.flatMap(action => [[action, 'smooth', [`${action}-out`], { property: 'payload', action, count: '3', round: '', mult: 'single', reduce: false }],
    say(`${action}-out`)])), { nodesDir: [process.cwd() + '/node_modules/node-red-node-smooth'] })
  for (const action of actions) {
    said.length = 0
    for (const payload of [20, 21, 3.4e38, 20, 21, 22, 20, 21]) give(action, { payload })
    await sleep(300)
    console.log(`${action}:`.padEnd(6), said.map(value => value > 1e9 ? value.toExponential(1) : Math.round(value * 10) / 10).join(' '))
  }
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
max:   20 21 3.4e+38 3.4e+38 3.4e+38 22 22 22
mean:  20 20.5 1.1e+38 1.1e+38 1.1e+38 0 0 0
sd:    0 0.7 2.0e+38 2.0e+38 2.0e+38 0 0 0
END
