#!/usr/bin/env bash
# A postgres node of node-red-contrib-re-postgres is deployed, gets its messages, and neither answers nor fails, with any Node-RED of today.
#
# What:     node-red-contrib-re-postgres 0.1.10 (with pg 6.4.2, which it asks for), Node-RED 4.1.15 (npm: node-red), Node.js 20, PostgreSQL
#           15 (Debian 12); beside it pg 8.23.1.
# Expected: rows, or an error.
# Seen:     pg before 8.0.3 connects a new socket that says it is closed, and a new socket of Node.js says "open" since version 14: no
#           connection is begun, and nothing waits for one with a limit. Node-RED 4 needs Node.js 18.
# Matters:  a flow that worked for years writes nothing after the move to a new Node-RED; no status, no log line, no catch node says so.
#
# Output (2026-11-28), in ten seconds:
#   re-postgres:  0 messages, 0 errors
#   pg 8:         1 row
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages node-red-contrib-re-postgres@0.1.10
packages today@npm:pg@8.23.1
postgres

cat >probe.cjs <<'END'
const { start, tab, say, sleep } = require('./node-red.cjs'), { Client } = require('today')
;(async () => {
  const port = process.env.port, server = { id: 'server', type: 'postgresdb', hostname: '127.0.0.1', port, db: 'postgres', ssl: false, credentials: { user: 'postgres', password: 'any' } }
  const flow = [...tab(['ask', 'postgres', ['out'], { topic: '', postgresdb: 'server', output: true, perrow: false }], say('out', '"message"'), ['catch', 'catch', ['caught'], { scope: null, uncaught: false }],
    say('caught', '"error"')), server]
  const { give, said, admin } = await start([], { nodesDir: [process.cwd() + '/node_modules/node-red-contrib-re-postgres'] })
  await admin('POST', '/flows', flow, { 'Node-RED-Deployment-Type': 'full' })
  await sleep(1000)
  give('ask', { payload: 'select 1' })
  await sleep(10000)
  const count = kind => said.filter(text => text === kind).length
  console.log(`re-postgres:  ${count('message')} messages, ${count('error')} errors`)
  const client = new Client({ host: '127.0.0.1', port, user: 'postgres', password: 'any' })
  await client.connect()
  console.log(`pg 8:         ${(await client.query('select 1')).rowCount} row`)
  process.exit()
})()
END
verdict "$(node probe.cjs 2>/dev/null)" <<'END'
re-postgres:  0 messages, 0 errors
pg 8:         1 row
END
