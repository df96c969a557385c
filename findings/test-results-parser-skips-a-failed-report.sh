#!/usr/bin/env bash
# test-results-parser says SKIP of a JUnit report with a failed test when nobody counted them, and names no test of suites inside suites.
#
# What:     test-results-parser 0.4.6 (npm), which reads reports for testbeats; one failed and one passed test.
# Expected: the tests that stand in the file are what counts, as for Jenkins and GitLab; counts are a summary that many writers leave out,
#           and suites may stand in suites, one for each folder.
# Seen:     the numbers and the status of a file and of a suite come from attributes only. Without them they are NaN or 0 and SKIP, beside a
#           test case that is FAIL. Of an outer suite only its own cases are read, so that there is a failure without a test.
# Matters:  the message in the chat says "skipped", or "1 failed" without a name, and a gate on the status is passed.
#
# Output (2026-11-28), status, failed of all; tests:
#   counts at all elements:    FAIL, 1 of 2; counter FAIL, list PASS
#   no counts:                 SKIP, NaN of NaN; counter FAIL, list PASS
#   a suite in a suite:        FAIL, 1 of 2; no tests
#   in one without counts:     SKIP, 0 of 0; no tests
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages test-results-parser@0.4.6

cat >probe.cjs <<'END'
const fs = require('fs'), { parse } = require('test-results-parser')
const counts = 'tests="2" failures="1" errors="0" skipped="0"'
const cases = '<testcase name="counter" classname="flows.json"><failure message="counts for itself in each copy"/></testcase><testcase name="list" classname="flows.json"/>'
const suite = (attributes, inside = cases) => `<testsuite name="flows.json" ${attributes}>${inside}</testsuite>`
const root = (attributes, inside) => `<?xml version="1.0"?><testsuites ${attributes}>${inside}</testsuites>`
const reports = {
  'counts at all elements:': root(counts, suite(counts)),
  'no counts:': root('', suite('')),
  'a suite in a suite:': root(counts, suite(counts, suite(counts))),
  'in one without counts:': root('', suite('', suite(counts))),
}
for (const [title, text] of Object.entries(reports)) {
  fs.writeFileSync('report.xml', text)
  const { status, failed, total, suites } = parse({ type: 'junit', files: ['report.xml'] })
  const tests = suites.flatMap(({ cases }) => cases).map(({ name, status }) => `${name} ${status}`).join(', ')
  console.log(title.padEnd(26), `${status}, ${failed} of ${total}; ${tests || 'no tests'}`)
}
END
verdict "$(node probe.cjs)" <<'END'
counts at all elements:    FAIL, 1 of 2; counter FAIL, list PASS
no counts:                 SKIP, NaN of NaN; counter FAIL, list PASS
a suite in a suite:        FAIL, 1 of 2; no tests
in one without counts:     SKIP, 0 of 0; no tests
END
