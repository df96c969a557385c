#!/usr/bin/env bash
# A message with msg.reset = false empties a delay node's queue, stops a trigger node and is thrown away itself.
#
# What:     Node-RED 4.1.15 (npm: node-red), delay, trigger, join and filter nodes.
# Expected: false says no, as it does for msg.complete of a join node's count or msg.retain of mqtt out; or all four read it alike.
# Seen:     delay, trigger and join ask whether the property is there, not what it is.
# Matters:  `msg.reset = payload > 100` as one line of a function node resets on every message. A reset that a form or an API sends as
#           a field does it too.
#
# Output (2026-11-27), two messages, the second with reset false:
#   delay 0.3 s   sends nothing
#   trigger       sends on
#   join of two   sends nothing
#   filter        sends 1 1
#   and without reset in the second:
#   delay 0.3 s   sends 1 1
#   trigger       sends on off
#   join of two   sends [1,1]
#   filter        sends 1
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15

cat >probe.cjs <<'END'
const { start, tab, say, sleep } = require('./node-red.cjs')
const nodes = {
  'delay 0.3 s': ['delay', { pauseType: 'delay', timeout: '300', timeoutUnits: 'milliseconds', rate: '1', nbRateUnits: '1', rateUnits: 'second', randomFirst: '1', randomLast: '5', randomUnits: 'seconds', drop: false, allowrate: false, outputs: 1 }],
  trigger: ['trigger', { op1: 'on', op2: 'off', op1type: 'str', op2type: 'str', duration: '300', extend: 'false', overrideDelay: false, units: 'ms', reset: '', bytopic: 'all', topic: 'topic', outputs: 1 }],
  'join of two': ['join', { mode: 'custom', build: 'array', property: 'payload', propertyType: 'msg', key: 'topic', joiner: '\\n', joinerType: 'str', useparts: false, accumulate: false, timeout: '', count: '2' }],
  filter: ['rbe', { func: 'rbe', gap: '', start: '', inout: 'out', septopics: true, property: 'payload', topi: 'topic' }],
}
;(async () => {
  const names = Object.keys(nodes), flows = round => names.flatMap((name, i) => [[`n${round}${i}`, nodes[name][0], [`s${round}${i}`], nodes[name][1]],
    say(`s${round}${i}`, `"${round}${i} " + (Array.isArray(msg.payload) ? JSON.stringify(msg.payload) : msg.payload)`)])
  const { give, said } = await start(tab(...flows('a'), ...flows('b')))
  for (const round of ['a', 'b']) {
    for (const i of names.keys()) {
      give(`n${round}${i}`, { payload: 1 })
      give(`n${round}${i}`, { payload: 1, ...(round === 'a' && { reset: false }) })
    }
    await sleep(1500)
    if (round === 'b') console.log('and without reset in the second:')
    names.forEach((name, i) => console.log(name.padEnd(13), 'sends', said.filter(s => s.startsWith(round + i)).map(s => s.slice(3)).join(' ') || 'nothing'))
  }
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
delay 0.3 s   sends nothing
trigger       sends on
join of two   sends nothing
filter        sends 1 1
and without reset in the second:
delay 0.3 s   sends 1 1
trigger       sends on off
join of two   sends [1,1]
filter        sends 1
END
