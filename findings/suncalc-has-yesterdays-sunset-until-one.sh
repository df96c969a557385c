#!/usr/bin/env bash
# A flow that asks suncalc for today's sunset shortly after midnight gets the one of yesterday evening, in Berlin until ten past one.
#
# What:     suncalc 1.9.0 (what the nodes bigtimer and sunrise use) and 2.0.2, and suncalc3 2.0.5 (npm), getTimes(new Date(), …).
# Expected: the times of the day that was given, by the clock of the place, or a word on which day that is.
# Seen:     suncalc takes the noon that is nearest. Noon by the sun is at 13:08 in Berlin's summer, so that the noon of yesterday is nearer
#           until 1:08; in Madrid, which is far west in its time zone, until 2:17. suncalc3 gives the day that was given.
# Matters:  "every night at 0:05: wait until sunset, then light" waits for a time that is over: the light is on at once. Tried at daytime it is
#           right.
#
# Output (2026-11-28), asked on 21 June 2026 at -> sunset of:
#                    Berlin 0:05  Berlin 1:00  Berlin 1:15  Madrid 2:15  Madrid 2:20
#   suncalc 1.9.0    20           20           21           20           21
#   suncalc 2.0.2    20           20           21           20           21
#   suncalc3 2.0.5   21           21           21           21           21
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages old@npm:suncalc@1.9.0 new@npm:suncalc@2.0.2 suncalc3@2.0.5

cat >probe.cjs <<'END'
process.env.TZ = 'Europe/Berlin' // Madrid has the same clock
const asked = [['Berlin', 52.5, 13.4, '00:05'], ['Berlin', 52.5, 13.4, '01:00'], ['Berlin', 52.5, 13.4, '01:15'], ['Madrid', 40.4, -3.7, '02:15'], ['Madrid', 40.4, -3.7, '02:20']]
;(async () => {
  console.log('                ', asked.map(([place, , , time]) => `${place} ${time.replace(/^0/, '')}`.padEnd(13)).join('').trimEnd())
  const { getTimes } = await import('new'), old = require('old'), third = require('suncalc3')
  for (const [title, sunset] of [['suncalc 1.9.0', (...at) => old.getTimes(...at).sunset], ['suncalc 2.0.2', (...at) => getTimes(...at).sunset],
    ['suncalc3 2.0.5', (...at) => third.getSunTimes(...at).sunsetStart.value]]) {
    console.log(title.padEnd(16), asked.map(([, lat, lon, time]) => String(new Date(sunset(new Date(`2026-06-21T${time}`), lat, lon)).getDate()).padEnd(13)).join('').trimEnd())
  }
})()
END
verdict "$(node probe.cjs)" <<'END'
                 Berlin 0:05  Berlin 1:00  Berlin 1:15  Madrid 2:15  Madrid 2:20
suncalc 1.9.0    20           20           21           20           21
suncalc 2.0.2    20           20           21           20           21
suncalc3 2.0.5   21           21           21           21           21
END
