#!/usr/bin/env bash
# tap-junit writes a report without a failure, and exits with 0, for a test run that bailed out or said nothing at all.
#
# What:     tap-junit 5.0.4 (npm), which makes a JUnit report of TAP that it is piped.
# Expected: "Bail out!" is TAP's word for a run that cannot go on: the report has an error, as it has for a plan that is not kept.
# Seen:     the reason is dropped; of five planned tests two have passed, and failures="0". So it is for no input, as of a program that died
#           before its first line. A missing plan is counted as a failure of the suite, which no test case of it has. The exit code is 0 also
#           for failed tests, so that it is the report that must say it.
# Matters:  "node --test | tap-junit" and an upload of the report: a database that is not there, or a crash at the start, is a green build.
#
# Output (2026-11-28):
#   two of five, then "Bail out!":  tests="2" failures="0", failed test cases 0, exit code 0
#   nothing:                        tests="0" failures="0", failed test cases 0, exit code 0
#   two of five:                    tests="2" failures="1", failed test cases 0, exit code 0
#   one of two has failed:          tests="2" failures="1", failed test cases 1, exit code 0
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages tap-junit@5.0.4

look() {
  local code=0 report
  report=$(node_modules/.bin/tap-junit) || code=$?
  printf '%-31s %s %s, failed test cases %s, exit code %s\n' "$1:" "$(grep -o 'tests="[0-9]*"' <<<"$report" | head -n 1)" \
    "$(grep -o 'failures="[0-9]*"' <<<"$report" | head -n 1)" "$(grep -o '<failure' <<<"$report" | wc -l)" "$code"
}
verdict "$(printf '%s\n' 'TAP version 13' '1..5' 'ok 1 - a' 'ok 2 - b' 'Bail out! no database' | look 'two of five, then "Bail out!"'
  look 'nothing' </dev/null
  printf '%s\n' 'TAP version 13' '1..5' 'ok 1 - a' 'ok 2 - b' | look 'two of five'
  printf '%s\n' 'TAP version 13' '1..2' 'ok 1 - a' 'not ok 2 - b' | look 'one of two has failed')" <<'END'
two of five, then "Bail out!":  tests="2" failures="0", failed test cases 0, exit code 0
nothing:                        tests="0" failures="0", failed test cases 0, exit code 0
two of five:                    tests="2" failures="1", failed test cases 0, exit code 0
one of two has failed:          tests="2" failures="1", failed test cases 1, exit code 0
END
