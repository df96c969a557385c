#!/usr/bin/env bash
# Two http in nodes have one path; the second is deleted, and from then on only the deleted one answers.
#
# What:     Node-RED 4.1.15 (npm: node-red), http in, deploy of modified nodes.
# Expected: what a deploy deletes stops, what it leaves alone goes on.
# Seen:     closing an http in takes the first route with its path away, whosever it is: the route of the node that stays. The
#           route of the deleted node remains, and its code runs until the next restart.
# Matters:  after a copied flow is cleaned up, the editor shows one thing and the server does another. Two copies of which one was
#           restarted since answer differently.
#
# Output (2026-11-27):
#   both are there:           first
#   the second is deleted:    second
#   the same after a restart: first
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15

cat >probe.cjs <<'END'
const { start, tab, code, httpIn, httpOut, sleep } = require('./node-red.cjs')
const flows = tab(
  httpIn('in1', '/page', ['one']), code('one', 'msg.payload = "first"; return msg', ['out']),
  httpIn('in2', '/page', ['two']), code('two', 'msg.payload = "second"; return msg', ['out']), httpOut('out'))
const cleaned = flows.filter(n => n.id !== 'in2')
const page = async url => (await fetch(url + '/page')).text()
;(async () => {
  if (process.argv[2] === 'restarted') {
    console.log('the same after a restart:', await page((await start(cleaned)).url))
  } else {
    const { url, admin } = await start(flows)
    console.log('both are there:          ', await page(url))
    await admin('POST', '/flows', cleaned, { 'Node-RED-Deployment-Type': 'nodes' })
    await sleep(1000)
    console.log('the second is deleted:   ', await page(url))
  }
  process.exit()
})()
END
verdict "$(node probe.cjs; node probe.cjs restarted)" <<'END'
both are there:           first
the second is deleted:    second
the same after a restart: first
END
