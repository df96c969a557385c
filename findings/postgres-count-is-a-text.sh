#!/usr/bin/env bash
# count(*) and sum() of PostgreSQL arrive in Node.js as texts: one more than "12" is "121", and "9" is more than "12".
#
# What:     pg 8.23.1 (npm) with its defaults; PostgreSQL 15 (Debian 12); the switch and change nodes of Node-RED 4.1.15 (npm: node-red).
# Expected: a count is a number; max() of the same integer column is one.
# Seen:     bigint and numeric can be larger than a JavaScript number, so that all of them are texts. count, and sum and avg of integers,
#           are of these types.
# Matters:  two counts compared with each other compare as texts, right up to the first one with more digits; a change node that adds one
#           glues it on.
#
# Output (2026-11-27), for 12 rows:
#   count "12", sum "78", max 12
#   count + 1 in JavaScript:            "121"
#   payload + 1 in JSONata:             error
#   switch, count of 9 > count of 12:   true
#   switch, count of 9 > number 12:     false
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages pg@8.23.1
packages node-red@4.1.15
postgres

cat >probe.cjs <<'END'
const { Client } = require('pg'), { start, tab, code, say, sleep } = require('./node-red.cjs')
;(async () => {
  const client = new Client({ host: '127.0.0.1', port: process.env.port, user: 'postgres', database: 'postgres' })
  await client.connect()
  const row = async rows => (await client.query(`select count(*), sum(n), max(n) from generate_series(1, ${rows}) n`)).rows[0]
  const nine = await row(9), twelve = await row(12)
  const rules = [{ t: 'set', p: 'payload', pt: 'msg', to: 'payload + 1', tot: 'jsonata' }]
  const more = (id, v, vt) => [id, 'switch', [['yes'], ['no']], { property: 'payload', propertyType: 'msg', checkall: 'false', repair: false, outputs: 2, rules: [{ t: 'gt', v, vt }, { t: 'else' }] }]
  const { give, said } = await start(tab(['add', 'change', ['out'], { rules }], say('out', 'JSON.stringify(msg.payload)'), ['ca', 'catch', ['caught'], { scope: null, uncaught: false }],
    say('caught', '"error"'), code('js', 'global.get("say")(JSON.stringify(msg.payload + 1))'), more('texts', 'other', 'msg'), more('number', '12', 'num'), say('yes', '"true"'), say('no', '"false"')))
  const ask = async (node, payload, other) => {
    said.length = 0
    give(node, { payload, other })
    await sleep(300)
    return said.join()
  }
  console.log(`count ${JSON.stringify(twelve.count)}, sum ${JSON.stringify(twelve.sum)}, max ${JSON.stringify(twelve.max)}`)
  console.log('count + 1 in JavaScript:           ', await ask('js', twelve.count))
  console.log('payload + 1 in JSONata:            ', await ask('add', twelve.count))
  console.log('switch, count of 9 > count of 12:  ', await ask('texts', nine.count, twelve.count))
  console.log('switch, count of 9 > number 12:    ', await ask('number', nine.count))
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
count "12", sum "78", max 12
count + 1 in JavaScript:            "121"
payload + 1 in JSONata:             error
switch, count of 9 > count of 12:   true
switch, count of 9 > number 12:     false
END
