#!/usr/bin/env bash
# Two instances on one Redis, one in database 0 and one in database 1: keys are apart, published messages are not.
#
# What:     node-red-contrib-redis 1.3.9, Node-RED 4.1.15 (npm: node-red), redis-in with subscribe; Redis 7.0.15 (Debian 12).
# Expected: what a connection with "db": 1 does stays in database 1, as it does for keys and lists.
# Seen:     channels belong to the server. The node of database 1 emits what is published through database 0.
# Matters:  test and production, or two customers, that are separated by the number of the database hear each other's events and act on them.
#
# Output (2026-11-27), done in database 0, seen by nodes of database 1:
#   set mode:        nothing
#   rpush orders:    nothing
#   publish events:  stop
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages ioredis@6.0.0
packages node-red@4.1.15
packages node-red-contrib-redis@1.3.9
redis

cat >probe.cjs <<'END'
const { start, tab, say, sleep } = require('./node-red.cjs')
const Redis = require('ioredis'), port = Number(process.env.port)
;(async () => {
  const production = new Redis({ host: '127.0.0.1', port, db: 0 })
  const config = { id: 'config', type: 'redis-config', name: 'test', cluster: false, optionsType: 'json', options: JSON.stringify({ host: '127.0.0.1', port, db: 1 }) }
  const { give, said } = await start([...tab(['events', 'redis-in', ['out'], { server: 'config', command: 'subscribe', topic: 'events', obj: false }],
    ['orders', 'redis-in', ['out'], { server: 'config', command: 'blpop', topic: 'orders', timeout: 0, obj: false }],
    ['mode', 'redis-command', ['out'], { server: 'config', command: 'get', topic: 'mode', params: '[]' }], say('out', 'msg.payload || "nothing"')), config],
  { nodesDir: [process.cwd() + '/node_modules/node-red-contrib-redis'] })
  await sleep(1500)
  const look = async (title, ...doing) => {
    said.length = 0
    for (const one of doing) await one()
    await sleep(500)
    console.log(title, said.join() || 'nothing')
  }
  await look('set mode:       ', () => production.set('mode', 'stop'), () => give('mode', {}))
  await look('rpush orders:   ', () => production.rpush('orders', 'stop'))
  await look('publish events: ', () => production.publish('events', 'stop'))
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
set mode:        nothing
rpush orders:    nothing
publish events:  stop
END
