#!/usr/bin/env bash
# A change node moves msg.payload.data to msg.payload: if what is moved has a field "data" itself, that field is deleted.
#
# What:     Node-RED 4.1.15 (npm: node-red), change node, "move msg.payload.data to msg.payload"; "set msg.payload to
#           msg.payload.data" for comparison.
# Expected: msg.payload is what msg.payload.data was, as with "set msg.payload to msg.payload.data".
# Seen:     the node sets the new value and then deletes msg.payload.data, the name of the source, which by now is a field of what was moved.
#           Moving by way of a temporary property, which the node does for other pairs, is left out when a value moves to its parent.
# Matters:  services that answer in pages send {"data": {"data": [...], "total": 2}}, and the rows are what is lost. An answer without rows in
#           it, or another name in between, is right.
#
# Output (2026-11-28), msg.payload:
#   {"data":{"items":[1,2],"total":2}}:  set gives {"items":[1,2],"total":2}, move gives {"items":[1,2],"total":2}
#   {"data":{"data":[1,2],"total":2}}:   set gives {"data":[1,2],"total":2}, move gives {"total":2}
#   caught by a catch node, logged: nothing
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15

cat >probe.cjs <<'END'
const { start, tab, say, sleep } = require('./node-red.cjs')
const change = (id, rule) => [id, 'change', ['out'], { rules: [rule] }]
;(async () => {
  const { give, said, logged } = await start(tab(change('move', { t: 'move', p: 'payload.data', pt: 'msg', to: 'payload', tot: 'msg' }),
    change('set', { t: 'set', p: 'payload', pt: 'msg', to: 'payload.data', tot: 'msg' }), say('out', 'JSON.stringify(msg.payload)'),
    ['catch', 'catch', ['caught'], { scope: null, uncaught: false }], say('caught', '"caught"')))
  const atStart = logged.length
  const ask = async (id, payload) => {
    give(id, { payload: structuredClone(payload) })
    while (!said.length) await sleep(50)
    return said.pop()
  }
  for (const payload of [{ data: { items: [1, 2], total: 2 } }, { data: { data: [1, 2], total: 2 } }])
    console.log(`${JSON.stringify(payload)}:`.padEnd(36), `set gives ${await ask('set', payload)}, move gives ${await ask('move', payload)}`)
  console.log('caught by a catch node, logged:', said.includes('caught') || logged.length > atStart ? 'something' : 'nothing')
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
{"data":{"items":[1,2],"total":2}}:  set gives {"items":[1,2],"total":2}, move gives {"items":[1,2],"total":2}
{"data":{"data":[1,2],"total":2}}:   set gives {"data":[1,2],"total":2}, move gives {"total":2}
caught by a catch node, logged: nothing
END
