#!/usr/bin/env bash
# A change node sets msg.payload to msg.a.b.c, which is missing: the payload is deleted or stays, by how much of the path is missing.
#
# What:     Node-RED 4.1.15 (npm: node-red), change node, "set msg.payload to msg.a.b.c".
# Expected: a missing source gives one result, as `msg.a?.b?.c` does: undefined, which deletes the payload.
# Seen:     only the last part missing: the payload is deleted. More missing: the rule is skipped, the old payload goes on, no error.
# Matters:  the value of the request passes as if it were the answer. With "set to msg.a" everything is fine, so tests miss it.
#
# Output (2026-11-27):
#   msg.a.b is {}:      undefined
#   msg.a is {}:        old
#   msg.a is missing:   old
#   caught by a catch node: nothing
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15

cat >probe.cjs <<'END'
const { start, tab, say, sleep } = require('./node-red.cjs')
;(async () => {
  const { give, said } = await start(tab(
    ['set', 'change', ['out'], { rules: [{ t: 'set', p: 'payload', pt: 'msg', to: 'a.b.c', tot: 'msg' }] }], say('out'),
    ['catch', 'catch', ['caught'], { scope: null, uncaught: false }], say('caught', '"caught"')))
  for (const [title, a] of [['msg.a.b is {}:', { b: {} }], ['msg.a is {}:', {}], ['msg.a is missing:', undefined]]) {
    give('set', { payload: 'old', ...(a && { a }) })
    await sleep(300)
    console.log(title.padEnd(19), said.pop())
  }
  console.log('caught by a catch node:', said.length ? said : 'nothing')
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
msg.a.b is {}:      undefined
msg.a is {}:        old
msg.a is missing:   old
caught by a catch node: nothing
END
