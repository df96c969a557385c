#!/usr/bin/env bash
# One "offline" among the readings of an hour, and the aggregator's mean is no number; its maximum is one or not, by when that came.
#
# What:     node-red-contrib-aggregator 2.0.0, Node-RED 4.1.15 (npm: node-red), an interval of one second, incomplete ones too.
# Expected: what is no number is left out, as null and the empty text are, or refused with an error.
# Seen:     everything else is taken by parseFloat, and NaN put among the values. mean, median and sum are NaN, which JSON, a database and MQTT
#           make null; min and max compare with NaN as their first value or go over it. true and false are NaN, too, and a message without a payload.
# Matters:  a sensor that says "unavailable" once takes the whole hour or day of all sensors of its topic with it.
#
# Output (2026-11-28), payloads -> mean, sum, max:
#   20, 22, 24               22 66 24
#   20, null, "", 24         22 44 24
#   20, 22, "offline", 24    null null 24
#   "offline", 20, 22, 24    null null null
#   20, 22, true, 24         null null 24
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages node-red-contrib-aggregator@2.0.0

cat >probe.cjs <<'END'
const { start, tab, say, sleep } = require('./node-red.cjs')
;(async () => {
  const kinds = ['mean', 'sum', 'max']
  const { give, said } = await start(tab(...kinds.flatMap(kind => [[kind, 'aggregator', [`${kind}-out`], { topic: '', intervalCount: '1', intervalUnits: 's', submitIncompleteInterval: true,
    submitPerTopic: false, aggregationType: kind }], say(`${kind}-out`, `["${kind}", JSON.stringify(msg.payload)]`)])), { nodesDir: [process.cwd() + '/node_modules/node-red-contrib-aggregator'] })
  await sleep(2200 - Date.now() % 1000)
  for (const values of [[20, 22, 24], [20, null, '', 24], [20, 22, 'offline', 24], ['offline', 20, 22, 24], [20, 22, true, 24]]) {
    said.length = 0
    for (const payload of values) for (const kind of kinds) give(kind, { topic: 'room', payload })
    await sleep(2000)
    console.log(JSON.stringify(values).slice(1, -1).replaceAll(',', ', ').padEnd(24), kinds.map(kind => said.find(([name]) => name === kind)?.[1]).join(' '))
  }
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
20, 22, 24               22 66 24
20, null, "", 24         22 44 24
20, 22, "offline", 24    null null 24
"offline", 20, 22, 24    null null null
20, 22, true, 24         null null 24
END
