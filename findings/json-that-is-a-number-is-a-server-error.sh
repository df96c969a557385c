#!/usr/bin/env bash
# A POST with the JSON 5, "text" or null is answered with 500 by an http in node, and no flow hears of it.
#
# What:     Node-RED 4.1.15 (npm: node-red), http in, content type application/json.
# Expected: these are JSON texts (RFC 8259), so that the flow gets them as it gets {"a":1}; and what is no JSON is the client's fault, 400.
# Seen:     only objects and lists are parsed. For all else, sound or broken, the answer is 500, and neither the flow nor a catch node
#           sees the request.
# Matters:  a client that sends a reading as a bare number looks like a broken server: load balancers count 500 against a healthy copy.
#
# Output (2026-11-27):
#   {"a":1}   200, the flow runs
#   [1]       200, the flow runs
#   5         500, nothing runs
#   "text"    500, nothing runs
#   null      500, nothing runs
#   {"a":     500, nothing runs
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15

cat >probe.cjs <<'END'
const { start, tab, code, say, httpIn, httpOut } = require('./node-red.cjs')
const [id, type, wires, properties] = httpIn('in', '/page', ['f'])
;(async () => {
  const { url, said } = await start(tab([id, type, wires, { ...properties, method: 'post' }],
    code('f', 'global.get("say")("the flow"); msg.payload = "ok"; return msg', ['out']), httpOut('out'),
    ['catch', 'catch', ['c'], { scope: null, uncaught: false }], say('c', '"the catch node"')))
  for (const body of ['{"a":1}', '[1]', '5', '"text"', 'null', '{"a":']) {
    const { status } = await fetch(url + '/page', { method: 'POST', body, headers: { 'content-type': 'application/json' } })
    console.log(body.padEnd(9), `${status}, ${said.splice(0).join() || 'nothing'} runs`)
  }
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
{"a":1}   200, the flow runs
[1]       200, the flow runs
5         500, nothing runs
"text"    500, nothing runs
null      500, nothing runs
{"a":     500, nothing runs
END
