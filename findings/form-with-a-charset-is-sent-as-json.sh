#!/usr/bin/env bash
# An http request with "application/x-www-form-urlencoded; charset=UTF-8" sends JSON under that name; without the charset it sends a form.
#
# What:     Node-RED 4.1.15 (npm: node-red), http request node, POST with an object as payload; a flow with an http in node as the service.
# Expected: the media type decides, parameters behind it do not (RFC 9110, section 8.3.1). jQuery and many clients send this very header.
# Seen:     the node compares the whole header. With a charset the object becomes JSON, the header stays. The service reads a form with one
#           field whose name is the JSON text and whose value is empty, and answers 200.
# Matters:  a flow that hands on what a page sent, headers and all, works with one client and stores empty orders with another.
#
# Output (2026-11-28), what the service gets for {"article":"7","count":"2"}:
#   application/x-www-form-urlencoded:                 {"article":"7","count":"2"}
#   application/x-www-form-urlencoded; charset=UTF-8:  {"{\"article\":\"7\",\"count\":\"2\"}":""}
#   status codes: 200 200
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15

cat >probe.cjs <<'END'
const { start, tab, say, sleep, httpIn, httpOut } = require('./node-red.cjs')
;(async () => {
  const [id, type, wires, page] = httpIn('order', '/order', ['body', 'ok'])
  const { give, said, url } = await start(tab([id, type, wires, { ...page, method: 'post' }], say('body', 'JSON.stringify(msg.payload)'), httpOut('ok'),
    ['post', 'http request', ['answer'], { method: 'POST', ret: 'txt', paytoqs: 'ignore', url: '', tls: '', persist: false, proxy: '', insecureHTTPParser: false, authType: '', senderr: false, headers: [] }],
    say('answer', 'msg.statusCode')))
  const codes = []
  for (const contentType of ['application/x-www-form-urlencoded', 'application/x-www-form-urlencoded; charset=UTF-8']) {
    said.length = 0
    give('post', { url: url + '/order', payload: { article: '7', count: '2' }, headers: { 'content-type': contentType } })
    while (said.length < 2) await sleep(100)
    console.log(`${contentType}:`.padEnd(50), said[0])
    codes.push(said[1])
  }
  console.log('status codes:', ...codes)
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
application/x-www-form-urlencoded:                 {"article":"7","count":"2"}
application/x-www-form-urlencoded; charset=UTF-8:  {"{\"article\":\"7\",\"count\":\"2\"}":""}
status codes: 200 200
END
