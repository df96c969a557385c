#!/usr/bin/env bash
# A change node picks the dear items of an order, a split node sends one message each; if one item is dear, its fields are sent instead.
#
# What:     Node-RED 4.1.15 (npm: node-red), change node with the JSONata payload.items[price > 10], then split.
# Expected: a filter of a list gives a list: of two, of one, or of none; as jq's map(select()) and Array.filter do.
# Seen:     JSONata gives the item itself for one, and nothing for none, which deletes the payload: split takes an object apart into its
#           properties. payload.items[price > 10][] always gives a list, except for none.
# Matters:  it is right with every test order that has two of them.
#
# Output (2026-11-27), prices in the order, payloads after split:
#   [20,30]         {"name":"i0","price":20} {"name":"i1","price":30}
#   [20,5]          "i0" 20
#   [5,5]           nothing
#   [20,5] with []  {"name":"i0","price":20}
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15

cat >probe.cjs <<'END'
const { start, tab, say, sleep } = require('./node-red.cjs')
;(async () => {
  const pick = (id, to) => [id, 'change', ['split'], { rules: [{ t: 'set', p: 'payload', pt: 'msg', to, tot: 'jsonata' }] }]
  const { give, said } = await start(tab(pick('plain', 'payload.items[price > 10]'), pick('list', 'payload.items[price > 10][]'),
    ['split', 'split', ['out'], { splt: '\\n', spltType: 'str', arraySplt: 1, arraySpltType: 'len', stream: false, addname: '', property: 'payload' }],
    say('out', 'JSON.stringify(msg.payload)')))
  const look = async (id, ...prices) => {
    give(id, { payload: { items: prices.map((price, i) => ({ name: 'i' + i, price })) } })
    await sleep(500)
    console.log((JSON.stringify(prices) + (id === 'list' ? ' with []' : '')).padEnd(15), said.splice(0).join(' ') || 'nothing')
  }
  await look('plain', 20, 30)
  await look('plain', 20, 5)
  await look('plain', 5, 5)
  await look('list', 20, 5)
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
[20,30]         {"name":"i0","price":20} {"name":"i1","price":30}
[20,5]          "i0" 20
[5,5]           nothing
[20,5] with []  {"name":"i0","price":20}
END
