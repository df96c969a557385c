#!/usr/bin/env bash
# A stoptimer node whose second payload is false sends true, and one behind another stoptimer stays off once it has been stopped.
#
# What:     node-red-contrib-stoptimer 0.0.7, Node-RED 4.1.15 (npm: node-red).
# Expected: the value that is chosen in the dialog; and "stop" ends the running time, not the node: a fresh one starts anew with the
#           next message.
# Seen:     Boolean("false") is true. A mark in the message, _timerpass, which the node itself sets and leaves there, makes a stopped
#           stoptimer behind it ignore the message.
# Matters:  "off after five minutes" switches on. A chain of two timers works until somebody stops the second, and is then dead.
#
# Output (2026-11-27), time one second:
#   second payload false:                          true
#   second payload true:                           true
#   second payload 0:                              0
#   stopped, then a message of an inject:          passes
#   stopped, then a message of another stoptimer:  nothing
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages node-red-contrib-stoptimer@0.0.7

cat >probe.cjs <<'END'
const { start, tab, say, sleep } = require('./node-red.cjs')
;(async () => {
  const timer = (id, type, value, first, second) => [id, 'stoptimer', [[first], [second]], { duration: '1', units: 'Second', payloadtype: type, payloadval: value }]
  const { give, said } = await start(tab(timer('off', 'bool', 'false', 'none', 'out'), timer('on', 'bool', 'true', 'none', 'out'), timer('zero', 'num', '0', 'none', 'out'),
    timer('before', 'num', '0', 'after', 'none'), timer('after', 'num', '0', 'out', 'none'), ['none', 'junction'], say('out', 'JSON.stringify(msg.payload)')),
  { nodesDir: [process.cwd() + '/node_modules/node-red-contrib-stoptimer'] })
  const ask = async (node, title) => {
    said.length = 0
    give(node, { payload: 'door' })
    await sleep(2600)
    console.log(title.padEnd(46), said.join().replace('"door"', 'passes') || 'nothing')
  }
  await ask('off', 'second payload false:')
  await ask('on', 'second payload true:')
  await ask('zero', 'second payload 0:')
  give('after', { payload: 'stop' })
  await ask('after', 'stopped, then a message of an inject:')
  give('after', { payload: 'stop' })
  await ask('before', 'stopped, then a message of another stoptimer:')
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
second payload false:                          true
second payload true:                           true
second payload 0:                              0
stopped, then a message of an inject:          passes
stopped, then a message of another stoptimer:  nothing
END
