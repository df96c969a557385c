#!/usr/bin/env bash
# A message above Mosquitto's message_size_limit is acknowledged at QoS 1 and 2 and thrown away; by MQTT 5 the answer is none that MQTT knows.
#
# What:     Mosquitto 2.0.11 (Debian 12) with message_size_limit 1000, mqtt 5.16.0 (npm), messages of 1 and of 2000 bytes, protocol 3.1.1 and 5.
# Expected: what the broker refuses is an error for the publisher: by MQTT 5 a reason code, by 3.1.1 the end of the connection, as for other
#           things that are not allowed there.
# Seen:     by 3.1.1 the client gets PUBACK, or the whole exchange of QoS 2, and nobody gets the message. By MQTT 5 the PUBACK has a reason code
#           that the standard has for other packets only; the client takes it for an error of the protocol, and the publish is never
#           answered.
# Matters:  "exactly once" is "not at all" for the one picture or report that is larger than the others; mqtt out is green and complete.
#
# Output (2026-11-28):
#   3.1.1, QoS 1, 1 byte:      acknowledged; arrived 1
#   3.1.1, QoS 1, 2000 bytes:  acknowledged; arrived 0
#   3.1.1, QoS 2, 2000 bytes:  acknowledged; arrived 0
#   5, QoS 1, 1 byte:          acknowledged; arrived 1
#   5, QoS 1, 2000 bytes:      no answer; arrived 0; error: Invalid puback reason code
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages mqtt@5.16.0
mosquitto_at 'message_size_limit 1000'

cat >probe.cjs <<'END'
const mqtt = require('mqtt'), sleep = ms => new Promise(done => setTimeout(done, ms))
;(async () => {
  const look = async (name, protocolVersion, qos, size) => {
    const connect = () => mqtt.connectAsync(`mqtt://127.0.0.1:${process.env.port}`, { protocolVersion })
    const reader = await connect(), writer = await connect(), errors = []
    let arrived = 0
    reader.on('message', () => arrived++)
    writer.on('error', ({ message }) => errors.push(message))
    await reader.subscribeAsync('report', { qos: 2 })
    const answer = await Promise.race([writer.publishAsync('report', 'x'.repeat(size), { qos }).then(() => 'acknowledged', () => 'refused'), sleep(3000).then(() => 'no answer')])
    await sleep(500)
    console.log(`${name}, QoS ${qos}, ${size === 1 ? '1 byte' : `${size} bytes`}:`.padEnd(26), `${answer}; arrived ${arrived}${errors.length ? `; error: ${errors[0]}` : ''}`)
    for (const client of [reader, writer]) client.end(true)
  }
  await look('3.1.1', 4, 1, 1)
  await look('3.1.1', 4, 1, 2000)
  await look('3.1.1', 4, 2, 2000)
  await look('5', 5, 1, 1)
  await look('5', 5, 1, 2000)
  process.exit()
})()
END
verdict "$(timeout 60 node probe.cjs)" <<'END'
3.1.1, QoS 1, 1 byte:      acknowledged; arrived 1
3.1.1, QoS 1, 2000 bytes:  acknowledged; arrived 0
3.1.1, QoS 2, 2000 bytes:  acknowledged; arrived 0
5, QoS 1, 1 byte:          acknowledged; arrived 1
5, QoS 1, 2000 bytes:      no answer; arrived 0; error: Invalid puback reason code
END
