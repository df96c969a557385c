#!/usr/bin/env bash
# In a switch node null, an empty text and true are less than 5, true lies between 1 and 10, and an object contains the letter b.
#
# What:     Node-RED 4.1.15 (npm: node-red), switch node, rules with a typed value "number" or "string".
# Expected: with a number to compare with, what is no number takes the "otherwise" output; JSONata refuses such a comparison, SQL has
#           null for it.
# Seen:     JavaScript's loose comparison: null, "" and false count as 0, true as 1, a list of one as its item. "contains" looks into
#           the text of an object, which is "[object Object]".
# Matters:  a sensor that sends null fires "temperature below 5". Only undefined and a text that is no number go to "otherwise".
#
# Output (2026-11-27), payloads that pass:
#   < 5              null "" true 3
#   between 1 and 10 true 3 [5]
#   == "1"           true [1] 1
#   contains "b"     "abc" {"a":1}
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15

cat >probe.cjs <<'END'
const { start, tab, say, sleep } = require('./node-red.cjs')
const rules = [['< 5', { t: 'lt', v: '5', vt: 'num' }, [null, '', 'abc', true, 3, 7]],
  ['between 1 and 10', { t: 'btwn', v: '1', vt: 'num', v2: '10', v2t: 'num' }, [null, 'abc', true, 3, [5]]],
  ['== "1"', { t: 'eq', v: '1', vt: 'str' }, [true, [1], 1, 2]], ['contains "b"', { t: 'cont', v: 'b', vt: 'str' }, ['abc', { a: 1 }, 5]]]
;(async () => {
  const { give, said } = await start(tab(...rules.flatMap(([, rule], i) => [
    ['n' + i, 'switch', ['s' + i], { property: 'payload', propertyType: 'msg', rules: [rule], checkall: 'true', repair: false, outputs: 1 }],
    say('s' + i, `"${i}" + JSON.stringify(msg.payload)`)])))
  for (const i of rules.keys()) for (const payload of rules[i][2]) { give('n' + i, { payload }); await sleep(100) }
  rules.forEach(([title], i) => console.log(title.padEnd(16), said.filter(s => s[0] === String(i)).map(s => s.slice(1)).join(' ')))
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
< 5              null "" true 3
between 1 and 10 true 3 [5]
== "1"           true [1] 1
contains "b"     "abc" {"a":1}
END
