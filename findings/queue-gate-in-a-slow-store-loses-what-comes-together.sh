#!/usr/bin/env bash
# A queue gate that keeps its queue in a context store without a cache keeps one of five messages that come together.
#
# What:     node-red-contrib-queue-gate 1.5.5, Node-RED 4.1.15 (npm: node-red), q-gate with "persist" in a localfilesystem store, cache off,
#           as whoever wants context on a shared disk sets it.
# Expected: five messages in, five out when the gate opens, from any store that Node-RED's context API allows.
# Seen:     the node reads the queue, adds its message and writes it back; with a store that answers later, all five read the same empty
#           queue, and the last one that writes wins. No error. A store that answers at once (memory, or with a cache) is as expected.
# Matters:  the store that outlives a copy, be it a disk or a database, is the one that loses messages, in one copy already; bursts are
#           what a queue is for.
#
# Output (2026-11-28), five messages at once, and five more, one by one:
#   memory:                        5, 5
#   localfilesystem:               5, 5
#   localfilesystem, cache off:    1, 5
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages node-red-contrib-queue-gate@1.5.5

cat >probe.cjs <<'END'
const { start, tab, say, sleep } = require('./node-red.cjs')
;(async () => {
  const commands = { controlTopic: 'control', openCmd: 'open', closeCmd: 'close', toggleCmd: 'toggle', queueCmd: 'queue', triggerCmd: 'trigger', flushCmd: 'flush', resetCmd: 'reset',
    peekCmd: 'peek', dropCmd: 'drop', statusCmd: 'status', defaultCmd: 'default' }
  const gate = storeName => [storeName, 'q-gate', ['out'], { ...commands, defaultState: 'queueing', maxQueueLength: 100, keepNewest: false, qToggle: false, persist: true, storeName }]
  const { give, said } = await start(tab(gate('memory'), gate('cached'), gate('disk'), say('out')), {
    nodesDir: [process.cwd() + '/node_modules/node-red-contrib-queue-gate'],
    contextStorage: { default: 'memory', memory: { module: 'memory' }, cached: { module: 'localfilesystem', config: { flushInterval: 1 } }, disk: { module: 'localfilesystem', config: { cache: false } } },
  })
  await sleep(3000)
  const count = async (id, pause) => {
    for (let n = 0; n < 5; n++) {
      give(id, { topic: 'order', payload: n })
      if (pause) await sleep(pause)
    }
    await sleep(3000)
    said.length = 0
    give(id, { topic: 'control', payload: 'flush' })
    await sleep(3000)
    return said.length
  }
  for (const [id, title] of [['memory', 'memory:'], ['cached', 'localfilesystem:'], ['disk', 'localfilesystem, cache off:']]) {
    console.log(title.padEnd(30), `${await count(id, 0)}, ${await count(id, 1500)}`)
  }
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
memory:                        5, 5
localfilesystem:               5, 5
localfilesystem, cache off:    1, 5
END
