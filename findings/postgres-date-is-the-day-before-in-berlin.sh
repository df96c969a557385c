#!/usr/bin/env bash
# A date column read by node-postgres is the day before as soon as it becomes JSON, if the process runs east of Greenwich.
#
# What:     pg 8.23.1 (npm) with its defaults; PostgreSQL 15 (Debian 12), a column of type date.
# Expected: a date has no time of day and no zone; 2026-03-01 is 2026-03-01 in each copy, as it is with a text column.
# Seen:     it becomes a Date at local midnight, and JSON is in UTC.
# Matters:  the same query gives another day on a laptop in Berlin than in a container with UTC; of two copies with different TZ one is
#           wrong by a day.
#
# Output (2026-11-27), select date '2026-03-01' as JSON:
#   TZ=UTC               2026-03-01T00:00:00.000Z
#   TZ=Europe/Berlin     2026-02-28T23:00:00.000Z
#   TZ=America/Chicago   2026-03-01T06:00:00.000Z
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages pg@8.23.1
postgres

cat >probe.cjs <<'END'
const client = new (require('pg').Client)({ host: '127.0.0.1', port: process.env.port, user: 'postgres', database: 'postgres' })
;(async () => {
  await client.connect()
  const { rows: [row] } = await client.query("select date '2026-03-01' as day")
  console.log(`TZ=${process.env.TZ}`.padEnd(20), JSON.parse(JSON.stringify(row)).day)
  await client.end()
})()
END
verdict "$(TZ=UTC node probe.cjs; TZ=Europe/Berlin node probe.cjs; TZ=America/Chicago node probe.cjs)" <<'END'
TZ=UTC               2026-03-01T00:00:00.000Z
TZ=Europe/Berlin     2026-02-28T23:00:00.000Z
TZ=America/Chicago   2026-03-01T06:00:00.000Z
END
