#!/usr/bin/env bash
# FlowFuse's tables query node, told to split its result, sends the first part and never the rest, unless it is told "tick".
#
# What:     @flowfuse/nr-tables-nodes 0.2.2, Node-RED 4.1.15 (npm: node-red), tables-query with "split"; PostgreSQL 15 (Debian 12), and a
#           stand-in for the one address at which the node asks FlowFuse for its database.
# Expected: one message per row, or per so many rows, as the dialog says.
# Seen:     after each part it waits for a message with msg.tick from what follows, which no core node sends: three rows are one message, and
#           no error or timeout tells. With tick wired back, three rows are four messages: the last has no payload, and counts in parts.
# Matters:  a job that goes through all open orders does one per start. With a join node behind it, nothing comes out at all without tick, and
#           one value too many with it.
#
# Output (2026-11-28), payload, parts.index of parts.count:
#   3 rows, 1 per message:                    1 (0 of ?)
#   4 rows, 2 per message:                    1,2 (0 of ?)
#   3 rows, 1 per message, tick wired back:   1 (0 of ?), 2 (1 of ?), 3 (2 of ?), nothing (3 of 4)
#   no rows, 1 per message:                   nothing (0 of 1)
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages @flowfuse/nr-tables-nodes@0.2.2
postgres

cat >probe.cjs <<'END'
const http = require('http')
const { start, tab, say, code, sleep } = require('./node-red.cjs')
;(async () => {
  const database = { user: 'postgres', password: '', host: '127.0.0.1', port: Number(process.env.port), database: 'postgres', ssl: false }
  const flowfuse = http.createServer((request, response) => response.setHeader('content-type', 'application/json').end(JSON.stringify([{ credentials: database }])))
  await new Promise(done => flowfuse.listen(0, '127.0.0.1', done))
  const query = (id, rows, rowsPerMsg, wires = ['seen']) => [id, 'tables-query', wires, { query: `select n from generate_series(1, ${rows}) n`, split: true, rowsPerMsg }]
  const { give, said } = await start(tab(query('rows', 3, 1), query('pairs', 4, 2), query('ticked', 3, 1, ['seen', 'tick']), query('none', 0, 1),
    code('tick', 'return msg.complete ? null : { tick: true }', ['ticked']),
    say('seen', '([msg.payload ?? []].flat().map(row => row.n).join() || "nothing") + ` (${msg.parts.index} of ${msg.parts.count ?? "?"})`')), {
    nodesDir: [process.cwd() + '/node_modules/@flowfuse/nr-tables-nodes'],
    flowforge: { forgeURL: `http://127.0.0.1:${flowfuse.address().port}`, teamID: 'team', tables: { token: 'token' } },
  })
  await sleep(3000)
  const ask = async (node, title, count) => {
    said.length = 0
    give(node, {})
    for (let n = 0; n < 300 && said.length < count; n++) await sleep(100)
    await sleep(3000)
    console.log((title + ':').padEnd(41), said.join(', '))
  }
  await ask('rows', '3 rows, 1 per message', 1)
  await ask('pairs', '4 rows, 2 per message', 1)
  await ask('ticked', '3 rows, 1 per message, tick wired back', 4)
  await ask('none', 'no rows, 1 per message', 1)
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
3 rows, 1 per message:                    1 (0 of ?)
4 rows, 2 per message:                    1,2 (0 of ?)
3 rows, 1 per message, tick wired back:   1 (0 of ?), 2 (1 of ?), 3 (2 of ?), nothing (3 of 4)
no rows, 1 per message:                   nothing (0 of 1)
END
