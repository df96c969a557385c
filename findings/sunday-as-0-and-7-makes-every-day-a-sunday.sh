#!/usr/bin/env bash
# The cron line "0 0 * * 0-7" of a Node-RED inject node runs on Sundays only; everywhere else it runs every day.
#
# What:     cronosjs 1.7.1 (what Node-RED's inject node uses), cron 4.4.0, croner 11.0.1, cron-parser 5.10.6 (npm).
# Expected: 0 and 7 are both Sunday, so 0-7 is the whole week, and 1-7 too, which cronosjs agrees with.
# Seen:     cronosjs makes 0 of the 7 before it looks at the range: 0-7 becomes 0-0.
# Matters:  crontabs and cron pages know 0-7; a job moved into an inject node runs once a week, and no error says so.
#
# Output (2026-11-27), days of the first week of 2026 (Thursday the 1st, Sunday the 4th) after the 1st:
#                0 0 * * 0-7    0 0 * * 1-7    0 0 * * 0-6
#   cronosjs     4 11 18        2 3 4          2 3 4
#   cron         2 3 4          2 3 4          2 3 4
#   croner       2 3 4          2 3 4          2 3 4
#   cron-parser  2 3 4          2 3 4          2 3 4
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages cronosjs@1.7.1 croner@11.0.1 cron-parser@5.10.6 cron@4.4.0

cat >probe.cjs <<'END'
const from = new Date('2026-01-01T00:00:00Z'), lines = ['0 0 * * 0-7', '0 0 * * 1-7', '0 0 * * 0-6']
const { CronosExpression } = require('cronosjs'), { Cron } = require('croner'), { CronExpressionParser } = require('cron-parser')
const { CronTime } = require('cron'), { DateTime } = require('luxon')
const next = {
  cronosjs: line => CronosExpression.parse(line, { timezone: 'UTC' }).nextNDates(from, 3),
  cron: line => {
    let at = DateTime.fromJSDate(from, { zone: 'UTC' })
    return [1, 2, 3].map(() => (at = new CronTime(line, 'UTC').getNextDateFrom(at, 'UTC')).toJSDate())
  },
  croner: line => new Cron(line, { timezone: 'UTC', paused: true }).nextRuns(3, from),
  'cron-parser': line => CronExpressionParser.parse(line, { tz: 'UTC', currentDate: from }).take(3).map(d => d.toDate()),
}
console.log((' '.repeat(13) + lines.map(line => line.padEnd(15)).join('')).trimEnd())
for (const name in next) console.log((name.padEnd(13) + lines.map(line => next[name](line).map(d => d.getUTCDate()).join(' ').padEnd(15)).join('')).trimEnd())
END
verdict "$(node probe.cjs)" <<'END'
             0 0 * * 0-7    0 0 * * 1-7    0 0 * * 0-6
cronosjs     4 11 18        2 3 4          2 3 4
cron         2 3 4          2 3 4          2 3 4
croner       2 3 4          2 3 4          2 3 4
cron-parser  2 3 4          2 3 4          2 3 4
END
