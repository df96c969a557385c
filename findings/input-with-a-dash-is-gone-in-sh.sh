#!/usr/bin/env bash
# The input "fail-on" of an action is lost in sh, for every program that sh starts, and is always "ON" in bash.
#
# What:     dash 0.5.12 (sh of Debian 12) and bash 5.2; an environment as runners make it for JavaScript and Docker actions, where the input
#           fail-on is the variable INPUT_FAIL-ON; @actions/core 1.11.1 (npm).
# Expected: a variable of the environment reaches the programs that a script starts, as env and bash do it.
# Seen:     a name with a dash is none to a shell. dash throws the variable away, so that a program below an entrypoint in sh does not have
#           it; bash hands it on, but ${INPUT_FAIL-ON} means "INPUT_FAIL, or else the text ON", without an error.
# Matters:  nearly all inputs are spelled with dashes. An entrypoint.sh works with its defaults for ever, whatever `with:` says.
#
# Output (2026-11-27), fail-on: warning:
#   core.getInput, started by the runner:   warning
#   core.getInput, started by bash:         warning
#   core.getInput, started by sh:           ""
#   ${INPUT_FAIL-ON} in bash, in sh:        ON, ON
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages @actions/core@1.11.1
debian dash 0.5.12

echo 'console.log(require("@actions/core").getInput("fail-on") || "\"\"")' >action.cjs
runner() { env 'INPUT_FAIL-ON=warning' "$@"; }
# shellcheck disable=SC2016
verdict "core.getInput, started by the runner:   $(runner node action.cjs)
core.getInput, started by bash:         $(runner bash -c 'node action.cjs; :')
core.getInput, started by sh:           $(runner dash -c 'node action.cjs; :')
\${INPUT_FAIL-ON} in bash, in sh:        $(runner bash -c 'echo "${INPUT_FAIL-ON}"'), $(runner dash -c 'echo "${INPUT_FAIL-ON}"')" <<'END'
core.getInput, started by the runner:   warning
core.getInput, started by bash:         warning
core.getInput, started by sh:           ""
${INPUT_FAIL-ON} in bash, in sh:        ON, ON
END
