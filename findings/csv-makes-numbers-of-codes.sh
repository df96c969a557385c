#!/usr/bin/env bash
# The csv node makes numbers of codes: 1E5 becomes 100000, a card number loses its last digits, and in one of two modes 0x1F is 31.
#
# What:     Node-RED 4.1.15 (npm: node-red), csv node, "parse numerical values" as it is by default.
# Expected: what cannot come back as the same text stays text, as it does for 007 in the same column.
# Seen:     the exponent form and numbers beyond 2^53 are taken; "0x1F" is text in legacy mode and 31 in RFC mode; " 12 " loses its blanks.
# Matters:  part numbers and ids change in silence and in single rows only; the types within a column differ from row to row.
#
# Output (2026-11-27):
#   legacy: {"a":"007","b":100000,"c":12345678901234567000,"d":"0x1F","e":1.1}
#   rfc:    {"a":"007","b":100000,"c":12345678901234567000,"d":31,"e":1.1}
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15

cat >probe.cjs <<'END'
const { start, tab, say, sleep } = require('./node-red.cjs')
;(async () => {
  const csv = (id, spec) => [id, 'csv', [id + '-out'], { sep: ',', hdrin: true, hdrout: 'none', multi: 'one', ret: '\\n', temp: '', skip: '0',
    strings: true, include_empty_strings: '', include_null_values: '', spec }]
  const { give, said } = await start(tab(csv('legacy', ''), say('legacy-out', '"legacy: " + JSON.stringify(msg.payload)'),
    csv('rfc', 'rfc'), say('rfc-out', '"rfc:    " + JSON.stringify(msg.payload)')))
  for (const id of ['legacy', 'rfc']) give(id, { payload: 'a,b,c,d,e\n007,1E5,12345678901234567890,0x1F,1.10\n' })
  await sleep(500)
  console.log(said.join('\n'))
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
legacy: {"a":"007","b":100000,"c":12345678901234567000,"d":"0x1F","e":1.1}
rfc:    {"a":"007","b":100000,"c":12345678901234567000,"d":31,"e":1.1}
END
