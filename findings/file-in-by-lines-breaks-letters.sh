#!/usr/bin/env bash
# A file in node that reads line by line breaks a letter every 64 KB: "ü" becomes two replacement characters, if it falls on that place.
#
# What:     Node-RED 4.1.15 (npm: node-red), file in node, "a msg per line", on a UTF-8 file of 100 001 bytes that has nothing but "ü" and
#           line ends behind its first letter; the same file read as "a single utf8 string"; encoding as it is by default.
# Expected: the lines are those of the text that is read at once. The mode is the one for large files.
# Seen:     the node decodes each piece of 64 KB that it reads on its own, so that a letter of several bytes that lies across two pieces is
#           two halves. No error, no warning; the number of lines is right, and the text of one is not.
# Matters:  a name, a price with "€" or a path in a long export is changed, one per 64 KB, and goes into the database like that. A small
#           test file has no second piece; a file in one-byte letters never shows it.
#
# Output (2026-11-28):
#   at once:       4762 lines, with a broken letter: 0
#   line by line:  4762 lines, with a broken letter: 1, "üüüüüüü��üü"
#   caught by a catch node, logged: nothing
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15

cat >probe.cjs <<'END'
const fs = require('fs'), { start, tab, say, sleep } = require('./node-red.cjs')
const read = (id, format) => [id, 'file in', [`${id} read`], { filename: process.cwd() + '/names.txt', filenameType: 'str', format, chunk: false, sendError: false, encoding: 'none', allProps: false }]
;(async () => {
  fs.writeFileSync('names.txt', 'x' + ('ü'.repeat(10) + '\n').repeat(4762).slice(0, -1))
  const { give, said, logged } = await start(tab(read('once', 'utf8'), say('once read'), read('lines', 'lines'), say('lines read'),
    ['complete', 'complete', ['ended'], { scope: ['once', 'lines'], uncaught: false }], say('ended', '"ended"'),
    ['catch', 'catch', ['caught'], { scope: null, uncaught: false }], say('caught', '"caught"')))
  const atStart = logged.length
  const tell = async (title, id) => {
    said.length = 0
    give(id, {})
    while (!said.includes('ended')) await sleep(100)
    await sleep(500)
    const lines = said.filter(text => text !== 'ended').flatMap(text => text.split('\n')), broken = lines.filter(line => line.includes('\ufffd'))
    console.log(title.padEnd(14), `${lines.length} lines, with a broken letter: ${broken.length}${broken.map(line => `, "${line}"`)}`)
  }
  await tell('at once:', 'once')
  await tell('line by line:', 'lines')
  console.log('caught by a catch node, logged:', said.includes('caught') || logged.length > atStart ? 'something' : 'nothing')
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
at once:       4762 lines, with a broken letter: 0
line by line:  4762 lines, with a broken letter: 1, "üüüüüüü��üü"
caught by a catch node, logged: nothing
END
