#!/usr/bin/env bash
# "Round result to the nearest integer" of a range node moves the ends of the scale first, and so every value in between: 37.8 becomes 37.
#
# What:     Node-RED 4.1.15 (npm: node-red), range node, 0 to 100 onto -17.8 to 37.8 (degrees Fahrenheit to Celsius), "scale", with and without
#           "round result to the nearest integer".
# Expected: with the check mark each result is the one without it, rounded.
# Seen:     the node raises the lower end to -17 and lowers the upper end to 37, scales onto these, and rounds that. At the ends the result is
#           off by one, in the middle by one or none. Ends that are whole numbers give what is expected.
# Matters:  every reading is plausible and about a degree off; a limit of 38 is never reached, whatever is measured.
#
# Output (2026-11-28), result, rounded by the node, rounded by JavaScript:
#     0: -17.8, -17, -18
#    25:  -3.9,  -3,  -4
#    50:  10.0,  10,  10
#    75:  23.9,  24,  24
#   100:  37.8,  37,  38
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15

cat >probe.cjs <<'END'
const { start, tab, say, sleep } = require('./node-red.cjs')
const range = (id, round) => [id, 'range', ['out'], { minin: '0', maxin: '100', minout: '-17.8', maxout: '37.8', action: 'scale', round, property: 'payload' }]
;(async () => {
  const { give, said } = await start(tab(range('exact', false), range('rounded', true), say('out')))
  const ask = async (id, payload) => {
    give(id, { payload })
    while (!said.length) await sleep(50)
    return said.pop()
  }
  for (const value of [0, 25, 50, 75, 100]) {
    const exact = await ask('exact', value), rounded = await ask('rounded', value)
    console.log(`${String(value).padStart(3)}: ${exact.toFixed(1).padStart(5)}, ${String(rounded).padStart(3)}, ${String(Math.round(exact)).padStart(3)}`)
  }
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
  0: -17.8, -17, -18
 25:  -3.9,  -3,  -4
 50:  10.0,  10,  10
 75:  23.9,  24,  24
100:  37.8,  37,  38
END
