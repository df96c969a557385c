#!/usr/bin/env bash
# nats-server closes the connection of an MQTT client that publishes to a topic with a dot or a blank.
#
# What:     nats-server 2.9.10 with MQTT (Debian 12), mqtt.js 5.15.2 (npm), protocol 3.1.1.
# Expected: any UTF-8 text without wildcards is a topic (MQTT 3.1.1, section 4.7); a blank is named there as allowed. RabbitMQ and
#           Mosquitto take both.
# Seen:     the publish is not acknowledged, and the connection is closed.
# Matters:  one device name with a dot takes all of a copy's other traffic down with it. The reason stands only in the server's log.
#
# Output (2026-11-27):
#   line1/temp    acknowledged
#   line.1/temp   connection closed
#   line 1/temp   connection closed
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages mqtt@5.15.2
nats

cat >probe.cjs <<'END'
const mqtt = require('mqtt'), url = `mqtt://127.0.0.1:${process.env.nats_mqtt}`
const sleep = ms => new Promise(done => setTimeout(done, ms))
;(async () => {
  for (const topic of ['line1/temp', 'line.1/temp', 'line 1/temp']) {
    const client = mqtt.connect(url, { reconnectPeriod: 300 })
    let said
    client.on('close', () => { said ??= 'connection closed' })
    client.publish(topic, '20', { qos: 1 }, error => { if (!error) said ??= 'acknowledged' })
    await sleep(3000)
    console.log(topic.padEnd(13), said)
    await client.endAsync(true)
  }
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
line1/temp    acknowledged
line.1/temp   connection closed
line 1/temp   connection closed
END
