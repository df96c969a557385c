#!/usr/bin/env bash
# nrlint with one flow file finds an error and exits with 1; with two files it reads neither and exits with 0.
#
# What:     nrlint 1.2.0 (npm), its own default configuration (--init).
# Expected: several files are linted one after the other, as eslint does, or the exit code tells that nothing was.
# Seen:     "Error: no input file", the usage, and exit code 0.
# Matters:  `nrlint flows/*.json` in a pipeline or a pre-commit hook, which hands over all changed files at once, is green from the day
#           there is a second file.
#
# Output (2026-11-27):
#   nrlint bad.json            exit code 1: 1 problems (1 errors, 0 warnings)
#   nrlint bad.json bad.json   exit code 0: Error: no input file
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages nrlint@1.2.0

node_modules/.bin/nrlint --init >.nrlintrc.js
cat >bad.json <<'END'
[{"id": "t", "type": "tab", "label": "Flow"},
 {"id": "f", "type": "function", "z": "t", "name": "sum", "func": "return msg +;", "outputs": 1, "x": 100, "y": 100, "wires": [[]]}]
END
look() {
  local code=0 said
  said=$(node_modules/.bin/nrlint "$@" 2>&1 </dev/null) || code=$?
  printf '%-26s exit code %s: %s\n' "nrlint $*" "$code" "$(grep -oE 'Error: .*|[0-9]+ problems.*' <<<"$said")"
}
verdict "$(look bad.json; look bad.json bad.json)" <<'END'
nrlint bad.json            exit code 1: 1 problems (1 errors, 0 warnings)
nrlint bad.json bad.json   exit code 0: Error: no input file
END
