#!/usr/bin/env bash
# A 64-bit integer that nodes7 writes to an S7 controller is 0 there, a list that is too short is filled with zeros, and 1 switches off.
#
# What:     nodes7 0.3.18 and @st-one-io/nodes7 1.1.2 (npm; what node-red-contrib-s7 uses), a controller of S7 on this host.
# Expected: the value, or an error. nodes7 knows LINT as a type and its size; both libraries mean one address by "DB1,X0.0".
# Seen:     the lines that read and write a LINT are commented out: nodes7 writes eight zeros and says that all is well, and reads
#           undefined, "no bad values". For a bit only true itself is on in nodes7; in the other one everything that is not empty is.
#           What is missing in a list is written as 0.
# Matters:  a counter, a time or an order number is erased by each write. A switch that sends 1 stops the pump with one package and starts
#           it with the other, and with that one "off" starts it as well.
#
# Output (2026-11-28), written -> what the controller has afterwards:
#   nodes7, LINT:           5 -> 0, 9000000000 -> 0
#   nodes7, two DINT:       [7,8] -> 7 8, [7] -> 7 0
#   nodes7, REAL:           21.5 -> 21.5, "21.5" -> 21.5, "21,5" -> NaN
#   nodes7, bit:            true -> on, 1 -> off, "true" -> off, "off" -> off, false -> off
#   @st-one-io/nodes7, bit: true -> on, 1 -> on, "true" -> on, "off" -> on, false -> off
#   nodes7 reads LINT 5:    undefined, bad values: false
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages nodes7@0.3.18
packages @st-one-io/nodes7@1.1.2

cat >controller.cjs <<'END'
// One data block of an S7 controller: answers COTP connect, S7 setup, read and write.
const join = (...parts) => Buffer.concat(parts.map(part => Buffer.from(part)))
const run = (memory, call, data) => {
  let answer = Buffer.alloc(0), at = 0
  for (let i = 0; i < call[1]; i++) {
    const item = call.subarray(2 + 12 * i, 14 + 12 * i), bit = item.readUIntBE(9, 3) & 7, start = item.readUIntBE(9, 3) >> 3, length = item.readUInt16BE(4), single = item[3] === 1
    if (call[0] === 4) {
      answer = join(answer, answer.length % 2 ? [0] : [], single ? [0xff, 3, 0, 1, memory[start] >> bit & 1] : [0xff, 4, length >> 5, length * 8 & 255], single ? [] : memory.subarray(start, start + length))
    } else {
      at += at % 2
      const size = data[at + 1] === 4 ? data.readUInt16BE(at + 2) / 8 : data.readUInt16BE(at + 2)
      if (single) memory[start] = data[at + 4] ? memory[start] | 1 << bit : memory[start] & ~(1 << bit)
      else data.copy(memory, start, at + 4, at + 4 + size)
      at += 4 + size
      answer = join(answer, [0xff])
    }
  }
  return answer
}
exports.controller = async memory => {
  const server = require('net').createServer(socket => {
    let rest = Buffer.alloc(0)
    const say = body => socket.write(join([3, 0, 0, body.length + 4], body))
    socket.on('data', chunk => {
      rest = join(rest, chunk)
      while (rest.length >= 4 && rest.length >= rest.readUInt16BE(2)) {
        const frame = rest.subarray(4, rest.readUInt16BE(2))
        rest = rest.subarray(rest.readUInt16BE(2))
        if (frame[1] === 0xe0) { say(join([frame[0], 0xd0], frame.subarray(4, 6), [0, 1], frame.subarray(6))); continue }
        const head = frame.subarray(3), call = head.subarray(10, 10 + head.readUInt16BE(6)), setup = call[0] === 0xf0
        const what = setup ? join(call.subarray(0, 6), [0, 240]) : call.subarray(0, 2), answer = setup ? [] : run(memory, call, head.subarray(10 + call.length))
        say(join([2, 0xf0, 0x80, 0x32, 3, 0, 0, head[4], head[5], 0, what.length, 0, answer.length, 0, 0], what, answer))
      }
    })
  })
  await new Promise(done => server.listen(0, '127.0.0.1', done))
  return server.address().port
}
END
cat >probe.cjs <<'END'
const Plain = require('nodes7'), { S7Endpoint, S7ItemGroup } = require('@st-one-io/nodes7'), { controller } = require('./controller.cjs')
;(async () => {
  const memory = Buffer.alloc(64), port = await controller(memory), at = { host: '127.0.0.1', port, rack: 0, slot: 1 }, plain = new Plain({ silent: true })
  await new Promise(done => plain.initiateConnection(at, done))
  const other = new S7Endpoint(at)
  await new Promise(done => other.once('connect', done))
  const group = new S7ItemGroup(other), write = (address, value) => new Promise(done => plain.writeItems(address, value, done))
  const table = async (title, send, address, values, read) => {
    const seen = []
    for (const value of values) {
      memory.fill(0x55).fill(value === true || value === 1 ? 0 : 1, 0, 1)
      await send(address, value)
      seen.push(`${JSON.stringify(value)} -> ${read()}`)
    }
    console.log(title.padEnd(23), seen.join(', '))
  }
  const bits = [true, 1, 'true', 'off', false], bit = () => memory[0] & 1 ? 'on' : 'off'
  await table('nodes7, LINT:', write, 'DB1,LINT8', [5, 9000000000], () => memory.readBigInt64BE(8))
  await table('nodes7, two DINT:', write, 'DB1,DINT16.2', [[7, 8], [7]], () => `${memory.readInt32BE(16)} ${memory.readInt32BE(20)}`)
  await table('nodes7, REAL:', write, 'DB1,REAL24', [21.5, '21.5', '21,5'], () => memory.readFloatBE(24))
  await table('nodes7, bit:', write, 'DB1,X0.0', bits, bit)
  await table('@st-one-io/nodes7, bit:', (address, value) => group.writeItems(address, value), 'DB1,X0.0', bits, bit)
  memory.writeBigInt64BE(5n, 8)
  plain.addItems('DB1,LINT8')
  plain.readAllItems((bad, values) => {
    console.log('nodes7 reads LINT 5:   ', `${values['DB1,LINT8']}, bad values: ${bad}`)
    process.exit()
  })
})()
END
verdict "$(node probe.cjs)" <<'END'
nodes7, LINT:           5 -> 0, 9000000000 -> 0
nodes7, two DINT:       [7,8] -> 7 8, [7] -> 7 0
nodes7, REAL:           21.5 -> 21.5, "21.5" -> 21.5, "21,5" -> NaN
nodes7, bit:            true -> on, 1 -> off, "true" -> off, "off" -> off, false -> off
@st-one-io/nodes7, bit: true -> on, 1 -> on, "true" -> on, "off" -> on, false -> off
nodes7 reads LINT 5:    undefined, bad values: false
END
