#!/usr/bin/env bash
# The csv node, as it is by default, leaves out a value that is null, and all that stands behind it in the row moves one column to the left.
#
# What:     Node-RED 4.1.15 (npm: node-red), csv node, a list of objects to CSV, no column names and no header, in both of its modes ("RFC4180"
#           and "Legacy"); the same with "send headers always".
# Expected: an empty field for a value that is not there, as for undefined, so that each column keeps its meaning.
# Seen:     null, and an object, is left out together with its separator; in the legacy mode a missing property as well. With a header the
#           field is there: as the text null.
# Matters:  an empty price in the database is null: in that row the stock becomes the price. The row has one field less, which spreadsheets
#           and importers fill up at the end. The only word is a general warning about column names, once, for good rows as for bad.
#
# Output (2026-11-28), name, price, stock of A, null, 3 and of B without a price, 4:
#   RFC4180, no header:  ["A,3","B,,4"]
#   Legacy, no header:   ["A,3","B,4"]
#   RFC4180, header:     ["name,price,stock","A,null,3","B,,4"]
#   Legacy, header:      ["name,price,stock","A,null,3","B,,4"]
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15

cat >probe.cjs <<'END'
const { start, tab, say, sleep } = require('./node-red.cjs')
const csv = (id, spec, hdrout) => [id, 'csv', ['out'], { spec, sep: ',', hdrin: '', hdrout, multi: 'one', ret: '\\n', temp: '', skip: '0', strings: true, include_empty_strings: '', include_null_values: '' }]
;(async () => {
  const kinds = [['RFC4180, no header:', 'rfc', 'none'], ['Legacy, no header:', '', 'none'], ['RFC4180, header:', 'rfc', 'all'], ['Legacy, header:', '', 'all']]
  const { give, said } = await start(tab(...kinds.map(([, spec, header], i) => csv(`csv ${i}`, spec, header)), say('out')))
  for (const [i, [title]] of kinds.entries()) {
    give(`csv ${i}`, { payload: [{ name: 'A', price: null, stock: 3 }, { name: 'B', stock: 4 }] })
    while (!said.length) await sleep(50)
    console.log(title.padEnd(20), JSON.stringify(said.pop().trim().split('\n')))
  }
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
RFC4180, no header:  ["A,3","B,,4"]
Legacy, no header:   ["A,3","B,4"]
RFC4180, header:     ["name,price,stock","A,null,3","B,,4"]
Legacy, header:      ["name,price,stock","A,null,3","B,,4"]
END
