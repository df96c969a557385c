#!/usr/bin/env bash
# "Exactly once" is "at least once" with RabbitMQ, which says so to nobody who listens; with NATS one such message ends all traffic.
#
# What:     Node-RED 4.1.15 (npm: node-red), mqtt in and mqtt out with QoS 2 on one broker node, protocol 3.1.1; Mosquitto 2.0.11,
#           RabbitMQ 3.10.8 with rabbitmq_mqtt, nats-server 2.9.10 with MQTT (Debian 12).
# Expected: QoS 2, or an error at the node that asked for it.
# Seen:     RabbitMQ and NATS grant QoS 1 to the subscriber, which Node-RED does not tell. NATS hangs up on a message of QoS 2; mqtt.js keeps
#           it and sends it again as soon as it is connected, for ever. Nothing catches that, and mqtt in on the same broker node is deaf too.
# Matters:  who picks "2" so that an order is done once gets orders twice with RabbitMQ, and a flow that is "connecting" until the next deploy
#           with NATS, whose copies all go the same way.
#
# Output (2026-11-28), messages one and three are sent with QoS 1, two with QoS 2; a fourth comes from another client:
#   Mosquitto: one (1), two (2), three (1), four (2)
#   RabbitMQ:  one (1), two (1), three (1), four (1)
#   NATS:      one (1)
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages mqtt@5.15.2
mosquitto_at 'allow_duplicate_messages false'
export mosquitto=$port
rabbitmq
nats

cat >probe.cjs <<'END'
const { start, tab, say, sleep } = require('./node-red.cjs')
const mqtt = require('mqtt'), { env } = process
const brokers = { Mosquitto: env.mosquitto, RabbitMQ: env.port, NATS: env.nats_mqtt }
;(async () => {
  const nodes = [], configs = []
  for (const [name, port] of Object.entries(brokers)) {
    configs.push({ id: name, type: 'mqtt-broker', name: '', broker: '127.0.0.1', port, clientid: '', autoConnect: true, usetls: false, protocolVersion: '4', keepalive: '60', cleansession: true })
    const out = (id, qos) => [id + name, 'mqtt out', [], { topic: 'orders', qos, retain: '', broker: name }]
    nodes.push(['in' + name, 'mqtt in', ['say' + name], { topic: 'orders', qos: '2', datatype: 'utf8', broker: name, inputs: 0 }],
      say('say' + name, `"${name}:" + msg.payload + " (" + msg.qos + ")"`), out('one', '1'), out('two', '2'))
  }
  const { give, said } = await start([...tab(...nodes), ...configs])
  await sleep(3000)
  for (const [name, port] of Object.entries(brokers)) {
    const send = async (node, payload) => { give(node + name, { payload }); await sleep(1500) }
    await send('one', 'one')
    await send('two', 'two')
    await send('one', 'three')
    const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${port}`)
    await client.publishAsync('orders', 'four', { qos: name === 'NATS' ? 1 : 2 })
    await sleep(1500)
    console.log((name + ':').padEnd(10), said.filter(text => text.startsWith(name)).map(text => text.split(':')[1]).join(', '))
  }
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
Mosquitto: one (1), two (2), three (1), four (2)
RabbitMQ:  one (1), two (1), three (1), four (1)
NATS:      one (1)
END
