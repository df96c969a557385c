# Sources from Debian's archive that are compiled in, kept below ~/.cache/halint-sources. Sourced after common.bash.
# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash

readonly pool=http://deb.debian.org/debian/pool/main
readonly archive=https://snapshot.debian.org/file # by SHA-1, for ever
sources=${XDG_CACHE_HOME:-$HOME/.cache}/halint-sources

# fetch FILE SHA256 URL...: from the first that has it.
fetch() {
  local file=$1 sum=$2 url
  for url in "${@:3}"; do
    say "fetching $url"
    if curl -fsSL --retry 2 -o "$file" "$url" && sha256sum --quiet -c <<<"$sum  $file" >&2; then return; fi
  done
  die "$(basename "$file") cannot be fetched as it should be"
}

# unpacked NAME FUNCTION: prints the folder NAME, which FUNCTION FOLDER fills, once: whole or not at all.
unpacked() {
  local new
  if [[ ! -d $sources/$1 ]]; then
    mkdir -p "$sources"
    new=$(mktemp -d "$sources/new-XXXXXX")
    "$2" "$new" >&2
    mv -T "$new" "$sources/$1" 2>/dev/null || rm -rf -- "$new"
  fi
  echo "$sources/$1"
}

fetch_simdjson() {
  fetch "$1/simdjson.tar.gz" 156b1bc5eb0561b2bd166b46d191fd3d95a3e709cc63761477d3b7aec2b6e9ed \
    "$pool/s/simdjson/simdjson_3.0.1.orig.tar.gz" "$archive/ac597fa119f4f0f0e065542ba510b93f8460bffd"
  tar -xf "$1/simdjson.tar.gz" -C "$1" --strip-components=2 --wildcards '*/singleheader/simdjson.cpp' '*/singleheader/simdjson.h'
  rm "$1/simdjson.tar.gz"
}

# simdjson's single header and source, in Debian's version.
simdjson_source() { unpacked simdjson-3.0.1 fetch_simdjson; }

fetch_llvm() {
  fetch "$1/llvm.tar.xz" ae498f3bc58ae2d9f64ef5f0c035c4240152bf015a5b7738b15c22e93bdc97ce \
    "$pool/l/llvm-toolchain-19/llvm-toolchain-19_19.1.7.orig.tar.xz" "$archive/2d1e546e5c16e03dfc3cf9e17c76685119fe072b"
  tar -xf "$1/llvm.tar.xz" -C "$1" --strip-components=1 --wildcards '*/libcxx/src/*' '*/libcxxabi/src/*' '*/libcxxabi/include/*' \
    '*/libunwind/src/*' '*/libunwind/include/*'
  rm "$1/llvm.tar.xz"
}

# The sources of LLVM's C++ runtime.
llvm_source() { unpacked llvm-19.1.7 fetch_llvm; }
