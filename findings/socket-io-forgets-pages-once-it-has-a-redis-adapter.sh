#!/usr/bin/env bash
# Socket.IO's connection state recovery works in one copy, and stops, without a word, with the Redis adapter that two copies need.
#
# What:     socket.io and socket.io-client 4.8.3, @socket.io/redis-adapter 8.3.0, @socket.io/redis-streams-adapter 0.3.1, redis 4.7.1 (npm),
#           Redis 7.0.15 (Debian 12), connectionStateRecovery switched on.
# Expected: the option works, or the server refuses it or warns when the adapter cannot do it.
# Seen:     with the Redis adapter a page that comes back is a new one: its rooms are gone and what was sent meanwhile never comes. The
#           streams adapter keeps both, in the other copy, too.
# Matters:  what was tried with one copy, pages that miss nothing in a short gap, is lost by the step that was to make it safer. A dashboard
#           shows the value from before the gap until the next one comes.
#
# Output (2026-11-28), 1 is sent, the page loses its connection, 2 is sent, the page comes back:
#   one copy, no adapter:                 recovered, has 1 2
#   two copies, redis-adapter:            to the same copy: new, has 1; to the other: new, has 1
#   two copies, redis-streams-adapter:    to the same copy: recovered, has 1 2; to the other: recovered, has 1 2
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages socket.io@4.8.3 socket.io-client@4.8.3 @socket.io/redis-adapter@8.3.0 redis@4.7.1
packages socket.io@4.8.3 socket.io-client@4.8.3 @socket.io/redis-streams-adapter@0.3.1 redis@4.7.1
redis

cat >probe.cjs <<'END'
const { Server } = require('socket.io'), { io } = require('socket.io-client'), { createClient } = require('redis')
const sleep = ms => new Promise(done => setTimeout(done, ms))
const client = async () => createClient({ url: `redis://127.0.0.1:${process.env.port}` }).on('error', () => {}).connect()
const adapters = {
  none: async () => undefined,
  redis: async () => require('@socket.io/redis-adapter').createAdapter(await client(), await client()),
  streams: async () => require('@socket.io/redis-streams-adapter').createAdapter(await client()),
}
const copy = async adapter => {
  const server = new Server({ adapter: await adapters[adapter](), connectionStateRecovery: { maxDisconnectionDuration: 60000 } })
  server.on('connection', socket => { if (!socket.recovered) socket.join('dashboard') })
  server.listen(0, { host: '127.0.0.1' })
  await new Promise(done => server.httpServer.once('listening', done))
  return { server, url: `http://127.0.0.1:${server.httpServer.address().port}` }
}
const until = async what => { while (!what()) await sleep(50) }
const page = async (adapter, toOther) => {
  const a = await copy(adapter), b = await copy(adapter), sender = adapter === 'none' ? a : b, has = []
  const socket = io(a.url, { transports: ['websocket'], reconnection: false, forceNew: true })
  socket.on('value', value => has.push(value))
  await until(() => socket.connected)
  sender.server.to('dashboard').emit('value', 1)
  await until(() => has.length)
  socket.io.engine.close()
  await until(() => !socket.connected)
  await sleep(1000)
  sender.server.to('dashboard').emit('value', 2)
  await sleep(1000)
  if (toOther) socket.io.uri = b.url
  socket.connect()
  await until(() => socket.connected)
  await sleep(1000)
  const seen = `${socket.recovered ? 'recovered' : 'new'}, has ${has.join(' ')}`
  socket.close()
  return seen
}
;(async () => {
  console.log('one copy, no adapter:                ', await page('none'))
  console.log('two copies, redis-adapter:           ', `to the same copy: ${await page('redis')}; to the other: ${await page('redis', true)}`)
  console.log('two copies, redis-streams-adapter:   ', `to the same copy: ${await page('streams')}; to the other: ${await page('streams', true)}`)
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
one copy, no adapter:                 recovered, has 1 2
two copies, redis-adapter:            to the same copy: new, has 1; to the other: new, has 1
two copies, redis-streams-adapter:    to the same copy: recovered, has 1 2; to the other: recovered, has 1 2
END
