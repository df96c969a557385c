#!/usr/bin/env bash
# "sarif-multitool query --return-count" exits with the number of results, and so with 0 for 256 of them.
#
# What:     @microsoft/sarif-multitool-linux 5.7.0 (npm), command query.
# Expected: an exit code says whether something was found; a number that does not fit is cut to the largest one.
# Seen:     the number itself is the exit code, of which Linux keeps the lower eight bits: 256 and 512 are 0, 257 is 1.
#           --non-zero-exit-code-if-count-over 0 gives 2, whatever the number is.
# Matters:  a gate "no errors" is open for logs with 256, 512, ... errors, as a first run over old flows easily has.
#
# Output (2026-11-27), exit code of --return-count, and of --non-zero-exit-code-if-count-over 0:
#   0 results:    0, 0
#   255 results:  255, 2
#   256 results:  0, 2
#   257 results:  1, 2
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages @microsoft/sarif-multitool-linux@5.7.0
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1

query() {
  local code=0
  node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool query log.sarif -e "RuleId == 'R1'" "$@" >tool.log 2>&1 </dev/null || code=$?
  echo "$code"
}
look() {
  node -e 'const result = { ruleId: "R1", level: "error", message: { text: "Said." } }
    require("fs").writeFileSync("log.sarif", JSON.stringify({ version: "2.1.0", runs: [{ tool: { driver: { name: "linter" } }, results: Array(Number(process.argv[1])).fill(result) }] }))' "$1"
  printf '%-13s %s\n' "$1 results:" "$(query --return-count), $(query --non-zero-exit-code-if-count-over 0)"
}
verdict "$(for count in 0 255 256 257; do look "$count"; done)" <<'END'
0 results:    0, 0
255 results:  255, 2
256 results:  0, 2
257 results:  1, 2
END
