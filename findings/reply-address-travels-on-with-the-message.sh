#!/usr/bin/env bash
# An mqtt out node behind an mqtt in node hands on the asker's reply address, and whoever answers the second message answers him, too.
#
# What:     Node-RED 4.1.15 (npm: node-red), mqtt in wired to mqtt out with everything but the topic left empty, protocol 5; Mosquitto 2.0.11
#           (Debian 12), mqtt.js 5.15.2 (npm).
# Expected: response topic and correlation data belong to one request; a message that a flow publishes to another topic has those that its
#           node sets.
# Seen:     mqtt in writes them, with user properties, expiry and content type, into the message, and an mqtt out whose fields are empty
#           takes them from there. By protocol 3.1.1 nothing of the kind happens.
# Matters:  a log, an event or a bridge that is built from requests makes services behind it answer the first asker, with the right
#           correlation; who takes the first answer gets the wrong one, by luck of the network.
#
# Output (2026-11-27), "apple" is sent to ask/price with reply address my/answer and correlation 7:
#   published as event/asked:  response topic my/answer, correlation 7, expiry 60
#   heard by the asker:        my/answer "12 euros" for 7; my/answer "recorded" for 7
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages mqtt@5.15.2
mosquitto_at 'persistence false'

cat >probe.cjs <<'END'
const mqtt = require('mqtt'), { start, tab, code, sleep } = require('./node-red.cjs')
const broker = { id: 'b', type: 'mqtt-broker', broker: '127.0.0.1', port: process.env.port, clientid: '', autoConnect: true, usetls: false, protocolVersion: '5', keepalive: '60', cleansession: true }
const hear = (id, topic, wires) => [id, 'mqtt in', wires, { topic, qos: '1', datatype: 'utf8', broker: 'b', nl: false, rap: true, rh: 0, inputs: 0 }]
const tell = (id, topic) => [id, 'mqtt out', [], { topic, qos: '1', retain: 'false', respTopic: '', contentType: '', userProps: '', correl: '', expiry: '', broker: 'b' }]
const service = (id, topic, answer) => [hear(id, topic, [`${id}-do`]),
  code(`${id}-do`, `if (!msg.responseTopic) return; msg.topic = msg.responseTopic; msg.payload = ${JSON.stringify(answer)}; return msg`, [`${id}-out`]), tell(`${id}-out`, '')]
;(async () => {
  await start([...tab(...service('price', 'ask/price', '12 euros'), hear('log', 'ask/price', ['event']), tell('event', 'event/asked'), ...service('record', 'event/asked', 'recorded')), broker])
  await sleep(2000)
  const asker = await mqtt.connectAsync(`mqtt://127.0.0.1:${process.env.port}`, { protocolVersion: 5 }), heard = []
  let event
  asker.on('message', (topic, payload, { properties }) => {
    if (topic === 'event/asked') event = properties
    else heard.push(`${topic} "${payload}" for ${properties.correlationData}`)
  })
  await asker.subscribeAsync(['my/answer', 'event/asked'])
  await asker.publishAsync('ask/price', 'apple', { qos: 1, properties: { responseTopic: 'my/answer', correlationData: Buffer.from('7'), messageExpiryInterval: 60 } })
  await sleep(1500)
  console.log(`published as event/asked:  response topic ${event.responseTopic}, correlation ${event.correlationData}, expiry ${event.messageExpiryInterval}`)
  console.log('heard by the asker:       ', heard.sort().join('; '))
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
published as event/asked:  response topic my/answer, correlation 7, expiry 60
heard by the asker:        my/answer "12 euros" for 7; my/answer "recorded" for 7
END
