#!/usr/bin/env bash
# The excel node writes the fields of the first object only: an error that the second machine reports is not in the file.
#
# What:     node-red-contrib-excel 0.0.3 (with json2xls 0.1.2), Node-RED 4.1.15 (npm: node-red); the file is read by xlsx 0.18.5.
# Expected: a column for each field, as the csv node makes them from all rows or from a template, and a date as a date.
# Seen:     the names of the columns are those of the first object. A date is the text "Thu Apr 30 2026 22:00:00 GMT+0000 (Coordinated
#           Universal Time)", in the time zone of the copy that wrote it, which no spreadsheet sorts. A field "a.b" looks for b inside a.
# Matters:  a list of readings whose first one lacks a field loses it for all, every night, in a file that looks well.
#
# Output (2026-11-28), objects -> what is in the file:
#   [{"machine":1},{"machine":2,"error":"E7"}] -> [{"machine":1},{"machine":2}]
#   [{"machine":2,"error":"E7"},{"machine":1}] -> [{"machine":2,"error":"E7"},{"machine":1}]
#   [{"pump.speed":1450}] -> [{}]
#   a date -> [{"at":"Thu Apr 30 2026 22:00:00 GMT+0000 (Coordinated Universal Time)"}]
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages node-red-contrib-excel@0.0.3 json2xls@0.1.2
packages xlsx@0.18.5

cat >probe.cjs <<'END'
const { start, tab, say, sleep } = require('./node-red.cjs'), XLSX = require('xlsx')
;(async () => {
  const { give, said } = await start(tab(['excel', 'excel', ['out'], { file: 'day.xlsx' }], say('out', 'msg.filename')), { nodesDir: [process.cwd() + '/node_modules/node-red-contrib-excel'] })
  const write = async (title, payload) => {
    said.length = 0
    give('excel', { payload })
    await sleep(300)
    const { Sheets, SheetNames } = XLSX.readFile(said[0])
    console.log(title, '->', JSON.stringify(XLSX.utils.sheet_to_json(Sheets[SheetNames[0]], { blankrows: true })))
  }
  for (const rows of [[{ machine: 1 }, { machine: 2, error: 'E7' }], [{ machine: 2, error: 'E7' }, { machine: 1 }], [{ 'pump.speed': 1450 }]]) await write(JSON.stringify(rows), rows)
  await write('a date', [{ at: new Date('2026-04-30T22:00:00Z') }])
  process.exit()
})()
END
verdict "$(TZ=UTC node probe.cjs)" <<'END'
[{"machine":1},{"machine":2,"error":"E7"}] -> [{"machine":1},{"machine":2}]
[{"machine":2,"error":"E7"},{"machine":1}] -> [{"machine":2,"error":"E7"},{"machine":1}]
[{"pump.speed":1450}] -> [{}]
a date -> [{"at":"Thu Apr 30 2026 22:00:00 GMT+0000 (Coordinated Universal Time)"}]
END
