#!/usr/bin/env bash
# On the nights when clocks change, cron libraries disagree: a job at 2:30 runs at 3:00 or 3:30, an hourly one misses an hour or not.
#
# What:     cronosjs 1.7.1 (what Node-RED's inject node uses), cron 4.4.0, croner 11.0.1, cron-parser 5.10.6 (npm), Europe/Berlin.
# Expected: in autumn an hourly job runs once an hour: the hour from 2 to 3 comes twice.
# Seen:     cronosjs leaves the second 2:30 out, so that two hours pass; for every 30 minutes of the hour from 2 croner runs in both of
#           the two. In spring 2:30 does not exist: three run at 3:00, cron-parser says 3:30.
# Matters:  a flow and the tool that checks on it, or a copy with another scheduler, have different plans twice a year.
#
# Output (2026-11-27), times in UTC:
#                spring, 30 2 * * *   autumn, 30 * * * *        autumn, */30 2 * * *
#   cronosjs     01:00                23:30 00:30 02:30         00:00 00:30
#   cron         01:00                23:30 00:30 01:30         00:00 00:30
#   croner       01:00                23:30 00:30 01:30         00:00 00:30 01:00 01:30
#   cron-parser  01:30                23:30 00:30 01:30         00:00 00:30
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages cronosjs@1.7.1 croner@11.0.1 cron-parser@5.10.6 cron@4.4.0

cat >probe.cjs <<'END'
const tz = 'Europe/Berlin'
const { CronosExpression } = require('cronosjs'), { Cron } = require('croner'), { CronExpressionParser } = require('cron-parser')
const { CronTime } = require('cron'), { DateTime } = require('luxon')
const next = {
  cronosjs: (line, from) => CronosExpression.parse(line, { timezone: tz }).nextNDates(from, 4),
  cron: (line, from) => {
    let at = DateTime.fromJSDate(from, { zone: tz })
    return [1, 2, 3, 4].map(() => (at = new CronTime(line, tz).getNextDateFrom(at, tz)).toJSDate())
  },
  croner: (line, from) => new Cron(line, { timezone: tz, paused: true }).nextRuns(4, from),
  'cron-parser': (line, from) => CronExpressionParser.parse(line, { tz, currentDate: from }).take(4).map(d => d.toDate()),
}
const nights = [['30 2 * * *', '2026-03-28T12:00:00Z', '2026-03-29T12:00:00Z', 21], ['30 * * * *', '2026-10-24T23:00:00Z', '2026-10-25T03:00:00Z', 26],
  ['*/30 2 * * *', '2026-10-24T12:00:00Z', '2026-10-25T12:00:00Z', 0]]
console.log('             spring, 30 2 * * *   autumn, 30 * * * *        autumn, */30 2 * * *')
for (const name in next) {
  console.log((name.padEnd(13) + nights.map(([line, from, until, width]) => next[name](line, new Date(from)).filter(d => d < new Date(until))
    .map(d => d.toISOString().slice(11, 16)).slice(0, line[1] === '0' ? 3 : 4).join(' ').padEnd(width)).join('')).trimEnd())
}
END
verdict "$(node probe.cjs)" <<'END'
             spring, 30 2 * * *   autumn, 30 * * * *        autumn, */30 2 * * *
cronosjs     01:00                23:30 00:30 02:30         00:00 00:30
cron         01:00                23:30 00:30 01:30         00:00 00:30
croner       01:00                23:30 00:30 01:30         00:00 00:30 01:00 01:30
cron-parser  01:30                23:30 00:30 01:30         00:00 00:30
END
