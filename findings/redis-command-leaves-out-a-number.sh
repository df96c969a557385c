#!/usr/bin/env bash
# A redis-command node leaves out an argument that is a number: "lpop queue 3" takes one item, "set stock 0" writes an example value.
#
# What:     node-red-contrib-redis 1.3.9, Node-RED 4.1.15 (npm: node-red), redis-command; Redis 7.0.15 (Debian 12).
# Expected: msg.payload is the argument, whatever its type, since Redis has none but texts; or an error that names it.
# Seen:     only texts, lists and objects are taken. A number other than 0, and true, are dropped, and the command runs without; for 0,
#           false and "" the arguments that stand in the node are used instead.
# Matters:  a batch of 3 is a batch of 1, and a stock of 0 is written as the example value of the dialog; both without an error.
#
# Output (2026-11-27):
#   lpop queue, payload "3":                   ["a","b","c"]
#   lpop queue, payload 3:                     "a"
#   set stock, payload 7, params ["100"]:      ERR wrong number of arguments for 'set' command
#   set stock, payload 0, params ["100"]:      "OK", and stock is 100
#   set stock, payload "0", params ["100"]:    "OK", and stock is 0
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
const Redis = require('ioredis'), { env } = process
;(async () => {
  const client = new Redis(Number(env.port), '127.0.0.1')
  const config = { id: 'config', type: 'redis-config', name: 'stock', cluster: false, optionsType: 'json', options: JSON.stringify({ host: '127.0.0.1', port: Number(env.port) }) }
  const { give, said } = await start([...tab(['lpop', 'redis-command', ['out'], { server: 'config', command: 'lpop', topic: 'queue', params: '[]' }],
    ['set', 'redis-command', ['out'], { server: 'config', command: 'set', topic: 'stock', params: '["100"]' }], say('out', 'JSON.stringify(msg.payload)'),
    ['ca', 'catch', ['caught'], { scope: null, uncaught: false }], say('caught', 'msg.error.message.replace("ReplyError: ", "")')), config],
  { nodesDir: [process.cwd() + '/node_modules/node-red-contrib-redis'] })
  await sleep(1000)
  const ask = async (node, payload) => {
    said.length = 0
    give(node, { payload })
    await sleep(300)
    return said.join()
  }
  for (const payload of ['3', 3]) {
    await client.del('queue')
    await client.rpush('queue', 'a', 'b', 'c', 'd')
    console.log(`lpop queue, payload ${JSON.stringify(payload)}:`.padEnd(42), await ask('lpop', payload))
  }
  for (const payload of [7, 0, '0']) {
    await client.del('stock')
    const answer = await ask('set', payload), stock = await client.get('stock')
    console.log(`set stock, payload ${JSON.stringify(payload)}, params ["100"]:`.padEnd(42), answer + (stock ? `, and stock is ${stock}` : ''))
  }
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
lpop queue, payload "3":                   ["a","b","c"]
lpop queue, payload 3:                     "a"
set stock, payload 7, params ["100"]:      ERR wrong number of arguments for 'set' command
set stock, payload 0, params ["100"]:      "OK", and stock is 100
set stock, payload "0", params ["100"]:    "OK", and stock is 0
END
