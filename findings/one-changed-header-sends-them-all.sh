#!/usr/bin/env bash
# A header is set between two http request nodes, and the second request carries all headers of the first one's answer.
#
# What:     Node-RED 4.1.15 (npm: node-red), http request.
# Expected: the second server gets the header that was set. Without a change in between it gets none of the first answer's headers:
#           the node marks them with a hash and drops them.
# Seen:     one more header breaks the hash, and the whole answer goes along: content-length, cache-control, date, set-cookie of
#           another host.
# Matters:  "fetch a token, set Authorization, call the service" is the most usual chain of two requests there is. Cookies of the
#           first host reach the second, and a content-length of the wrong size breaks a POST.
#
# Output (2026-11-27), header names that the second server gets:
#   headers left alone:   connection host user-agent
#   authorization is set: authorization cache-control connection content-length date host keep-alive set-cookie user-agent x-from-first
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15

cat >probe.cjs <<'END'
const { start, tab, code, sleep } = require('./node-red.cjs')
const server = require('http').createServer((request, response) => {
  response.setHeader('set-cookie', 'session=1').setHeader('x-from-first', 'yes').setHeader('cache-control', 'max-age=60').end('ok')
  if (request.url !== '/first') console.log(request.url === '/plain' ? 'headers left alone:  ' : 'authorization is set:', Object.keys(request.headers).sort().join(' '))
}).listen(0, '127.0.0.1', async () => {
  const request = (id, path, wires) => [id, 'http request', wires, { method: 'GET', ret: 'txt', paytoqs: 'ignore', headers: [],
    url: `http://127.0.0.1:${server.address().port}${path}`, tls: '', persist: false, proxy: '', authType: '', senderr: false }]
  const { give } = await start(tab(request('a1', '/first', ['a2']), request('a2', '/plain'),
    request('b1', '/first', ['token']), code('token', 'msg.headers.authorization = "Bearer x"; return msg', ['b2']), request('b2', '/token')))
  give('a1', {})
  await sleep(1000)
  give('b1', {})
  await sleep(1000)
  process.exit()
})
END
verdict "$(node probe.cjs)" <<'END'
headers left alone:   connection host user-agent
authorization is set: authorization cache-control connection content-length date host keep-alive set-cookie user-agent x-from-first
END
