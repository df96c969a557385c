#!/usr/bin/env bash
# The program sarif-multitool of npm cuts quoted arguments at their blanks: a file "my flows.sarif" is not found, a query cannot be asked.
#
# What:     @microsoft/sarif-multitool 5.7.0 (npm, Linux); the program of @microsoft/sarif-multitool-linux beside it.
# Expected: "my flows.sarif" is one argument, as for every program that a shell starts.
# Seen:     the small script that starts the real program joins the arguments to one line, and they arrive cut at each blank.
# Matters:  the documented form of a query, -e "RuleId == 'R1'", has blanks in it and never works through npm or npx; nor do folders as
#           "Node-RED Projects".
#
# Output (2026-11-27), exit codes:
#   sarif-multitool, query with blanks:        1
#   sarif-multitool, validate, a blank:        1
#   the program behind it, query with blanks:  0
#   the program behind it, validate, a blank:  0
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages @microsoft/sarif-multitool@5.7.0
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1

cat >report.sarif <<'END'
{ "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
  "runs": [{ "tool": { "driver": { "name": "linter" } }, "results": [{ "ruleId": "R1", "message": { "text": "Said." } }] }] }
END
cp report.sarif 'my flows.sarif'
code() {
  local code=0
  "$@" >tool.log 2>&1 </dev/null || code=$?
  echo "$code"
}
started=node_modules/.bin/sarif-multitool
real=node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool
verdict "sarif-multitool, query with blanks:        $(code $started query report.sarif -e "RuleId == 'R1'")
sarif-multitool, validate, a blank:        $(code $started validate 'my flows.sarif')
the program behind it, query with blanks:  $(code $real query report.sarif -e "RuleId == 'R1'")
the program behind it, validate, a blank:  $(code $real validate 'my flows.sarif')" <<'END'
sarif-multitool, query with blanks:        1
sarif-multitool, validate, a blank:        1
the program behind it, query with blanks:  0
the program behind it, validate, a blank:  0
END
