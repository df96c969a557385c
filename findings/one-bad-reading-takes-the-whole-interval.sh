#!/usr/bin/env bash
# One reading that is no number makes NaN of all that an aggregator node has collected in its interval, and "5,5" counts as 5.
#
# What:     node-red-contrib-aggregator 2.0.0, Node-RED 4.1.15 (npm: node-red), one message per topic, every two seconds.
# Expected: what its README says: a payload without a number raises an error that a catch node can take, and topics are one whatever their
#           letters' case.
# Seen:     parseFloat makes NaN of it, nothing is raised, and NaN goes into the list; mean and sum are NaN. For the lowest and the highest
#           value it depends on which came first. "Hall" and "hall" are two topics.
# Matters:  one "n/a" of a sensor and the hour is lost with its 3600 good readings, and JSON makes null of the NaN; for min and max nobody
#           notices that half of the time it is not.
#
# Output (2026-11-28), each with the readings 20 and 22:
#   mean, with "n/a":              NaN
#   max, "n/a" at the end:         22
#   max, "n/a" at the beginning:   NaN
#   mean, with "5,5":              15.666666666666666
#   mean, "Hall" and "hall":       20 22
#   errors and warnings: 0
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages node-red-contrib-aggregator@2.0.0

cat >probe.cjs <<'END'
const { start, tab, say, sleep } = require('./node-red.cjs')
;(async () => {
  const collect = kind => [kind, 'aggregator', ['out'], { topic: '', intervalCount: 2, intervalUnits: 's', submitIncompleteInterval: true, submitPerTopic: true, aggregationType: kind }]
  const { give, said, logged } = await start(tab(collect('mean'), collect('max'), say('out')), { nodesDir: [process.cwd() + '/node_modules/node-red-contrib-aggregator'] })
  const before = logged.length
  const look = async (title, kind, ...readings) => {
    said.length = 0
    while (Date.now() % 2000 > 400) await sleep(50)        // the interval begins at a whole two seconds
    await sleep(500)
    said.length = 0
    for (const [payload, topic = 'hall'] of readings) give(kind, { topic, payload })
    await sleep(2000)
    console.log(title.padEnd(30), said.join(' '))
  }
  await look('mean, with "n/a":', 'mean', ['20'], ['n/a'], ['22'])
  await look('max, "n/a" at the end:', 'max', ['20'], ['22'], ['n/a'])
  await look('max, "n/a" at the beginning:', 'max', ['n/a'], ['20'], ['22'])
  await look('mean, with "5,5":', 'mean', ['20'], ['22'], ['5,5'])
  await look('mean, "Hall" and "hall":', 'mean', ['20', 'Hall'], ['22', 'hall'])
  console.log(`errors and warnings: ${logged.length - before}`)
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
mean, with "n/a":              NaN
max, "n/a" at the end:         22
max, "n/a" at the beginning:   NaN
mean, with "5,5":              15.666666666666666
mean, "Hall" and "hall":       20 22
errors and warnings: 0
END
