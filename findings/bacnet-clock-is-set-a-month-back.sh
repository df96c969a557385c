#!/usr/bin/env bash
# A building controller whose clock node-bacnet sets to 1 March is told 1 February, and a date that it answers is read as a month later.
#
# What:     node-bacnet 0.2.4 and @bacnet-js/client 3.3.2 (npm), timeSync and a DATE property, over UDP on this host.
# Expected: BACnet counts months from 1 to 12 (ASHRAE 135, 20.2.12), and both libraries mean the same day by it.
# Seen:     node-bacnet writes and reads JavaScript's getMonth(), which counts from 0. Against itself nothing shows; the weekday beside it
#           is the right one. January is month 0, and 31 March is 31 February: for the reader those are no dates at all.
# Matters:  "set the clocks" of an air handling runs every night and moves schedules and holidays by a month; a controller that refuses an
#           impossible day sends nothing back, for the service is an unconfirmed one. Meter readings that are stamped by the device lie
#           in the next month.
#
# Output (2026-11-28), sent -> what the other library hears:
#   by @bacnet-js/client
#     2026-03-01 12:30 -> 2026-03-01 12:30
#     2026-01-15 12:30 -> 2026-01-15 12:30
#     2026-03-31 12:30 -> 2026-03-31 12:30
#   by node-bacnet
#     2026-03-01 12:30 -> 2026-02-01 12:30
#     2026-01-15 12:30 -> no date
#     2026-03-31 12:30 -> no date
#   a device's 2026-03-01, read by @bacnet-js/client: 2026-03-01
#   a device's 2026-03-01, read by node-bacnet:       2026-04-01
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-bacnet@0.2.4
packages @bacnet-js/client@3.3.2

cat >probe.cjs <<'END'
const Old = require('node-bacnet'), { default: New } = require('@bacnet-js/client')
const sleep = ms => new Promise(done => setTimeout(done, ms)), text = date => date.toISOString().slice(0, 16).replace('T', ' ')
const freePort = () => new Promise(done => {
  const socket = require('dgram').createSocket('udp4').bind(0, '127.0.0.1', () => { const { port } = socket.address(); socket.close(() => done(port)) })
})
;(async () => {
  const port = await freePort(), device = new New({ port, interface: '127.0.0.1' })
  let heard
  device.on('timeSync', ({ payload: { value } }) => { heard = value.getFullYear() === 1900 ? 'no date' : text(value) })
  await sleep(300)
  for (const [title, client, address] of [
    ['@bacnet-js/client', new New({ port: await freePort(), interface: '127.0.0.1' }), { address: `127.0.0.1:${port}` }],
    ['node-bacnet', new Old({ port: await freePort(), interface: '127.0.0.1' }), `127.0.0.1:${port}`]]) {
    await sleep(300)
    console.log('by', title)
    for (const day of ['2026-03-01', '2026-01-15', '2026-03-31']) {
      const date = new Date(`${day}T12:30:00Z`)
      heard = 'nothing'
      client.timeSync(address, date)
      await sleep(300)
      console.log(' ', text(date), '->', heard)
    }
  }
  const answer = Buffer.from([0xa4, 126, 3, 1, 7]) // application tag 10, 4 octets: year - 1900, month, day, Sunday
  const read = package => text(require(`${package}/${package === 'node-bacnet' ? 'lib' : 'dist/lib'}/asn1`).bacappDecodeApplicationData(answer, 0, 5, 0, 0).value).slice(0, 10)
  console.log("a device's 2026-03-01, read by @bacnet-js/client:", read('@bacnet-js/client'))
  console.log("a device's 2026-03-01, read by node-bacnet:      ", read('node-bacnet'))
  process.exit()
})()
END
verdict "$(TZ=UTC node probe.cjs)" <<'END'
by @bacnet-js/client
  2026-03-01 12:30 -> 2026-03-01 12:30
  2026-01-15 12:30 -> 2026-01-15 12:30
  2026-03-31 12:30 -> 2026-03-31 12:30
by node-bacnet
  2026-03-01 12:30 -> 2026-02-01 12:30
  2026-01-15 12:30 -> no date
  2026-03-31 12:30 -> no date
a device's 2026-03-01, read by @bacnet-js/client: 2026-03-01
a device's 2026-03-01, read by node-bacnet:       2026-04-01
END
