#!/usr/bin/env bash
# An http response node answers with any payload but true and false: then the client waits in vain.
#
# What:     Node-RED 4.1.15 (npm: node-red), http response.
# Expected: true is answered as 5, null and {"ok":true} are; at the least a refused answer ends the request.
# Seen:     the node throws, which a catch node hears, and the request stays open until the client gives up.
# Matters:  "is the valve open?" is answered by a boolean; the page works while its answer is a text and stops when it becomes a boolean.
#
# Output (2026-11-27):
#   "yes"         200 yes
#   5             200 5
#   null          200 null
#   {"ok":true}   200 {"ok":true}
#   true          no answer in 3 s, caught: ERR_INVALID_ARG_TYPE
#   false         no answer in 3 s, caught: ERR_INVALID_ARG_TYPE
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15

cat >probe.cjs <<'END'
const { start, tab, code, say, httpIn, httpOut } = require('./node-red.cjs')
;(async () => {
  const { url, said } = await start(tab(httpIn('in', '/page', ['f']), code('f', 'msg.payload = JSON.parse(msg.req.query.v); return msg', ['out']), httpOut('out'),
    ['catch', 'catch', ['c'], { scope: ['out'], uncaught: false }], say('c', '/ERR_\\w+/.exec(msg.error.message)[0]')))
  for (const value of ['"yes"', '5', 'null', '{"ok":true}', 'true', 'false']) {
    const answer = await fetch(`${url}/page?v=${encodeURIComponent(value)}`, { signal: AbortSignal.timeout(3000) }).then(async a => `${a.status} ${await a.text()}`, () => 'no answer in 3 s')
    console.log(value.padEnd(13), [answer, ...said.splice(0).map(s => 'caught: ' + s)].join(', '))
  }
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
"yes"         200 yes
5             200 5
null          200 null
{"ok":true}   200 {"ok":true}
true          no answer in 3 s, caught: ERR_INVALID_ARG_TYPE
false         no answer in 3 s, caught: ERR_INVALID_ARG_TYPE
END
