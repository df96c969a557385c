#!/usr/bin/env bash
# Closing the InfluxDB client resolves, and drops the points that it was to send again; a flush of the QuestDB client that fails has emptied it.
#
# What:     @influxdata/influxdb-client 1.35.0 and @questdb/nodejs-client 4.2.0 (npm); a server of the script that is not available (503) for
#           the first request, as during a restart, and then takes everything.
# Expected: close() sends what is left or rejects, as it does for points that were never sent; a flush that has failed can be repeated.
# Seen:     the first has a second buffer, for what is to be tried again, which flush() leaves out unless it is called with true, and which
#           close() empties with a line on the console. The second clears its buffer before it sends: the next flush has nothing to send and
#           resolves with false. (It tries again for ten seconds by default, here for none.)
# Matters:  each deploy of a flow, and each function that opens a client, writes and closes it, ends so: a database that restarts at that
#           moment loses what was measured since it went, and whoever awaited the promise reports success.
#
# Output (2026-11-28), three points written, and then:
#   influxdb-client, close():         close rejects; stored: 0
#     flush(), close():               flush rejects, close resolves; stored: 0
#     flush(), flush(), close():      flush rejects, flush resolves, close resolves; stored: 0
#     flush(), flush(true), close():  flush rejects, flush resolves, close resolves; stored: 3
#   questdb, flush(), flush():        flush rejects, flush resolves with false; stored: 0
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages @influxdata/influxdb-client@1.35.0 @questdb/nodejs-client@4.2.0

cat >probe.cjs <<'END'
const { InfluxDB, Point, setLogger } = require('@influxdata/influxdb-client'), { Sender } = require('@questdb/nodejs-client')
let stored = 0, away
setLogger({ error() {}, warn() {} })
const server = require('http').createServer(async (request, answer) => {
  let body = ''
  for await (const part of request) body += part
  if (away-- > 0) return answer.writeHead(503).end()
  stored += body.trim().split('\n').filter(Boolean).length
  answer.writeHead(204).end()
})
const how = promise => promise.then(value => value === undefined ? 'resolves' : `resolves with ${value}`, () => 'rejects')
server.listen(0, '127.0.0.1', async () => {
  const { port } = server.address()
  const influx = () => {
    const api = new InfluxDB({ url: `http://127.0.0.1:${port}`, token: 't' }).getWriteApi('org', 'bucket')
    for (const value of [1, 2, 3]) api.writePoint(new Point('m').floatField('v', value))
    return api
  }
  const tell = (title, text) => { console.log(title.padEnd(33), `${text}; stored: ${stored}`); stored = 0 }
  away = 1
  let api = influx()
  tell('influxdb-client, close():', `close ${await how(api.close())}`)
  away = 1
  api = influx()
  tell('  flush(), close():', `flush ${await how(api.flush())}, close ${await how(api.close())}`)
  away = 1
  api = influx()
  tell('  flush(), flush(), close():', `flush ${await how(api.flush())}, flush ${await how(api.flush())}, close ${await how(api.close())}`)
  away = 1
  api = influx()
  tell('  flush(), flush(true), close():', `flush ${await how(api.flush())}, flush ${await how(api.flush(true))}, close ${await how(api.close())}`)
  away = 1
  const sender = await Sender.fromConfig(`http::addr=127.0.0.1:${port};protocol_version=1;retry_timeout=0;auto_flush=off;`, { log() {} })
  for (const value of [1, 2, 3]) await sender.table('m').floatColumn('v', value).atNow()
  tell('questdb, flush(), flush():', `flush ${await how(sender.flush())}, flush ${await how(sender.flush())}`)
  process.exit()
})
END
verdict "$(node probe.cjs)" <<'END'
influxdb-client, close():         close rejects; stored: 0
  flush(), close():               flush rejects, close resolves; stored: 0
  flush(), flush(), close():      flush rejects, flush resolves, close resolves; stored: 0
  flush(), flush(true), close():  flush rejects, flush resolves, close resolves; stored: 3
questdb, flush(), flush():        flush rejects, flush resolves with false; stored: 0
END
