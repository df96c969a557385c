#!/usr/bin/env bash
# A drone in a geofence from 30 to 120 metres is out at 29 metres and in at 0: on the ground it is not asked how high it is.
#
# What:     node-red-node-geofence 0.3.4, Node-RED 4.1.15 (npm: node-red), a circle with floor and ceiling, "both".
# Expected: 0 metres is below a floor of 30.
# Seen:     msg.location.alt || msg.location.altitude, and what comes out is looked at if it is not 0. A ceiling of -5 metres, in a
#           mine, is passed by everything that is at 0 as well.
# Matters:  the one height that every flight begins and ends with is "inside": what should start in the air starts at the take-off.
#
# Output (2026-11-28), altitude -> inside:
#   floor 30, ceiling 120:  60 -> true, 29 -> false, 1 -> false, 0 -> true, -1 -> false, 121 -> false
#   ceiling -5:             -10 -> true, -1 -> false, 0 -> true, 1 -> false
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages node-red-node-geofence@0.3.4

cat >probe.cjs <<'END'
const { start, tab, say, sleep } = require('./node-red.cjs')
;(async () => {
  const fence = (id, floor, ceiling) => [id, 'geofence', ['out'], { mode: 'circle', inside: 'both', rad: 500, points: [], centre: { latitude: 52.5, longitude: 13.4 }, floor, ceiling, worldmap: false }]
  const { give, said } = await start(tab(fence('air', '30', '120'), fence('mine', '', '-5'), say('out', 'msg.location.inarea')), { nodesDir: [process.cwd() + '/node_modules/node-red-node-geofence'] })
  for (const [title, id, heights] of [['floor 30, ceiling 120:', 'air', [60, 29, 1, 0, -1, 121]], ['ceiling -5:', 'mine', [-10, -1, 0, 1]]]) {
    said.length = 0
    for (const alt of heights) give(id, { location: { lat: 52.5, lon: 13.4, alt } })
    await sleep(200)
    console.log(title.padEnd(23), heights.map((alt, i) => `${alt} -> ${said[i]}`).join(', '))
  }
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
floor 30, ceiling 120:  60 -> true, 29 -> false, 1 -> false, 0 -> true, -1 -> false, 121 -> false
ceiling -5:             -10 -> true, -1 -> false, 0 -> true, 1 -> false
END
