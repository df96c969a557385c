#!/usr/bin/env bash
# The QuestDB client sends "every second" only when a row is added: what came last before a pause waits for the next one, or is lost.
#
# What:     @questdb/nodejs-client 4.2.0 (npm) with its defaults (auto_flush on, auto_flush_interval 1000 ms, auto_flush_rows 75000), to a
#           server of the script that counts rows.
# Expected: rows are sent a second after they were written, as by the InfluxDB client, which has a timer.
# Seen:     at() looks at the clock when it is called, and that is all. close() does not send either: it drops what is there, with a line in
#           the log.
# Matters:  a door that opened is in the database when it closes; the state that a machine is in at the week-end is missing until Monday,
#           and after a restart for good.
#
# Output (2026-11-28), rows that are stored:
#   influxdb-client, three rows, 3 seconds later:  3
#   questdb, three rows, 3 seconds later:          1
#     when a fourth one is added:                  3
#     one more, 3 seconds later close():           0
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages @influxdata/influxdb-client@1.35.0 @questdb/nodejs-client@4.2.0

cat >probe.cjs <<'END'
const { InfluxDB, Point } = require('@influxdata/influxdb-client'), { Sender } = require('@questdb/nodejs-client')
const sleep = ms => new Promise(done => setTimeout(done, ms))
let stored = 0
const server = require('http').createServer(async (request, answer) => {
  let body = ''
  for await (const part of request) body += part
  stored += body.trim().split('\n').filter(Boolean).length
  answer.writeHead(204).end()
})
server.listen(0, '127.0.0.1', async () => {
  const { port } = server.address()
  const sender = await Sender.fromConfig(`http::addr=127.0.0.1:${port};protocol_version=1;`, { log() {} })
  const api = new InfluxDB({ url: `http://127.0.0.1:${port}`, token: 't' }).getWriteApi('org', 'bucket', 'ms', { flushInterval: 1000 })
  const row = value => sender.table('door').floatColumn('open', value).atNow()
  const tell = title => { console.log(title.padEnd(46), stored); stored = 0 }
  for (const value of [1, 0, 1]) api.writePoint(new Point('door').floatField('open', value))
  await sleep(3000)
  tell('influxdb-client, three rows, 3 seconds later:')
  for (const value of [1, 0, 1]) await row(value)
  await sleep(3000)
  tell('questdb, three rows, 3 seconds later:')
  await row(0)
  tell('  when a fourth one is added:')
  await row(1)
  await sleep(3000)
  await sender.close()
  tell('  one more, 3 seconds later close():')
  process.exit()
})
END
verdict "$(node probe.cjs)" <<'END'
influxdb-client, three rows, 3 seconds later:  3
questdb, three rows, 3 seconds later:          1
  when a fourth one is added:                  3
  one more, 3 seconds later close():           0
END
