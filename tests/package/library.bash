#!/usr/bin/env bash
# The library as other projects take it: installed, for find_package(halint), and as a subdirectory, which installs nothing of ours.
#   tests/package/library.bash BUILD      BUILD: the folder of a build, for example build/release
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail

root=$(dirname "$(dirname "$(dirname "$(realpath "${BASH_SOURCE[0]}")")")")
build=$(realpath "${1:?usage: library.bash BUILD}")
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
fail() {
  printf 'FAILED: %s\n' "$*" >&2
  exit 1
}
demo=$root/testdata/demo/flows.json

# check_example PROGRAM
check_example() {
  local printed
  printed=$("$1" <"$demo")
  [[ $printed == *"Orders: unsafe"* && $printed == *"Health: safe"* ]] || fail "the example says: $printed"
  if printf '{"a": 1}' | "$1" >/dev/null 2>&1; then fail "the example takes anything for flows"; fi
}

cmake --install "$build" --component development --prefix "$work/installed" >/dev/null
[[ -f $work/installed/include/halint/halint.h ]] || fail "the headers are not installed"
[[ ! -e $work/installed/bin ]] || fail "the component of the library installs more than that"
{
  cmake -G Ninja -S "$root/docs/embedding" -B "$work/example" -DCMAKE_PREFIX_PATH="$work/installed"
  cmake --build "$work/example"
} >"$work/log" 2>&1 || fail "the example cannot be built: $(cat "$work/log")"
check_example "$work/example/verdicts"

mkdir "$work/around"
cp "$root/docs/embedding/verdicts.cc" "$work/around/"
cat >"$work/around/CMakeLists.txt" <<END
cmake_minimum_required(VERSION 3.25)
project(around LANGUAGES CXX)
add_subdirectory("$root" halint)
add_executable(verdicts verdicts.cc)
target_link_libraries(verdicts PRIVATE halint::core)
install(TARGETS verdicts)
END
cmake -G Ninja -S "$work/around" -B "$work/around/build" >"$work/log" 2>&1 || fail "it cannot be a subdirectory: $(cat "$work/log")"
# What compiles there is what was just built, so a look at the commands will do.
ninja -C "$work/around/build" -t commands verdicts >"$work/log" || fail "it cannot be built in a subdirectory: $(cat "$work/log")"
grep -q 'verdicts .*libhalint_core\.a' "$work/log" || fail "a subdirectory does not build the library"
if grep -q 'file(INSTALL' "$work/around/build/halint/cmake_install.cmake"; then fail "a subdirectory installs more than the project asked for"; fi
if grep -q 'halint_tests' "$work/log"; then fail "a subdirectory builds the tests"; fi
echo "the library is right"
