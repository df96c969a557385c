#!/usr/bin/env bash
# A switch node whose property is an expression drops a message it cannot read: no catch node hears of it, "otherwise" does not take it.
#
# What:     Node-RED 4.1.15 (npm: node-red), switch node on the JSONata expression $number(payload), rules "> 5" and "otherwise"; the same
#           expression in a rule, and in a change node.
# Expected: the error reaches a catch node as it does from a rule and from a change node, or the message leaves by "otherwise".
# Seen:     from the property the error is a warning in the log, and the message ends there. From a rule or a change node it is caught.
# Matters:  one reading "n/a" and the page behind the switch is never answered, the job is never reported as failed. The catch node that
#           was put on the flow for this very case stays quiet, and a test with an error in a rule shows that it works.
#
# Output (2026-11-28), payload "n/a":
#   expression in the property: nothing leaves, a catch node hears nothing
#   expression in a rule:       nothing leaves, a catch node hears an error
#   expression in a change:     nothing leaves, a catch node hears an error
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15

cat >probe.cjs <<'END'
const { start, tab, say, sleep } = require('./node-red.cjs')
const choose = (id, property, propertyType, rule) => [id, 'switch', [['out'], ['out']], { property, propertyType, rules: [rule, { t: 'else' }], checkall: 'true', repair: false, outputs: 2 }]
;(async () => {
  const { give, said } = await start(tab(choose('property', '$number(payload)', 'jsonata', { t: 'gt', v: '5', vt: 'num' }),
    choose('rule', 'payload', 'msg', { t: 'jsonata_exp', v: '$number(payload) > 5', vt: 'jsonata' }),
    ['change', 'change', ['out'], { rules: [{ t: 'set', p: 'payload', pt: 'msg', to: '$number(payload)', tot: 'jsonata' }] }], say('out', '"out"'),
    ['catch', 'catch', ['caught'], { scope: null, uncaught: false }], say('caught', '"caught"')))
  const after = async (id, payload) => {
    said.length = 0
    give(id, { payload })
    await sleep(3000)
    return said.join()
  }
  for (const [title, id] of [['expression in the property:', 'property'], ['expression in a rule:', 'rule'], ['expression in a change:', 'change']]) {
    if (!/out/.test(await after(id, '7'))) throw new Error('payload "7" does not pass ' + id)
    const seen = await after(id, 'n/a')
    console.log(title.padEnd(27), `${/out/.test(seen) ? 'it leaves' : 'nothing leaves'}, a catch node hears ${/caught/.test(seen) ? 'an error' : 'nothing'}`)
  }
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
expression in the property: nothing leaves, a catch node hears nothing
expression in a rule:       nothing leaves, a catch node hears an error
expression in a change:     nothing leaves, a catch node hears an error
END
