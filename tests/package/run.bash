#!/usr/bin/env bash
# Makes the packages and uses them as somebody who downloads them does: checksum, unpacking, running without the build's
# libraries, what the Debian package depends on. Slow, so .ci/run calls it and ctest does not.
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail

root=$(dirname "$(dirname "$(dirname "$(realpath "${BASH_SOURCE[0]}")")")")
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
fail() {
  printf 'FAILED: %s\n' "$*" >&2
  exit 1
}

"$root/scripts/package" "$work/one" >"$work/made"
tarball=$(head -n 1 "$work/made")
[[ -s $tarball && -s $tarball.sha256 ]] || fail "scripts/package names files that it did not make"
(cd "$work/one" && sha256sum --check --quiet -- *.sha256) || fail "the checksum is wrong"
"$root/scripts/package" "$work/two" >/dev/null
cmp "$tarball" "$work/two/${tarball##*/}" || fail "the same sources give another tarball"

name=${tarball##*/}
name=${name%.tar.gz}
tar -tzf "$tarball" | grep -vq "^$name/" && fail "the tarball has entries outside of $name/"
# Moved, with a blank in the path, through a link, and with nothing else in the environment.
mkdir "$work/else where"
tar -C "$work/else where" -xzf "$tarball"
ln -s "$work/else where/$name/bin/halint" "$work/link"
[[ $(env -i "$work/link" --version) == "halint "* ]] || fail "the program does not start where it was unpacked"
if ldd "$work/link" | grep -v "$work" | grep -E 'libstdc|libgcc|simdjson|libfmt|toml'; then fail "it takes these from the system"; fi
code=0
env -i "$work/link" check "$root/testdata/demo/flows.json" --quiet >/dev/null || code=$?
((code == 1)) || fail "the demo ends with $code"
for file in README.md LICENSE CHANGELOG.md; do
  [[ -s "$work/else where/$name/share/doc/halint/$file" ]] || fail "$file is missing"
done
[[ -s "$work/else where/$name/share/man/man1/halint.1" ]] || fail "the manual page is missing"

if type -P dpkg-deb dpkg-shlibdeps >/dev/null; then
  deb=$("$root/scripts/package" --deb "$work/deb")
  [[ $(dpkg-deb -f "$deb" Package) == halint ]] || fail "no Debian package: $deb"
  dpkg-deb -f "$deb" Depends | grep -q libsimdjson || fail "the Debian package does not ask for its libraries"
  dpkg-deb -x "$deb" "$work/root"
  "$work/root/usr/bin/halint" --version >/dev/null || fail "the program of the Debian package does not start"
fi
echo "the packages are right"
