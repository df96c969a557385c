#!/usr/bin/env bash
# A change node with "change flow.state" lets a message pass or keeps it for ever, by what stands in flow.state at that moment.
#
# What:     Node-RED 4.1.15 (npm: node-red), change node, "change flow.state: search for 3, replace with 4", the search value a number; the same
#           rule on msg.state.
# Expected: where nothing is found nothing is changed, and the message goes on, as it does with msg.state.
# Seen:     a text goes on, found or not. A number that is another one, a list, an object, and a value that was not set yet have no code that
#           calls back: the message ends in the node, without an error, and never completes.
# Matters:  the first message after a start, when flow.state is not there yet, is lost, and so is each one after the number has changed: the
#           page behind it waits, the job is not done. With a store in memory each start begins so.
#
# Output (2026-11-28), 3 replaced by 4:
#   flow.state 3:       passes, then 4
#   flow.state 5:       does not pass
#   flow.state "5":     passes, then "5"
#   flow.state [3]:     does not pass
#   flow.state not set: does not pass
#   msg.state 5:        passes, then 5
#   msg.state not set:  passes, then not set
#   caught by a catch node, completed, logged: nothing
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15

cat >probe.cjs <<'END'
const { start, tab, code, say, sleep } = require('./node-red.cjs')
const change = (id, where) => [id, 'change', [`${id} out`], { rules: [{ t: 'change', p: 'state', pt: where, from: '3', fromt: 'num', to: '4', tot: 'num' }] }]
;(async () => {
  const { give, said, logged } = await start(tab(change('flow', 'flow'), change('msg', 'msg'), code('keep', 'flow.set("state", msg.state); return msg', ['flow']),
    say('flow out', 'JSON.stringify(flow.get("state"))'), say('msg out', 'JSON.stringify(msg.state)'),
    ['complete', 'complete', ['completed'], { scope: ['flow'], uncaught: false }], say('completed', '"completed"'),
    ['catch', 'catch', ['caught'], { scope: null, uncaught: false }], say('caught', '"caught"')))
  const atStart = logged.length, silent = []
  for (const [where, state] of [['flow', 3], ['flow', 5], ['flow', '5'], ['flow', [3]], ['flow', undefined], ['msg', 5], ['msg', undefined]]) {
    said.length = 0
    give(where === 'flow' ? 'keep' : 'msg', state === undefined ? {} : { state })
    await sleep(2000)
    const seen = said.filter(one => one !== 'completed' && one !== 'caught')
    if (!seen.length) silent.push(...said)
    console.log(`${where}.state ${JSON.stringify(state) ?? 'not set'}:`.padEnd(19), seen.length ? `passes, then ${seen[0] ?? 'not set'}` : 'does not pass')
  }
  console.log('caught by a catch node, completed, logged:', [...silent, ...logged.slice(atStart)].join() || 'nothing')
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
flow.state 3:       passes, then 4
flow.state 5:       does not pass
flow.state "5":     passes, then "5"
flow.state [3]:     does not pass
flow.state not set: does not pass
msg.state 5:        passes, then 5
msg.state not set:  passes, then not set
caught by a catch node, completed, logged: nothing
END
