#!/usr/bin/env bash
# A tcp in node whose port is taken is deployed, started and silent: nothing but one line of the log says that it does not listen.
#
# What:     Node-RED 4.1.15 (npm: node-red), tcp in as a server; status, catch and complete nodes beside it.
# Expected: what cannot do its job says so where flows can hear it, as mqtt in does with its status, or the deploy fails.
# Seen:     204 for the deploy, "Started flows", no event at a catch node and no red status.
# Matters:  two copies on one host: the second one is deaf for good, also after the first has ended, and no flow can notice it.
#
# Output (2026-11-27):
#   deploy: 204
#   caught: nothing
#   status: nothing red
#   log: 1 line with EADDRINUSE
#   after the port is free again, a connection is: refused
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15

cat >probe.cjs <<'END'
const net = require('net'), { start, tab, say, sleep } = require('./node-red.cjs')
const other = net.createServer().listen(0, '127.0.0.1', async () => {
  const { port } = other.address()
  const { admin, said, logged } = await start([{ id: 't', type: 'tab', label: 'Flow' }])
  const { status } = await admin('POST', '/flows', tab(
    ['in', 'tcp in', [], { server: 'server', host: '127.0.0.1', port: String(port), datamode: 'stream', datatype: 'utf8', newline: '', topic: '', trim: false, base64: false, tls: '' }],
    ['catch', 'catch', ['c'], { scope: null, uncaught: false }], say('c', '"caught " + msg.error.message'),
    ['status', 'status', ['s'], { scope: null }], say('s', '"status " + msg.status.fill')))
  await sleep(2500)
  console.log('deploy:', status)
  console.log('caught:', said.filter(s => s.startsWith('caught')).join() || 'nothing')
  console.log('status:', said.filter(s => /status (red|yellow)/.test(s)).join() || 'nothing red')
  console.log('log:', logged.filter(l => l.includes('EADDRINUSE')).length, 'line with EADDRINUSE')
  other.close()
  await sleep(6000)
  const connection = await new Promise(done => net.connect(port, '127.0.0.1').on('connect', () => done('accepted')).on('error', () => done('refused')))
  console.log('after the port is free again, a connection is:', connection)
  process.exit()
})
END
verdict "$(node probe.cjs)" <<'END'
deploy: 204
caught: nothing
status: nothing red
log: 1 line with EADDRINUSE
after the port is free again, a connection is: refused
END
