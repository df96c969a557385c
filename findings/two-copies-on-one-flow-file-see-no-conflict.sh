#!/usr/bin/env bash
# Two Node-RED share one flow file: a deploy in the second, with its own current revision, erases the first one's without a 409.
#
# What:     Node-RED 4.1.15 (npm: node-red), two processes, one user directory, admin API v2.
# Expected: the revision check of a deploy protects the stored flows: it answers 409 when somebody else has deployed meanwhile.
# Seen:     it compares with the flows in the memory of this process, never with the file. A restart of the first copy then runs what
#           the second wrote.
# Matters:  a shared volume does not make two editors safe. Only reload, or a restart, brings the file in; nothing tells either side.
#
# Output (2026-11-27):
#   first copy adds a node:                  200
#   second copy adds another, own revision:  200
#   in the file:                             of-the-second
#   first copy still runs and shows:         of-the-first
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15

cat >copy.cjs <<'END'
const { start } = require('./node-red.cjs')
start(undefined, { userDir: process.cwd() + '/shared' }).then(({ url }) => console.log(url))
END
cat >probe.cjs <<'END'
const fs = require('fs'), { fork } = require('child_process')
const { tab } = require('./node-red.cjs')
const names = flows => flows.filter(n => n.id.startsWith('of-')).map(n => n.id).join(' ')
const v2 = { 'Node-RED-API-Version': 'v2', 'content-type': 'application/json' }
const copies = []
const copy = () => new Promise(done => {
  const child = fork('./copy.cjs', { silent: true })
  copies.push(child)
  child.stdout.on('data', data => done(String(data).trim() + '/red/flows'))
})
const add = async (url, id) => {
  const { flows, rev } = await (await fetch(url, { headers: v2 })).json()
  const body = JSON.stringify({ rev, flows: [...flows, { id, type: 'comment', z: 't', name: '', info: '', x: 1, y: 1, wires: [] }] })
  return (await fetch(url, { method: 'POST', headers: v2, body })).status
}
;(async () => {
  fs.mkdirSync('shared')
  fs.writeFileSync('shared/flows.json', JSON.stringify(tab(['c', 'comment'])))
  const first = await copy(), second = await copy()
  console.log('first copy adds a node:                 ', await add(first, 'of-the-first'))
  console.log('second copy adds another, own revision: ', await add(second, 'of-the-second'))
  console.log('in the file:                            ', names(JSON.parse(fs.readFileSync('shared/flows.json'))))
  console.log('first copy still runs and shows:        ', names((await (await fetch(first, { headers: v2 })).json()).flows))
  copies.forEach(child => child.kill())
})()
END
verdict "$(node probe.cjs)" <<'END'
first copy adds a node:                  200
second copy adds another, own revision:  200
in the file:                             of-the-second
first copy still runs and shows:         of-the-first
END
