#!/usr/bin/env bash
# One deploy in another flow file of the same user directory erases all that the flows of the first file have kept in the store on disk.
#
# What:     Node-RED 4.1.15 (npm: node-red), contextStorage localfilesystem; "node-red try.json" in the user directory of flows.json, which is
#           how the command line offers to run another file, and one deploy of an empty flow there.
# Expected: what flows.json has kept is its own, and is there when it is started the next time, as its flows and its passwords are.
# Seen:     at each deploy the store removes the files of all flows and nodes that the running file does not have, whosever they are. Only
#           global context stays. Nothing of flows.json has to be touched.
# Matters:  counters, last numbers, queues and "already sent" marks begin at nothing, days after somebody has tried something beside them. No
#           line in the log says so, and nothing brings them back.
#
# Output (2026-11-28):
#   flows.json, first start:   flow count 1, node count 1, global count 1
#   flows.json, second start:  flow count 2, node count 2, global count 2
#   try.json, started:         flows of flows.json in the store: t
#   try.json, after a deploy:  flows of flows.json in the store: none
#   flows.json, third start:   flow count 1, node count 1, global count 3
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15

cat >copy.cjs <<'END'
const fs = require('fs'), { start, tab, code, sleep } = require('./node-red.cjs'), [flowFile, title] = process.argv.slice(2)
const counts = `const seen = [['flow', flow], ['node', context], ['global', global]].map(([scope, store]) => {
  const count = (store.get('count') || 0) + 1
  store.set('count', count)
  return scope + ' count ' + count
})
global.get('say')(seen.join(', '))`
const other = [{ id: 'other', type: 'tab', label: 'Try' }]
;(async () => {
  fs.mkdirSync('user', { recursive: true })
  if (!fs.existsSync('user/flows.json')) fs.writeFileSync('user/flows.json', JSON.stringify(tab(['go', 'inject', ['count'], { props: [], repeat: '', once: true, onceDelay: 0.1 }], code('count', counts))))
  if (flowFile === 'try.json') fs.writeFileSync('user/try.json', JSON.stringify(other))
  const { said, stop, admin } = await start(undefined, { userDir: process.cwd() + '/user', flowFile, contextStorage: { default: { module: 'localfilesystem' } } })
  const kept = async title => {
    await sleep(2000)
    console.log(title.padEnd(26), 'flows of flows.json in the store:', fs.readdirSync('user/context').filter(name => name !== 'global').join() || 'none')
  }
  if (flowFile === 'try.json') {
    await kept('try.json, started:')
    await admin('POST', '/flows', [...other, { id: 'note', type: 'comment', z: 'other', name: 'new', info: '', x: 1, y: 1, wires: [] }])
    await kept('try.json, after a deploy:')
  } else {
    while (!said.length) await sleep(100)
    console.log(title.padEnd(26), said[0])
  }
  await stop()
  process.exit()
})()
END
verdict "$(
  node copy.cjs flows.json 'flows.json, first start:'
  node copy.cjs flows.json 'flows.json, second start:'
  node copy.cjs try.json
  node copy.cjs flows.json 'flows.json, third start:'
)" <<'END'
flows.json, first start:   flow count 1, node count 1, global count 1
flows.json, second start:  flow count 2, node count 2, global count 2
try.json, started:         flows of flows.json in the store: t
try.json, after a deploy:  flows of flows.json in the store: none
flows.json, third start:   flow count 1, node count 1, global count 3
END
