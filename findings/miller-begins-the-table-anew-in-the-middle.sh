#!/usr/bin/env bash
# Miller makes a CSV with several header lines in it when one finding of a report has a field that another has not.
#
# What:     Miller 6.6.0 (Debian 12, miller), JSON Lines to CSV with defaults; unsparsify beside it.
# Expected: one table with an empty cell, or an error.
# Seen:     at each change of fields an empty line and a new header, and exit code 0. Whoever reads the table takes header lines for findings
#           and values for the columns of the first header.
# Matters:  reports have optional fields (a fix, a second place): the spreadsheet of 3 findings has 5 rows, two of them headers,
#           and a fix stands in a column that has no name. mlr unsparsify makes the table that was meant.
#
# Output (2026-11-28), three findings, the second with a fix; what Python's csv module reads:
#   csv:                    a/1, rule/line/fix, b/2/x, rule/line, c/3
#   csv with unsparsify:    a/1/, b/2/x, c/3/
#   exit code:              0
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
debian miller 6.6.0

printf '%s\n' '{"rule":"a","line":1}' '{"rule":"b","line":2,"fix":"x"}' '{"rule":"c","line":3}' >report.ndjson
read_csv() { python3 -c 'import csv, sys; print(", ".join("/".join(row) for row in list(csv.reader(sys.stdin))[1:] if row))'; }
probe() {
  local code=0
  mlr --ijsonl --ocsv cat report.ndjson >report.csv || code=$?
  echo "csv:                    $(read_csv <report.csv)"
  echo "csv with unsparsify:    $(mlr --ijsonl --ocsv unsparsify report.ndjson | read_csv)"
  echo "exit code:              $code"
}
verdict "$(probe)" <<'END'
csv:                    a/1, rule/line/fix, b/2/x, rule/line, c/3
csv with unsparsify:    a/1/, b/2/x, c/3/
exit code:              0
END
