#!/usr/bin/env bash
# A Sparkplug B message with a table of integers or times, which sparkplug-payload has written, cannot be read by sparkplug-payload.
#
# What:     sparkplug-payload 1.0.3 (npm), Eclipse Tahu's library for JavaScript, DataSet metrics and 64-bit numbers.
# Expected: what encodePayload takes is what decodePayload gives: the writer knows all types of the specification, and so does its reader.
# Seen:     the reader of table cells knows seven types; an Int8 to Int32, UInt8, UInt16, UInt64, DateTime, Text or UUID in a row is
#           "Invalid DataSetValue", and with it the whole message, whatever else it has. Int64, UInt64 and DateTime, the time of the
#           message and its sequence number come as Long objects: to compare them with a number is false, and JSON has {low, high, unsigned}.
# Matters:  one table in a birth message, and the host does not know the machine. "newer than the last time" is never true, and what a flow
#           stores as JSON is no time any more.
#
# Output (2026-11-28):
#   cells that come back:   Int64 UInt32 Float Double Boolean String
#   "Invalid DataSetValue": Int8 Int16 Int32 UInt8 UInt16 UInt64 DateTime Text UUID
#   metric of type Int32 5:  5, equal to 5: true
#   metric of type Int64 5:  {"low":5,"high":0,"unsigned":false}, equal to 5: false
#   sequence number 0:       {"low":0,"high":0,"unsigned":true}, equal to 0: false
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages sparkplug-payload@1.0.3

cat >probe.cjs <<'END'
const { encodePayload, decodePayload } = require('sparkplug-payload').get('spBv1.0')
const pass = metric => decodePayload(encodePayload({ timestamp: 1772366400000, seq: 0, metrics: [metric] }))
const texts = ['String', 'Text', 'UUID'], back = [], lost = []
for (const type of ['Int8', 'Int16', 'Int32', 'Int64', 'UInt8', 'UInt16', 'UInt32', 'UInt64', 'Float', 'Double', 'Boolean', 'DateTime', ...texts]) {
  const cell = type === 'Boolean' ? true : texts.includes(type) ? 'a' : 5
  try {
    const { rows } = pass({ name: 'table', type: 'DataSet', value: { numOfColumns: 1, columns: ['cell'], types: [type], rows: [[cell]] } }).metrics[0].value
    if (String(rows[0][0]) === String(cell)) back.push(type)
  } catch ({ message }) {
    if (message.includes('Invalid DataSetValue')) lost.push(type)
  }
}
console.log('cells that come back:  ', back.join(' '))
console.log('"Invalid DataSetValue":', lost.join(' '))
const tell = (title, value, number) => console.log(title.padEnd(24), `${JSON.stringify(value)}, equal to ${number}: ${value === number}`)
for (const type of ['Int32', 'Int64']) tell(`metric of type ${type} 5:`, pass({ name: 'count', type, value: 5 }).metrics[0].value, 5)
tell('sequence number 0:', pass({ name: 'count', type: 'Int32', value: 5 }).seq, 0)
END
verdict "$(node probe.cjs)" <<'END'
cells that come back:   Int64 UInt32 Float Double Boolean String
"Invalid DataSetValue": Int8 Int16 Int32 UInt8 UInt16 UInt64 DateTime Text UUID
metric of type Int32 5:  5, equal to 5: true
metric of type Int64 5:  {"low":5,"high":0,"unsigned":false}, equal to 5: false
sequence number 0:       {"low":0,"high":0,"unsigned":true}, equal to 0: false
END
