# Sources of packages of the distribution that are compiled in, kept below ~/.cache/halint-sources. Sourced after common.bash.
# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash

sources=${XDG_CACHE_HOME:-$HOME/.cache}/halint-sources

# download_source PACKAGE FOLDER: the sources of PACKAGE into FOLDER, by apt, which checks them as it checks packages. What
# apt is set up to fetch packages from need not have sources enabled for that.
download_source() {
  local apt=$2/apt options file
  mkdir -p "$apt/parts" "$apt/lists/partial" "$apt/cache/archives/partial"
  for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
    [[ ! -e $file ]] || sed -n 's/^deb /deb-src /p' "$file" >>"$apt/parts/sources.list"
  done
  for file in /etc/apt/sources.list.d/*.sources; do
    [[ ! -e $file ]] || { sed 's/^Types:.*/Types: deb-src/' "$file" && echo; } >>"$apt/parts/sources.sources"
  done
  options=(-qq -o APT::Sandbox::User=root -o Dir::Etc::SourceList=/dev/null -o "Dir::Etc::SourceParts=$apt/parts"
    -o "Dir::State::Lists=$apt/lists" -o "Dir::Cache=$apt/cache")
  say "fetching the source of $1"
  (cd "$2" && apt-get "${options[@]}" update && apt-get "${options[@]}" source --download-only "$1") ||
    die "apt cannot fetch the source of $1"
  rm -r "$apt"
}

# source_of NAME PACKAGE STRIP PATTERN...: prints a folder with the files of the upstream source of PACKAGE that fit a
# PATTERN, STRIP folders less deep. Filled once: whole or not at all.
source_of() {
  local folder new
  folder=$sources/$1-$(dpkg-query -W -f '${source:Upstream-Version}' "$2")
  if [[ ! -d $folder ]]; then
    mkdir -p "$sources"
    new=$(mktemp -d "$sources/new-XXXXXX")
    download_source "$2" "$new" >&2
    tar -xf "$new"/*.orig.tar.* -C "$new" --strip-components="$3" --wildcards "${@:4}"
    rm "$new"/*.orig.tar.* "$new"/*.debian.tar.* "$new"/*.dsc
    mv -T "$new" "$folder" 2>/dev/null || rm -rf -- "$new"
  fi
  echo "$folder"
}

# simdjson's single header and source, in the version of the distribution.
simdjson_source() { source_of simdjson libsimdjson-dev 2 '*/singleheader/simdjson.cpp' '*/singleheader/simdjson.h'; }

# The sources of LLVM's C++ runtime, in the version of the compiler.
llvm_source() {
  source_of llvm clang-19 1 '*/libcxx/src/*' '*/libcxxabi/src/*' '*/libcxxabi/include/*' '*/libunwind/src/*' '*/libunwind/include/*'
}

# copy_headers PRESET: prints a folder with the headers of libraries that are headers only, without those of the system around
# them. Their times are kept, or everything would be compiled again.
copy_headers() {
  local to=$root/build/$1/headers
  mkdir -p "$to"
  cp -rp /usr/include/fmt /usr/include/CLI /usr/include/toml++ "$to/"
  echo "$to"
}
