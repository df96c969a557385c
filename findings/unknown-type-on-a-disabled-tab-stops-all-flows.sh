#!/usr/bin/env bash
# One node of a type that is not installed, disabled or on a disabled tab, and no flow of the whole file runs.
#
# What:     Node-RED 4.1.15 (npm: node-red).
# Expected: what is disabled is not started, so that it needs no code; the other flows run.
# Seen:     nothing runs. The deploy is answered with 204, and the log has one line "Waiting for missing types to be registered".
# Matters:  a leftover on a disabled tab turns a fresh image without that package into a copy that passes its start and does nothing.
#
# Output (2026-11-27):
#   all types known:                     the good flow runs
#   unknown type, on a disabled tab:     nothing runs
#   unknown type, node itself disabled:  nothing runs
#   unknown type, in an unused subflow:  nothing runs
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15

cat >probe.cjs <<'END'
const { start, tab, code, httpIn, httpOut, sleep } = require('./node-red.cjs')
const good = tab(httpIn('in', '/good', ['f']), code('f', 'msg.payload = "the good flow runs"; return msg', ['out']), httpOut('out'))
const unknown = { id: 'u', type: 'not-installed', x: 1, y: 1, wires: [[]] }
;(async () => {
  const { admin, url } = await start(good)
  const look = async (title, ...more) => {
    await admin('POST', '/flows', [...good, ...more])
    await sleep(1000)
    const answer = await fetch(url + '/good')
    console.log(title.padEnd(36), answer.ok ? await answer.text() : 'nothing runs')
  }
  await look('all types known:')
  await look('unknown type, on a disabled tab:', { id: 't2', type: 'tab', label: '', disabled: true }, { ...unknown, z: 't2' })
  await look('unknown type, node itself disabled:', { ...unknown, z: 't', d: true })
  await look('unknown type, in an unused subflow:', { id: 's', type: 'subflow', name: 'S', in: [], out: [] }, { ...unknown, z: 's' })
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
all types known:                     the good flow runs
unknown type, on a disabled tab:     nothing runs
unknown type, node itself disabled:  nothing runs
unknown type, in an unused subflow:  nothing runs
END
