#!/usr/bin/env bash
# An influxdb out node stores the text "12i" as the number 12; from then on every other text in that field is refused.
#
# What:     node-red-contrib-influxdb 0.7.0, Node-RED 4.1.15 (npm: node-red), influxdb out; InfluxDB 1.6.7 (Debian 12).
# Expected: a text stays a text. The notation 12i for whole numbers belongs to InfluxDB's line protocol, which a flow does not write.
# Seen:     the node looks at texts of digits with an i behind them. The first value of a field fixes its type for the shard, so that the
#           rest of the day's points with that field are errors. "12j" is a text.
# Matters:  the kind of a part, a seat or a flat ("7i") decides; a value from outside turns a whole column, and the batch node does not do
#           so, which makes two ways into one table.
#
# Output (2026-11-27):
#   part "12j", then "x4":  stored "12j" and "x4"
#   part "12i", then "x4":  stored 12; error: field type conflict
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages node-red-contrib-influxdb@0.7.0
influxdb

cat >probe.cjs <<'END'
const { start, tab, say, sleep } = require('./node-red.cjs')
;(async () => {
  const config = { id: 'config', type: 'influxdb', hostname: '127.0.0.1', port: process.env.port, database: 'plant', influxdbVersion: '1.x' }
  const node = { influxdb: 'config', measurement: '', precision: '', retentionPolicy: '' }
  const { give, said } = await start([...tab(['out', 'influxdb out', [], node], ['ask', 'influxdb in', ['said'], { ...node, query: '' }],
    say('said', 'msg.payload.map(row => JSON.stringify(row.part)).join(" and ")'),
    ['ca', 'catch', ['caught'], { scope: null, uncaught: false }], say('caught', '(/field type conflict/.exec(msg.error.message) ?? [msg.error.message])[0]')), config],
  { nodesDir: [process.cwd() + '/node_modules/node-red-contrib-influxdb'] })
  await sleep(500)
  for (const [measurement, part] of [['plain', '12j'], ['number', '12i']]) {
    said.length = 0
    for (const value of [part, 'x4']) { give('out', { measurement, payload: { part: value } }); await sleep(500) }
    const caught = said.splice(0)
    give('ask', { query: `select part from ${measurement}` })
    await sleep(500)
    console.log(`part "${part}", then "x4":  stored ${said}${caught.length ? '; error: ' + caught : ''}`)
  }
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
part "12j", then "x4":  stored "12j" and "x4"
part "12i", then "x4":  stored 12; error: field type conflict
END
