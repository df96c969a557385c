#!/usr/bin/env bash
# A web page whose flow splits a list, works on the parts and joins them again never answers when the list is empty.
#
# What:     Node-RED 4.1.15 (npm: node-red), split and join as they are by default.
# Expected: split and join undo each other, so an empty list comes out as an empty list; an empty text does come through.
# Seen:     split sends nothing for [] and for {}, and completes; the message ends there, without an error.
# Matters:  "no rows today" is the one answer of a database that nobody tried; the client waits for its own timeout.
#
# Output (2026-11-27):
#   [1,2]  answered: [1,2]
#   ""     answered: ""
#   []     no answer in 3 s
#   {}     no answer in 3 s
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15

cat >probe.cjs <<'END'
const { start, tab, code, httpIn, httpOut } = require('./node-red.cjs')
;(async () => {
  const { url } = await start(tab(
    httpIn('in', '/page', ['list']), code('list', 'msg.payload = JSON.parse(msg.req.query.v); return msg', ['split']),
    ['split', 'split', ['join'], { splt: '\\n', spltType: 'str', arraySplt: 1, arraySpltType: 'len', stream: false, addname: '', property: 'payload' }],
    ['join', 'join', ['text'], { mode: 'auto', build: 'object', property: 'payload', propertyType: 'msg', key: 'topic', joiner: '\\n', joinerType: 'str', accumulate: 'false', timeout: '', count: '' }],
    code('text', 'msg.payload = JSON.stringify(msg.payload); return msg', ['out']), httpOut('out')))
  for (const value of ['[1,2]', '""', '[]', '{}']) {
    const answer = await fetch(`${url}/page?v=${value}`, { signal: AbortSignal.timeout(3000) }).then(a => a.text()).then(t => 'answered: ' + t, () => 'no answer in 3 s')
    console.log(value.padEnd(6), answer)
  }
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
[1,2]  answered: [1,2]
""     answered: ""
[]     no answer in 3 s
{}     no answer in 3 s
END
