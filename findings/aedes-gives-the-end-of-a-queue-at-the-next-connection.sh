#!/usr/bin/env bash
# A client of aedes with Redis that was away for 1500 messages gets 1001 of them, then what comes new, and the rest when it connects again.
#
# What:     aedes 1.2.0, aedes-persistence-redis 11.2.2, mqemitter-redis 7.2.1, mqtt 5.16.0 (npm), Redis 7.0.15 (Debian 12); QoS 1, a session
#           that is kept (clean: false).
# Expected: all that waited, in order, and then what comes new (MQTT 4.6: in the order in which they were published); or a limit that drops.
# Seen:     maxSessionDelivery, 1000 by default, ends the reading of the queue when the client connects, and nobody reads on while it stays
#           connected. A new message is given at once. The rest stays in Redis until the client connects the next time.
# Matters:  a copy that was down for a weekend stays connected for weeks: 499 orders wait as long, then come after newer ones, and an old
#           state overwrites the new one. Nothing is lost that a counter would miss.
#
# Output (2026-11-28):
#   connects:          1001, from 0 to 1000
#   a new message:     1002, the last one is new
#   connects again:    499, from 1001 to 1499
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages aedes@1.2.0 aedes-persistence-redis@11.2.2 mqemitter-redis@7.2.1 mqtt@5.16.0
redis

cat >probe.cjs <<'END'
const { Aedes } = require('aedes'), net = require('net'), mqtt = require('mqtt')
const persistence = require('aedes-persistence-redis'), emitter = require('mqemitter-redis')
const server = { host: '127.0.0.1', port: Number(process.env.port) }, sleep = ms => new Promise(done => setTimeout(done, ms))
;(async () => {
  const broker = await Aedes.createBroker({ mq: emitter(server), persistence: persistence(server) }), socket = net.createServer(broker.handle)
  await new Promise(done => socket.listen(0, '127.0.0.1', done))
  const connect = clientId => new Promise(done => {
    const client = mqtt.connect({ host: '127.0.0.1', port: socket.address().port, clientId, clean: false }), got = []
    client.on('message', (topic, text) => got.push(String(text)))
    client.once('connect', () => done({ client, got }))
  })
  const quiet = async got => { for (let before = -1; before !== got.length; await sleep(2000)) before = got.length }
  let copy = await connect('copy')
  await copy.client.subscribeAsync('orders/#', { qos: 1 })
  await copy.client.endAsync()
  const { client } = await connect('shop')
  for (let n = 0; n < 1500; n++) await client.publishAsync('orders/1', String(n), { qos: 1 })
  copy = await connect('copy')
  await quiet(copy.got)
  console.log(`connects:          ${copy.got.length}, from ${copy.got[0]} to ${copy.got.at(-1)}`)
  await client.publishAsync('orders/1', 'new', { qos: 1 })
  await quiet(copy.got)
  console.log(`a new message:     ${copy.got.length}, the last one is ${copy.got.at(-1)}`)
  await copy.client.endAsync()
  copy = await connect('copy')
  await quiet(copy.got)
  console.log(`connects again:    ${copy.got.length}, from ${copy.got[0]} to ${copy.got.at(-1)}`)
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
connects:          1001, from 0 to 1000
a new message:     1002, the last one is new
connects again:    499, from 1001 to 1499
END
