#!/usr/bin/env bash
# Two udp in nodes share a port, one of them is renamed and deployed with "modified nodes": the other one hears nothing from then on.
#
# What:     Node-RED 4.1.15 (npm: node-red), two udp in nodes on one port, a deploy of type "nodes" that changes the name of the second.
# Expected: "Modified Nodes: only deploys nodes that have changed": the first node goes on.
# Seen:     both nodes use one socket, which whoever is stopped closes. The changed node opens a new one, the other one keeps the closed one and
#           stays as it is: deployed, without a status, without a line in the log.
# Matters:  the same packets are read on two tabs, one for the display and one for the alarm: a change of the display ends the alarm, until
#           the next full deploy or restart. A full deploy, as in a test, hides it.
#
# Output (2026-11-28), one packet each:
#   after the start:              display hears it, alarm hears it
#   display renamed, deploy 204:  display hears it
#   full deploy 204:              display hears it, alarm hears it
#   logged since the start:       nothing
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15

cat >probe.cjs <<'END'
const dgram = require('dgram'), { start, tab, say, sleep } = require('./node-red.cjs')
const socket = dgram.createSocket('udp4').bind(0, '127.0.0.1', async () => {
  const port = socket.address().port
  socket.close()
  await sleep(500)
  const listen = id => [id, 'udp in', [`${id} out`], { iface: '', port: String(port), ipv: 'udp4', multicast: 'false', group: '', datatype: 'utf8' }]
  const flows = tab(listen('alarm'), say('alarm out', '"alarm hears it"'), listen('display'), say('display out', '"display hears it"'))
  const { said, logged, admin } = await start(flows)
  const atStart = logged.length
  const tell = async title => {
    await sleep(1500)
    said.length = 0
    const sender = dgram.createSocket('udp4')
    sender.send('packet', port, '127.0.0.1', () => sender.close())
    await sleep(2000)
    console.log(title.padEnd(29), said.sort().reverse().join(', '))
  }
  const deploy = async (name, type) => {
    flows.find(node => node.id === 'display').name = name
    return (await admin('POST', '/flows', flows, { 'Node-RED-Deployment-Type': type })).status
  }
  await tell('after the start:')
  await tell(`display renamed, deploy ${await deploy('renamed', 'nodes')}:`)
  await tell(`full deploy ${await deploy('renamed', 'full')}:`)
  console.log('logged since the start:      ', logged.slice(atStart).join(' / ') || 'nothing')
  process.exit()
})
END
verdict "$(node probe.cjs)" <<'END'
after the start:              display hears it, alarm hears it
display renamed, deploy 204:  display hears it
full deploy 204:              display hears it, alarm hears it
logged since the start:       nothing
END
