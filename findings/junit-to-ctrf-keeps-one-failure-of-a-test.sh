#!/usr/bin/env bash
# Of two failures in one test case junit-to-ctrf keeps the first; junit-viewer shows both without their messages.
#
# What:     junit-to-ctrf 0.0.14, junit-viewer 4.11.1, junit2json 4.0.0, xunit-viewer 10.6.1 (npm).
# Expected: each <failure> of a test case with its message, as the schema of Jenkins allows any number of them; or one is refused.
# Seen:     junit-to-ctrf drops all but the first without a word, and ends with 0 and no report when the file is not there. junit-viewer shows
#           the text of a failure, and for none its message, which is all that many tools fill in. The other two show everything.
# Matters:  an analyzer may write a test case per rule and a failure per place: the second place is never seen; a report that was not
#           written is a green step.
#
# Output (2026-11-28), a test case with two failures, message first and second, text here and there:
#   junit-to-ctrf:    first, here
#   junit-viewer:     here, there
#   junit2json:       first, second, here, there
#   xunit-viewer:     first, second, here, there
#   junit-to-ctrf without its file:  exit code 0, no report
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages junit-to-ctrf@0.0.14
packages junit-viewer@4.11.1
packages junit2json@4.0.0
packages xunit-viewer@10.6.1

cat >report.xml <<'END'
<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
  <testsuite name="flows.json" tests="1" failures="1">
    <testcase name="counter" classname="flows.json">
      <failure message="zz-first" type="error">zz-here</failure>
      <failure message="zz-second" type="error">zz-there</failure>
    </testcase>
  </testsuite>
</testsuites>
END
seen() { for word in first second here there; do ! grep -q "zz-$word" "$1" || echo "$word"; done | paste -sd, | sed 's/,/, /g'; }
probe() {
  local code=0
  node_modules/.bin/junit-to-ctrf report.xml -o ctrf.json >/dev/null
  node_modules/.bin/junit-viewer --results=report.xml --save=viewer.html >/dev/null
  node_modules/.bin/junit2json report.xml >junit.json
  node_modules/.bin/xunit-viewer -r report.xml -c -n -o xunit.html >xunit.txt
  echo "junit-to-ctrf:    $(seen ctrf.json)"
  echo "junit-viewer:     $(seen viewer.html)"
  echo "junit2json:       $(seen junit.json)"
  echo "xunit-viewer:     $(seen xunit.txt)"
  node_modules/.bin/junit-to-ctrf missing.xml -o none.json >/dev/null 2>&1 || code=$?
  echo "junit-to-ctrf without its file:  exit code $code, $([[ -e none.json ]] && echo a report || echo no report)"
}
verdict "$(probe)" <<'END'
junit-to-ctrf:    first, here
junit-viewer:     here, there
junit2json:       first, second, here, there
xunit-viewer:     first, second, here, there
junit-to-ctrf without its file:  exit code 0, no report
END
