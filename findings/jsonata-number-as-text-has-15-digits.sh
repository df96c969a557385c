#!/usr/bin/env bash
# In JSONata a number that becomes text keeps 15 digits: a time in microseconds and a coordinate change on their way through "&".
#
# What:     jsonata 2.2.1 (npm); the JSONata in Node-RED 4.1.15 does the same.
# Expected: the digits that JSON.stringify and every JSON on the wire have, so that $number($string(x)) is x.
# Seen:     $string, & and $string of an object round to 15 significant digits. Integers are not rounded, and what stays a number is not.
# Matters:  a key that one flow builds with & and another with a function node differs; a timestamp loses its microseconds.
#
# Output (2026-11-27):
#   "t" & 1700000000.123456        t1700000000.12346
#   $string({"lon": lon})          {"lon":48.1371541234568}
#   lon as a number                48.13715412345679
#   $number($string(lon)) = lon    false
#   $string(1700000000123456)      1700000000123456
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages jsonata@2.2.1

cat >probe.cjs <<'END'
const jsonata = require('jsonata')
;(async () => {
  for (const expression of ['"t" & 1700000000.123456', '$string({"lon": lon})', 'lon', '$number($string(lon)) = lon', '$string(1700000000123456)']) {
    const value = await jsonata(expression).evaluate({ lon: 48.13715412345679 })
    console.log((expression === 'lon' ? 'lon as a number' : expression).padEnd(30), value)
  }
})()
END
verdict "$(node probe.cjs)" <<'END'
"t" & 1700000000.123456        t1700000000.12346
$string({"lon": lon})          {"lon":48.1371541234568}
lon as a number                48.13715412345679
$number($string(lon)) = lon    false
$string(1700000000123456)      1700000000123456
END
