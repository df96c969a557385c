#!/usr/bin/env bash
# Three brokers grant a subscription to $share/group/job by protocol 3.1.1, and never send a message for it.
#
# What:     RabbitMQ 3.10.8, nats-server 2.9.10 (Debian 12), aedes 1.2.0 (npm), Mosquitto 2.0.11 beside them; mqtt.js 5.15.2 (npm).
# Expected: a broker without shared subscriptions refuses them (return code 0x80), so that the client can tell.
# Seen:     SUBACK with QoS 1: to them $share is the name of a level like any other.
# Matters:  the usual cure for doubled work in two copies makes both of them deaf, with every node green. A test that only looks at
#           "connected" passes.
#
# Output (2026-11-27), granted QoS, then messages of 4 that two members get:
#   mosquitto     1, 4
#   rabbitmq      1, 0
#   nats-server   1, 0
#   aedes         1, 0
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages mqtt@5.15.2
packages aedes@1.2.0
declare -x mosquitto
mosquitto_at 'persistence false'
mosquitto=$port
rabbitmq
nats

cat >probe.cjs <<'END'
const mqtt = require('mqtt'), { Aedes } = require('aedes')
const sleep = ms => new Promise(done => setTimeout(done, ms))
;(async () => {
  const server = require('net').createServer((await Aedes.createBroker()).handle).listen(0, '127.0.0.1')
  await sleep(300)
  const { env } = process
  for (const [name, port] of [['mosquitto', env.mosquitto], ['rabbitmq', env.port], ['nats-server', env.nats_mqtt], ['aedes', server.address().port]]) {
    const url = `mqtt://127.0.0.1:${port}`
    let heard = 0, granted
    for (const member of [1, 2]) {
      const client = await mqtt.connectAsync(url)
      client.on('message', () => heard++)
      granted = (await client.subscribeAsync('$share/group/job', { qos: 1 }))[0].qos
    }
    const publisher = await mqtt.connectAsync(url)
    for (let n = 0; n < 4; n++) await publisher.publishAsync('job', String(n), { qos: 1 })
    await sleep(1500)
    console.log(name.padEnd(13), `${granted}, ${heard}`)
  }
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
mosquitto     1, 4
rabbitmq      1, 0
nats-server   1, 0
aedes         1, 0
END
