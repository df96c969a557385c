#!/usr/bin/env bash
# First step: where halint is, or under which key the cache may hold it.
#   in: HALINT_BINARY_PATH, relative to the workspace    out: binary; unless that was given, also folder and key
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
root=$(dirname "$(dirname "$(dirname "$(realpath "${BASH_SOURCE[0]}")")")")
# shellcheck source=scripts/action/common.bash
source "$root/scripts/action/common.bash"

# The sources and what they are built on: a program linked to other libraries might not start.
cache_key() {
  local sources system
  sources=$(cd "$root" && find CMakeLists.txt CMakePresets.json LICENSE cmake include rules scripts src -type f -print0 |
    LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c 1-40)
  # shellcheck source=/dev/null
  system=$(. /etc/os-release 2>/dev/null && printf '%s-%s' "${ID-}" "${VERSION_ID-}") || true
  printf 'halint-%s-%s-%s\n' "${system:-$(uname -s)}" "$(uname -m)" "$sources"
}

if [[ -n ${HALINT_BINARY_PATH-} ]]; then
  binary=$HALINT_BINARY_PATH
  [[ $binary == /* ]] || binary=$GITHUB_WORKSPACE/$binary
  if [[ ! -f $binary || ! -x $binary ]]; then
    annotate error "binary-path is no program: $HALINT_BINARY_PATH"
    exit 2
  fi
  set_output binary "$binary"
  exit 0
fi
folder=$RUNNER_TEMP/halint
set_output folder "$folder"
set_output binary "$folder/bin/halint"
set_output key "$(cache_key)"
