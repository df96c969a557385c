#!/usr/bin/env bash
# A Modbus coil that is written with the text "false" or "off" is switched on, and a register that is written with "12,5" becomes 0.
#
# What:     modbus-serial 8.0.25 and jsmodbus 5.0.0 (npm) against jsmodbus's server.
# Expected: false, or an error: what is no coil value or no 16 bit number is refused, as modbus-serial refuses -1 and jsmodbus 1.7.
# Seen:     both take any text but the empty one for true. modbus-serial checks the range of a number and hands everything else to Node.js,
#           which writes 0 for a text that is no number and cuts decimals. The promise resolves.
# Matters:  MQTT payloads and form fields are texts: "false" from a switch starts the pump. A set point "12,5" is 0, and nobody is told.
#
# Output (2026-11-28), written -> what the device has afterwards:
#   modbus-serial coil: true -> on, false -> off, "false" -> on, "off" -> on, "0" -> on
#   jsmodbus coil: true -> on, false -> off, "false" -> on, "off" -> on, "0" -> on
#   modbus-serial register: 12 -> 12, "12" -> 12, "12,5" -> 0, "high" -> 0, null -> 0, 1.7 -> 1, -1 -> refused
#   jsmodbus register: 12 -> 12, "12" -> refused, "12,5" -> refused, "high" -> refused, null -> refused, 1.7 -> refused, -1 -> refused
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages modbus-serial@8.0.25
packages jsmodbus@5.0.0

cat >probe.cjs <<'END'
const Modbus = require('modbus-serial'), { server: { TCP: Server }, client: { TCP: Client } } = require('jsmodbus'), net = require('net')
;(async () => {
  const coils = Buffer.alloc(8), holding = Buffer.alloc(64), listening = net.createServer()
  new Server(listening, { coils, holding })
  await new Promise(done => listening.listen(0, '127.0.0.1', done))
  const { port } = listening.address(), serial = new Modbus(), socket = net.connect(port, '127.0.0.1'), js = new Client(socket, 1, 1000)
  await new Promise(done => socket.once('connect', done))
  await serial.connectTCP('127.0.0.1', { port })
  serial.setID(1)
  serial.setTimeout(1000)
  const write = async (title, values, before, send, read) => {
    const seen = []
    for (const value of values) {
      await before(value)
      seen.push(`${JSON.stringify(value)} -> ${await Promise.resolve().then(() => send(value)).then(read, () => 'refused')}`)
    }
    console.log(title, seen.join(', '))
  }
  const states = [true, false, 'false', 'off', '0'], numbers = [12, '12', '12,5', 'high', null, 1.7, -1]
  const coil = () => coils[0] & 1 ? 'on' : 'off', register = () => holding.readUInt16BE(0)
  const clear = value => { coils[0] = value === false ? 1 : 0; holding.writeUInt16BE(999, 0) }
  await write('modbus-serial coil:', states, clear, value => serial.writeCoil(0, value), coil)
  await write('jsmodbus coil:', states, clear, value => js.writeSingleCoil(0, value), coil)
  await write('modbus-serial register:', numbers, clear, value => serial.writeRegister(0, value), register)
  await write('jsmodbus register:', numbers, clear, value => js.writeSingleRegister(0, value), register)
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
modbus-serial coil: true -> on, false -> off, "false" -> on, "off" -> on, "0" -> on
jsmodbus coil: true -> on, false -> off, "false" -> on, "off" -> on, "0" -> on
modbus-serial register: 12 -> 12, "12" -> 12, "12,5" -> 0, "high" -> 0, null -> 0, 1.7 -> 1, -1 -> refused
jsmodbus register: 12 -> 12, "12" -> refused, "12,5" -> refused, "high" -> refused, null -> refused, 1.7 -> refused, -1 -> refused
END
