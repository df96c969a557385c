#!/usr/bin/env bash
# A member of a shared subscription that is gone, but whose session is kept, still gets its half of the messages, into its queue.
#
# What:     Mosquitto 2.0.11 (Debian 12), mqtt.js 5.15.2 (npm), protocol 5, QoS 1.
# Expected: while one member is connected and the other is not, the connected one gets all (the standard leaves the choice to the
#           server and names sending to one that is connected as a way).
# Seen:     the turn of the absent one is kept for it. If nobody comes back with its client id, its half waits until the session expires.
# Matters:  a replaced copy has a new client id: half of the jobs stand still for the whole session expiry, and nothing is red.
#
# Output (2026-11-27), of 10 messages:
#   session ends with the connection:   the other member gets 10
#   session kept for an hour:           the other member gets 5, the first one 5 when it is back
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages mqtt@5.15.2
mosquitto_at 'persistence false'

cat >probe.cjs <<'END'
const mqtt = require('mqtt'), url = `mqtt://127.0.0.1:${process.env.port}`
const sleep = ms => new Promise(done => setTimeout(done, ms))
const member = async (clientId, clean, expiry, heard, group) => {
  const client = mqtt.connect(url, { protocolVersion: 5, clientId, clean, reconnectPeriod: 0, properties: { sessionExpiryInterval: expiry } })
  client.on('message', () => heard.push(clientId))
  await new Promise(done => client.once('connect', done))
  if (group) await client.subscribeAsync(`$share/${group}/${group}`, { qos: 1 })
  return client
}
const look = async (group, expiry) => {
  const heard = [], publisher = await mqtt.connectAsync(url)
  const first = await member(group + '-1', true, expiry, heard, group)
  await member(group + '-2', true, 0, heard, group)
  first.stream.destroy()
  await sleep(500)
  for (let n = 0; n < 10; n++) await publisher.publishAsync(group, String(n), { qos: 1 })
  await sleep(1000)
  const other = heard.length
  if (expiry) await member(group + '-1', false, expiry, heard)
  await sleep(1000)
  return [other, heard.length - other]
}
;(async () => {
  const [ended] = await look('ended', 0), [kept, late] = await look('kept', 3600)
  console.log('session ends with the connection:   the other member gets', ended)
  console.log(`session kept for an hour:           the other member gets ${kept}, the first one ${late} when it is back`)
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
session ends with the connection:   the other member gets 10
session kept for an hour:           the other member gets 5, the first one 5 when it is back
END
