#!/usr/bin/env bash
# A buffer that ends in a newline is split into two of "three" parts and never joined again, and the next text comes out with empty lines.
#
# What:     Node-RED 4.1.15 (npm: node-red), split node as it is by default (at \n), join node in automatic mode behind it.
# Expected: what is split is joined again, as the documentation says, and a buffer is handled like the text of the same bytes.
# Seen:     the count takes in an empty part behind the last newline, which a text has and which is not sent of a buffer: the join node waits
#           for it for ever. The number of the next part is not set back either: the parts of the text that comes next are numbered 2, 3, 4,
#           and joined to an empty line, an empty line and the text.
# Matters:  a file, an HTTP body or a serial line arrives as a buffer and ends in a newline as a rule. The page behind it is never answered,
#           and other people's texts are changed.
#
# Output (2026-11-28):
#   text "a\nb\n":                 parts 0/3 1/3 2/3, joined "a\nb\n"
#   buffer "a\nb":                 parts 0/2 1/2, joined "a\nb"
#   buffer "a\nb\n":               parts 0/3 1/3, joined nothing
#   then again text "a\nb\n":      parts 2/3 3/3 4/3, joined "\n\na\nb\n"
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15

cat >probe.cjs <<'END'
const { start, tab, say, sleep } = require('./node-red.cjs')
;(async () => {
  const { give, said } = await start(tab(
    ['split', 'split', ['join', 'part'], { splt: '\\n', spltType: 'str', arraySplt: 1, arraySpltType: 'len', stream: false, addname: '', property: 'payload' }],
    say('part', '[msg.parts.index + "/" + msg.parts.count]'),
    ['join', 'join', ['joined'], { mode: 'auto', build: 'object', property: 'payload', propertyType: 'msg', key: 'topic', joiner: '\\n', joinerType: 'str', accumulate: true, timeout: '', count: '' }],
    say('joined', 'String(msg.payload)')))
  for (const [title, payload] of [['text "a\\nb\\n":', 'a\nb\n'], ['buffer "a\\nb":', Buffer.from('a\nb')], ['buffer "a\\nb\\n":', Buffer.from('a\nb\n')], ['then again text "a\\nb\\n":', 'a\nb\n']]) {
    said.length = 0
    give('split', { payload })
    await sleep(3000)
    const isPart = one => typeof one !== 'string'
    console.log(title.padEnd(30), `parts ${said.filter(isPart).join(' ')}, joined ${said.filter(one => !isPart(one)).map(text => JSON.stringify(text)).join() || 'nothing'}`)
  }
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
text "a\nb\n":                 parts 0/3 1/3 2/3, joined "a\nb\n"
buffer "a\nb":                 parts 0/2 1/2, joined "a\nb"
buffer "a\nb\n":               parts 0/3 1/3, joined nothing
then again text "a\nb\n":      parts 2/3 3/3 4/3, joined "\n\na\nb\n"
END
