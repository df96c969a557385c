#!/usr/bin/env bash
# Two serial in nodes and a serial out share a port; one serial in is renamed and deployed, and no command leaves the serial out any more.
#
# What:     node-red-node-serialport 2.0.3, Node-RED 4.1.15 (npm: node-red), "modified nodes" deployed, a pair of pseudo terminals of
#           socat 1.7.4.4 (Debian 12).
# Expected: what was not changed goes on working; or an error for each command that is not sent.
# Seen:     a serial in that goes closes the port for all nodes, and opens a new one for itself. The others keep the closed one: the second
#           serial in hears nothing, the serial out hands its bytes to a port that does not write and does not complain.
# Matters:  a change of a name, and a machine gets no commands while its readings still come in. Until the next full deploy.
#
# Output (2026-11-28), the device sends "reading" and is sent "command":
#   before:                    first hears reading, second hears reading, device hears command
#   after a name was changed:  first hears reading
#   after a full deploy:       first hears reading, second hears reading, device hears command
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
debian socat 1.7.4.4
packages node-red@4.1.15
packages node-red-node-serialport@2.0.3
socat "pty,raw,echo=0,link=$work/near" "pty,raw,echo=0,link=$work/far" &
for _ in {1..50}; do [[ -e near && -e far ]] && break; sleep 0.1; done

cat >probe.cjs <<'END'
const { start, tab, say, sleep } = require('./node-red.cjs'), { SerialPort } = require('serialport')
;(async () => {
  const device = new SerialPort({ path: 'far', baudRate: 9600 }), heard = []
  device.on('data', data => heard.push(`device hears ${String(data).trim()}`))
  const port = { id: 'port', type: 'serial-port', name: '', serialport: process.cwd() + '/near', serialbaud: '9600', databits: '8', parity: 'none', stopbits: '1', waitfor: '', dtr: 'none', rts: 'none',
    cts: 'none', dsr: 'none', newline: '\\n', bin: 'false', out: 'char', addchar: '', responsetimeout: '1000' }
  const hear = name => [[name, 'serial in', [`${name}-out`], { serial: 'port' }], say(`${name}-out`, `"${name} hears " + msg.payload.trim()`)]
  const flow = [...tab(...hear('first'), ...hear('second'), ['out', 'serial out', [], { serial: 'port' }]), port]
  const { give, said, admin, logged } = await start(flow, { nodesDir: [process.cwd() + '/node_modules/node-red-node-serialport'] })
  const talk = async title => {
    await sleep(2000)
    said.length = heard.length = logged.length = 0
    device.write('reading\n')
    give('out', { payload: 'command' })
    await sleep(1000)
    console.log(`${title}:`.padEnd(26), [...said.sort(), ...heard, ...logged].join(', '))
  }
  await talk('before')
  const changed = flow.map(node => node.id === 'first' ? { ...node, name: 'scale' } : node)
  await admin('POST', '/flows', changed, { 'Node-RED-Deployment-Type': 'nodes' })
  await talk('after a name was changed')
  await admin('POST', '/flows', changed, { 'Node-RED-Deployment-Type': 'full' })
  await talk('after a full deploy')
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
before:                    first hears reading, second hears reading, device hears command
after a name was changed:  first hears reading
after a full deploy:       first hears reading, second hears reading, device hears command
END
