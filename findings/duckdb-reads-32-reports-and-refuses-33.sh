#!/usr/bin/env bash
# DuckDB reads 32 reports as one table; with one more the same query is an error, if that one has a field that the others have not.
#
# What:     @duckdb/node-api 1.5.6-r.1 (npm; DuckDB 1.5.6), select from '*.ndjson' with defaults, newline-delimited JSON.
# Expected: the number of files makes no difference: columns are those of all files, or the first other file is refused.
# Seen:     columns are guessed from the first 32 files and 20480 lines. An optional field that comes first in a later file or line has no
#           column, and every query but count(*) fails. With union_by_name each file is looked at. An empty report has no columns at all.
# Matters:  the report of a fleet of 30 instances works for months, and fails the day the 33rd instance gets a finding with a fix; and
#           "select … where level = 'error'" is an error for a lone clean report, whose good news is that there is nothing in it.
#
# Output (2026-11-28), findings with {rule, line}, those of the last report or line have a {fix}, too:
#   32 reports, select *:                   32 rows, fix in 1
#   33 reports, select *:                   error: unknown key "fix"
#   33 reports, count(*):                   33
#   33 reports, select *, union_by_name:    33 rows, fix in 1
#   one report of 20480 lines:              20480 rows, fix in 1
#   one report of 20481 lines:              error: unknown key "fix"
#   an empty report, count(*):              0
#   an empty report, select rule:           error: column "rule" not found
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages @duckdb/node-api@1.5.6-r.1

cat >probe.cjs <<'END'
const fs = require('fs'), { DuckDBInstance } = require('@duckdb/node-api')
const finding = (line, last) => JSON.stringify(last ? { rule: 'a', line, fix: 'x' } : { rule: 'a', line }) + '\n'
;(async () => {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  const ask = async (title, query) => {
    let answer
    try {
      const rows = (await connection.runAndReadAll(query)).getRowObjectsJson()
      answer = rows[0]?.n ?? `${rows.length} rows, fix in ${rows.filter(row => row.fix).length}`
    } catch ({ message }) {
      answer = 'error: ' + (message.match(/unknown key "\w+"/)?.[0] ?? message.replace(/.*column ("\w+") not found.*/s, 'column $1 not found'))
    }
    console.log((title + ':').padEnd(39), answer)
  }
  fs.mkdirSync('reports')
  const reports = count => {
    for (let n = 0; n < count; n++) fs.writeFileSync(`reports/${String(n).padStart(2, '0')}.ndjson`, finding(n, n === count - 1))
  }
  const report = count => fs.writeFileSync('one.ndjson', Array.from({ length: count }, (_, n) => finding(n, n === count - 1)).join(''))
  reports(32)
  await ask('32 reports, select *', "select * from 'reports/*.ndjson'")
  reports(33)
  await ask('33 reports, select *', "select * from 'reports/*.ndjson'")
  await ask('33 reports, count(*)', "select count(*) n from 'reports/*.ndjson'")
  await ask('33 reports, select *, union_by_name', "select * from read_json('reports/*.ndjson', union_by_name = true)")
  report(20480)
  await ask('one report of 20480 lines', "select * from 'one.ndjson'")
  report(20481)
  await ask('one report of 20481 lines', "select * from 'one.ndjson'")
  fs.writeFileSync('empty.ndjson', '')
  await ask('an empty report, count(*)', "select count(*) n from 'empty.ndjson'")
  await ask('an empty report, select rule', "select rule from 'empty.ndjson'")
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
32 reports, select *:                   32 rows, fix in 1
33 reports, select *:                   error: unknown key "fix"
33 reports, count(*):                   33
33 reports, select *, union_by_name:    33 rows, fix in 1
one report of 20480 lines:              20480 rows, fix in 1
one report of 20481 lines:              error: unknown key "fix"
an empty report, count(*):              0
an empty report, select rule:           error: column "rule" not found
END
