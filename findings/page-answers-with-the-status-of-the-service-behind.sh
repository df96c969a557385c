#!/usr/bin/env bash
# A flow asks a service, makes its own answer and sends it with http response: the client gets the service's status code.
#
# What:     Node-RED 4.1.15 (npm: node-red), http in, http request, function, http response with an empty status code.
# Expected: a page that was made here says 200 unless the flow says otherwise; headers of the service are not passed on either.
# Seen:     http request leaves its status in msg.statusCode, http response takes it from there: a fallback page goes out as 503, a POST
#           that the service answers with 201 makes the page say 201.
# Matters:  clients, caches and load balancers act on the code: a copy that answered well is taken out for a fault of another service.
#
# Output (2026-11-27):
#   service says 200: 200 fine
#   service says 503: 503 fine
#   service says 404: 404 fine
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15

cat >probe.cjs <<'END'
const { start, tab, code, httpIn, httpOut } = require('./node-red.cjs')
const service = require('http').createServer((request, response) => { response.statusCode = Number(request.url.slice(1)); response.end('service') })
service.listen(0, '127.0.0.1', async () => {
  const { url } = await start(tab(httpIn('in', '/page', ['ask']),
    code('ask', `msg.url = "http://127.0.0.1:${service.address().port}/" + msg.req.query.status; return msg`, ['request']),
    ['request', 'http request', ['page'], { method: 'GET', ret: 'txt', paytoqs: 'ignore', url: '', tls: '', persist: false, proxy: '', authType: '', senderr: false, headers: [] }],
    code('page', 'msg.payload = "fine"; return msg', ['out']), httpOut('out')))
  for (const status of [200, 503, 404]) {
    const answer = await fetch(`${url}/page?status=${status}`)
    console.log(`service says ${status}:`, answer.status, await answer.text())
  }
  process.exit()
})
END
verdict "$(node probe.cjs)" <<'END'
service says 200: 200 fine
service says 503: 503 fine
service says 404: 404 fine
END
