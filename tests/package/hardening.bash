#!/usr/bin/env bash
# Looks into a release for what HALINT_HARDENED promises: tests/package/hardening.bash HALINT
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail

halint=${1:?usage: hardening.bash HALINT}
failed=0
header=$(readelf -hW "$halint")
segments=$(readelf -lW "$halint")
dynamic=$(readelf -dW "$halint")
symbols=$(readelf --dyn-syms -W "$halint")

# has WHAT TEXT PATTERN
has() {
  if grep -qE -- "$3" <<<"$2"; then return; fi
  printf 'FAILED: %s has no %s\n' "$halint" "$1" >&2
  failed=1
}
# lacks WHAT TEXT PATTERN
lacks() {
  if ! grep -qE -- "$3" <<<"$2"; then return; fi
  printf 'FAILED: %s has %s\n' "$halint" "$1" >&2
  failed=1
}

has 'position-independent code' "$header" 'Type: +DYN'
has 'PIE flag' "$dynamic" 'FLAGS_1.* PIE'
has 'read-only relocations' "$segments" 'GNU_RELRO'
has 'immediate binding' "$dynamic" 'FLAGS_1.* NOW'
has 'stack protector' "$symbols" '__stack_chk_fail'
has 'checked functions of the C library (_FORTIFY_SOURCE)' "$symbols" '__[a-z]+_chk@'
has 'stack segment' "$segments" 'GNU_STACK'
lacks 'an executable stack' "$segments" 'GNU_STACK.* RWE'
lacks 'a segment that can be written and run' "$segments" 'LOAD.* RWE'
lacks 'relocations in code' "$dynamic" 'TEXTREL'
# The one beside the program is for the libraries that it is packed with.
# shellcheck disable=SC2016 # the loader reads it
lacks 'a search path for libraries' "$(grep -vF '[$ORIGIN/../libexec/halint]' <<<"$dynamic")" 'R(UN)?PATH'
exit "$failed"
