#!/usr/bin/env bash
# The timeout of a function node ends a busy loop, but not an await: the function goes on and sends, without an error.
#
# What:     Node-RED 4.1.15 (npm: node-red), function node, Setup tab, timeout 1 s.
# Expected: a function that takes longer than its timeout ends with an error; neither the node's dialog nor settings.js, which has
#           defaults for it, makes an exception.
# Seen:     only synchronous time counts. A function that awaits for 3 s is neither ended nor reported.
# Matters:  what takes long in function nodes today is waiting: for HTTP, databases, queues. The timeout that is set against exactly
#           that does nothing.
#
# Output (2026-11-27):
#   busy for 3 s:    error, Script execution timed out after 1000ms
#   waiting for 3 s: sent after 3 s
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15

cat >probe.cjs <<'END'
const { start, tab, code, say, sleep } = require('./node-red.cjs')
;(async () => {
  const { give, said } = await start(tab(
    code('busy', 'const end = Date.now() + 3000; while (Date.now() < end); return msg', ['b'], { timeout: 1 }), say('b', '"busy for 3 s:    sent"'),
    code('wait', 'await new Promise(done => setTimeout(done, 3000)); return msg', ['w'], { timeout: 1 }),
    say('w', '`waiting for 3 s: sent after ${Math.round((Date.now() - msg.from) / 1000)} s`'),
    ['catch', 'catch', ['c'], { scope: null, uncaught: false }],
    say('c', '(msg.error.source.id == "busy" ? "busy for 3 s:    error, " : "waiting for 3 s: error, ") + msg.error.message.replace(/^\\w*Error: /, "")')))
  give('busy', {})
  await sleep(4000)
  give('wait', { from: Date.now() })
  await sleep(4000)
  console.log(said.join('\n'))
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
busy for 3 s:    error, Script execution timed out after 1000ms
waiting for 3 s: sent after 3 s
END
