#!/usr/bin/env bash
# The cron line "*/90 * * * *" runs every hour, "0 22-2 * * *" is the night for Node-RED's inject node and an error for the others.
#
# What:     cronosjs 1.7.1 (what Node-RED's inject node uses), cron 4.4.0, croner 11.0.1, cron-parser 5.10.6 (npm).
# Expected: what a field cannot say is an error, as a minute of 90 is for all four; or the libraries agree.
# Seen:     a step longer than the field leaves its first value, and three of four take it. Ranges around midnight and around
#           the weekend are known to one.
# Matters:  "every 90 minutes" polls too often, in each copy; a line that works in an inject node is refused when the job moves to a worker
#           beside it.
#
# Output (2026-11-27), next two runs after 2026-03-01 00:00 UTC:
#   */90 * * * *     cronosjs     03-01 01:00, 03-01 02:00
#   */90 * * * *     cron         03-01 01:00, 03-01 02:00
#   */90 * * * *     croner       error
#   */90 * * * *     cron-parser  03-01 01:00, 03-01 02:00
#   0 22-2 * * *     cronosjs     03-01 01:00, 03-01 02:00
#   0 22-2 * * *     cron         error
#   0 22-2 * * *     croner       error
#   0 22-2 * * *     cron-parser  error
#   0 6 * * FRI-MON  cronosjs     03-01 06:00, 03-02 06:00
#   0 6 * * FRI-MON  cron         error
#   0 6 * * FRI-MON  croner       error
#   0 6 * * FRI-MON  cron-parser  error
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages cronosjs@1.7.1 cron@4.4.0 croner@11.0.1 cron-parser@5.10.6

cat >probe.cjs <<'END'
const { CronosExpression } = require('cronosjs'), { CronTime } = require('cron'), { Cron } = require('croner'), { CronExpressionParser } = require('cron-parser')
const { DateTime } = require('luxon'), from = new Date('2026-03-01T00:00:00Z')
const libraries = {
  cronosjs: line => CronosExpression.parse(line, { timezone: 'UTC' }).nextNDates(from, 2),
  cron: line => {
    const time = new CronTime(line, 'UTC'), first = time.getNextDateFrom(DateTime.fromJSDate(from, { zone: 'UTC' }))
    return [first, time.getNextDateFrom(first)].map(date => date.toJSDate())
  },
  croner: line => new Cron(line, { timezone: 'UTC' }).nextRuns(2, from),
  'cron-parser': line => { const times = CronExpressionParser.parse(line, { currentDate: from, tz: 'UTC' }); return [times.next(), times.next()].map(date => date.toDate()) },
}
for (const line of ['*/90 * * * *', '0 22-2 * * *', '0 6 * * FRI-MON']) {
  for (const [name, next] of Object.entries(libraries)) {
    let seen = 'error'
    try { seen = next(line).map(date => date.toISOString().slice(5, 16).replace('T', ' ')).join(', ') } catch { /* said */ }
    console.log(line.padEnd(16), name.padEnd(12), seen)
  }
}
END
verdict "$(node probe.cjs 2>/dev/null)" <<'END'
*/90 * * * *     cronosjs     03-01 01:00, 03-01 02:00
*/90 * * * *     cron         03-01 01:00, 03-01 02:00
*/90 * * * *     croner       error
*/90 * * * *     cron-parser  03-01 01:00, 03-01 02:00
0 22-2 * * *     cronosjs     03-01 01:00, 03-01 02:00
0 22-2 * * *     cron         error
0 22-2 * * *     croner       error
0 22-2 * * *     cron-parser  error
0 6 * * FRI-MON  cronosjs     03-01 06:00, 03-02 06:00
0 6 * * FRI-MON  cron         error
0 6 * * FRI-MON  croner       error
0 6 * * FRI-MON  cron-parser  error
END
