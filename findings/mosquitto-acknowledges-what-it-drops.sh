#!/usr/bin/env bash
# QoS 1 messages for a subscriber that is away are acknowledged to the publisher and, beyond 1000, thrown away.
#
# What:     Mosquitto 2.0.11 (Debian 12) with its defaults, mqtt.js 5.15.2 (npm).
# Expected: QoS 1 to a kept session is "at least once", as its name says; a broker that cannot keep a message refuses it or says so in
#           the acknowledgement.
# Seen:     all 1500 are acknowledged; 1000 come when the subscriber is back, the first ones (max_queued_messages, 1000 by default).
# Matters:  "kept session and QoS 1, so that nothing is lost while a copy restarts" holds for seconds at 100 messages per second, and
#           the newest are the ones that are lost.
#
# Output (2026-11-27):
#   acknowledged 1500, delivered later 1000, the last one is number 999
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
  const subscriber = await mqtt.connectAsync(url, { clientId: 'copy', clean: false })
  await subscriber.subscribeAsync('job', { qos: 1 })
  await subscriber.endAsync()
  const publisher = await mqtt.connectAsync(url)
  let acknowledged = 0
  for (let n = 0; n < 1500; n++) await publisher.publishAsync('job', String(n), { qos: 1 }).then(() => acknowledged++)
  const heard = [], back = mqtt.connect(url, { clientId: 'copy', clean: false })
  back.on('message', (topic, data) => heard.push(Number(data)))
  await sleep(4000)
  console.log(`acknowledged ${acknowledged}, delivered later ${heard.length}, the last one is number ${Math.max(...heard)}`)
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
acknowledged 1500, delivered later 1000, the last one is number 999
END
