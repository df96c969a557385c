#!/usr/bin/env bash
# Mosquitto grants a subscription that its access list forbids, and by protocol 3.1.1 acknowledges a forbidden QoS 1 message.
#
# What:     Mosquitto 2.0.11 (Debian 12) with an acl_file, mqtt.js 5.15.2 (npm).
# Expected: a refused SUBSCRIBE has return code 0x80 (3.1.1) or 0x87 (5); both protocols have it for this.
# Seen:     both protocols: granted QoS 1, and nothing ever comes. A forbidden publish: acknowledged and thrown away at protocol 4 (that
#           protocol has no other answer but to hang up), "Not authorized" at protocol 5.
# Matters:  a copy that was given the wrong account is "connected", its subscriptions are granted and its messages acknowledged: nothing
#           to alarm on. Protocol 5 at least tells the sender.
#
# Output (2026-11-27), the list allows ok/# only:
#   protocol 4: subscribe ok/a granted 1, publish acknowledged; subscribe no/a granted 1, publish acknowledged; arrived: ok/a
#   protocol 5: subscribe ok/a granted 1, publish acknowledged; subscribe no/a granted 1, publish Not authorized; arrived: ok/a
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages mqtt@5.15.2
echo 'topic readwrite ok/#' >acl
mosquitto_at "acl_file $work/acl"

cat >probe.cjs <<'END'
const mqtt = require('mqtt'), url = `mqtt://127.0.0.1:${process.env.port}`
;(async () => {
  for (const protocolVersion of [4, 5]) {
    const client = await mqtt.connectAsync(url, { protocolVersion }), arrived = [], said = []
    client.on('message', topic => arrived.push(topic))
    for (const topic of ['ok/a', 'no/a']) {
      const [{ qos }] = await client.subscribeAsync(topic, { qos: 1 })
      const publish = await client.publishAsync(topic, 'x', { qos: 1 }).then(() => 'acknowledged', error => error.message.replace('Publish error: ', ''))
      said.push(`subscribe ${topic} granted ${qos}, publish ${publish}`)
    }
    await new Promise(done => setTimeout(done, 500))
    console.log(`protocol ${protocolVersion}: ${said.join('; ')}; arrived: ${arrived}`)
  }
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
protocol 4: subscribe ok/a granted 1, publish acknowledged; subscribe no/a granted 1, publish acknowledged; arrived: ok/a
protocol 5: subscribe ok/a granted 1, publish acknowledged; subscribe no/a granted 1, publish Not authorized; arrived: ok/a
END
