#!/usr/bin/env bash
# An http request that appends its payload to the address, or sends it as a form, sends nothing for a date, and for an object in it.
#
# What:     Node-RED 4.1.15 (npm: node-red), http request node: GET with "append to query-string parameters", POST as a form; a flow with http
#           in nodes as the service.
# Expected: a Date is sent as the same node sends it in JSON, 2026-11-28T00:00:00.000Z; what cannot be written there is an error.
# Seen:     the fields are there and empty, the request is answered. querystring.stringify of Node.js, which the node uses, writes an empty
#           text for all that is not a text, number, bigint, true, false or a list of these; one object in a list becomes an empty item.
# Matters:  "since" empty is "no limit" for most services: the flow asks for the changes since yesterday and gets, and works on, all of them.
#
# Output (2026-11-28), for {"since":Date,"where":{"state":"open"},"ids":[{"id":1},2]}:
#   GET, what the service gets:   {"since":"","where":"","ids":["","2"]}, answer 200
#   POST, what the service gets:  {"since":"","where":"","ids":["","2"]}, answer 200
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15

cat >probe.cjs <<'END'
const { start, tab, say, sleep, httpIn, httpOut } = require('./node-red.cjs')
const request = { method: 'use', ret: 'txt', paytoqs: 'query', url: '', tls: '', persist: false, proxy: '', insecureHTTPParser: false, authType: '', senderr: false, headers: [] }
;(async () => {
  const [, type, wires, page] = httpIn('', '/changes', ['seen', 'ok'])
  const { give, said, url } = await start(tab(['get', type, wires, page], ['post', type, wires, { ...page, method: 'post' }], say('seen', 'JSON.stringify(msg.payload)'), httpOut('ok'),
    ['ask', 'http request', ['answer'], request], say('answer', 'msg.statusCode')))
  for (const method of ['GET', 'POST']) {
    said.length = 0
    give('ask', { url: url + '/changes', method, payload: { since: new Date('2026-11-28'), where: { state: 'open' }, ids: [{ id: 1 }, 2] }, headers: { 'content-type': 'application/x-www-form-urlencoded' } })
    while (said.length < 2) await sleep(100)
    console.log(`${method}, what the service gets:`.padEnd(29), `${said[0]}, answer ${said[1]}`)
  }
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
GET, what the service gets:   {"since":"","where":"","ids":["","2"]}, answer 200
POST, what the service gets:  {"since":"","where":"","ids":["","2"]}, answer 200
END
