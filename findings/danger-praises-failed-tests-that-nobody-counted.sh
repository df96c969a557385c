#!/usr/bin/env bash
# danger-plugin-junit writes "All tests are passing" under a pull request whose report has a failed test, if the suite does not count it.
#
# What:     @seadub/danger-plugin-junit 0.3.0 (npm), in the place of a Dangerfile: message, warn, fail and markdown are what danger gives it.
# Expected: a <failure> in a <testcase> is a failed test; the counts of a <testsuite> are optional in most writers of the format.
# Seen:     a suite without failures="…" is left out before its test cases are looked at, although <testsuites> counts them. A suite in a
#           suite is counted, and listed, twice. No report at all is a warning, which passes.
# Matters:  the build is green, with a word of praise; a tool that writes the totals only once, at the top, is enough.
#
# Output (2026-11-28), one of two tests has failed:
#   counted at the suite:         1 tests have failed; failed: yes
#   counted at the top only:      All tests are passing, Nice one! All 0 tests are passing.; failed: no
#   a suite in a suite:           2 tests have failed; failed: yes
#   no report:                    Can't find junit reports; failed: no
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages @seadub/danger-plugin-junit@0.3.0

cat >probe.cjs <<'END'
const fs = require('fs'), junit = require('@seadub/danger-plugin-junit').default
const said = {}
for (const kind of ['message', 'warn', 'fail', 'markdown']) global[kind] = text => { said[kind] = text }
const cases = '<testcase name="a"/><testcase name="b"><failure message="no">no</failure></testcase>', counts = 'tests="2" failures="1"'
const look = async (title, file, xml) => {
  for (const kind in said) delete said[kind]
  if (xml) fs.writeFileSync(file, xml)
  await junit({ pathToReport: file })
  const text = (said.message ?? said.warn).split('\n').map(line => line.replace(/:\w+: /, '').replace(/ at .*/, '')).filter(line => !line.startsWith('There'))
  console.log(title.padEnd(29), `${text.join(', ')}; failed: ${said.fail ? 'yes' : 'no'}`)
}
;(async () => {
  await look('counted at the suite:', 'a.xml', `<testsuites><testsuite name="s" ${counts}>${cases}</testsuite></testsuites>`)
  await look('counted at the top only:', 'b.xml', `<testsuites ${counts}><testsuite name="s">${cases}</testsuite></testsuites>`)
  await look('a suite in a suite:', 'c.xml', `<testsuites><testsuite name="o" ${counts}><testsuite name="s" ${counts}>${cases}</testsuite></testsuite></testsuites>`)
  await look('no report:', 'none.xml')
})()
END
verdict "$(node probe.cjs)" <<'END'
counted at the suite:         1 tests have failed; failed: yes
counted at the top only:      All tests are passing, Nice one! All 0 tests are passing.; failed: no
a suite in a suite:           2 tests have failed; failed: yes
no report:                    Can't find junit reports; failed: no
END
