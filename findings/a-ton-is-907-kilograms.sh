#!/usr/bin/env bash
# In convert-units a "t" is 907.184 kg: the symbol of the tonne is the American short ton, and what weighs a tonne is "mt".
#
# What:     convert-units 2.3.4 (npm), its default units.
# Expected: t is the symbol of the tonne, 1000 kg, everywhere where the kilogram is used (SI brochure, table 8); an inch is 25.4 mm and a
#           pound 0.45359237 kg by definition.
# Seen:     one "t" is 2000 pounds, and list() calls it "Ton". Each way between inches and metres goes by a foot of 0.3048006 or a metre of
#           3.28084 feet, and is wrong in the eighth digit. A "gal" is the American one; the British is none.
# Matters:  a silo of 25 t holds 22.7 t, by a unit that looks right in every language; nothing is rounded or out of range. The same number
#           comes back from kg to t, so that a test of there and back is green.
#
# Output (2026-11-28):
#   1 t in kg:        907.184
#   1 mt in kg:       1000
#   25000 kg in t:    27.5578
#   the name of t:    Ton, imperial
#   1 in in mm:       25.399999187200024
#   1 knot in km/h:   1.851999278976
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages convert-units@2.3.4

cat >probe.cjs <<'END'
const convert = require('convert-units'), { singular, system } = convert().describe('t')
const show = (title, value) => console.log(`${title}:`.padEnd(17), value)
show('1 t in kg', convert(1).from('t').to('kg'))
show('1 mt in kg', convert(1).from('mt').to('kg'))
show('25000 kg in t', Math.round(1e4 * convert(25000).from('kg').to('t')) / 1e4)
show('the name of t', `${singular}, ${system}`)
show('1 in in mm', convert(1).from('in').to('mm'))
show('1 knot in km/h', convert(1).from('knot').to('km/h'))
END
verdict "$(node probe.cjs)" <<'END'
1 t in kg:        907.184
1 mt in kg:       1000
25000 kg in t:    27.5578
the name of t:    Ton, imperial
1 in in mm:       25.399999187200024
1 knot in km/h:   1.851999278976
END
