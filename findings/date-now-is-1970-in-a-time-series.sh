#!/usr/bin/env bash
# A point whose time is Date.now() lies in January 1970 for four clients of time series databases: they take the number for nanoseconds or microseconds.
#
# What:     @influxdata/influxdb-client 1.35.0, @influxdata/influxdb3-client 2.1.0, influx 5.12.0, @questdb/nodejs-client 4.2.0 (npm), each as it
#           is by default, with the time as Date.now() and as new Date(Date.now()); a server of the script that looks at the lines.
# Expected: a bare number is what numbers of times are in JavaScript, milliseconds; or the client refuses it, as it has a Date beside it.
# Seen:     the number goes into the line as it is, and the line's unit is the nanosecond; QuestDB's client takes microseconds and makes
#           nanoseconds of them, and refuses a Date. For a database it is a point as any other.
# Matters:  the dashboard of the last hour is empty, and nothing anywhere says why; with a retention policy the point is dropped at once.
#
# Output (2026-11-28), written at 2026-03-01T12:00:00Z:
#   @influxdata/influxdb-client:   a number is 1970-01-01T00:29:32Z, a Date 2026-03-01T12:00:00Z
#   @influxdata/influxdb3-client:  a number is 1970-01-01T00:29:32Z, a Date 2026-03-01T12:00:00Z
#   influx:                        a number is 1970-01-01T00:29:32Z, a Date 2026-03-01T12:00:00Z
#   @questdb/nodejs-client:        a number is 1970-01-21T12:19:26Z, a Date an error
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages @influxdata/influxdb-client@1.35.0 @influxdata/influxdb3-client@2.1.0 influx@5.12.0 @questdb/nodejs-client@4.2.0

cat >probe.cjs <<'END'
const { InfluxDB: V2, Point: Point2 } = require('@influxdata/influxdb-client'), { InfluxDBClient: V3, Point: Point3 } = require('@influxdata/influxdb3-client')
const { InfluxDB: V1 } = require('influx'), { Sender } = require('@questdb/nodejs-client'), now = Date.parse('2026-03-01T12:00:00Z')
const units = { ns: 1e6, n: 1e6, u: 1e3, us: 1e3, ms: 1, s: 1e-3, nanosecond: 1e6, auto: 1e6 }
let seen
const server = require('http').createServer(async (request, answer) => {
  let body = ''
  for await (const part of request) body += part
  const { searchParams } = new URL(request.url, 'http://host'), [, time] = /(\d+)\D?\s*$/.exec(body) ?? []
  if (time) seen = new Date(Number(time) / units[searchParams.get('precision') ?? 'ns']).toISOString().slice(0, 19) + 'Z'
  answer.writeHead(204).end()
})
server.listen(0, '127.0.0.1', async () => {
  const { port } = server.address(), url = `http://127.0.0.1:${port}`
  const v2 = time => { const api = new V2({ url, token: 't' }).getWriteApi('o', 'b'); api.writePoint(new Point2('m').floatField('v', 1).timestamp(time)); return api.close() }
  const v3 = time => new V3({ host: url, token: 't', database: 'b' }).write(Point3.measurement('m').setFloatField('v', 1).setTimestamp(time))
  const v1 = time => new V1({ host: '127.0.0.1', port, database: 'b' }).writePoints([{ measurement: 'm', fields: { v: 1 }, timestamp: time }])
  const quest = async time => {
    const sender = await Sender.fromConfig(`http::addr=127.0.0.1:${port};protocol_version=1;`)
    await sender.table('m').floatColumn('v', 1).at(time)
    await sender.flush()
    await sender.close()
  }
  for (const [name, write] of [['@influxdata/influxdb-client', v2], ['@influxdata/influxdb3-client', v3], ['influx', v1], ['@questdb/nodejs-client', quest]]) {
    const times = []
    for (const time of [now, new Date(now)]) {
      seen = 'nothing'
      await write(time).catch(() => { seen = 'an error' })
      times.push(seen)
    }
    console.log(`${name}:`.padEnd(30), `a number is ${times[0]}, a Date ${times[1]}`)
  }
  process.exit()
})
END
verdict "$(node probe.cjs)" <<'END'
@influxdata/influxdb-client:   a number is 1970-01-01T00:29:32Z, a Date 2026-03-01T12:00:00Z
@influxdata/influxdb3-client:  a number is 1970-01-01T00:29:32Z, a Date 2026-03-01T12:00:00Z
influx:                        a number is 1970-01-01T00:29:32Z, a Date 2026-03-01T12:00:00Z
@questdb/nodejs-client:        a number is 1970-01-21T12:19:26Z, a Date an error
END
