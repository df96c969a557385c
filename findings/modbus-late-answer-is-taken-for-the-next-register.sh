#!/usr/bin/env bash
# After one slow answer of a Modbus gateway, modbus-serial gives every register the value of the one before it, without an error.
#
# What:     modbus-serial 8.0.25 (npm), connectTelnet (Modbus RTU through a TCP gateway) and connectTCP, three registers read in turn, each
#           after the last one has been answered; a gateway that answers in order, the first time later than setTimeout allows.
# Expected: one error for the slow answer. What comes after it belongs to nobody and is thrown away, as by connectTCP, which has numbers for
#           its requests.
# Seen:     an RTU frame has no number. What arrived late stays in the buffer of the port, fits the next request by its address, function
#           and length, and is its answer; the right answer is then left over for the one after it. Nothing but a closed connection ends it.
# Matters:  a boiler's temperature is shown as its pressure from one slow moment on until somebody restarts, each value being a plausible
#           one. A flow that polls the same register twice does not notice at all.
#
# Output (2026-11-28), read register -> value; the device has 10 in register 1, 20 in register 2, 30 in register 3:
#   RTU over TCP: 1 -> Timed out, 2 -> 10, 3 -> 20, 1 -> 30, 2 -> 10, 3 -> 20
#   Modbus TCP:   1 -> Timed out, 2 -> 20, 3 -> 30, 1 -> 10, 2 -> 20, 3 -> 30
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages modbus-serial@8.0.25

cat >probe.cjs <<'END'
const Modbus = require('modbus-serial'), crc16 = require('modbus-serial/utils/crc16')
const sleep = ms => new Promise(done => setTimeout(done, ms))
// A gateway: `head` octets of Modbus TCP before the address, or none and a checksum at the end.
const gateway = async head => {
  let wait = 900, line = Promise.resolve()
  const server = require('net').createServer(socket => socket.on('data', request => {
    line = line.then(async () => {
      await sleep(wait)
      wait = 60
      const body = Buffer.from([request[head], 3, 2, 0, 10 * request.readUInt16BE(head + 2)]), end = Buffer.alloc(2)
      end.writeUInt16LE(crc16(body))
      socket.write(head ? Buffer.concat([request.subarray(0, 4), Buffer.from([0, body.length]), body]) : Buffer.concat([body, end]))
    })
  }))
  await new Promise(done => server.listen(0, '127.0.0.1', done))
  return server.address()
}
;(async () => {
  for (const [title, connect, head] of [['RTU over TCP:', 'connectTelnet', 0], ['Modbus TCP:', 'connectTCP', 6]]) {
    const client = new Modbus(), { port } = await gateway(head), seen = []
    await client[connect]('127.0.0.1', { port })
    client.setID(1)
    client.setTimeout(600)
    for (const register of [1, 2, 3, 1, 2, 3]) {
      seen.push(`${register} -> ${await client.readHoldingRegisters(register, 1).then(({ data }) => data[0], ({ message }) => message)}`)
      await sleep(100)
    }
    console.log(title.padEnd(13), seen.join(', '))
  }
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
RTU over TCP: 1 -> Timed out, 2 -> 10, 3 -> 20, 1 -> 30, 2 -> 10, 3 -> 20
Modbus TCP:   1 -> Timed out, 2 -> 20, 3 -> 30, 1 -> 10, 2 -> 20, 3 -> 30
END
