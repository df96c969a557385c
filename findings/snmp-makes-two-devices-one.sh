#!/usr/bin/env bash
# Two devices with different MAC addresses have one and the same for the snmp node, which makes a text of everything that is a string of octets.
#
# What:     node-red-node-snmp 0.0.24, Node-RED 4.1.15 (npm: node-red); an SNMP agent of net-snmp 3.26.1 (npm).
# Expected: a Buffer, as net-snmp gives it, where it is no text: SNMP's OCTET STRING is for MAC addresses, dates and bit fields as well.
# Seen:     toString() for every one, as UTF-8. An octet that is none there becomes U+FFFD, whatever it was, a letter of a Latin-1 text as well.
# Matters:  an inventory by MAC address puts devices together, "is it a new one?" is no, and from what is stored nobody can find out what
#           it was.
#
# Output (2026-11-28), what the device has -> the characters that come:
#   00a0c9d1e2f3 -> 00 fffd fffd fffd fffd fffd
#   00b4c8e5f6a7 -> 00 fffd fffd fffd fffd fffd
#   4bfc636865   -> 4b fffd 63 68 65
#   the MAC addresses are equal: true
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages node-red-node-snmp@0.0.24
agent=$work/agent
mkdir "$agent"
(cd "$agent" && packages net-snmp@3.26.1)
export agent

cat >probe.cjs <<'END'
const snmp = require(`${process.env.agent}/node_modules/net-snmp`), { start, tab, say, sleep } = require('./node-red.cjs')
const name = '1.3.6.1.4.1.8072.9999.', values = ['00a0c9d1e2f3', '00b4c8e5f6a7', '4bfc636865']
;(async () => {
  const socket = require('dgram').createSocket('udp4')
  const port = await new Promise(done => socket.bind(0, '127.0.0.1', () => { const { port } = socket.address(); socket.close(() => done(port)) }))
  const mib = snmp.createAgent({ port, address: '127.0.0.1', disableAuthorization: true }, () => {}).getMib()
  values.forEach((value, i) => {
    mib.registerProvider({ name: `v${i}`, type: snmp.MibProviderType.Scalar, oid: name + (i + 1), scalarType: snmp.ObjectType.OctetString, maxAccess: snmp.MaxAccess['read-only'] })
    mib.setScalarValue(`v${i}`, Buffer.from(value, 'hex'))
  })
  const { give, said } = await start(tab(['ask', 'snmp', ['out'], { host: `127.0.0.1:${port}`, community: 'public', version: '2c', oids: values.map((_, i) => `${name}${i + 1}.0`).join(), timeout: 5 }],
    say('out')), { nodesDir: [process.cwd() + '/node_modules/node-red-node-snmp'] })
  give('ask', {})
  for (let i = 0; i < 100 && !said.length; i++) await sleep(100)
  const [[{ value: one }, { value: two }, { value: room }]] = said, letters = text => [...text].map(letter => letter.codePointAt(0).toString(16).padStart(2, '0')).join(' ')
  ;[one, two, room].forEach((value, i) => console.log(`${values[i].padEnd(12)} -> ${letters(value)}`))
  console.log('the MAC addresses are equal:', one === two)
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
00a0c9d1e2f3 -> 00 fffd fffd fffd fffd fffd
00b4c8e5f6a7 -> 00 fffd fffd fffd fffd fffd
4bfc636865   -> 4b fffd 63 68 65
the MAC addresses are equal: true
END
