#!/usr/bin/env bash
# A GPS receiver in a garage is at 0 degrees north and 0 degrees east for nmea-simple, and a lorry that stands heads for north.
#
# What:     nmea-simple 3.3.0 (npm), sentences as receivers send them without a fix, and with one while standing.
# Expected: no position: the fields are empty, which is how NMEA 0183 says "not known".
# Seen:     an empty number is 0. GGA has latitude, longitude and altitude 0, RMC and GLL 0 and 0, speed 0 and course 0; a course that a
#           standing receiver leaves empty is 0 as well. What tells the difference is another field, with another name in each sentence
#           (fixType, status) and none in VTG.
# Matters:  each tunnel takes the vehicle to the Gulf of Guinea and back: geofences alarm, the distance of the day is 11 000 km longer, and
#           the mean position of two receivers lies in Africa.
#
# Output (2026-11-28):
#   GGA with a fix:     52.5 13.4 altitude 34, fixType fix
#   GGA without one:    0 0 altitude 0, fixType none
#   RMC with a fix:     52.5 13.4 speed 5 course 90, status valid
#   RMC without one:    0 0 speed 0 course 0, status warning
#   RMC while standing: 52.5 13.4 speed 0 course 0, status valid
#   GLL without one:    0 0, status invalid
#   VTG without one:    speed 0 course 0
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages nmea-simple@3.3.0

cat >probe.cjs <<'END'
const { parseNmeaSentence } = require('nmea-simple')
const read = body => parseNmeaSentence(`$${body}*${[...body].reduce((sum, letter) => sum ^ letter.charCodeAt(0), 0).toString(16).toUpperCase().padStart(2, '0')}`)
const place = ({ latitude, longitude }) => `${latitude} ${longitude}`
const gga = fields => `${place(fields)} altitude ${fields.altitudeMeters}, fixType ${fields.fixType}`
const rmc = fields => `${place(fields)} speed ${fields.speedKnots} course ${fields.trackTrue}, status ${fields.status}`
for (const [title, tell, body] of [
  ['GGA with a fix', gga, 'GPGGA,120000.00,5230.0000,N,01324.0000,E,1,08,0.9,34.0,M,46.9,M,,'],
  ['GGA without one', gga, 'GPGGA,120000.00,,,,,0,00,99.99,,,,,,'],
  ['RMC with a fix', rmc, 'GPRMC,120000.00,A,5230.0000,N,01324.0000,E,5.0,90.0,281126,,,A'],
  ['RMC without one', rmc, 'GPRMC,120000.00,V,,,,,,,281126,,,N'],
  ['RMC while standing', rmc, 'GPRMC,120000.00,A,5230.0000,N,01324.0000,E,0.0,,281126,,,A'],
  ['GLL without one', fields => `${place(fields)}, status ${fields.status}`, 'GPGLL,,,,,120000.00,V,N'],
  ['VTG without one', fields => `speed ${fields.speedKnots} course ${fields.trackTrue}`, 'GPVTG,,T,,M,,N,,K,N'],
]) console.log(`${title}:`.padEnd(19), tell(read(body)))
END
verdict "$(node probe.cjs)" <<'END'
GGA with a fix:     52.5 13.4 altitude 34, fixType fix
GGA without one:    0 0 altitude 0, fixType none
RMC with a fix:     52.5 13.4 speed 5 course 90, status valid
RMC without one:    0 0 speed 0 course 0, status warning
RMC while standing: 52.5 13.4 speed 0 course 0, status valid
GLL without one:    0 0, status invalid
VTG without one:    speed 0 course 0
END
