# Shared by the steps of the GitHub Action. What comes from a workflow or a flow is hostile: it is never evaluated, and
# what is printed of it cannot be taken for a workflow command. SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash

random_word() { od -An -N16 -tx1 /dev/urandom | tr -d ' \n'; }

# set_output NAME VALUE: the value may hold anything, line ends included.
set_output() {
  local mark
  mark=halint-$(random_word)
  printf '%s<<%s\n%s\n%s\n' "$1" "$mark" "$2" "$mark" >>"$GITHUB_OUTPUT"
}

# annotate KIND TEXT: one annotation without a place.
annotate() {
  local text=$2
  text=${text//'%'/'%25'}
  text=${text//$'\r'/'%0D'}
  text=${text//$'\n'/'%0A'}
  printf '::%s title=halint::%s\n' "$1" "$text"
}

# without_commands COMMAND...: runs it; the runner takes no line of its output for a command.
without_commands() {
  local mark code=0
  mark=halint-$(random_word)
  printf '::stop-commands::%s\n' "$mark"
  "$@" 2>&1 || code=$?
  printf '\n::%s::\n' "$mark"
  return "$code"
}
