#!/usr/bin/env bash
# JSONata's $toMillis refuses 2026-03-01T12:30, which is ISO 8601 and what a web page's date and time field sends.
#
# What:     jsonata 2.2.1 (npm); the JSONata in Node-RED 4.1.15 does the same.
# Expected: without a picture $toMillis takes an ISO 8601 timestamp, says its documentation; JavaScript's Date takes all of these.
# Seen:     a date alone is taken, a month alone too, a time without seconds is an error, D3110 "must be an ISO 8601 formatted timestamp".
# Matters:  <input type="datetime-local"> leaves out seconds that are zero: a form works with the test data and fails in use, or the
#           other way round.
#
# Output (2026-11-27):
#   2026-03                 $toMillis takes it     Date takes it
#   2026-03-01              $toMillis takes it     Date takes it
#   2026-03-01T12:30:00     $toMillis takes it     Date takes it
#   2026-03-01T12:30Z       D3110                  Date takes it
#   2026-03-01T12:30        D3110                  Date takes it
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages jsonata@2.2.1

cat >probe.cjs <<'END'
const jsonata = require('jsonata')
;(async () => {
  for (const time of ['2026-03', '2026-03-01', '2026-03-01T12:30:00', '2026-03-01T12:30Z', '2026-03-01T12:30']) {
    const says = await jsonata('$toMillis(time)').evaluate({ time }).then(() => '$toMillis takes it', error => error.code)
    console.log(time.padEnd(23), says.padEnd(22), isNaN(new Date(time)) ? 'Date refuses it' : 'Date takes it')
  }
})()
END
verdict "$(node probe.cjs)" <<'END'
2026-03                 $toMillis takes it     Date takes it
2026-03-01              $toMillis takes it     Date takes it
2026-03-01T12:30:00     $toMillis takes it     Date takes it
2026-03-01T12:30Z       D3110                  Date takes it
2026-03-01T12:30        D3110                  Date takes it
END
