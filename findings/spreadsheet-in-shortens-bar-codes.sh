#!/usr/bin/env bash
# A sheet-to-json node gives an empty list when its range is left blank, and with a range the bar code 4006381333931 is "4.00638E+12".
#
# What:     node-red-contrib-spreadsheet-in 0.2.0 (with xlsx 0.11.19, which it asks for), Node-RED 4.1.15 (npm: node-red), a sheet with a
#           number in a cell of the "General" format and a date.
# Expected: "If the Range property is blank, the sheet range is used", says its help. "Formatted text", the default, is what Excel shows in
#           a cell that is wide enough: 4006381333931, and the date in an order that tells day from month.
# Seen:     a blank range is read as a cell named "!ref", which is none. Formatted, a number of more than 11 digits has six of them left; the
#           date is month, day and two digits of the year. Raw, the date is a count of days.
# Matters:  price lists and orders by mail: six digits of a bar code, a phone number or a long order number fit many. Nothing fails.
#
# Output (2026-11-28), rows:
#   as it is by default:  []
#   range A1:B3:          [{"code":"4.00638E+12","day":"4/5/26"},{"code":"42","day":"12/24/26"}]
#   range A1:B3, raw:     [{"code":4006381333931,"day":46117},{"code":42,"day":46380}]
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages node-red-contrib-spreadsheet-in@0.2.0 xlsx@0.11.19

cat >probe.cjs <<'END'
const { start, tab, say, sleep } = require('./node-red.cjs'), XLSX = require('xlsx')
;(async () => {
  const rows = [['as it is by default', '', 'false'], ['range A1:B3', 'A1:B3', 'false'], ['range A1:B3, raw', 'A1:B3', 'true']]
  const flow = tab(['book', 'book', ['sheet']], ['sheet', 'sheet', rows.map(([title]) => title), { sheetName: 'Orders' }],
    ...rows.map(([title, range, raw]) => [title, 'sheet-to-json', [`${title}-out`], { range, raw, header: 'default', blankrows: false }]),
    ...rows.map(([title]) => say(`${title}-out`, `${JSON.stringify(`${title}:`.padEnd(21))} + " " + JSON.stringify(msg.payload)`)))
  const { give, said } = await start(flow, { nodesDir: [process.cwd() + '/node_modules/node-red-contrib-spreadsheet-in'] })
  const sheet = XLSX.utils.aoa_to_sheet([['code', 'day'], [4006381333931, new Date('2026-04-05T00:00:00Z')], [42, new Date('2026-12-24T00:00:00Z')]])
  give('book', { payload: XLSX.write({ SheetNames: ['Orders'], Sheets: { Orders: sheet } }, { type: 'buffer', bookType: 'xlsx' }) })
  await sleep(500)
  console.log(said.join('\n'))
  process.exit()
})()
END
verdict "$(TZ=UTC node probe.cjs)" <<'END'
as it is by default:  []
range A1:B3:          [{"code":"4.00638E+12","day":"4/5/26"},{"code":"42","day":"12/24/26"}]
range A1:B3, raw:     [{"code":4006381333931,"day":46117},{"code":42,"day":46380}]
END
