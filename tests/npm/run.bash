#!/usr/bin/env bash
# Packs the npm packages, installs them in empty folders and tests them there: tests/npm/run.bash [HALINT] [TEST...]
# Tests: parity, install, page, editor. HALINT is the native program (default: the release). SPDX-License-Identifier: Apache-2.0
set -euo pipefail

root=$(dirname "$(dirname "$(dirname "$(realpath "${BASH_SOURCE[0]}")")")")
self=tests/npm/run.bash
# shellcheck source=scripts/common.bash
source "$root/scripts/common.bash"

halint=${1:-}
(($# == 0)) || shift
tests=("$@")
((${#tests[@]})) || tests=(parity install page editor)
type -P node >/dev/null || install_missing nodejs npm
if [[ -z $halint ]]; then
  build release
  halint=$root/build/release/halint
fi
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
"$root/scripts/npm" "$work/packages" >"$work/packed"
mapfile -t packages <"$work/packed"
say "packed ${packages[*]##*/}"
mkdir "$work/empty"
npm install --prefix "$work/empty" --no-audit --no-fund --loglevel=error "${packages[0]}" >&2

# judge NAME ARGUMENT...: a program of this folder, which says itself when it cannot run here.
judge() {
  local code=0
  node "$root/tests/npm/$1.mjs" "$halint" "$root" "${@:2}" || code=$?
  ((code == 0 || code == 77)) || exit "$code"
}

# Debian's, unless there is another; where none can be had, the tests say so.
need_browser() {
  if type -P chromium >/dev/null || type -P google-chrome >/dev/null; then return; fi
  [[ -z $(apt-cache policy chromium 2>/dev/null) ]] || install_missing chromium
}

for test in "${tests[@]}"; do
  say "$test"
  case $test in
    parity) judge parity "$work/empty/node_modules/halint" ;;
    install) judge install "$work/empty" ;;
    page)
      need_browser
      judge page "$work/empty/node_modules/halint"
      ;;
    editor)
      need_browser
      judge editor "${packages[1]}" 4
      judge editor "${packages[1]}" 5
      ;;
    *) die "there is no test $test" ;;
  esac
done
