#!/usr/bin/env bash
# "0 0 */1 * 1" is every Monday for two cron libraries and every day for two others; "0 0 1-31 * 1" splits them in another way.
#
# What:     cronosjs 1.7.1 (what Node-RED's inject node uses), cron 4.4.0, croner 11.0.1, cron-parser 5.10.6 (npm).
# Expected: with day of month and day of week both given, either counts; with one of them a star, only the other does. All four say so
#           or follow it for "0 0 13 * 5".
# Seen:     whether a field that takes all days is "a star" is decided by its text or by its values: */1 is one for cronosjs, */1 and
#           1-31 are for cron, neither is for croner and cron-parser.
# Matters:  a line that one scheduler runs weekly runs daily after a move to another.
#
# Output (2026-11-27), the next four days after Thursday 2026-01-01:
#                0 0 */1 * 1    0 0 1-31 * 1   0 0 13 * 5
#   cronosjs     5 12 19 26     2 3 4 5        2 9 13 16
#   cron         5 12 19 26     5 12 19 26     2 9 13 16
#   croner       2 3 4 5        2 3 4 5        2 9 13 16
#   cron-parser  2 3 4 5        2 3 4 5        2 9 13 16
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages cronosjs@1.7.1 croner@11.0.1 cron-parser@5.10.6 cron@4.4.0

cat >probe.cjs <<'END'
const from = new Date('2026-01-01T00:00:00Z'), lines = ['0 0 */1 * 1', '0 0 1-31 * 1', '0 0 13 * 5']
const { CronosExpression } = require('cronosjs'), { Cron } = require('croner'), { CronExpressionParser } = require('cron-parser')
const { CronTime } = require('cron'), { DateTime } = require('luxon')
const next = {
  cronosjs: line => CronosExpression.parse(line, { timezone: 'UTC' }).nextNDates(from, 4),
  cron: line => {
    let at = DateTime.fromJSDate(from, { zone: 'UTC' })
    return [1, 2, 3, 4].map(() => (at = new CronTime(line, 'UTC').getNextDateFrom(at, 'UTC')).toJSDate())
  },
  croner: line => new Cron(line, { timezone: 'UTC', paused: true }).nextRuns(4, from),
  'cron-parser': line => CronExpressionParser.parse(line, { tz: 'UTC', currentDate: from }).take(4).map(d => d.toDate()),
}
console.log((' '.repeat(13) + lines.map(line => line.padEnd(15)).join('')).trimEnd())
for (const name in next) console.log((name.padEnd(13) + lines.map(line => next[name](line).map(d => d.getUTCDate()).join(' ').padEnd(15)).join('')).trimEnd())
END
verdict "$(node probe.cjs)" <<'END'
             0 0 */1 * 1    0 0 1-31 * 1   0 0 13 * 5
cronosjs     5 12 19 26     2 3 4 5        2 9 13 16
cron         5 12 19 26     5 12 19 26     2 9 13 16
croner       2 3 4 5        2 3 4 5        2 9 13 16
cron-parser  2 3 4 5        2 3 4 5        2 9 13 16
END
