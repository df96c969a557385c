#!/usr/bin/env bash
# flow.set("state.count", 1) does nothing when state is a string, a number, a boolean or null: no value, no error.
#
# What:     Node-RED 4.1.15 (npm: node-red), memory context store, function node.
# Expected: the value can be read back, or set throws or calls back with an error, as it does for a bad key.
# Seen:     the write vanishes. With a callback the callback hears of no error.
# Matters:  a key that once held plain text and now holds an object is never converted on a running copy, while a fresh copy works.
#
# Output (2026-11-27):
#   state was absent:   get gives 1
#   state was "on":     get gives undefined, set threw nothing, callback error: undefined
#   state was 5:        get gives undefined, set threw nothing, callback error: undefined
#   state was null:     get gives undefined, set threw nothing, callback error: undefined
#   state was true:     get gives undefined, set threw nothing, callback error: undefined
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15

cat >probe.cjs <<'END'
const { start, tab, code, sleep } = require('./node-red.cjs')
;(async () => {
  const { give, said } = await start(tab(code('f', `
    const say = global.get("say")
    flow.set("fresh.count", 1)
    say("state was absent:   get gives " + flow.get("fresh.count"))
    for (const was of ["on", 5, null, true]) {
      flow.set("state", was)
      let threw = "nothing", told
      try { flow.set("state.count", 1) } catch (error) { threw = error.message }
      flow.set("state.count", 1, error => { told = error })
      let got
      try { got = flow.get("state.count") } catch (error) { got = error.message }
      say(("state was " + JSON.stringify(was) + ":").padEnd(20) + "get gives " + got + ", set threw " + threw + ", callback error: " + told)
    }`)))
  give('f', {})
  await sleep(500)
  console.log(said.join('\n'))
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
state was absent:   get gives 1
state was "on":     get gives undefined, set threw nothing, callback error: undefined
state was 5:        get gives undefined, set threw nothing, callback error: undefined
state was null:     get gives undefined, set threw nothing, callback error: undefined
state was true:     get gives undefined, set threw nothing, callback error: undefined
END
