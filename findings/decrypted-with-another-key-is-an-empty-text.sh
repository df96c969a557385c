#!/usr/bin/env bash
# A decrypt node with another key than the one that encrypted sends on an empty text, and no error most of the time.
#
# What:     node-red-contrib-crypto-js 0.1.1 (crypto-js 4.2.0), Node-RED 4.1.15 (npm: node-red), nodes encrypt and decrypt with AES.
# Expected: an error that a catch node hears, as Node.js's own crypto gives ("bad decrypt").
# Seen:     the padding is not looked at: what it says is cut off, which is more than there is for most wrong keys, so that "" is left.
#           When something is left and is no UTF-8, there is an error after all.
# Matters:  during a change of the key, with one copy on the old and one on the new, messages become empty and go on, to a file or a
#           database, and nobody hears of it.
#
# Output (2026-11-27), 100 messages "door 7 open" encrypted with key "monday":
#   key monday:   100 as they were, 0 empty
#   key tuesday:  0 as they were, most empty
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages node-red-contrib-crypto-js@0.1.1 crypto-js@4.2.0

cat >probe.cjs <<'END'
const { start, tab, say, sleep } = require('./node-red.cjs')
;(async () => {
  const decrypt = key => [[key, 'decrypt', [`out-${key}`], { algorithm: 'AES', key }], say(`out-${key}`, `${JSON.stringify(key)} + " " + JSON.stringify(msg.payload)`)]
  const { give, said } = await start(tab(['in', 'encrypt', ['monday', 'tuesday'], { algorithm: 'AES', key: 'monday' }], ...decrypt('monday'), ...decrypt('tuesday')),
    { nodesDir: [process.cwd() + '/node_modules/node-red-contrib-crypto-js'] })
  for (let n = 0; n < 100; n++) give('in', { payload: 'door 7 open' })
  await sleep(2000)
  for (const key of ['monday', 'tuesday']) {
    const count = payload => said.filter(text => text === `${key} ${JSON.stringify(payload)}`).length, empty = count('')
    console.log(`key ${key}:`.padEnd(13), count('door 7 open'), 'as they were,', empty > 50 ? 'most empty' : `${empty} empty`)
  }
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
key monday:   100 as they were, 0 empty
key tuesday:  0 as they were, most empty
END
