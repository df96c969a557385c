#!/usr/bin/env bash
# A result with the level "warning" comes out of sarif-multitool without a level, and so is an error if its rule is one by default.
#
# What:     @microsoft/sarif-multitool 5.7.0 (npm, Linux), commands rewrite, merge and match-results-forward.
# Expected: a level that is there stays there. SARIF 2.1.0, section 3.27.10: a result without level has that of the rule's
#           defaultConfiguration, and only without one "warning".
# Seen:     "warning" is taken for the default and left out, whatever the rule says; the rule's own level is kept in the same file.
# Matters:  a rule that was turned down to a warning, or that warns in doubt, fails the build after a merge of two logs; the other way
#           round it is silent: "warning" for a rule whose default is "note" becomes a note.
#
# Output (2026-11-27), a warning of rule R1, whose default is error, and one of R2, whose default is note:
#   as written:             R1 warning, R2 warning
#   rewrite:                R1 error, R2 note
#   merge:                  R1 error, R2 note
#   match-results-forward:  R1 error, R2 note
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages @microsoft/sarif-multitool@5.7.0
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1

cat >log.sarif <<'END'
{ "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
  "runs": [{ "tool": { "driver": { "name": "linter", "rules": [
      { "id": "R1", "defaultConfiguration": { "level": "error" } }, { "id": "R2", "defaultConfiguration": { "level": "note" } }] } },
    "results": [
      { "ruleId": "R1", "ruleIndex": 0, "level": "warning", "message": { "text": "Said." } },
      { "ruleId": "R2", "ruleIndex": 1, "level": "warning", "message": { "text": "Said, too." } }] }] }
END
# levels FILE: the level of each result, as the standard says.
levels() {
  node -e 'const [run] = JSON.parse(require("fs").readFileSync(process.argv[1])).runs
    console.log(run.results.map(({ ruleId, level }) => ruleId + " " + (level ?? run.tool.driver.rules.find(({ id }) => id === ruleId).defaultConfiguration?.level ?? "warning")).join(", "))' "$1"
}
tool() { node_modules/.bin/sarif-multitool "$@" >tool.log 2>&1 </dev/null; }
tool rewrite log.sarif --output rewritten.sarif
tool merge log.sarif --output-file merged.sarif
tool match-results-forward log.sarif --output-file-path matched.sarif
verdict "as written:             $(levels log.sarif)
rewrite:                $(levels rewritten.sarif)
merge:                  $(levels merged.sarif)
match-results-forward:  $(levels matched.sarif)" <<'END'
as written:             R1 warning, R2 warning
rewrite:                R1 error, R2 note
merge:                  R1 error, R2 note
match-results-forward:  R1 error, R2 note
END
