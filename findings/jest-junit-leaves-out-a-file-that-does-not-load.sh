#!/usr/bin/env bash
# jest-junit leaves out a test file that cannot be loaded, and does not count a failed afterAll: both reports say that nothing has failed.
#
# What:     jest 30.5.2, jest-junit 17.0.0 (npm) as it is by default; a test file that passes beside one that requires a file which is not
#           there, and beside one whose afterAll fails.
# Expected: a report that CI shows has what Jest fails for: Jest itself exits with 1 and says "1 failed" of the files.
# Seen:     the file that does not load is not in the report; that there is an option for it, reportTestSuiteErrors, one learns afterwards. The
#           failed afterAll is there as a failed test case, and neither the suite nor the whole counts it.
# Matters:  a renamed file takes all its tests out of the report, and a host that reads the report, or its counts, calls the build green, where
#           the exit code is not looked at: behind "|| true" or continue-on-error, "so that the report is published".
#
# Output (2026-11-28):
#   a file that does not load:  Jest exits with 1, report: tests 1, failures 0, errors 0; <failure> elements: 0
#   a failed afterAll:          Jest exits with 1, report: tests 1, failures 0, errors 0; <failure> elements: 1
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages jest@30.5.2 jest-junit@17.0.0

mkdir tests
echo '{}' >package.json
echo 'test("adds", () => expect(1 + 1).toBe(2))' >tests/sum.test.js
cat >counts.cjs <<'END'
const xml = require('fs').readFileSync('junit.xml', 'utf8'), [title, code] = process.argv.slice(2)
const of = name => xml.match(new RegExp(`<testsuites [^>]*\\b${name}="(\\d+)"`))[1]
console.log(`${title} Jest exits with ${code}, report: tests ${of('tests')}, failures ${of('failures')}, errors ${of('errors')}; <failure> elements: ${xml.split('<failure').length - 1}`)
END
look() {
  local code=0
  node_modules/.bin/jest --rootDir "$work" --roots "$work/tests" --ci --runInBand --reporters "$work/node_modules/jest-junit" >jest.log 2>&1 || code=$?
  node counts.cjs "$1" "$code"
}
seen=$(
  echo 'const price = require("../price")
test("price", () => expect(price(1)).toBe(2))' >tests/price.test.js
  look 'a file that does not load: '
  rm tests/price.test.js
  echo 'afterAll(() => { throw new Error("rows are left behind") })
test("stores", () => {})' >tests/sum.test.js
  look 'a failed afterAll:         '
)
verdict "$seen" <<'END'
a file that does not load:  Jest exits with 1, report: tests 1, failures 0, errors 0; <failure> elements: 0
a failed afterAll:          Jest exits with 1, report: tests 1, failures 0, errors 0; <failure> elements: 1
END
