#!/usr/bin/env bash
# Mosquitto 2.0.11 sends a retained message to each member that joins a shared subscription.
#
# What:     Mosquitto 2.0.11 (Debian 12), mqtt.js 5.15.2 (npm), protocols 3.1.1 and 5.
# Expected: MQTT 5, section 4.8.2: retained messages are not sent to a shared subscription when it is made.
# Seen:     both members get it, and each again when it connects anew; at protocol 5 only Retain Handling 2 keeps it away.
# Matters:  "each message once in the group" does not hold at start: two copies act on the old command, once per restart of each.
#           A flow that needs the retained value in every copy works here and gets nothing on other brokers.
#
# Output (2026-11-27), messages by two members that join:
#   protocol 4:                      1 and 1
#   protocol 5:                      1 and 1
#   protocol 5, Retain Handling 2:   0 and 0
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages mqtt@5.15.2
mosquitto_at 'persistence false'

cat >probe.cjs <<'END'
const mqtt = require('mqtt'), url = `mqtt://127.0.0.1:${process.env.port}`
const sleep = ms => new Promise(done => setTimeout(done, ms))
;(async () => {
  const publisher = await mqtt.connectAsync(url)
  await publisher.publishAsync('command', 'open the door', { retain: true, qos: 1 })
  const look = async (title, protocolVersion, options) => {
    const counts = [0, 0]
    for (const i of [0, 1]) {
      const client = await mqtt.connectAsync(url, { protocolVersion })
      client.on('message', () => counts[i]++)
      await client.subscribeAsync(`$share/${title.replace(/\W/g, '')}/command`, { qos: 1, ...options })
      await sleep(500)
    }
    console.log(title.padEnd(32), counts.join(' and '))
  }
  await look('protocol 4:', 4)
  await look('protocol 5:', 5)
  await look('protocol 5, Retain Handling 2:', 5, { rh: 2 })
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
protocol 4:                      1 and 1
protocol 5:                      1 and 1
protocol 5, Retain Handling 2:   0 and 0
END
