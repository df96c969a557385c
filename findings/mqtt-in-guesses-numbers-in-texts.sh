#!/usr/bin/env bash
# mqtt in, as it is by default, gives a number for the text 5, a text for 007, 100000 for 1e5, and other last digits for a long id.
#
# What:     Node-RED 4.1.15 (npm: node-red), mqtt in with "auto-detect"; Mosquitto 2.0.11 (Debian 12).
# Expected: the choice is named "auto-detect (parsed JSON object, string or buffer)": objects and lists are parsed, texts stay texts.
# Seen:     all that JSON.parse takes is parsed: numbers, true, null and texts in quotes as well, blanks around them are lost.
# Matters:  the type of one topic's payload changes with its value: ids of 17 digits change in silence, serial 1e5 becomes 100000, and a
#           device named null is null.
#
# Output (2026-11-27), what is published, what the node sends:
#   hello                 string "hello"
#   007                   string "007"
#   5                     number 5
#   1e5                   number 100000
#   12345678901234567890  number 12345678901234567000
#   null                  object null
#   "x"                   string "x"
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages mqtt@5.15.2
mosquitto_at 'persistence false'

cat >probe.cjs <<'END'
const { start, tab, say, sleep } = require('./node-red.cjs'), mqtt = require('mqtt')
const port = process.env.port
;(async () => {
  const { said } = await start([...tab(['in', 'mqtt in', ['out'], { topic: 'device', qos: '1', datatype: 'auto-detect', broker: 'b', inputs: 0 }],
    say('out', 'typeof msg.payload + " " + JSON.stringify(msg.payload)')),
  { id: 'b', type: 'mqtt-broker', name: '', broker: '127.0.0.1', port, clientid: '', autoConnect: true, usetls: false, protocolVersion: '4', keepalive: '60', cleansession: true }])
  await sleep(2000)
  const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${port}`)
  for (const text of ['hello', '007', '5', '1e5', '12345678901234567890', 'null', '"x"']) {
    await client.publishAsync('device', text, { qos: 1 })
    await sleep(400)
    console.log(text.padEnd(21), said.pop())
  }
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
hello                 string "hello"
007                   string "007"
5                     number 5
1e5                   number 100000
12345678901234567890  number 12345678901234567000
null                  object null
"x"                   string "x"
END
