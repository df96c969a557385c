#!/usr/bin/env bash
# mqtt in with $share/group/# takes its share of all messages from the broker and emits none of them.
#
# What:     Node-RED 4.1.15 (npm: node-red), mqtt in; Mosquitto 2.0.11 (Debian 12); protocols 3.1.1 and 5.
# Expected: # works behind $share as it does alone, and as $share/group/a/# does.
# Seen:     the node shows "connected", the broker sends, and the node's own topic filter throws every message away.
# Matters:  in a group with other consumers the node is a hole: its share of the messages is lost.
#
# Output (2026-11-27), of 4 messages to a/b arrive:
#   #              4 by protocol 4, 4 by protocol 5
#   $share/g/a/#   4 by protocol 4, 4 by protocol 5
#   $share/g/+/b   4 by protocol 4, 4 by protocol 5
#   $share/g/#     0 by protocol 4, 0 by protocol 5
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15 
packages mqtt@5.15.2
mosquitto_at 'persistence false'

cat >probe.cjs <<'END'
const { start, tab, say, sleep } = require('./node-red.cjs')
const mqtt = require('mqtt')
const filters = ['#', '$share/g/a/#', '$share/g/+/b', '$share/g/#']
;(async () => {
  const flows = []
  const nodes = filters.flatMap((topic, i) => ['4', '5'].flatMap(version => {
    const id = `${i}v${version}`
    flows.push({ id: 'b' + id, type: 'mqtt-broker', name: '', broker: '127.0.0.1', port: process.env.port, clientid: '', autoConnect: true, usetls: false,
      protocolVersion: version, keepalive: '60', cleansession: true })
    return [['in' + id, 'mqtt in', ['s' + id], { topic: topic.replace('/g/', `/g${id}/`), qos: '0', datatype: 'utf8', broker: 'b' + id, inputs: 0 }], say('s' + id, JSON.stringify(id))]
  }))
  const { said } = await start([...tab(...nodes), ...flows])
  await sleep(3000)
  const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${process.env.port}`)
  for (let n = 0; n < 4; n++) await client.publishAsync('a/b', String(n), { qos: 1 })
  await sleep(1500)
  const count = id => said.filter(s => s === id).length
  filters.forEach((topic, i) => console.log(topic.padEnd(14), `${count(i + 'v4')} by protocol 4, ${count(i + 'v5')} by protocol 5`))
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
#              4 by protocol 4, 4 by protocol 5
$share/g/a/#   4 by protocol 4, 4 by protocol 5
$share/g/+/b   4 by protocol 4, 4 by protocol 5
$share/g/#     0 by protocol 4, 0 by protocol 5
END
