#!/usr/bin/env bash
# rhea says that an AMQP 1.0 sender is sendable while the connection is away, takes messages, and never sends them, nor tells.
#
# What:     rhea 3.0.5 (npm), a sender on a connection that reconnects by itself (as it does by default), and a rhea listener in the place of
#           the broker, which is away for a moment.
# Expected: sendable() is false as long as nobody has given credit; or what is sent is kept until the connection is back; at the least an
#           event for each message: AMQP has "released" and "modified" for it.
# Seen:     the credit of the lost connection counts on: sendable() is true, send() returns a delivery, and what it took is thrown away when
#           the connection comes back. "disconnected" is told once or more, without the messages; each of them stays unsettled for ever.
# Matters:  each restart of a broker loses what the copies publish in those seconds. A caller that waits for "accepted" waits for ever; one
#           that asks sendable(), as the README advises, is told that all is well.
#
# Output (2026-11-28):
#   connected:              sendable true; sent 1; arrived 1; accepted 1, released 0, rejected 0
#   broker away:            sendable true; sent 2 and 3, without an error
#   broker is back, 3 s:    arrived 1; accepted 1, released 0, rejected 0
#   then:                   sent 4; arrived 1 4; accepted 2, released 0, rejected 0
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages rhea@3.0.5
amqp=$(free_port)
export amqp

cat >probe.cjs <<'END'
const rhea = require('rhea'), sleep = ms => new Promise(done => setTimeout(done, ms))
const at = { port: Number(process.env.amqp), host: '127.0.0.1' }
;(async () => {
  const broker = rhea.create_container({ id: 'broker' }), copy = rhea.create_container({ id: 'copy' }), arrived = [], told = { accepted: 0, released: 0, rejected: 0 }
  let open = []
  broker.on('message', ({ message }) => arrived.push(message.body))
  broker.on('connection_open', ({ connection }) => open.push(connection))
  for (const container of [broker, copy]) container.on('error', () => {})
  for (const event in told) copy.on(event, () => told[event]++)
  const listen = () => new Promise(done => { const server = broker.listen(at); server.once('listening', () => done(server)) })
  const outcome = () => `arrived ${arrived.join(' ')}; ` + Object.entries(told).map(([event, times]) => `${event} ${times}`).join(', ')
  let server = await listen()
  const sender = copy.connect({ ...at, initial_reconnect_delay: 1000, max_reconnect_delay: 1000 }).open_sender('jobs')
  await new Promise(done => copy.once('sendable', done))
  const sendable = sender.sendable()
  sender.send({ body: '1' })
  await sleep(500)
  console.log(`connected:              sendable ${sendable}; sent 1; ${outcome()}`)
  server.close()
  for (const connection of open) connection.socket.destroy()
  open = []
  await sleep(300)
  const away = sender.sendable()
  sender.send({ body: '2' })
  sender.send({ body: '3' })
  console.log(`broker away:            sendable ${away}; sent 2 and 3, without an error`)
  server = await listen()
  while (!open.length) await sleep(100)
  await sleep(3000)
  console.log(`broker is back, 3 s:    ${outcome()}`)
  sender.send({ body: '4' })
  await sleep(1000)
  console.log(`then:                   sent 4; ${outcome()}`)
  process.exit()
})()
END
verdict "$(timeout 60 node probe.cjs)" <<'END'
connected:              sendable true; sent 1; arrived 1; accepted 1, released 0, rejected 0
broker away:            sendable true; sent 2 and 3, without an error
broker is back, 3 s:    arrived 1; accepted 1, released 0, rejected 0
then:                   sent 4; arrived 1 4; accepted 2, released 0, rejected 0
END
