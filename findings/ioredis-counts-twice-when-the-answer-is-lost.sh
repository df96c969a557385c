#!/usr/bin/env bash
# When a connection breaks before the answer has come, ioredis sends the command again, by itself: a counter counts two, a queue loses an item.
#
# What:     ioredis 6.0.0 and redis 6.3.1 (npm), as they are by default, Redis 7.0.15 (Debian 12); a proxy between them that lets the command
#           through and breaks the connection before the answer.
# Expected: one call is one command, or an error, since nobody can know whether it was done. The redis package gives that error.
# Seen:     autoResendUnfulfilledCommands is true by default, and makes no difference between a command that can be repeated and one that
#           cannot. The promise resolves with the second answer, and nothing tells that there was a first one.
# Matters:  a failover or an idle timeout of a proxy counts a sale twice and queues an order twice; lpop, which the copies take their work
#           with, has thrown one item away. Whatever stands on the package has the same default.
#
# Output (2026-11-28), once each, with the items a, b and c in the list:
#                       ioredis                         redis
#   incr counter        resolved 2; it is 2             Socket closed unexpectedly; it is 1
#   lpop list           resolved b; there are c         Socket closed unexpectedly; there are b c
#   rpush queue job     resolved 2; there are job job   Socket closed unexpectedly; there are job
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages ioredis@6.0.0 redis@6.3.1
redis

cat >probe.cjs <<'END'
const net = require('net'), Redis = require('ioredis'), { createClient } = require('redis')
const sleep = ms => new Promise(done => setTimeout(done, ms)), port = Number(process.env.port)
;(async () => {
  let mute = false
  const open = new Set()
  const proxy = net.createServer(client => {
    const server = net.connect(port, '127.0.0.1')
    client.pipe(server)
    server.on('data', data => mute || client.write(data))
    client.on('close', () => { server.destroy(); open.delete(client) })
    for (const socket of [client, server]) socket.on('error', () => {})
    open.add(client)
  })
  await new Promise(done => proxy.listen(0, '127.0.0.1', done))
  const through = proxy.address().port, direct = new Redis(port)
  const one = new Redis(through, '127.0.0.1'), other = createClient({ url: `redis://127.0.0.1:${through}` })
  for (const client of [one, other]) client.on('error', () => {})
  await other.connect()
  await one.ping()
  const without = async (call, see) => {
    mute = true
    const answer = call().then(value => `resolved ${value}`, error => error.message)
    await sleep(500)
    for (const client of open) client.destroy()
    mute = false
    const said = await answer
    await sleep(1000)
    return `${said}; ${await see()}`
  }
  const items = key => async () => `there are ${(await direct.lrange(key, 0, -1)).join(' ')}`
  const row = async (title, key, see, first, second) => {
    const seen = []
    for (const call of [first, second]) {
      await direct.del('counter', 'list', 'queue')
      await direct.rpush('list', 'a', 'b', 'c')
      seen.push(await without(call, see))
    }
    console.log(title.padEnd(19), seen[0].padEnd(31), seen[1])
  }
  console.log(' '.repeat(19), 'ioredis'.padEnd(31), 'redis')
  await row('incr counter', 'counter', async () => `it is ${await direct.get('counter')}`, () => one.incr('counter'), () => other.incr('counter'))
  await row('lpop list', 'list', items('list'), () => one.lpop('list'), () => other.lPop('list'))
  await row('rpush queue job', 'queue', items('queue'), () => one.rpush('queue', 'job'), () => other.rPush('queue', 'job'))
  process.exit()
})()
END
verdict "$(timeout 60 node probe.cjs)" <<'END'
                    ioredis                         redis
incr counter        resolved 2; it is 2             Socket closed unexpectedly; it is 1
lpop list           resolved b; there are c         Socket closed unexpectedly; there are b c
rpush queue job     resolved 2; there are job job   Socket closed unexpectedly; there are job
END
