#!/usr/bin/env bash
# With RabbitMQ's MQTT plugin a retained message reaches a new subscriber of its very topic, and none that uses a wildcard.
#
# What:     RabbitMQ 3.10.8 with rabbitmq_mqtt (Debian 12), mqtt.js 5.15.2 (npm), protocol 3.1.1.
# Expected: MQTT 3.1.1, section 3.3.1.3: on a new subscription the last retained message of each matching topic is sent.
# Seen:     state/+ and state/# get nothing, and SUBACK grants them.
# Matters:  discovery (homeassistant/+/+/config) and "last known state of all devices" work by retained messages and wildcards: after
#           each restart of a copy its picture is empty until every device speaks.
#
# Output (2026-11-27), state/door is retained:
#   state/door    gets closed
#   state/+       gets nothing
#   state/#       gets nothing
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
  await (await mqtt.connectAsync(url)).publishAsync('state/door', 'closed', { qos: 1, retain: true })
  await sleep(500)
  for (const filter of ['state/door', 'state/+', 'state/#']) {
    const client = await mqtt.connectAsync(url)
    let got = 'nothing'
    client.on('message', (topic, data) => { got = String(data) })
    await client.subscribeAsync(filter, { qos: 1 })
    await sleep(1000)
    console.log(filter.padEnd(13), 'gets', got)
  }
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
state/door    gets closed
state/+       gets nothing
state/#       gets nothing
END
