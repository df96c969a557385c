#!/usr/bin/env bash
# The revision of flows is a hash of them: after a change and a change back, an editor that saw neither may deploy over both.
#
# What:     Node-RED 4.1.15 (npm: node-red), admin API v2, POST /flows with rev.
# Expected: rev tells which configuration a change is based on (admin API documentation), so a deploy is refused with 409 if flows
#           were deployed since, as the first line shows.
# Seen:     two deploys later the revision is the old one again, and the stale deploy is accepted.
# Matters:  a pipeline that polls rev to see "was there a deploy" misses such pairs; who takes rev for a version counter, as many
#           stores have it, builds on sand.
#
# Output (2026-11-27):
#   after a change, deploy with the old revision: 409
#   after the change back, the same deploy:       200
#   revisions before and after are equal:         true
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15

cat >probe.cjs <<'END'
const { start, tab } = require('./node-red.cjs')
;(async () => {
  const { admin } = await start(tab(['a', 'comment']))
  const v2 = { 'Node-RED-API-Version': 'v2' }
  const deploy = async (flows, rev) => admin('POST', '/flows', { flows, rev }, v2)
  const { body: { flows, rev } } = await admin('GET', '/flows', undefined, v2)
  const mine = [...flows, { id: 'mine', type: 'comment', z: 't', name: 'of the stale editor', x: 1, y: 1, wires: [] }]
  const theirs = flows.map(n => ({ ...n, ...(n.id === 'a' && { name: 'renamed' }) }))
  const { body: changed } = await deploy(theirs, rev)
  console.log('after a change, deploy with the old revision:', (await deploy(mine, rev)).status)
  const { body: back } = await deploy(flows, changed.rev)
  console.log('after the change back, the same deploy:      ', (await deploy(mine, rev)).status)
  console.log('revisions before and after are equal:        ', back.rev === rev)
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
after a change, deploy with the old revision: 409
after the change back, the same deploy:       200
revisions before and after are equal:         true
END
