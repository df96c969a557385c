#!/usr/bin/env bash
# sarif-junit turns an error into a passed test when the level stands at the rule and not at the result.
#
# What:     sarif-junit 1.1.4 (npm).
# Expected: SARIF: a result without level has the level of its rule's defaultConfiguration, else "warning". CodeQL and others write
#           their levels only there.
# Seen:     a result counts as a failure only if it carries the level itself.
# Matters:  GitLab shows the converted report as green tests.
#
# Output (2026-11-27):
#   level error at the result:               tests="1" failures="1"
#   level error at the rule:                 tests="1" failures="0"
#   no level anywhere, which means warning:  tests="1" failures="0"
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages sarif-junit@1.1.4

look() {
  cat >report.sarif <<END
{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "demo", "rules": [{"id": "R1"$2}]}},
 "results": [{"ruleId": "R1", "ruleIndex": 0$3, "message": {"text": "Said."}, "locations": [{"physicalLocation":
  {"artifactLocation": {"uri": "flows.json"}, "region": {"startLine": 1, "startColumn": 1}}}]}]}]}
END
  node_modules/.bin/sarif-junit -i report.sarif -o report.xml >/dev/null </dev/null
  printf '%-40s %s\n' "$1:" "$(grep '<testsuites' report.xml | grep -oE '(tests|failures)="[0-9]*"' | paste -sd' ')"
}
verdict "$(look 'level error at the result' '' ', "level": "error"'
  look 'level error at the rule' ', "defaultConfiguration": {"level": "error"}' ''
  look 'no level anywhere, which means warning' '' '')" <<'END'
level error at the result:               tests="1" failures="1"
level error at the rule:                 tests="1" failures="0"
no level anywhere, which means warning:  tests="1" failures="0"
END
