#!/usr/bin/env bash
# junitparser verifies a report whose suite broke before its first test, and merging it sets the error that it counts to 0.
#
# What:     junitparser 2.8.0 (Debian 12: python3-junitparser), commands verify ("return a non-zero exit code if one of the testcases failed or
#           errored") and merge.
# Expected: a suite that counts an error has one, whether or not a test case came of it: errors="1" is what is written when a file cannot be
#           loaded or a database is not there. Merging keeps it. A report without a test, and no report at all, verify nothing.
# Seen:     only test cases are looked at, and one that is skipped and failed is passed. merge counts the test cases anew, and writes 0 for
#           what the suite had counted; the text of the error stays beside it. verify of files that are not there is 0.
# Matters:  the merged report is what hosts show and what decides: the shard that did not even start is the greenest.
#
# Output (2026-11-28):
#   verify, a test failed:                     exit code 1
#   verify, the suite has an error, no test:   exit code 0
#   verify, a test skipped and failed:         exit code 0
#   verify, no file matches:                   exit code 0
#   merge, the suite has an error, no test:    exit code 0, errors before 1, after 0
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
debian python3-junitparser 2.8.0

junit() { /usr/bin/python3 -m junitparser "$@" >/dev/null 2>&1; }
errors() { grep -o '<testsuite [^>]*' "$1" | grep 'name="shard"' | grep -o 'errors="[0-9]*"' | tr -dc 0-9; }
look() {
  local title=$1 code=0
  shift
  junit verify "$@" || code=$?
  printf '%-42s exit code %s\n' "verify, $title:" "$code"
}
merged() {
  local code=0
  junit merge broken.xml passed.xml merged.xml || code=$?
  printf '%-42s exit code %s, errors before %s, after %s\n' 'merge, the suite has an error, no test:' "$code" "$(errors broken.xml)" "$(errors merged.xml)"
}
echo '<testsuites><testsuite name="a" tests="1" failures="0"><testcase name="x"/></testsuite></testsuites>' >passed.xml
echo '<testsuites><testsuite name="a" tests="1" failures="1"><testcase name="x"><failure message="no"/></testcase></testsuite></testsuites>' >failed.xml
echo '<testsuites errors="1"><testsuite name="shard" tests="0" errors="1"><system-err>cannot load</system-err></testsuite></testsuites>' >broken.xml
echo '<testsuites><testsuite name="a" tests="1" failures="1"><testcase name="x"><skipped/><failure message="no"/></testcase></testsuite></testsuites>' >both.xml
verdict "$(look 'a test failed' failed.xml
  look 'the suite has an error, no test' broken.xml
  look 'a test skipped and failed' both.xml
  look 'no file matches' --glob 'none-*.xml'
  merged)" <<'END'
verify, a test failed:                     exit code 1
verify, the suite has an error, no test:   exit code 0
verify, a test skipped and failed:         exit code 0
verify, no file matches:                   exit code 0
merge, the suite has an error, no test:    exit code 0, errors before 1, after 0
END
