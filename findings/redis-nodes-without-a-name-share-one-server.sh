#!/usr/bin/env bash
# Two Redis servers in one flow: if their config nodes have the same name, or none, all commands go to the first of them.
#
# What:     node-red-contrib-redis 1.3.9, Node-RED 4.1.15 (npm: node-red), redis-command and redis-out; two Redis 7.0.15 (Debian 12).
# Expected: a node uses the server that is chosen in it; a name is a label, and empty by default.
# Seen:     connections are kept by the name of the config node, not by its id, and whoever starts first makes the connection. Nodes that
#           block, and redis-in, have connections of their own and are right.
# Matters:  "cache" and "sessions", production and archive, or two sites, are one database; reading back through the same flow confirms it.
#
# Output (2026-11-27), set room/temp through a node of each server:
#   names "" and "":           first server has written by the second node, second server has nothing
#   names "one" and "two":     first server has written by the first node, second server has written by the second node
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages ioredis@6.0.0
packages node-red@4.1.15
packages node-red-contrib-redis@1.3.9
declare -x first
redis
first=$port
redis

cat >probe.cjs <<'END'
const { start, tab, say, sleep } = require('./node-red.cjs')
const Redis = require('ioredis'), { env } = process
const servers = [env.first, env.port].map(Number)
;(async () => {
  const clients = servers.map(port => new Redis(port, '127.0.0.1'))
  const configs = names => names.map((name, i) => ({ id: `config${i}`, type: 'redis-config', name, cluster: false, optionsType: 'json',
    options: JSON.stringify({ host: '127.0.0.1', port: servers[i] }) }))
  const nodes = servers.map((_, i) => [`set${i}`, 'redis-command', [], { server: `config${i}`, command: 'set', topic: '', params: '[]', block: false }])
  const { give, admin } = await start([...tab(...nodes), ...configs(['', ''])], { nodesDir: [process.cwd() + '/node_modules/node-red-contrib-redis'] })
  for (const names of [['', ''], ['one', 'two']]) {
    await admin('POST', '/flows', [...tab(...nodes), ...configs(names)])
    await sleep(1000)
    for (const client of clients) await client.flushall()
    for (const [i, by] of ['first', 'second'].entries()) { give(`set${i}`, { topic: 'room/temp', payload: `written by the ${by} node` }); await sleep(300) }
    const [a, b] = await Promise.all(clients.map(client => client.get('room/temp')))
    console.log(`names "${names[0]}" and "${names[1]}":`.padEnd(26), `first server has ${a ?? 'nothing'}, second server has ${b ?? 'nothing'}`)
  }
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
names "" and "":           first server has written by the second node, second server has nothing
names "one" and "two":     first server has written by the first node, second server has written by the second node
END
