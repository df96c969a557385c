#!/usr/bin/env bash
# Through RabbitMQ's MQTT plugin the topic line.1/temp arrives as line/1/temp, and is not found where it was published.
#
# What:     RabbitMQ 3.10.8 with rabbitmq_mqtt (Debian 12), mqtt.js 5.15.2 (npm), protocol 3.1.1.
# Expected: a topic arrives as it was sent; MQTT gives a dot no meaning.
# Seen:     topics become AMQP routing keys, whose levels are separated by dots, and come back with slashes.
# Matters:  topics with version numbers, IP addresses or host names get more levels, so that + takes another part of them and replies go
#           elsewhere; a flow that moves from Mosquitto hears its own messages under a new name.
#
# Output (2026-11-27), line.1/temp is published:
#   line.1/temp   hears it as line/1/temp
#   +/temp        hears nothing
#   +/+/temp      hears it as line/1/temp
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages mqtt@5.15.2
rabbitmq

cat >probe.cjs <<'END'
const mqtt = require('mqtt'), url = `mqtt://127.0.0.1:${process.env.port}`
const sleep = ms => new Promise(done => setTimeout(done, ms))
;(async () => {
  const filters = ['line.1/temp', '+/temp', '+/+/temp'], heard = {}
  for (const filter of filters) {
    const client = await mqtt.connectAsync(url)
    client.on('message', topic => { heard[filter] = topic })
    await client.subscribeAsync(filter, { qos: 1 })
  }
  await (await mqtt.connectAsync(url)).publishAsync('line.1/temp', '20', { qos: 1 })
  await sleep(1500)
  for (const filter of filters) console.log(filter.padEnd(13), heard[filter] ? `hears it as ${heard[filter]}` : 'hears nothing')
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
line.1/temp   hears it as line/1/temp
+/temp        hears nothing
+/+/temp      hears it as line/1/temp
END
