#!/usr/bin/env bash
# sarif-multitool validate reports errors and exits with 0, whatever the file is.
#
# What:     @microsoft/sarif-multitool 5.7.0 (npm, Linux), command validate.
# Expected: a validator in a pipeline fails the step on an error, as ajv, xmllint and the linters around it do.
# Seen:     0 for a sound file, for one with a line number 0, and for JSON that is no SARIF at all.
# Matters:  `sarif-multitool validate report.sarif` as a step of a pipeline checks nothing; the log must be searched for "error".
#
# Output (2026-11-27):
#   sound:        0 errors, exit code 0
#   line 0:       2 errors, exit code 0
#   no SARIF:     3 errors, exit code 0
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages @microsoft/sarif-multitool@5.7.0
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1

report() {
  cat <<END
{"\$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [{"tool": {"driver": {"name": "demo"}},
 "results": [{"ruleId": "R1", "message": {"text": "Said."}, "locations": [{"physicalLocation":
  {"artifactLocation": {"uri": "flows.json"}, "region": {"startLine": $1}}}]}]}]}
END
}
report 1 >sound.sarif
report 0 >line0.sarif
echo '{"a": 1}' >other.sarif

look() {
  local code=0 log
  log=$(node_modules/.bin/sarif-multitool validate "$2" 2>&1 </dev/null) || code=$?
  printf '%-13s %s errors, exit code %s\n' "$1:" "$(grep -c ': error ' <<<"$log")" "$code"
}
verdict "$(look sound sound.sarif || true; look 'line 0' line0.sarif; look 'no SARIF' other.sarif)" <<'END'
sound:        0 errors, exit code 0
line 0:       2 errors, exit code 0
no SARIF:     3 errors, exit code 0
END
