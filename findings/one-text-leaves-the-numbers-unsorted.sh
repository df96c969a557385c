#!/usr/bin/env bash
# The sort node, "as number", leaves numbers in a wrong order when one item of the list is no number.
#
# What:     Node-RED 4.1.15 (npm: node-red), sort node on msg.payload, ascending, as number.
# Expected: the numbers are in order and the odd one stands at an end, or the node reports an error.
# Seen:     the odd one is NaN, which is neither less nor greater than anything: what stands before and after it is not compared.
# Matters:  one "n/a" of one sensor, and "the three smallest" of a list are wrong in silence, for some lists only.
#
# Output (2026-11-27):
#   [5,3,4,1]           [1,3,4,5]
#   [5,3,"n/a",4,1]     [1,4,"n/a",3,5]
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15

cat >probe.cjs <<'END'
const { start, tab, say, sleep } = require('./node-red.cjs')
;(async () => {
  const { give, said, logged } = await start(tab(
    ['sort', 'sort', ['out'], { order: 'ascending', as_num: true, target: 'payload', targetType: 'msg', msgKey: 'payload', msgKeyType: 'elem', seqKey: 'payload', seqKeyType: 'msg' }],
    say('out', 'JSON.stringify(msg.payload)')))
  for (const list of [[5, 3, 4, 1], [5, 3, 'n/a', 4, 1]]) {
    const title = JSON.stringify(list)
    give('sort', { payload: list })
    await sleep(300)
    console.log(title.padEnd(19), said.pop())
  }
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
[5,3,4,1]           [1,3,4,5]
[5,3,"n/a",4,1]     [1,4,"n/a",3,5]
END
