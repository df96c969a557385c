#!/usr/bin/env bash
# In a function node, msg.payload instanceof Array is false for an array, while instanceof Date and Buffer are true.
#
# What:     Node-RED 4.1.15 (npm: node-red), function node.
# Expected: instanceof says the same as in any other JavaScript of the process, or fails for all built-in types alike.
# Seen:     the sandbox has an Array, Object, Error, RegExp and Map of its own; Date, Buffer and URL are handed in from outside.
# Matters:  `if (msg.payload instanceof Array)` takes the other branch for ever, `error instanceof Error` never holds for an error
#           that a library threw. The same code in a test of plain Node.js is right. An analyzer may not fold such tests to true.
#
# Output (2026-11-27):
#   Array false, Array.isArray true, Object false, Error false, RegExp false, Map false, Date true, Buffer true, URL true
#   made in the function itself: Array true, Error true
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15

cat >probe.cjs <<'END'
const { start, tab, code, sleep } = require('./node-red.cjs')
;(async () => {
  const { give, said } = await start(tab(code('f', `
    const { a, e, r, m, d, b, u } = msg
    global.get("say")(["Array " + (a instanceof Array), "Array.isArray " + Array.isArray(a), "Object " + (msg instanceof Object),
      "Error " + (e instanceof Error), "RegExp " + (r instanceof RegExp), "Map " + (m instanceof Map), "Date " + (d instanceof Date),
      "Buffer " + (b instanceof Buffer), "URL " + (u instanceof URL)].join(", "))
    global.get("say")("made in the function itself: Array " + ([] instanceof Array) + ", Error " + (new Error() instanceof Error))`)))
  give('f', { a: [1], e: new Error('x'), r: /x/, m: new Map(), d: new Date(), b: Buffer.from('x'), u: new URL('http://localhost/') })
  await sleep(500)
  console.log(said.join('\n'))
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
Array false, Array.isArray true, Object false, Error false, RegExp false, Map false, Date true, Buffer true, URL true
made in the function itself: Array true, Error true
END
