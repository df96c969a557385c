#!/usr/bin/env bash
# The http request node keeps its connection although "keep-alive" is off: of two copies behind a port, one gets all its requests.
#
# What:     Node-RED 4.1.15 (npm: node-red) on Node.js 20, http request with "enable connection keep-alive" off, as it is by default;
#           two workers of Node.js's cluster, which share one port connection by connection, as a TCP load balancer or a Kubernetes
#           Service does.
# Expected: the option says what happens: off is a connection per request, and so the requests are spread.
# Seen:     since Node.js 19 connections are kept by default, and the node does not switch that off. One connection carries all requests
#           that come within some seconds of each other, so that the option makes no difference.
# Matters:  calls between two instances do not use the second copy; a test that shows "balanced" with curl is wrong for the flow, and a
#           counter in that copy looks right until the connection is closed.
#
# Output (2026-11-27), 10 requests each, 0.1 s apart:
#   http request, keep-alive off:  1 connection, copies 10 and 0
#   http request, keep-alive on:   1 connection, copies 10 and 0
#   curl:                          10 connections, copies 5 and 5
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
debian curl 7.88.1
port=$(free_port)
export port

cat >probe.cjs <<'END'
const cluster = require('cluster'), http = require('http'), { execFile } = require('child_process'), { port } = process.env
const main = async () => {
  const { start, tab, say, sleep } = require('./node-red.cjs')
  const requests = [0, 0]
  let connections = 0
  await Promise.all([0, 1].map(i => new Promise(done => cluster.fork().on('message', what => {
    if (what === 'ready') done()
    else if (what === 'connection') connections++
    else requests[i]++
  }))))
  const url = `http://127.0.0.1:${port}/`
  const request = (id, persist) => [id, 'http request', ['out'], { method: 'GET', ret: 'txt', paytoqs: 'ignore', url, tls: '', persist, proxy: '', insecureHTTPParser: false,
    authType: '', senderr: false, headers: [] }]
  const { give } = await start(tab(request('off', false), request('on', true), say('out')))
  const look = async (title, ask) => {
    requests.fill(connections = 0)
    for (let n = 0; n < 10; n++) { ask(); await sleep(100) }
    await sleep(300)
    console.log(title, `${connections} connection${connections === 1 ? '' : 's'}, copies ${[...requests].sort((a, b) => b - a).join(' and ')}`)
  }
  await look('http request, keep-alive off: ', () => give('off', { payload: '' }))
  await look('http request, keep-alive on:  ', () => give('on', { payload: '' }))
  await look('curl:                         ', () => execFile('curl', ['--silent', url]))
  process.exit()
}
if (cluster.isPrimary) main()
else {
  http.createServer((request, response) => { process.send('request'); response.end('ok') }).on('connection', () => process.send('connection'))
    .listen(port, '127.0.0.1', () => process.send('ready'))
}
END
verdict "$(node probe.cjs)" <<'END'
http request, keep-alive off:  1 connection, copies 10 and 0
http request, keep-alive on:   1 connection, copies 10 and 0
curl:                          10 connections, copies 5 and 5
END
