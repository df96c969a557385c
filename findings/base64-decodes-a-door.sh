#!/usr/bin/env bash
# The base64 node encodes "kitchen" and decodes "door": as it is by default, the length of a word decides.
#
# What:     node-red-node-base64 1.0.0, Node-RED 4.1.15 (npm: node-red), action "convert between buffer and Base64 string", the default.
# Expected: texts are encoded, or texts are decoded; a node whose way back is another node makes of its own output what it was.
# Seen:     a text of letters, digits, + and / whose length without blanks is a multiple of four is taken for Base64 and becomes a buffer;
#           every other text is encoded.
# Matters:  it works with the test words. A quarter of all one-word texts, ids and PINs become three or six bytes that are nothing, without
#           an error.
#
# Output (2026-11-27):
#   kitchen     "a2l0Y2hlbg=="
#   on          "b24="
#   door        3 bytes
#   1234        3 bytes
#   user name   6 bytes
#   naïve       "bmHDr3Zl"
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages node-red-node-base64@1.0.0

cat >probe.cjs <<'END'
const { start, tab, say, sleep } = require('./node-red.cjs')
;(async () => {
  const { give, said } = await start(tab(['in', 'base64', ['out'], { action: '', property: 'payload' }],
    say('out', 'Buffer.isBuffer(msg.payload) ? msg.payload.length + " bytes" : JSON.stringify(msg.payload)')), { nodesDir: [process.cwd() + '/node_modules/node-red-node-base64'] })
  for (const payload of ['kitchen', 'on', 'door', '1234', 'user name', 'naïve']) {
    said.length = 0
    give('in', { payload })
    await sleep(200)
    console.log(payload.padEnd(11), said.join())
  }
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
kitchen     "a2l0Y2hlbg=="
on          "b24="
door        3 bytes
1234        3 bytes
user name   6 bytes
naïve       "bmHDr3Zl"
END
