# Shared by the scripts of this folder, which set `root` to the repository and `self` to their own name.
# Everything said here goes to stderr. SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash

: "${root:?}" "${self:?}"

say() { printf '%s: %s\n' "$self" "$*" >&2; }
die() { say "$@"; exit 2; }

# tool_packages: prints the packages of the tools that no command here provides.
tool_packages() {
  type -P c++ >/dev/null || echo g++
  type -P cmake >/dev/null || echo cmake
  type -P ninja >/dev/null || echo ninja-build
}

# install_missing PACKAGE...: makes sure that these Debian packages and the build tools are there. Elsewhere it does
# nothing: CMake finds the libraries or fetches them.
install_missing() {
  type -P dpkg-query apt-get >/dev/null || return 0
  local package missing=() as_root=()
  mapfile -t missing < <(tool_packages)
  for package in "$@"; do
    [[ $(dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null) == ii* ]] || missing+=("$package")
  done
  ((${#missing[@]})) || return 0
  if ((EUID != 0)); then
    type -P sudo >/dev/null || die "needs these packages; install them as root: apt-get install ${missing[*]}"
    as_root=(sudo)
  fi
  say "installing what the build needs${as_root:+ (with sudo)}: ${missing[*]}"
  local log=$root/build/install.log
  mkdir -p "$root/build"
  {
    "${as_root[@]}" apt-get -q update &&
      "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get -q -y -o DPkg::Lock::Timeout=60 install --no-install-recommends "${missing[@]}"
  } >"$log" 2>&1 </dev/null || fail_with_log "the installation failed" "$log"
}

# fail_with_log SENTENCE LOG
fail_with_log() {
  say "$1; $2 ends so:"
  tail -n 25 "$2" >&2
  exit 2
}

# build PRESET [TARGET]: configures and compiles quietly. One build of a preset at a time.
build() {
  local folder=$root/build/$1 log=$root/build/$1/build.log lock
  mkdir -p "$folder"
  if type -P flock >/dev/null; then
    exec {lock}>"$folder/.lock"
    flock "$lock"
  fi
  if [[ -e $folder/CMakeCache.txt ]]; then
    say "building ($1)"
  else
    say "building ($1), some minutes the first time; build/$1/build.log tells how far it is"
  fi
  {
    (cd "$root" && cmake --preset "$1") && cmake --build "$folder" ${2:+--target "$2"}
  } >"$log" 2>&1 || fail_with_log "the build failed" "$log"
  [[ -z ${lock-} ]] || exec {lock}>&-
}
