#!/usr/bin/env bash
# sarif-to-markdown shows all results of a rule under the message of the first, and leaves out rules and results that name no level.
#
# What:     @security-alert/sarif-to-markdown 1.11.1 (npm) with its defaults, and with failOn: ["error"].
# Expected: each result with its own message and level; a level that is not named is "warning", as SARIF 2.1.0 says in 3.49.3 and 3.27.10.
# Seen:     results are grouped by rule, and only the first message is written. A rule without defaultConfiguration, and a result that has
#           its rule by ruleIndex, are not there at all. Level and shouldFail are those of the rule, whatever the result says.
# Matters:  "counter in copies" and "list in copies" become one sentence with two links, errors are counted as notes, and a pull request with
#           nothing but warnings gets the comment "Nothing here".
#
# Output (2026-11-28):
#   two results of a rule "error":          [ERROR] counter; 2 links; fail true
#   a result "note" of a rule "error":      [ERROR] counter; 1 links; fail true
#   a result "error" of a rule "note":      [NOTE] counter; 1 links; fail false
#   a result "error", rule names no level:  Nothing here; fail false
#   a result with ruleIndex only:           Nothing here; fail false
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages @security-alert/sarif-to-markdown@1.11.1

cat >probe.cjs <<'END'
const { sarifToMarkdown } = require('@security-alert/sarif-to-markdown')
const convert = sarifToMarkdown({ owner: 'o', repo: 'p', branch: 'main', sourceRoot: '', simple: true, suppressedResults: false, failOn: ['error'] })
const show = (title, ruleLevel, ...results) => {
  const locations = [{ physicalLocation: { artifactLocation: { uri: 'flows.json' }, region: { startLine: 3 } } }]
  const [{ body, shouldFail }] = convert({ version: '2.1.0', runs: [{
    tool: { driver: { name: 'lint', rules: [{ id: 'state', shortDescription: { text: 'state' }, ...ruleLevel && { defaultConfiguration: { level: ruleLevel } } }] } },
    results: results.map(([text, more]) => ({ ruleId: 'state', ruleIndex: 0, message: { text }, locations, ...more })),
  }] })
  const told = [...body.matchAll(/\*\*(\[\w*\])\*\*.*`(\w+)`/g)].map(found => `${found[1]} ${found[2]}; ${body.match(/https:/g).length} links`).join() || body.match(/Nothing here/)?.[0]
  console.log((title + ':').padEnd(39), `${told}; fail ${shouldFail}`)
}
show('two results of a rule "error"', 'error', ['counter'], ['list'])
show('a result "note" of a rule "error"', 'error', ['counter', { level: 'note' }])
show('a result "error" of a rule "note"', 'note', ['counter', { level: 'error' }])
show('a result "error", rule names no level', undefined, ['counter', { level: 'error' }])
show('a result with ruleIndex only', 'error', ['counter', { ruleId: undefined }])
END
verdict "$(node probe.cjs)" <<'END'
two results of a rule "error":          [ERROR] counter; 2 links; fail true
a result "note" of a rule "error":      [ERROR] counter; 1 links; fail true
a result "error" of a rule "note":      [NOTE] counter; 1 links; fail false
a result "error", rule names no level:  Nothing here; fail false
a result with ruleIndex only:           Nothing here; fail false
END
