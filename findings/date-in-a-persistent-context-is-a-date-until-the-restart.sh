#!/usr/bin/env bash
# What is put into the localfilesystem context store comes back as it was, until the process restarts; then a Date is a string.
#
# What:     Node-RED 4.1.15 (npm: node-red), context store localfilesystem with its default cache.
# Expected: a store gives the same kind of value back each time, or refuses what it cannot keep, as it does with circular objects.
# Seen:     until the restart the cache hands out the very object; after it JSON does: Date becomes a string, Map an empty object, NaN
#           null, a Buffer an object with type and data, an undefined property nothing.
# Matters:  `flow.get("since", "file").getTime()` works for months and fails after the first restart. Of two copies, one restarted,
#           only one fails.
#
# Output (2026-11-27):
#   before the restart: Date Map number Buffer a,b
#   after the restart:  string Object null Object a
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15

cat >probe.cjs <<'END'
const fs = require('fs')
const { start, tab, code, sleep } = require('./node-red.cjs')
const again = process.argv[2] === 'again'
;(async () => {
  fs.mkdirSync('user', { recursive: true })
  const { give, said, stop } = await start(tab(
    code('set', `flow.set(["d", "m", "n", "b", "o"], [new Date(), new Map([[1, 2]]), NaN, Buffer.from("x"), {a: 1, b: undefined}])`),
    code('get', `const kind = v => v === null ? "null" : typeof v == "object" ? v.constructor.name : typeof v
      global.get("say")([..."dmnb"].map(k => kind(flow.get(k))).join(" ") + " " + Object.keys(flow.get("o")))`)),
    { userDir: process.cwd() + '/user', contextStorage: { default: { module: 'localfilesystem', config: { flushInterval: 1 } } } })
  if (!again) give('set', {})
  await sleep(500)
  give('get', {})
  await sleep(500)
  console.log(again ? 'after the restart: ' : 'before the restart:', said.join('\n'))
  await stop()
  process.exit()
})()
END
verdict "$(node probe.cjs; node probe.cjs again)" <<'END'
before the restart: Date Map number Buffer a,b
after the restart:  string Object null Object a
END
