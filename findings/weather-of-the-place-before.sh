#!/usr/bin/env bash
# An openweathermap node that has been asked for a place by its coordinates gives that place's weather to all who ask for a city later.
#
# What:     node-red-node-openweathermap 1.0.1, Node-RED 4.1.15 (npm: node-red), no place in the dialog, so that msg.location has it; in
#           place of the service a proxy on this host that answers with what it was asked for.
# Expected: each message asks for its own place, or is an error if it has none.
# Seen:     the node keeps coordinates and city apart and never forgets either: coordinates that it has once had go before each city, and
#           once a city has come, new coordinates are not looked at. A message without a place is asked for the last one.
# Matters:  a flow that looks up the weather for lorries (coordinates) and for depots (cities) mixes them, and each of two copies by what it
#           was asked first. msg.location of the answer shows the other place; who reads only the temperature does not see it.
#
# Output (2026-11-28), asked for -> what the service is asked:
#   first coordinates:  52.5/13.4 -> 52.5/13.4, Rome -> 52.5/13.4, 40.7/-74 -> 52.5/13.4, nothing -> 52.5/13.4
#   first a city:       Rome -> Rome, 52.5/13.4 -> Rome, Paris -> Paris, nothing -> Paris
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages node-red-node-openweathermap@1.0.1

cat >probe.cjs <<'END'
const { start, tab, say, sleep } = require('./node-red.cjs'), http = require('http')
const at = (lat, lon) => ({ lat, lon }), city = (city, country) => ({ city, country })
;(async () => {
  const proxy = http.createServer((request, response) => {
    const { searchParams } = new URL(request.url)
    const name = searchParams.get('q')?.split(',')[0] ?? `${searchParams.get('lat')}/${searchParams.get('lon')}`
    response.end(JSON.stringify({ name, coord: at(0, 0), weather: [{ id: 800, main: 'Clear', description: '', icon: '' }], main: { temp: 280 }, wind: {}, sys: {}, clouds: {} }))
  })
  await new Promise(done => proxy.listen(0, '127.0.0.1', done))
  process.env.http_proxy = `http://127.0.0.1:${proxy.address().port}`
  const { give, said, admin } = await start([], { nodesDir: [process.cwd() + '/node_modules/node-red-node-openweathermap'] })
  const weather = id => [id, 'openweathermap', ['out'], { wtype: 'current', lon: '', lat: '', city: '', country: '', language: 'en', credentials: { apikey: 'key' } }]
  await admin('POST', '/flows', tab(weather('one'), weather('two'), say('out', 'msg.payload.location')), { 'Node-RED-Deployment-Type': 'full' })
  await sleep(500)
  const ask = async (title, id, ...places) => {
    const seen = []
    for (const location of places) {
      said.length = 0
      give(id, location ? { location } : {})
      await sleep(300)
      seen.push(`${location ? location.city ?? `${location.lat}/${location.lon}` : 'nothing'} -> ${said.join()}`)
    }
    console.log(title.padEnd(19), seen.join(', '))
  }
  await ask('first coordinates:', 'one', at(52.5, 13.4), city('Rome', 'IT'), at(40.7, -74), null)
  await ask('first a city:', 'two', city('Rome', 'IT'), at(52.5, 13.4), city('Paris', 'FR'), null)
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
first coordinates:  52.5/13.4 -> 52.5/13.4, Rome -> 52.5/13.4, 40.7/-74 -> 52.5/13.4, nothing -> 52.5/13.4
first a city:       Rome -> Rome, 52.5/13.4 -> Rome, Paris -> Paris, nothing -> Paris
END
