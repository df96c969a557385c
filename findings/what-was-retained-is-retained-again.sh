#!/usr/bin/env bash
# mqtt in wired to mqtt out: what is retained at the start is published retained again, what comes later is not, so that it stays for ever.
#
# What:     Node-RED 4.1.15 (npm: node-red), mqtt in and mqtt out with retain and QoS left empty, as they are by default; Mosquitto 2.0.11
#           (Debian 12), protocol 3.1.1.
# Expected: the node that publishes decides what is retained; empty means "no", as it does for messages of an inject or function node.
# Seen:     mqtt in writes msg.retain, and an mqtt out whose retain is empty does what msg.retain says. It is true for the message that the
#           broker had kept when the node subscribed, and false for all that are published while it listens.
# Matters:  each start or reconnect of a copy freezes the value of that moment in the output topic; whoever subscribes later gets it as the
#           current one. "Retain: false" in the mqtt out node prevents it.
#
# Output (2026-11-27), plant/temp has 20 retained when the flow starts; then 21, 22 and 23 are published there, retained too:
#   a subscriber of the output all the time:  20 21 22 23
#   a new subscriber of plant/temp:           23
#   a new subscriber of the output:           20
#   the same with "retain: false":            nothing
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages mqtt@5.15.2
mosquitto_at 'persistence false'

cat >probe.cjs <<'END'
const mqtt = require('mqtt'), { start, tab, sleep } = require('./node-red.cjs')
const url = `mqtt://127.0.0.1:${process.env.port}`
const listen = async topic => {
  const client = await mqtt.connectAsync(url), heard = []
  client.on('message', (_, payload) => heard.push(String(payload)))
  await client.subscribeAsync(topic, { qos: 1 })
  await sleep(500)
  return heard
}
;(async () => {
  const plant = await mqtt.connectAsync(url)
  await plant.publishAsync('plant/temp', '20', { qos: 1, retain: true })
  const all = await listen('out/empty')
  const broker = { id: 'b', type: 'mqtt-broker', broker: '127.0.0.1', port: process.env.port, clientid: '', autoConnect: true, usetls: false, protocolVersion: '4', keepalive: '60', cleansession: true }
  const out = (topic, retain) => ({ topic, retain, qos: '', respTopic: '', contentType: '', userProps: '', correl: '', expiry: '', broker: 'b' })
  await start([...tab(['in', 'mqtt in', ['empty', 'no'], { topic: 'plant/temp', qos: '1', datatype: 'utf8', broker: 'b', nl: false, rap: true, rh: 0, inputs: 0 }],
    ['empty', 'mqtt out', [], out('out/empty', '')], ['no', 'mqtt out', [], out('out/no', 'false')]), broker])
  await sleep(2000)
  for (const value of ['21', '22', '23']) { await plant.publishAsync('plant/temp', value, { qos: 1, retain: true }); await sleep(200) }
  await sleep(500)
  console.log('a subscriber of the output all the time: ', all.join(' '))
  console.log('a new subscriber of plant/temp:          ', (await listen('plant/temp')).join(' '))
  console.log('a new subscriber of the output:          ', (await listen('out/empty')).join(' '))
  console.log('the same with "retain: false":           ', (await listen('out/no')).join(' ') || 'nothing')
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
a subscriber of the output all the time:  20 21 22 23
a new subscriber of plant/temp:           23
a new subscriber of the output:           20
the same with "retain: false":            nothing
END
