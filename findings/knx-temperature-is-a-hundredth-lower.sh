#!/usr/bin/env bash
# A temperature of 2.30 °C on a KNX bus that knx or knxultimate reads and sends on is 2.29 °C: they cut where they should round.
#
# What:     knx 2.5.4 and knxultimate 5.4.0 (npm), DPT 9.001, all temperatures that a telegram can say between -20.48 and 20.47 °C, to which
#           the two octets have hundredths.
# Expected: the number that a telegram says makes the same telegram when it is written.
# Seen:     2.3 * 100 is 229.99999999999997 in a computer, and both libraries put the whole part into the telegram. Above 20.47 °C, where a
#           telegram has steps of 0.02, 33.3 is one of them, too, and becomes the one below it.
# Matters:  two lines that are coupled by a flow, and a copy that answers a read request, tell another value than the sensor; "has it
#           changed?" is yes, and coupled both ways each asks the other again.
#
# Output (2026-11-28):
#   knx: of 4096 telegrams 290 are written as another one
#     00e6 is read as 2.3, which is written as 00e5, 2.29
#     0072 is read as 1.14, which is written as 0071, 1.13
#     8404 is read as -10.2, which is written as 8405, -10.19
#     33.3 is written as 33.28, 41.7 as 41.68, -33.3 as -33.28
#   knxultimate: of 4096 telegrams 290 are written as another one
#     00e6 is read as 2.3, which is written as 00e5, 2.29
#     0072 is read as 1.14, which is written as 0071, 1.13
#     8404 is read as -10.2, which is written as 8405, -10.19
#     33.3 is written as 33.28, 41.7 as 41.68, -33.3 as -33.28
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages knx@2.5.4
packages knxultimate@5.4.0

cat >probe.cjs <<'END'
const libraries = { knx: require('knx/src/dptlib'), knxultimate: require('knxultimate').dptlib }
for (const [name, library] of Object.entries(libraries)) {
  const type = library.resolve('9.001'), read = octets => library.fromBuffer(octets, type)
  const write = value => {
    const telegram = {}
    library.populateAPDU(value, telegram, '9.001')
    return telegram.data
  }
  let all = 0, other = 0
  for (let hundredths = -2048; hundredths < 2048; hundredths++) {
    const telegram = Buffer.from([(hundredths < 0 ? 128 : 0) | (hundredths >> 8 & 7), hundredths & 255])
    all++
    if (!write(read(telegram)).equals(telegram)) other++
  }
  console.log(`${name}: of ${all} telegrams ${other} are written as another one`)
  for (const telegram of ['00e6', '0072', '8404']) {
    const value = read(Buffer.from(telegram, 'hex')), sent = write(value)
    console.log(`  ${telegram} is read as ${value}, which is written as ${sent.toString('hex')}, ${read(sent)}`)
  }
  console.log(`  33.3 is written as ${read(write(33.3))}, 41.7 as ${read(write(41.7))}, -33.3 as ${read(write(-33.3))}`)
}
process.exit()
END
verdict "$(node probe.cjs)" <<'END'
knx: of 4096 telegrams 290 are written as another one
  00e6 is read as 2.3, which is written as 00e5, 2.29
  0072 is read as 1.14, which is written as 0071, 1.13
  8404 is read as -10.2, which is written as 8405, -10.19
  33.3 is written as 33.28, 41.7 as 41.68, -33.3 as -33.28
knxultimate: of 4096 telegrams 290 are written as another one
  00e6 is read as 2.3, which is written as 00e5, 2.29
  0072 is read as 1.14, which is written as 0071, 1.13
  8404 is read as -10.2, which is written as 8405, -10.19
  33.3 is written as 33.28, 41.7 as 41.68, -33.3 as -33.28
END
