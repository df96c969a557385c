#!/usr/bin/env bash
# The German weather service forecasts wind from 350 degrees, then from 10, north both times; in between the node says 180, south.
#
# What:     node-red-contrib-dwd-local-weather 1.0.5, Node-RED 4.1.15 (npm: node-red), a forecast of MOSMIX form on this host, a clock that
#           is wound on (@sinonjs/fake-timers 15.5.0).
# Expected: 0 degrees at half past: the short way round.
# Seen:     between two hours all fields are interpolated along a straight line. That is right for a temperature; a direction turns through
#           the whole compass, and a weather code that is asked for, clear sky (0) and then thunderstorm (95), is 47.5 or 48, which is fog.
# Matters:  awnings, roof windows and wind turbines turn to the wrong side, for the hour in which the wind goes round by north, which is
#           the rear side of every front. Exactly at the full hour, as in a test with an inject node, it is right.
#
# Output (2026-11-28):
#   12:01  wind from 344.3 degrees, weather code 1.58
#   12:15  wind from 265 degrees, weather code 23.75
#   12:30  wind from 180 degrees, weather code 47.5
#   12:45  wind from 95 degrees, weather code 71.25
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages node-red-contrib-dwd-local-weather@1.0.5 @sinonjs/fake-timers@15.5.0 jszip@3.10.1

cat >probe.cjs <<'END'
const { start, tab, say } = require('./node-red.cjs'), axios = require('axios'), { Readable } = require('stream')
const fields = { TTT: [283.15, 283.15], Td: [278.15, 278.15], FF: [5, 5], DD: [350, 10], wwP: [10, 10], RR1c: [0, 0], ww: [0, 95] }
const forecast = `<kml:kml><dwd:ForecastTimeSteps>${[12, 13].map(hour => `<dwd:TimeStep>2026-06-01T${hour}:00:00.000Z</dwd:TimeStep>`).join('')}</dwd:ForecastTimeSteps><kml:description>PLACE</kml:description>
${Object.entries(fields).map(([name, values]) => `<dwd:Forecast dwd:elementName="${name}"><dwd:value>${values.join(' ')}</dwd:value></dwd:Forecast>`).join('')}</kml:kml>`
;(async () => {
  const file = await new (require('jszip'))().file('MOSMIX_L_LATEST_10384.kml', forecast).generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' })
  axios.defaults.adapter = async config => ({ data: Readable.from([file]), status: 200, statusText: 'OK', headers: {}, config })
  const timers = require('@sinonjs/fake-timers').install({ now: new Date('2026-06-01T12:00:00Z'), toFake: ['Date'] })
  const { give, said } = await start(tab(['weather', 'dwdweather', ['out'], { mosmixStation: '10384', repeat: '', lookAheadHours: '0', additionalFields: 'ww', topic: '' }],
    say('out', '`wind from ${msg.payload.winddirection} degrees, weather code ${msg.payload.ww}`')), { nodesDir: [process.cwd() + '/node_modules/node-red-contrib-dwd-local-weather'] })
  for (const minute of ['01', '15', '30', '45']) {
    timers.setSystemTime(new Date(`2026-06-01T12:${minute}:00Z`))
    said.length = 0
    give('weather', { payload: {} })
    for (let i = 0; i < 50 && !said.length; i++) await new Promise(done => setTimeout(done, 50))
    console.log(`12:${minute} `, said.join())
  }
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
12:01  wind from 344.3 degrees, weather code 1.58
12:15  wind from 265 degrees, weather code 23.75
12:30  wind from 180 degrees, weather code 47.5
12:45  wind from 95 degrees, weather code 71.25
END
