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
mapfile -t packages < <("$root/scripts/npm" "$work/packages")
say "packed ${packages[*]##*/}"
mkdir "$work/empty"
npm install --prefix "$work/empty" --no-audit --no-fund --loglevel=error "${packages[0]}" >&2

for test in "${tests[@]}"; do
  say "$test"
  case $test in
    parity) node "$root/tests/npm/parity.mjs" "$halint" "$root" "$work/empty/node_modules/halint" ;;
    install) node "$root/tests/npm/install.mjs" "$halint" "$root" "$work/empty" ;;
    page)
      install_missing chromium
      node "$root/tests/npm/page.mjs" "$halint" "$root" "$work/empty/node_modules/halint"
      ;;
    editor)
      install_missing chromium
      node "$root/tests/npm/editor.mjs" "$halint" "$root" "${packages[1]}" 4
      node "$root/tests/npm/editor.mjs" "$halint" "$root" "${packages[1]}" 5
      ;;
    *) die "there is no test $test" ;;
  esac
done
