#!/usr/bin/env bash
# Two copies on one host with a udp in node on one port: both start without an error, and only the one that started last hears.
#
# What:     Node-RED 4.1.15 (npm: node-red) on Linux, udp in, two processes.
# Expected: the second one cannot have the port and says so, as a tcp in node does in the log; or the datagrams are shared.
# Seen:     the node always asks for the address to be reused. Linux then hands a datagram to one socket only, the youngest. When its
#           process ends, the older one hears again.
# Matters:  a spare copy takes everything over by its start, a restart in turn moves the traffic around, and neither a log nor a status
#           tells which copy works.
#
# Output (2026-11-27), six datagrams each time:
#   log of the first copy, of the second:  nothing, nothing
#   both run:                              first hears 0, second hears 6
#   the second has ended:                  first hears 6, second hears 0
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15

cat >copy.cjs <<'END'
const { start, tab, code, sleep } = require('./node-red.cjs')
start(tab(['in', 'udp in', ['told'], { iface: '', port: process.argv[2], ipv: 'udp4', multicast: 'false', group: '', datatype: 'utf8' }],
  code('told', 'global.get("tell")({ heard: msg.payload })')), { functionGlobalContext: { tell: what => process.send(what) } })
  .then(async ({ logged }) => { await sleep(1000); process.send({ log: logged.filter(text => /udp|port|address/i.test(text)).join() || 'nothing' }) })
END
cat >probe.cjs <<'END'
const { fork } = require('child_process'), { sleep } = require('./node-red.cjs')
const socket = require('dgram').createSocket('udp4')
socket.bind(0, '127.0.0.1', async () => {
  const { port } = socket.address()
  await new Promise(done => socket.close(done))
  const sender = require('dgram').createSocket('udp4')
  const copy = () => new Promise(done => {
    const child = Object.assign(fork('./copy.cjs', [String(port)], { silent: true }), { heard: 0 })
    child.on('message', ({ heard, log }) => { if (heard) child.heard++; else done(Object.assign(child, { log })) })
  })
  const first = await copy(), second = await copy()
  console.log('log of the first copy, of the second: ', `${first.log}, ${second.log}`)
  const look = async title => {
    first.heard = second.heard = 0
    for (let n = 0; n < 6; n++) { sender.send('23.5', port, '127.0.0.1'); await sleep(50) }
    await sleep(500)
    console.log(title, `first hears ${first.heard}, second hears ${second.heard}`)
  }
  await look('both run:                             ')
  second.kill()
  await sleep(1000)
  await look('the second has ended:                 ')
  first.kill()
  process.exit()
})
END
verdict "$(node probe.cjs)" <<'END'
log of the first copy, of the second:  nothing, nothing
both run:                              first hears 0, second hears 6
the second has ended:                  first hears 6, second hears 0
END
