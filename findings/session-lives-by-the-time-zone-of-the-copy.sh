#!/usr/bin/env bash
# connect-pg-simple keeps when a session ends as local wall time: a copy with another TimeZone ends it at once, or hours too late.
#
# What:     connect-pg-simple 10.0.0, pg 8.23.1, express-session 1.19.0 (npm), PostgreSQL 15 (Debian 12), table made by the package; sessions of
#           30 minutes, connections with TimeZone Europe/Berlin and UTC. The clock is what the package asks for it, Date.now.
# Expected: the package counts in seconds since 1970, which know no zone: a session of 30 minutes is there a minute later and is gone after
#           31 minutes, wherever it is read.
# Seen:     the column "expire" is a timestamp without time zone and is filled by to_timestamp(): what is stored is the wall time of that
#           connection, and it is read as the wall time of the next. With one zone it holds until clocks go back.
# Matters:  a role, a database or PGOPTIONS with another TimeZone, or a server that is set to UTC at last: whoever logs in at one copy is
#           logged out by the other, and sessions that have ended, of people who are gone, are taken for hours. No error, no log line.
#
# Output (2026-11-28), a session of 30 minutes:
#   stored and read in Berlin, 31 minutes later:                     gone
#   stored in UTC, read in Berlin a minute later:                    gone
#   stored in Berlin, read in UTC 31 minutes later:                  there
#   Berlin, stored at 2:15 before clocks go back, 31 minutes later:  there
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages connect-pg-simple@10.0.0 pg@8.23.1 express-session@1.19.0
postgres

cat >probe.cjs <<'END'
const session = require('express-session'), Store = require('connect-pg-simple')(session), { Pool } = require('pg')
const minutes = 60000, now = Date.now
const copy = zone => new Store({ createTableIfMissing: true, pruneSessionInterval: false,
  pool: new Pool({ host: '127.0.0.1', port: Number(process.env.port), user: 'postgres', options: `-c TimeZone=${zone}` }) })
const at = async (time, what) => {
  Date.now = () => time
  try { return await what() } finally { Date.now = now }
}
const store = (copy, time) => at(time, () => new Promise((done, fail) => copy.set('visitor', { cookie: { expires: new Date(time + 30 * minutes) } }, error => error ? fail(error) : done())))
const read = (copy, time) => at(time, () => new Promise((done, fail) => copy.get('visitor', (error, found) => error ? fail(error) : done(found ? 'there' : 'gone'))))
;(async () => {
  const berlin = copy('Europe/Berlin'), utc = copy('UTC'), noon = Date.parse('2026-07-05T10:00:00Z'), night = Date.parse('2026-10-25T00:15:00Z')
  for (const [title, writer, reader, time, later] of [
    ['stored and read in Berlin, 31 minutes later:', berlin, berlin, noon, 31], ['stored in UTC, read in Berlin a minute later:', utc, berlin, noon, 1],
    ['stored in Berlin, read in UTC 31 minutes later:', berlin, utc, noon, 31], ['Berlin, stored at 2:15 before clocks go back, 31 minutes later:', berlin, berlin, night, 31]]) {
    await store(writer, time)
    console.log(title.padEnd(64), await read(reader, time + later * minutes))
  }
  process.exit()
})().catch(error => { console.log(error.message); process.exit(1) })
END
verdict "$(node probe.cjs)" <<'END'
stored and read in Berlin, 31 minutes later:                     gone
stored in UTC, read in Berlin a minute later:                    gone
stored in Berlin, read in UTC 31 minutes later:                  there
Berlin, stored at 2:15 before clocks go back, 31 minutes later:  there
END
