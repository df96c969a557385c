#!/usr/bin/env bash
# In the SARIF that ESLint's formatter writes, a file that cannot be parsed has no result: whoever counts results sees a clean file.
#
# What:     @microsoft/eslint-formatter-sarif 3.1.0, eslint 9.39.5, sarif-junit 1.1.4 (npm), each as it is by default.
# Expected: the error that makes ESLint exit with 1 is a result of level error, as in its own JSON and in its other formats.
# Seen:     messages without a rule (parsing errors, and directives that disable nothing, where these are errors) become notifications of the
#           invocation, with executionSuccessful false. A reader of results, such as sarif-junit, makes a report without a failure of it.
# Matters:  the step that writes SARIF is told to go on ("|| true"), so that the report can be uploaded, and the report decides. The file
#           that does not even parse is the one that passes, and the alerts that it had before are closed.
#
# Output (2026-11-28):
#                                 eslint    SARIF                       JUnit
#   an undefined name             exit 1    results 1                   failures 1
#   a brace is missing            exit 1    results 0, successful no    failures 0
#   a directive without effect    exit 1    results 0, successful no    failures 0
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages eslint@9.39.5 @microsoft/eslint-formatter-sarif@3.1.0 sarif-junit@1.1.4
cat >eslint.config.mjs <<'END'
export default [{ rules: { 'no-undef': 'error' }, linterOptions: { reportUnusedDisableDirectives: 'error' } }]
END
look() {
  local code=0
  cat >"$2.js"
  node_modules/.bin/eslint --format "$work/node_modules/@microsoft/eslint-formatter-sarif/sarif.js" "$2.js" >"$2.sarif" || code=$?
  node_modules/.bin/sarif-junit -i "$2.sarif" -o "$2.xml" >/dev/null
  printf '%-29s exit %s    %-27s failures %s\n' "$1" "$code" "$(node -p 'const [run] = JSON.parse(fs.readFileSync(process.argv[1])).runs;
    "results " + run.results.length + (run.invocations?.[0].executionSuccessful === false ? ", successful no" : "")' "$2.sarif")" "$(grep -o 'failures="[0-9]*"' "$2.xml" | head -n 1 | tr -dc 0-9)"
}
verdict "$(printf '%29s %-9s %-27s %s\n' '' eslint SARIF JUnit
  look 'an undefined name' a <<<'msg.payload = 1'
  look 'a brace is missing' b <<<'let a = {'
  look 'a directive without effect' c <<<'let a = 1 // eslint-disable-line no-undef')" <<'END'
                              eslint    SARIF                       JUnit
an undefined name             exit 1    results 1                   failures 1
a brace is missing            exit 1    results 0, successful no    failures 0
a directive without effect    exit 1    results 0, successful no    failures 0
END
