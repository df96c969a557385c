#!/usr/bin/env bash
# The bar-chart-data node has 0 as the highest temperature of a freezer at -18, and loses what a meter counts from 0 to the next reading.
#
# What:     node-red-contrib-dashboard-bar-chart-data 0.9.94, Node-RED 4.1.15 (npm: node-red), bars of one hour.
# Expected: -17, as the lowest one is -19; 4 kWh for a meter that goes from 0 to 4.
# Seen:     Math.max(null, -18) is 0, and nothing below it ever takes its place. The last meter reading is taken from the store unless it is
#           0; then the new reading is its own predecessor, and the difference 0.
# Matters:  the alarm "warmer than -10" rings for every hour, or is switched off. A meter that begins at 0 each day, as many inverters do,
#           loses its first step each day.
#
# Output (2026-11-28), readings -> the bar:
#   min -18 -19 -17: -19
#   max -18 -19 -17: 0
#   avg -18 -19 -17: -18
#   max 18 19 17: 19
#   meter 10 12 14: 4
#   meter 0 2 4: 2
#   meter 14 0 2 4, never negative: 2
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages node-red-contrib-dashboard-bar-chart-data@0.9.94

cat >probe.cjs <<'END'
const { start, tab, say, sleep } = require('./node-red.cjs')
;(async () => {
  const rows = ['min -18 -19 -17', 'max -18 -19 -17', 'avg -18 -19 -17', 'max 18 19 17', 'meter 10 12 14', 'meter 0 2 4', 'meter 14 0 2 4, never negative']
  const chart = (row, i) => [`chart${i}`, 'bar-chart-data', ['out'], { unit: '', x_interval: 'hours', x_size: 24, precision: 2, is_meter_reading: row.startsWith('meter') ? 'True' : 'False',
    agg_by: row.startsWith('meter') ? 'sum' : row.split(' ')[0], prevent_negative: row.includes('never') }]
  const { give, said } = await start(tab(...rows.map(chart), say('out', 'msg.payload[0].data[0].at(-1)')), { nodesDir: [process.cwd() + '/node_modules/node-red-contrib-dashboard-bar-chart-data'] })
  for (const [i, row] of rows.entries()) {
    for (const reading of row.split(',')[0].split(' ').slice(1)) give(`chart${i}`, { topic: 'it', payload: Number(reading), ts: +new Date('2026-11-28T12:00:00Z') })
    await sleep(200)
    console.log(`${row}:`, said.at(-1))
  }
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
min -18 -19 -17: -19
max -18 -19 -17: 0
avg -18 -19 -17: -18
max 18 19 17: 19
meter 10 12 14: 4
meter 0 2 4: 2
meter 14 0 2 4, never negative: 2
END
