#!/usr/bin/env bash
# An html node that sends a message for each element counts an empty element and does not send it, so that no join node ever has them all.
#
# What:     Node-RED 4.1.15 (npm: node-red), html node, selector "td", "as multiple messages, one for each element", as text and as html; join
#           node in automatic mode behind it.
# Expected: one message for each element, or a count of those that are sent: msg.parts is what a join node goes by.
# Seen:     an element without text is left out, msg.parts.count has it, and the join node waits. As a single message the same node gives the
#           empty text in its place.
# Matters:  one empty cell in the table of a supplier, and the prices of that day never arrive; the flow stands there with two of three, and no
#           error. The page that asked for them is never answered.
#
# Output (2026-11-28):
#   3 cells, text:           parts 0/3 1/3 2/3, joined "a1b"
#   one of them empty, text: parts 0/3 2/3, joined nothing
#   one of them empty, html: parts 0/3 2/3, joined nothing
#   as a single message:     ["a","","b"]
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15

cat >probe.cjs <<'END'
const { start, tab, say, sleep } = require('./node-red.cjs')
const html = (id, ret, as, wires) => [id, 'html', wires, { property: 'payload', outproperty: 'payload', tag: 'td', ret, as, chr: '_' }]
;(async () => {
  const { give, said } = await start(tab(html('text', 'text', 'multi', ['part', 'join']), html('html', 'html', 'multi', ['part', 'join']), html('list', 'text', 'single', ['joined']),
    say('part', '[msg.parts.index + "/" + msg.parts.count]'),
    ['join', 'join', ['joined'], { mode: 'auto', build: 'object', property: 'payload', propertyType: 'msg', key: 'topic', joiner: '\\n', joinerType: 'str', accumulate: true, timeout: '', count: '' }],
    say('joined', '"=" + JSON.stringify(msg.payload)')))
  const full = '<table><tr><td>a</td><td>1</td><td>b</td></tr></table>', gap = full.replace('1', '')
  for (const [title, id, payload] of [['3 cells, text:', 'text', full], ['one of them empty, text:', 'text', gap], ['one of them empty, html:', 'html', gap], ['as a single message:', 'list', gap]]) {
    said.length = 0
    give(id, { payload })
    await sleep(3000)
    const joined = said.filter(one => typeof one === 'string').map(one => one.slice(1)).join() || 'nothing', parts = said.filter(one => typeof one !== 'string')
    console.log(title.padEnd(24), id === 'list' ? joined : `parts ${parts.join(' ')}, joined ${joined}`)
  }
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
3 cells, text:           parts 0/3 1/3 2/3, joined "a1b"
one of them empty, text: parts 0/3 2/3, joined nothing
one of them empty, html: parts 0/3 2/3, joined nothing
as a single message:     ["a","","b"]
END
