#!/usr/bin/env bash
# An influxdb out node that gets a list of ten measurements without times stores one of them, and no error tells.
#
# What:     node-red-contrib-influxdb 0.7.0, Node-RED 4.1.15 (npm: node-red), influxdb out and influxdb batch; InfluxDB 1.6.7 (Debian 12).
# Expected: ten points, which get the time of their arrival and differ in it, as ten messages do.
# Seen:     all points of one request get one time. A point is its time and its tags, and the later one of two equal ones replaces the
#           earlier. Ten messages in a row are ten points with the default precision; two copies that write at the minute are one.
# Matters:  a split, an array from a PLC or a backlog after an outage shrinks to its last value per tag, and sums and counts are wrong;
#           two copies that each add "orders of this minute" for one shop leave what one of them saw.
#
# Output (2026-11-27), points with the tag shop=north, then the sum of their values:
#   influxdb out, a list of ten:                         1 point, sum 10
#   influxdb batch, a list of ten:                       1 point, sum 10
#   influxdb out, ten messages:                          10 points, sum 55
#   two copies, "3 orders" and "4 orders" of 12:00:      1 point, sum 4
#   the same with a tag that tells the copies apart:     2 points, sum 7
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages node-red-contrib-influxdb@0.7.0
influxdb

cat >probe.cjs <<'END'
const { start, tab, say, sleep } = require('./node-red.cjs')
const ten = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], tags = { shop: 'north' }, time = new Date('2026-03-01T12:00:00Z')
;(async () => {
  const config = { id: 'config', type: 'influxdb', hostname: '127.0.0.1', port: process.env.port, database: 'plant', influxdbVersion: '1.x' }
  const node = { influxdb: 'config', measurement: '', precision: '', retentionPolicy: '' }
  const { give, said, logged } = await start([...tab(['out', 'influxdb out', [], node], ['batch', 'influxdb batch', [], node], ['ask', 'influxdb in', ['said'], { ...node, query: '' }],
    say('said', 'msg.payload[0].count + (msg.payload[0].count === 1 ? " point" : " points") + ", sum " + msg.payload[0].sum')), config],
  { nodesDir: [process.cwd() + '/node_modules/node-red-contrib-influxdb'] })
  await sleep(500)
  const look = async (title, measurement) => {
    await sleep(800)
    said.length = 0
    give('ask', { query: `select count(value), sum(value) from ${measurement}` })
    await sleep(500)
    console.log(title.padEnd(52), said.join(), logged.filter(text => text.includes('influx')).join())
  }
  give('out', { measurement: 'list', payload: ten.map(value => [{ value }, tags]) })
  await look('influxdb out, a list of ten:', 'list')
  give('batch', { payload: ten.map(value => ({ measurement: 'batch', fields: { value }, tags })) })
  await look('influxdb batch, a list of ten:', 'batch')
  for (const value of ten) { give('out', { measurement: 'single', payload: [{ value }, tags] }); await sleep(20) }
  await look('influxdb out, ten messages:', 'single')
  for (const value of [3, 4]) { give('out', { measurement: 'minute', payload: [{ value, time }, tags] }); await sleep(100) }
  await look('two copies, "3 orders" and "4 orders" of 12:00:', 'minute')
  for (const value of [3, 4]) { give('out', { measurement: 'tagged', payload: [{ value, time }, { ...tags, copy: `copy${value}` }] }); await sleep(100) }
  await look('the same with a tag that tells the copies apart:', 'tagged')
  process.exit()
})()
END
verdict "$(node probe.cjs | sed 's/ *$//')" <<'END'
influxdb out, a list of ten:                         1 point, sum 10
influxdb batch, a list of ten:                       1 point, sum 10
influxdb out, ten messages:                          10 points, sum 55
two copies, "3 orders" and "4 orders" of 12:00:      1 point, sum 4
the same with a tag that tells the copies apart:     2 points, sum 7
END
