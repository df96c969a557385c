#!/usr/bin/env bash
# "Clean session" off keeps messages for a client that is away by MQTT 3.1.1, and none by MQTT 5, though nothing but the version changes.
#
# What:     mqtt.js 5.15.2 (npm) with clean: false, as Node-RED's broker node sets it; Mosquitto 2.0.11 (Debian 12).
# Expected: a kept session is kept in both; version 5 adds features.
# Seen:     by version 5 the session ends with the connection unless sessionExpiryInterval is given, which is 0 by default. The client
#           connects again, subscribes again, and what came in between is gone; no error, only sessionPresent is false.
# Matters:  a flow is switched to MQTT 5 for user properties, and from then on each restart of a copy loses what comes meanwhile, whatever
#           QoS and "clean session" say. The field is "session expiry" of Node-RED's broker node, in seconds.
#
# Output (2026-11-28), three messages of QoS 1 while the subscriber is away:
#   3.1.1, clean: false:                        3 arrive
#   5, clean: false:                            0 arrive
#   5, clean: false, sessionExpiryInterval 60:  3 arrive
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages mqtt@5.15.2
mosquitto_at 'allow_duplicate_messages false'

cat >probe.cjs <<'END'
const mqtt = require('mqtt')
const url = `mqtt://127.0.0.1:${process.env.port}`, sleep = ms => new Promise(done => setTimeout(done, ms))
const look = async (title, clientId, more) => {
  const options = { clientId, clean: false, ...more }
  const before = await mqtt.connectAsync(url, options)
  await before.subscribeAsync(clientId, { qos: 1 })
  await before.endAsync()
  const publisher = await mqtt.connectAsync(url)
  for (let n = 0; n < 3; n++) await publisher.publishAsync(clientId, String(n), { qos: 1 })
  await publisher.endAsync()
  let arrived = 0
  const after = mqtt.connect(url, options).on('message', () => arrived++)
  await new Promise(done => after.on('connect', done))
  await after.subscribeAsync(clientId, { qos: 1 })
  await sleep(2000)
  console.log((title + ':').padEnd(43), `${arrived} arrive`)
  await after.endAsync()
}
;(async () => {
  await look('3.1.1, clean: false', 'old', { protocolVersion: 4 })
  await look('5, clean: false', 'new', { protocolVersion: 5 })
  await look('5, clean: false, sessionExpiryInterval 60', 'long', { protocolVersion: 5, properties: { sessionExpiryInterval: 60 } })
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
3.1.1, clean: false:                        3 arrive
5, clean: false:                            0 arrive
5, clean: false, sessionExpiryInterval 60:  3 arrive
END
