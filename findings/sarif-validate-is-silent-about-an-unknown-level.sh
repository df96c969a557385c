#!/usr/bin/env bash
# A result whose level is "notice", which SARIF does not know, makes sarif-multitool validate silent: no error, nor what it said before.
#
# What:     @microsoft/sarif-multitool 5.7.0 (npm, Linux), command validate.
# Expected: an error; the standard and its JSON schema allow none, note, warning and error, and other breaches of the schema are
#           reported as JSON1xxx.
# Seen:     nothing at all is reported, and "Analysis completed successfully" is printed. The warnings of the twin are gone as well.
# Matters:  a slip in one word ("notice" is GitHub's word for note) passes the validator that is there to find it.
#
# Output (2026-11-27):
#   level note:     warning SARIF2004 warning SARIF2005
#   level notice:   nothing
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages @microsoft/sarif-multitool@5.7.0
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1

look() {
  local said
  cat >report.sarif <<END
{"\$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [{"tool": {"driver": {"name": "demo"}},
 "artifacts": [{"location": {"uri": "flows.json"}}],
 "results": [{"ruleId": "R1", "level": "$1", "message": {"text": "Said."}, "locations": [{"physicalLocation":
  {"artifactLocation": {"uri": "flows.json", "index": 0}, "region": {"startLine": 1}}}]}]}]}
END
  said=$(node_modules/.bin/sarif-multitool validate report.sarif 2>&1 </dev/null | grep -oE '(error|warning) [A-Z]+[0-9]+' | sort -u | paste -sd' ' || true)
  printf '%-15s %s\n' "level $1:" "${said:-nothing}"
}
verdict "$(look note; look notice)" <<'END'
level note:     warning SARIF2004 warning SARIF2005
level notice:   nothing
END
