#!/usr/bin/env bash
# The tail node sends half a line as a message when the program that writes the file has written half of it.
#
# What:     node-red-node-tail 0.4.0, Node-RED 4.1.15 (npm: node-red), a text file split by lines, as the node is by default.
# Expected: a message per line; the end of a line is a line feed, as for tail -f and for every reader of lines.
# Seen:     whatever stands at the end of the file when the change is noticed is sent as a line, and its rest as another one.
# Matters:  logs and measurements are written through buffers that end anywhere: once in a while two rows that are none come through,
#           "17" and "5.2" for 175.2, which are good numbers; which ones, differs between two copies that read one file.
#
# Output (2026-11-27):
#   written in one piece, with its line feed:  "temp 174.9"
#   written in two pieces:                     "temp 17", "5.2"
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages node-red-node-tail@0.4.0

cat >probe.cjs <<'END'
const fs = require('fs'), { start, tab, say, sleep } = require('./node-red.cjs')
;(async () => {
  const filename = process.cwd() + '/machine.log'
  fs.writeFileSync(filename, '')
  const { said } = await start(tab(['in', 'tail', ['out'], { filename, filetype: 'text', split: '[\\r]{0,1}\\n' }], say('out', 'JSON.stringify(msg.payload)')),
    { nodesDir: [process.cwd() + '/node_modules/node-red-node-tail'] })
  await sleep(1000)
  for (const [title, ...pieces] of [['written in one piece, with its line feed: ', 'temp 174.9\n'], ['written in two pieces:                    ', 'temp 17', '5.2\n']]) {
    said.length = 0
    for (const piece of pieces) { fs.appendFileSync(filename, piece); await sleep(1500) }
    console.log(title, said.join(', '))
  }
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
written in one piece, with its line feed:  "temp 174.9"
written in two pieces:                     "temp 17", "5.2"
END
