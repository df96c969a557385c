#!/usr/bin/env bash
# An OPC UA flow that writes "40000" to a 16-bit variable writes -25536, "stop" is 0, and "off" turns a switch on.
#
# What:     node-red-contrib-opcua 0.2.354, Node-RED 4.1.15 (npm: node-red), an OpcUa-Item and an OpcUa-Client that writes; a server of the
#           node-opcua that is installed with it.
# Expected: an error for what the type cannot hold, and for what is no number; a number that is no text is at least cut to the limit,
#           with an "overflow" error.
# Seen:     the item node puts a text into a JavaScript array of the type, which keeps the lowest bits of a number and makes 0 of what is none.
#           A Boolean is true for every text but "false". What reaches the client and the server is right by its type.
# Matters:  payloads of MQTT and of forms are texts: a set point of 40000 mm runs the axis the other way, and a drive starts at "off".
#
# Output (2026-11-28), payload -> what the server has then:
#   Int16:   40000 -> 32767
#   Int16:   "40000" -> -25536
#   UInt16:  "-1" -> 65535
#   Byte:    "300" -> 44
#   UInt32:  "5000000000" -> 705032704
#   Int32:   "12,5" -> 0
#   Int32:   "stop" -> 0
#   Boolean: "true" -> true
#   Boolean: "false" -> false
#   Boolean: "off" -> true
#   Boolean: "0" -> true
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages node-red-contrib-opcua@0.2.354
HOME=$work opcua=$(cd node_modules/node-red-contrib-opcua && pwd -P)
export HOME opcua

cat >probe.cjs <<'END'
const { OPCUAServer, DataType } = require(require.resolve('node-opcua', { paths: [process.env.opcua] })), { start, tab, sleep } = require('./node-red.cjs')
const types = ['Int16', 'UInt16', 'Byte', 'UInt32', 'Int32', 'Boolean']
const writes = [['Int16', 40000], ['Int16', '40000'], ['UInt16', '-1'], ['Byte', '300'], ['UInt32', '5000000000'], ['Int32', '12,5'], ['Int32', 'stop'], ['Boolean', 'true'], ['Boolean', 'false'],
  ['Boolean', 'off'], ['Boolean', '0']]
;(async () => {
  const port = await new Promise(done => { const server = require('net').createServer().listen(0, '127.0.0.1', () => { const { port } = server.address(); server.close(() => done(port)) }) })
  const server = new OPCUAServer({ port, hostname: '127.0.0.1', alternateHostname: '127.0.0.1' })
  await server.initialize()
  const space = server.engine.addressSpace.getOwnNamespace()
  const variables = Object.fromEntries(types.map(type => [type, space.addVariable({ organizedBy: server.engine.addressSpace.rootFolder.objects, browseName: type, nodeId: `s=${type}`, dataType: type })]))
  await server.start()
  const client = { endpoint: 'point', action: 'write', certificate: 'n', securitymode: 'None', securitypolicy: 'None', setstatusandtime: false, keepsessionalive: false, deadbandtype: 'a', deadbandvalue: 1, time: 10, timeUnit: 's', useTransport: false }
  const { give } = await start([...tab(...types.map(type => [type, 'OpcUa-Item', ['client'], { item: `ns=${space.index};s=${type}`, datatype: type, value: '' }]), ['client', 'OpcUa-Client', [[], [], []], client]),
    { id: 'point', type: 'OpcUa-Endpoint', endpoint: `opc.tcp://127.0.0.1:${port}`, secpol: 'None', secmode: 'None', none: true, login: false, usercert: false }],
  { nodesDir: [process.env.opcua] })
  await sleep(8000)
  for (const [type, payload] of writes) {
    let held
    variables[type].setValueFromSource({ dataType: DataType[type], value: type === 'Boolean' ? payload === false || payload === 'false' : 7 })
    variables[type].once('value_changed', ({ value }) => { held = value.value })
    give(type, { payload })
    for (let i = 0; i < 150 && held === undefined; i++) await sleep(100)
    console.log(`${type}:`.padEnd(8), JSON.stringify(payload), '->', held)
  }
  process.exit()
})()
END
verdict "$(node probe.cjs 2>opcua.log | grep -e '->')" <<'END'
Int16:   40000 -> 32767
Int16:   "40000" -> -25536
UInt16:  "-1" -> 65535
Byte:    "300" -> 44
UInt32:  "5000000000" -> 705032704
Int32:   "12,5" -> 0
Int32:   "stop" -> 0
Boolean: "true" -> true
Boolean: "false" -> false
Boolean: "off" -> true
Boolean: "0" -> true
END
