#!/usr/bin/env bash
# mqtt out with retain set publishes an empty message when the payload is null or undefined, and so deletes the retained value.
#
# What:     Node-RED 4.1.15 (npm: node-red), mqtt out with retain; Mosquitto 2.0.11 (Debian 12).
# Expected: help of the node: without a payload no message is sent, and to send a blank one the payload is an empty text.
# Seen:     only a message that has no payload property at all is not sent. A property that is null or undefined, as a lookup that finds
#           nothing leaves it, is a blank message, and blank and retained means "forget".
# Matters:  one failed reading erases the last known state for every client that connects from then on.
#
# Output (2026-11-27), "on" is retained, then mqtt out gets:
#   no payload:          on is still retained
#   payload undefined:   nothing is retained any more
#   payload null:        nothing is retained any more
#   payload "":          nothing is retained any more
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages mqtt@5.15.2
mosquitto_at 'persistence false'

cat >probe.cjs <<'END'
const { start, tab, sleep } = require('./node-red.cjs'), mqtt = require('mqtt')
const port = process.env.port, url = `mqtt://127.0.0.1:${port}`
;(async () => {
  const { give } = await start([...tab(['out', 'mqtt out', [], { topic: 'lamp', qos: '1', retain: 'true', broker: 'b' }]),
    { id: 'b', type: 'mqtt-broker', name: '', broker: '127.0.0.1', port, clientid: '', autoConnect: true, usetls: false, protocolVersion: '4', keepalive: '60', cleansession: true }])
  await sleep(2000)
  const client = await mqtt.connectAsync(url)
  for (const [title, message] of [['no payload:', {}], ['payload undefined:', { payload: undefined }], ['payload null:', { payload: null }], ['payload "":', { payload: '' }]]) {
    await client.publishAsync('lamp', 'on', { qos: 1, retain: true })
    give('out', message)
    await sleep(700)
    const late = await mqtt.connectAsync(url)
    let retained = ''
    late.on('message', (topic, data) => { retained = String(data) })
    await late.subscribeAsync('lamp')
    await sleep(500)
    console.log(title.padEnd(20), retained ? `${retained} is still retained` : 'nothing is retained any more')
  }
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
no payload:          on is still retained
payload undefined:   nothing is retained any more
payload null:        nothing is retained any more
payload "":          nothing is retained any more
END
