#!/usr/bin/env bash
# Two mqtt in nodes with overlapping topics emit each message once with three brokers and twice each with NATS.
#
# What:     Node-RED 4.1.15 (npm: node-red), mqtt in with plant/# and plant/a on one broker node; mqtt.js 5.15.2 (npm) with both filters;
#           Mosquitto 2.0.11, RabbitMQ 3.10.8, nats-server 2.9.10 (Debian 12), aedes 1.2.0 (npm).
# Expected: each node emits what matches its topic, once. MQTT 3.1.1 (3.3.5) lets a broker deliver a message once per client or once
#           per filter, so that the client has to cope with both.
# Seen:     nats-server delivers once per filter, and Node-RED hands every packet to every node that matches. Mosquitto delivers once by
#           protocol 3.1.1 and once per filter by 5, where Node-RED tells the packets apart by their subscription identifiers and a plain
#           client does not.
# Matters:  a catch-all node for logging, added beside others, doubles their events; the same flow tests fine with another broker.
#
# Output (2026-11-27), one message to plant/a with QoS 1:
#   mosquitto 3.1.1    packets at a client: 1; emitted by plant/#: 1, by plant/a: 1
#   mosquitto 5        packets at a client: 2; emitted by plant/#: 1, by plant/a: 1
#   rabbitmq 3.1.1     packets at a client: 1; emitted by plant/#: 1, by plant/a: 1
#   aedes 3.1.1        packets at a client: 1; emitted by plant/#: 1, by plant/a: 1
#   nats-server 3.1.1  packets at a client: 2; emitted by plant/#: 2, by plant/a: 2
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages mqtt@5.15.2
packages aedes@1.2.0
declare -x mosquitto
mosquitto_at 'persistence false'
mosquitto=$port
rabbitmq
nats

cat >probe.cjs <<'END'
const mqtt = require('mqtt'), { Aedes } = require('aedes')
const { start, tab, say, sleep } = require('./node-red.cjs')
const filters = ['plant/#', 'plant/a']
;(async () => {
  const server = require('net').createServer((await Aedes.createBroker()).handle).listen(0, '127.0.0.1')
  await sleep(300)
  const { env } = process, looked = []
  for (const [title, port, version] of [['mosquitto 3.1.1', env.mosquitto, '4'], ['mosquitto 5', env.mosquitto, '5'], ['rabbitmq 3.1.1', env.port, '4'],
    ['aedes 3.1.1', server.address().port, '4'], ['nats-server 3.1.1', env.nats_mqtt, '4']]) {
    const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${port}`, { protocolVersion: Number(version) })
    looked.push({ title, port, version, client })
  }
  const brokers = looked.map(({ port, version }, i) => ({ id: `b${i}`, type: 'mqtt-broker', broker: '127.0.0.1', port, protocolVersion: version, clientid: '',
    autoConnect: true, usetls: false, keepalive: '60', cleansession: true }))
  const nodes = looked.flatMap((_, i) => filters.flatMap(topic => [
    [`m${i}${topic}`, 'mqtt in', [`s${i}${topic}`], { topic, qos: '1', datatype: 'auto-detect', broker: `b${i}`, nl: false, rap: true, rh: 0, inputs: 0 }],
    say(`s${i}${topic}`, JSON.stringify(i + topic))]))
  const { said } = await start([...tab(...nodes), ...brokers])
  await sleep(3000)
  for (const [i, { title, client }] of looked.entries()) {
    said.length = 0
    let packets = 0
    client.on('message', () => packets++)
    await client.subscribeAsync(filters, { qos: 1 })
    await client.publishAsync('plant/a', 'on', { qos: 1 })
    await sleep(1500)
    await client.endAsync()
    console.log(title.padEnd(18), `packets at a client: ${packets}; emitted by`, filters.map(topic => `${topic}: ${said.filter(text => text === i + topic).length}`).join(', by '))
  }
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
mosquitto 3.1.1    packets at a client: 1; emitted by plant/#: 1, by plant/a: 1
mosquitto 5        packets at a client: 2; emitted by plant/#: 1, by plant/a: 1
rabbitmq 3.1.1     packets at a client: 1; emitted by plant/#: 1, by plant/a: 1
aedes 3.1.1        packets at a client: 1; emitted by plant/#: 1, by plant/a: 1
nats-server 3.1.1  packets at a client: 2; emitted by plant/#: 2, by plant/a: 2
END
