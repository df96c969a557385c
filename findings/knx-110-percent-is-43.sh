#!/usr/bin/env bash
# A KNX dimmer that is told 110 % by knxultimate dims to 43 %, a set point "21,5" becomes 0 °C, and "on" switches off.
#
# What:     knxultimate 5.4.0 and knx 2.5.4 (npm), the octets that they put into a telegram, and what these say by the KNX standard.
# Expected: 100 %, or an error as from knx; an error for what is no number or no switch value.
# Seen:     knxultimate scales a percentage only if it lies between 0 and 100, and else sends the bare number, of which 255 are the whole.
#           It sends 0 for a temperature that is no number, with a line in the log. For DPT 1 everything but true, "true" and numbers
#           is off, in both libraries.
# Matters:  a regulator that overshoots to 101 takes a valve from fully open to 40 %. Home automation speaks of "on" and "off", and a
#           German form field of "21,5".
#
# Output (2026-11-28), value -> what the telegram says:
#   knxultimate, DPT 5.001: 99 -> 99 %, 100 -> 100 %, 101 -> 40 %, 110 -> 43 %, 255 -> 100 %
#   knx, DPT 5.001:         99 -> 99 %, 100 -> 100 %, 101 -> error, 110 -> error, 255 -> error
#   knxultimate, DPT 9.001: 21.5 -> 21.5 °C, "21.5" -> 21.5 °C, "21,5" -> 0 °C, "" -> 0 °C
#   knx, DPT 9.001:         21.5 -> 21.5 °C, "21.5" -> 21.5 °C, "21,5" -> error, "" -> 0 °C
#   knxultimate, DPT 1.001: true -> on, "true" -> on, 1 -> on, "on" -> off, "ON" -> off, "off" -> off
#   knx, DPT 1.001:         true -> on, "true" -> on, 1 -> on, "on" -> off, "ON" -> off, "off" -> off
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages knx@2.5.4
packages knxultimate@5.4.0

cat >probe.cjs <<'END'
const libraries = { knxultimate: require('knxultimate').dptlib, knx: require('knx/src/dptlib') }
// By KNX standard 03.07.02: 255 is 100 %; a temperature is 0.01 * mantissa * 2 ^ exponent, the mantissa in two's complement.
const says = {
  '5.001': ([octet]) => `${Math.round(octet / 2.55)} %`,
  '9.001': octets => `${0.01 * ((octets[0] & 7) * 256 + octets[1] - (octets[0] >> 7) * 2048) * 2 ** (octets[0] >> 3 & 15)} °C`,
  '1.001': ([octet]) => octet & 1 ? 'on' : 'off',
}
const values = { '5.001': [99, 100, 101, 110, 255], '9.001': [21.5, '21.5', '21,5', ''], '1.001': [true, 'true', 1, 'on', 'ON', 'off'] }
for (const type of ['5.001', '9.001', '1.001']) for (const [name, library] of Object.entries(libraries)) {
  const seen = values[type].map(value => {
    const telegram = {}
    try {
      library.populateAPDU(value, telegram, type)
      return `${JSON.stringify(value)} -> ${says[type](telegram.data)}`
    } catch {
      return `${JSON.stringify(value)} -> error`
    }
  })
  console.log(`${name}, DPT ${type}:`.padEnd(23), seen.join(', '))
}
process.exit()
END
verdict "$(node probe.cjs 2>/dev/null | grep 'DPT.*->')" <<'END'
knxultimate, DPT 5.001: 99 -> 99 %, 100 -> 100 %, 101 -> 40 %, 110 -> 43 %, 255 -> 100 %
knx, DPT 5.001:         99 -> 99 %, 100 -> 100 %, 101 -> error, 110 -> error, 255 -> error
knxultimate, DPT 9.001: 21.5 -> 21.5 °C, "21.5" -> 21.5 °C, "21,5" -> 0 °C, "" -> 0 °C
knx, DPT 9.001:         21.5 -> 21.5 °C, "21.5" -> 21.5 °C, "21,5" -> error, "" -> 0 °C
knxultimate, DPT 1.001: true -> on, "true" -> on, 1 -> on, "on" -> off, "ON" -> off, "off" -> off
knx, DPT 1.001:         true -> on, "true" -> on, 1 -> on, "on" -> off, "ON" -> off, "off" -> off
END
