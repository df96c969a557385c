#!/usr/bin/env bash
# Makes the packages and uses them as somebody who downloads them does: checksum, unpacking, running where nothing but the C
# library is, installing and removing the Debian package. Needs a release build, so .ci/run calls it and ctest does not.
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail

root=$(dirname "$(dirname "$(dirname "$(realpath "${BASH_SOURCE[0]}")")")")
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
fail() {
  printf 'FAILED: %s\n' "$*" >&2
  exit 1
}

# as_root COMMAND...: as root, or as what a namespace of its own takes for root.
as_root() {
  if ((EUID == 0)); then "$@"; else unshare --map-root-user "$@"; fi
}

# bare_system FOLDER BINARY: the loader and the C library, all that a system must have.
bare_system() {
  local file
  mkdir -p "$1"
  for file in $(ldd "$2" | grep -oE '/[^ ]*/(ld-linux[^ /]*|lib[cm]\.so[^ /]*)'); do
    mkdir -p "$1${file%/*}"
    cp -L "$file" "$1$file"
  done
}

# check_program BINARY SYSTEM: lints the demo in a root directory that holds the bare system and what was unpacked there.
check_program() {
  local code=0 printed
  cp "$root/testdata/demo/flows.json" "$2/flows.json"
  mkdir -p "$2/proc/self"
  ln -sf "$1" "$2/proc/self/exe" # as the kernel has it: the loader takes $ORIGIN from there
  printed=$(as_root env -i PATH=/usr/sbin:/usr/bin chroot "$2" "$1" check /flows.json --output sarif=/halint.sarif) || code=$?
  ((code == 1)) || fail "$1 ends with $code on a bare system"
  [[ $printed == *"Not safe for 2 copies"* && -s $2/halint.sarif ]] || fail "$1 has not linted the demo"
}

# check_libraries BINARY FOLDER: what a process that was started so has in memory comes from FOLDER, or is the C library.
check_libraries() {
  local pid try libraries
  coproc "$1" check -
  pid=$COPROC_PID
  for try in {1..100}; do
    libraries=$(grep -oE '/[^ ].*\.so[^/]*$' "/proc/$pid/maps" | sort -u)
    # The loader has its cache in memory until it has found all libraries.
    if grep -q simdjson <<<"$libraries" && ! grep -q 'ld\.so\.cache' <<<"$libraries" && [[ $(cut -d ' ' -f 3 "/proc/$pid/stat") == S ]]; then break; fi
    sleep 0.1
  done
  kill "$pid"
  wait "$pid" 2>/dev/null || true
  ((try < 100)) || fail "$1 does not wait for its input"
  libraries=$(grep -vE "^$2/|/(ld-linux[^/]*|lib[cm]\.so[^/]*)$" <<<"$libraries") || true
  [[ -z $libraries ]] || fail "$1 takes from the system: $libraries"
}

check_documents() {
  local file
  for file in doc/halint/{README.md,LICENSE,CHANGELOG.md,copyright,docs/rules.md,docs/schema/halint-toml.schema.json} man/man1/halint.1 bash-completion/completions/halint \
    zsh/{site-functions,vendor-completions}/_halint fish/vendor_completions.d/halint.fish; do
    [[ -s $1/share/$file || -s $1/share/$file.gz ]] || fail "$file is missing in $1"
  done
  # Links of the pages lead to files that are installed, too.
  while IFS= read -r file; do
    [[ -s $1/share/doc/halint/$file || -s $1/share/doc/halint/$file.gz ]] || fail "README.md links to $file, which is missing in $1"
  done < <(grep -oE '\]\([^):#]+[)#]' "$root/README.md" | sed 's/^](//; s/.$//')
}

"$root/scripts/package" "$work/one" >"$work/made"
tarball=$(head -n 1 "$work/made")
[[ -s $tarball && -s $tarball.sha256 ]] || fail "scripts/package names files that it did not make"
(cd "$work/one" && sha256sum --check --quiet -- *.sha256) || fail "the checksum is wrong"
"$root/scripts/package" "$work/two" >/dev/null
cmp "$tarball" "$work/two/${tarball##*/}" || fail "the same sources give another tarball"

# Flows come from anywhere, and so may libraries beside them.
mkdir "$work/trap"
echo 'no library' | tee "$work/trap/libsimdjson.so.14" "$work/trap/libstdc++.so.6" >"$work/trap/libgcc_s.so.1"
(cd "$work/trap" && "$root/build/release/halint" --version >/dev/null) || fail "the release loads libraries of the current directory"

name=${tarball##*/}
name=${name%.tar.gz}
if tar -tzf "$tarball" | grep -v "^$name/"; then fail "the tarball has entries outside of $name/"; fi
# In a directory with a blank in its name.
system=$work/bare
mkdir -p "$system/else where"
tar -C "$system/else where" -xzf "$tarball"
bare_system "$system" "$system/else where/$name/bin/halint"
check_program "/else where/$name/bin/halint" "$system"
ln -s "$system/else where/$name/bin/halint" "$work/link"
check_libraries "$work/link" "$system/else where/$name"
check_documents "$system/else where/$name"

# One file that needs nothing: in a root directory with nothing else, not even a loader.
"$root/scripts/package" --static "$work/static" >"$work/made"
tarball=$(head -n 1 "$work/made")
(cd "$work/static" && sha256sum --check --quiet -- *.sha256) || fail "the checksum of the static program is wrong"
mkdir "$work/nothing"
tar -C "$work/nothing" --strip-components=1 -xzf "$tarball"
check_program /halint "$work/nothing"
"$root/tests/package/library.bash" "$root/build/release"

if type -P dpkg dpkg-deb dpkg-shlibdeps >/dev/null; then
  "$root/scripts/package" --deb "$work/deb" >"$work/made"
  deb=$(head -n 1 "$work/made")
  (cd "$work/deb" && sha256sum --check --quiet -- *.sha256) || fail "the checksum of the Debian package is wrong"
  "$root/scripts/package" --deb "$work/deb two" >/dev/null
  cmp "$deb" "$work/deb two/${deb##*/}" || fail "the same sources give another Debian package"
  [[ $(dpkg-deb -f "$deb" Package) == halint ]] || fail "no Debian package: $deb"
  depends=$(dpkg-deb -f "$deb" Depends)
  [[ $depends =~ ^libc6\ \(\>=\ [0-9.]+\)$ ]] || fail "the Debian package depends on ${depends:-nothing}, not just on the C library"
  system=$work/debian
  bare_system "$system" "$work/bare/else where/$name/bin/halint"
  mkdir -p "$system/var/lib/dpkg/"{info,updates,triggers}
  cp /var/lib/dpkg/status "$system/var/lib/dpkg/" # what is installed here satisfies the dependencies there
  as_root dpkg --root="$system" --log=/dev/null --install "$deb" >"$work/dpkg.log" 2>&1 || fail "dpkg: $(cat "$work/dpkg.log")"
  check_program /usr/bin/halint "$system"
  check_documents "$system/usr"
  as_root dpkg --root="$system" --log=/dev/null --purge halint >"$work/dpkg.log" 2>&1 || fail "dpkg: $(cat "$work/dpkg.log")"
  left=$(find "$system/usr" "$system/etc" -iname '*halint*' 2>/dev/null) || true
  [[ -z $left ]] || fail "the Debian package leaves behind: $left"
fi
echo "the packages are right"
