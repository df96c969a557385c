#!/usr/bin/env bash
# After one failed command a redis-in node never reads its list again, and stays green.
#
# What:     node-red-contrib-redis 1.3.9, Node-RED 4.1.15 (npm: node-red), redis-in with blpop; two Redis 7.0.15 (Debian 12).
# Expected: a consumer goes on when the server is back, as the client below it (ioredis) does by default, or says that it has ended.
# Seen:     the first error of BLPOP ends the node's loop for good, with a line at log level info. Here the server becomes a replica for
#           half a second, as in a failover, and the blocked command gets an error.
# Matters:  a queue with two consumers goes on with one, then with none, and every node goes on showing "connected"; only a restart helps.
#
# Output (2026-11-27):
#   before:           got one
#   server a replica, and master again
#   after:            got nothing; waiting in the list: two three
#   meanwhile at the status and catch nodes: nothing; in the log from warn on: nothing
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages ioredis@6.0.0
packages node-red@4.1.15
packages node-red-contrib-redis@1.3.9
declare -x other
redis
other=$port
redis

cat >probe.cjs <<'END'
const { start, tab, say, sleep } = require('./node-red.cjs')
const Redis = require('ioredis'), { env } = process
;(async () => {
  const client = new Redis(Number(env.port), '127.0.0.1')
  const config = { id: 'config', type: 'redis-config', name: 'queue', cluster: false, optionsType: 'json', options: JSON.stringify({ host: '127.0.0.1', port: Number(env.port) }) }
  const { said, logged } = await start([...tab(['in', 'redis-in', ['got'], { server: 'config', command: 'blpop', topic: 'orders', timeout: 0, obj: false }],
    say('got', '"got " + msg.payload'), ['st', 'status', ['shown'], { scope: ['in'] }], say('shown', '"status " + msg.status.text'),
    ['ca', 'catch', ['caught'], { scope: null, uncaught: false }], say('caught', '"caught " + msg.error.message')), config],
  { nodesDir: [process.cwd() + '/node_modules/node-red-contrib-redis'] })
  await sleep(1000)
  logged.length = said.length = 0
  const others = []
  const got = () => {
    const all = said.splice(0)
    others.push(...all.filter(text => !text.startsWith('got')))
    return all.filter(text => text.startsWith('got')).join() || 'got nothing'
  }
  await client.rpush('orders', 'one')
  await sleep(500)
  console.log('before:          ', got())
  await client.replicaof('127.0.0.1', env.other)
  await sleep(500)
  await client.replicaof('no', 'one')
  await sleep(3000)
  console.log('server a replica, and master again')
  await client.del('orders')
  await client.rpush('orders', 'two', 'three')
  await sleep(3000)
  console.log('after:           ', got() + '; waiting in the list:', (await client.lrange('orders', 0, -1)).join(' '))
  console.log('meanwhile at the status and catch nodes:', (others.join() || 'nothing') + '; in the log from warn on:', logged.join() || 'nothing')
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
before:           got one
server a replica, and master again
after:            got nothing; waiting in the list: two three
meanwhile at the status and catch nodes: nothing; in the log from warn on: nothing
END
