#!/usr/bin/env bash
# A LoRaWAN sensor whose reading is missing sends 0 °C with cayenne-lpp, and 0.29 V arrive as 0.28.
#
# What:     cayenne-lpp 1.0.2 (npm), encoded and decoded by itself.
# Expected: an error: a range is checked for each value, and 4000 °C are refused. The nearest step of the scale, 0.01.
# Seen:     what is no number passes the check, since it is neither below nor above, and becomes 0. The scaled value is cut, not rounded, and
#           0.29 * 100 is 28.999….
# Matters:  frost protection, a cold chain and a heating that see 0 °C act on it. A value that is decoded and sent on, by a second gateway
#           or another flow, goes down by a step.
#
# Output (2026-11-28), sent -> received:
#   temperature: 21.5 -> 21.5, null -> 0, undefined -> 0, "n/a" -> 0, "21,5" -> 0, NaN -> 0, 4000 -> refused
#   analog:      0.28 -> 0.28, 0.29 -> 0.28, 1.15 -> 1.14, -4.35 -> -4.34
#   of the 10000 values from 0.00 to 99.99, lower by a step: 573
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages cayenne-lpp@1.0.2

cat >probe.cjs <<'END'
const { encoder, decoder } = require('cayenne-lpp')
const pass = (encode, values) => values.map(value => {
  let seen = 'refused'
  try { seen = Object.values(decoder.decode(encode(1, value))[0])[0] } catch {}
  return `${typeof value === 'string' ? JSON.stringify(value) : value} -> ${seen}`
}).join(', ')
console.log('temperature:', pass(encoder.encodeTemperature, [21.5, null, undefined, 'n/a', '21,5', NaN, 4000]))
console.log('analog:     ', pass(encoder.encodeAnalogInput, [0.28, 0.29, 1.15, -4.35]))
let lower = 0
for (let step = 0; step < 10000; step++) if (Object.values(decoder.decode(encoder.encodeAnalogInput(1, step / 100))[0])[0] < step / 100) lower++
console.log('of the 10000 values from 0.00 to 99.99, lower by a step:', lower)
END
verdict "$(node probe.cjs)" <<'END'
temperature: 21.5 -> 21.5, null -> 0, undefined -> 0, "n/a" -> 0, "21,5" -> 0, NaN -> 0, 4000 -> refused
analog:      0.28 -> 0.28, 0.29 -> 0.28, 1.15 -> 1.14, -4.35 -> -4.34
of the 10000 values from 0.00 to 99.99, lower by a step: 573
END
