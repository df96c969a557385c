#!/usr/bin/env bash
# Second step: fetches halint in a few seconds, ready-made and of the version of this action: the static program of the
# release, if programs.sha256 knows its checksum, else the npm package.
#   out: binary, or nothing if neither is to be had; then the next steps build one
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
root=$(dirname "$(dirname "$(dirname "$(realpath "${BASH_SOURCE[0]}")")")")
# shellcheck source=scripts/action/common.bash
source "$root/scripts/action/common.bash"

version=$(sed -n 's/^project(halint VERSION \([0-9.]*\).*/\1/p' "$root/CMakeLists.txt")
folder=$RUNNER_TEMP/halint-$version

starts() { [[ $("$1" --version 2>/dev/null) == "halint $version" ]]; }

fetch_release() {
  local name sum
  name=halint-$version-$(uname -s | tr '[:upper:]' '[:lower:]')-$(uname -m)-static.tar.gz
  sum=$(sed -n "s/^\([0-9a-f]\{64\}\)  $name\$/\1/p" "$root/scripts/action/programs.sha256")
  [[ -n $sum ]] || return 1
  mkdir -p "$folder"
  curl -fsSL --retry 2 --max-time 60 -o "$folder/$name" \
    "${GITHUB_SERVER_URL:-https://github.com}/${GITHUB_ACTION_REPOSITORY:-halint/halint}/releases/download/v$version/$name" || return 1
  if ! sha256sum --status --check <<<"$sum  $folder/$name"; then
    printf 'the release has another checksum than scripts/action/programs.sha256, so it is not used\n'
    return 1
  fi
  tar -xzf "$folder/$name" -C "$folder" --strip-components=1 --no-same-owner
  binary=$folder/halint
}

fetch_package() {
  type -P npm >/dev/null && node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 18 ? 1 : 0)' || return 1
  mkdir -p "$folder/npm"
  # In a folder of its own: no .npmrc of the workspace has a say.
  (cd "$folder/npm" && npm install --prefix . --ignore-scripts --no-audit --no-fund --loglevel=error --fetch-retries=1 "halint@$version") || return 1
  binary=$folder/npm/node_modules/.bin/halint
}

for way in fetch_release fetch_package; do
  binary=
  if without_commands "$way"; then
    if [[ -n $binary ]] && starts "$binary"; then
      set_output binary "$binary"
      exit 0
    fi
  fi
done
annotate notice "halint $version could be had neither from its release nor from npm, so it is built now; that takes minutes"
