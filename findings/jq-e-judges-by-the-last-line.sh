#!/usr/bin/env bash
# jq -e over a report of one finding per line exits by the last line only, passes an empty report, and calls a torn one as clean as any.
#
# What:     jq 1.6 (Debian 12), option -e, which sets the exit code by the output; newline-delimited JSON.
# Expected: the gate fails if any line is an error; a report that was cut off is told apart from one without errors.
# Seen:     the exit code is that of the last line: an error in any other passes, whether it is asked for or ruled out. No line at all is 0.
#           A torn last line has code 4, even behind an error; 4 is also what select(.level == "error") has for a report without errors.
# Matters:  .level != "error" with -e is the obvious gate; it passes with errors, and when the analyzer wrote nothing. What looks at all lines
#           and names a torn one is jq -en 'all(inputs; .level != "error")'.
#
# Output (2026-11-28), exit codes:
#   report              -e '.level != "error"'   -e 'select(.level == "error")'   -en 'all(inputs; .level != "error")'
#   note, error         1                        0                                1
#   error, note         0                        4                                1
#   note                0                        4                                0
#   note, torn line     4                        4                                5
#   error, torn line    4                        4                                5
#   nothing             0                        0                                0
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
debian jq 1.6

error='{"level":"error"}' note='{"level":"note"}' torn='{"level":"er'
code() { local code=0; jq "$@" report.ndjson >/dev/null 2>&1 || code=$?; echo "$code"; }
look() {
  printf '%s' "$2" >report.ndjson
  printf '%-19s %-24s %-32s %s\n' "$1" "$(code -e '.level != "error"')" "$(code -e 'select(.level == "error")')" "$(code -en 'all(inputs; .level != "error")')"
}
probe() {
  printf '%-19s %-24s %-32s %s\n' report "-e '.level != \"error\"'" "-e 'select(.level == \"error\")'" "-en 'all(inputs; .level != \"error\")'"
  look 'note, error' "$note"$'\n'"$error"$'\n'
  look 'error, note' "$error"$'\n'"$note"$'\n'
  look note "$note"$'\n'
  look 'note, torn line' "$note"$'\n'"$torn"
  look 'error, torn line' "$error"$'\n'"$torn"
  look nothing ''
}
verdict "$(probe)" <<'END'
report              -e '.level != "error"'   -e 'select(.level == "error")'   -en 'all(inputs; .level != "error")'
note, error         1                        0                                1
error, note         0                        4                                1
note                0                        4                                0
note, torn line     4                        4                                5
error, torn line    4                        4                                5
nothing             0                        0                                0
END
