#!/usr/bin/env bash
# A LoRaWAN sensor that has sent 65535 messages is noise for lora-packet from then on: decrypt gives bytes that are none of its own.
#
# What:     lora-packet 0.9.3 (npm), an uplink that is encrypted as LoRaWAN 1.0.3, 4.3.3, says, by node:crypto.
# Expected: an error, or a word in the description of decrypt: the counter has 32 bits, of which 16 are sent.
# Seen:     without the upper two bytes, which decrypt takes as an undocumented fourth argument, they are 0, and the result is as long as
#           the right one. They must be given with the low byte first, while the packet's own FCnt beside them has the high byte first; in
#           the other order the result is noise again, and verifyMIC, whose description names the argument, says false.
# Matters:  a sensor that sends every ten minutes gets there after 455 days, one that sends each minute after 45. What a decoder makes of
#           noise is a temperature like any other.
#
# Output (2026-11-28), "21.5 C" by number of the message:
#   5:      21.5 C
#   65535:  21.5 C
#   65541:  noise, with 01 00: 21.5 C, with 00 01: noise
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages lora-packet@0.9.3

cat >probe.cjs <<'END'
const { fromWire, decrypt } = require('lora-packet'), { createCipheriv } = require('crypto')
const key = Buffer.alloc(16, 1), address = Buffer.from([4, 3, 2, 1])
const uplink = (number, text) => {
  const counter = Buffer.alloc(4)
  counter.writeUInt32LE(number)
  const stream = createCipheriv('aes-128-ecb', key, null).update(Buffer.concat([Buffer.from([1, 0, 0, 0, 0, 0]), address, counter, Buffer.from([0, 1])]))
  return Buffer.concat([Buffer.from([0x40]), address, Buffer.from([0]), counter.subarray(0, 2), Buffer.from([1]), Buffer.from(text).map((byte, i) => byte ^ stream[i]), Buffer.alloc(4)])
}
const read = (number, upper) => {
  const text = decrypt(fromWire(uplink(number, '21.5 C')), key, key, upper && Buffer.from(upper)).toString('latin1')
  return text === '21.5 C' ? text : 'noise'
}
for (const number of [5, 65535]) console.log(`${number}:`.padEnd(7), read(number))
console.log(`65541:  ${read(65541)}, with 01 00: ${read(65541, [1, 0])}, with 00 01: ${read(65541, [0, 1])}`)
END
verdict "$(node probe.cjs)" <<'END'
5:      21.5 C
65535:  21.5 C
65541:  noise, with 01 00: 21.5 C, with 00 01: noise
END
