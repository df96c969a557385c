#!/usr/bin/env bash
# junit-report-merger writes an empty, green report when no file matches, and exits with 0.
#
# What:     junit-report-merger 9.0.4 (npm), its program jrm.
# Expected: no input is an error, or at least no report, so that the host says that it is missing.
# Seen:     a file with <testsuites></testsuites>, a line on the terminal, exit code 0.
# Matters:  after a rename of the folder with the reports the pipeline shows zero failures for good.
#
# Output (2026-11-27):
#   jrm merged.xml 'reports/*.xml', one report: 1 test cases, exit code 0
#   jrm merged.xml 'result/*.xml', none there:  0 test cases, exit code 0
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages junit-report-merger@9.0.4

mkdir reports
echo '<testsuites><testsuite name="a" tests="1" failures="1"><testcase classname="c" name="n"><failure message="m"/></testcase></testsuite></testsuites>' >reports/a.xml
look() {
  local code=0
  rm -f merged.xml
  node_modules/.bin/jrm merged.xml "$2" >/dev/null 2>&1 </dev/null || code=$?
  printf "%-43s %s test cases, exit code %s\n" "jrm merged.xml '$2', $1:" "$(grep -c '<testcase' merged.xml || true)" "$code"
}
verdict "$(look 'one report' 'reports/*.xml'; look 'none there' 'result/*.xml')" <<'END'
jrm merged.xml 'reports/*.xml', one report: 1 test cases, exit code 0
jrm merged.xml 'result/*.xml', none there:  0 test cases, exit code 0
END
