#!/usr/bin/env bash
# The statistics node counts three different badges as six: a value that comes back after another one is a new one.
#
# What:     node-red-contrib-statistics 2.2.2, Node-RED 4.1.15 (npm: node-red), topic uniqueCount.
# Expected: how many different values there are, in whatever order they came.
# Seen:     the values are to be sorted first, by a function that answers true or false; sort asks for a number below or above 0, and since
#           Node.js 11 that sorts nothing. What is then counted are changes from one value to the next. ckmeans and the other statistics
#           sort by themselves and are right.
# Matters:  visitors, machines that have reported, kinds of errors: the number grows with every message, and is right only while
#           everything comes in order, as in a test.
#
# Output (2026-11-28), values and their unique count:
#   1 1 2 2 3 3:  3
#   1 2 3 1 2 3:  6
#   3 3 2 2 1 1:  3
#   1 2 1 2 1 2:  6
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages node-red-contrib-statistics@2.2.2

cat >probe.cjs <<'END'
const { start, tab, say, sleep } = require('./node-red.cjs')
;(async () => {
  const { give, said } = await start(tab(['count', 'statistics', ['out'], { dataSetSize: 0, inputField: 'payload', inputFieldType: 'msg', resultField: 'payload', resultFieldType: 'msg',
    parameterField: '', parameterFieldType: 'msg', stripFunction: false, resultOnly: true }], say('out')), { nodesDir: [process.cwd() + '/node_modules/node-red-contrib-statistics'] })
  for (const values of ['1 1 2 2 3 3', '1 2 3 1 2 3', '3 3 2 2 1 1', '1 2 1 2 1 2']) {
    said.length = 0
    give('count', { topic: 'clear' })
    for (const payload of values.split(' ')) give('count', { topic: 'badge', payload: Number(payload) })
    give('count', { topic: 'uniqueCount' })
    await sleep(100)
    console.log(`${values}: `, said.join())
  }
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
1 1 2 2 3 3:  3
1 2 3 1 2 3:  6
3 3 2 2 1 1:  3
1 2 1 2 1 2:  6
END
