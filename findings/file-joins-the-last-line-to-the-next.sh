#!/usr/bin/env bash
# A file node that appends "with a newline" leaves it out behind the last line of a split text, and the next line is written onto that one.
#
# What:     Node-RED 4.1.15 (npm: node-red): a text of two lines goes through a split node into a file node that appends and adds a newline
#           to each payload; then a second text does. The same with two lists.
# Expected: "Add newline (\n) to each payload" adds one to each payload, so that the file has a line for each message.
# Seen:     the node adds none if msg.parts says that this is the last part of a text; for the last part of a list it adds one. The next
#           message begins on the same line.
# Matters:  a file of records loses two records for each request and gains one that is none: "7;ok8;ok". It is right as long as every text
#           ends in a line end itself, or as long as one message alone is tried. Nobody is told.
#
# Output (2026-11-28):
#   texts a,b and c,d:  "a\nbc\nd"
#   lists a,b and c,d:  "a\nb\nc\nd\n"
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15

cat >probe.cjs <<'END'
const fs = require('fs'), { start, tab, say, sleep } = require('./node-red.cjs')
const split = { splt: '\\n', spltType: 'str', arraySplt: 1, arraySpltType: 'len', stream: false, addname: '', property: 'payload' }
;(async () => {
  const { give, said } = await start(tab(...['texts', 'lists'].flatMap(kind => [[kind, 'split', [`write ${kind}`], split],
    [`write ${kind}`, 'file', ['written'], { filename: `${process.cwd()}/${kind}`, filenameType: 'str', appendNewline: true, createDir: false, overwriteFile: 'false', encoding: 'none' }]]),
  say('written')))
  for (const [kind, ...payloads] of [['texts', 'a\nb', 'c\nd'], ['lists', ['a', 'b'], ['c', 'd']]]) {
    said.length = 0
    for (const payload of payloads) give(kind, { payload })
    while (said.length < 4) await sleep(100)
    console.log(`${kind} a,b and c,d: `, JSON.stringify(fs.readFileSync(kind, 'utf8')))
  }
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
texts a,b and c,d:  "a\nbc\nd"
lists a,b and c,d:  "a\nb\nc\nd\n"
END
