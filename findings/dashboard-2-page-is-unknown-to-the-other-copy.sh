#!/usr/bin/env bash
# A Dashboard 2 page whose requests reach two copies in turn never connects: the second request of its session is refused.
#
# What:     @flowfuse/node-red-dashboard 1.31.0, Node-RED 4.1.15 (npm: node-red), two processes with the same flows.
# Expected: two copies behind a load balancer that goes request by request serve a page, as they serve http in pages.
# Seen:     its socket.io begins with polling: the handshake makes a session in the copy that answers it, and the next request, which
#           the other copy gets, is "Session ID unknown". The page stays at "Loading".
# Matters:  Kubernetes services and ingresses balance like that by default. It needs affinity, and then a copy that is replaced takes the
#           pages of its users down with it.
#
# Output (2026-11-27):
#   handshake at copy 1:                  200
#   next request, same copy:              200 ok
#   handshake at copy 1, next at copy 2:  400 Session ID unknown
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages @flowfuse/node-red-dashboard@1.31.0

cat >copy.cjs <<'END'
const { start, tab } = require('./node-red.cjs')
start([...tab(['text', 'ui-text', [], { group: 'g', order: 1, width: 0, height: 0, label: 'text', format: '{{msg.payload}}', layout: 'row-left' }]),
  { id: 'b', type: 'ui-base', name: 'Dashboard', path: '/dashboard', includeClientData: true, acceptsClientConfig: ['ui-notification'] },
  { id: 'p', type: 'ui-page', name: 'Page', ui: 'b', path: '/page', icon: 'home', layout: 'grid', theme: 'th', order: 1 },
  { id: 'th', type: 'ui-theme', name: 'Theme', colors: {}, sizes: {} }, { id: 'g', type: 'ui-group', name: 'Group', page: 'p', width: 6, height: 1, order: 1 }],
{ nodesDir: [process.cwd() + '/node_modules/@flowfuse/node-red-dashboard/nodes'] }).then(({ url }) => setTimeout(() => process.send(url), 2000))
END
cat >probe.cjs <<'END'
const { fork } = require('child_process')
const copies = []
const copy = () => new Promise(done => {
  const child = fork('./copy.cjs')
  copies.push(child)
  child.on('message', done)
})
;(async () => {
  const [first, second] = await Promise.all([copy(), copy()])
  const handshake = async () => {
    const answer = await fetch(first + '/dashboard/socket.io/?EIO=4&transport=polling')
    return { status: answer.status, sid: JSON.parse((await answer.text()).slice(1)).sid }
  }
  const next = async (url, { sid }) => {
    const answer = await fetch(`${url}/dashboard/socket.io/?EIO=4&transport=polling&sid=${sid}`, { method: 'POST', body: '40', headers: { 'content-type': 'text/plain' } })
    const text = await answer.text()
    return `${answer.status} ${answer.ok ? text : JSON.parse(text).message}`
  }
  console.log('handshake at copy 1:                 ', (await handshake()).status)
  console.log('next request, same copy:             ', await next(first, await handshake()))
  console.log('handshake at copy 1, next at copy 2: ', await next(second, await handshake()))
  copies.forEach(child => child.kill())
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
handshake at copy 1:                  200
next request, same copy:              200 ok
handshake at copy 1, next at copy 2:  400 Session ID unknown
END
