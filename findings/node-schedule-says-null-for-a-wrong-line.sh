#!/usr/bin/env bash
# node-schedule takes a wrong cron line, a misspelt time zone and a time that is past without an error: the job is null and never runs.
#
# What:     node-schedule 2.1.1 (npm), scheduleJob(when, job); cron 4.4.0, croner 11.0.1 and node-cron 4.6.0 (npm) with the same lines.
# Expected: an error that says what is wrong, as from the other three.
# Seen:     scheduleJob returns null for each of them and throws nothing; the examples do not look at what it returns. "0 3 * *", which lacks
#           a field, is filled up from the left, and runs at midnight on the third of each month.
# Matters:  a schedule that comes from a form, a file or a variable: the nightly job does not run, and neither log nor process knows. A misspelt
#           time zone is the same in both copies.
#
# Output (2026-11-28):
#                                node-schedule    cron     croner    node-cron
#   61 * * * *                   null             error    error     error
#   every day                    null             error    error     error
#   0 3 * *                      on day 3, 0:00   error    error     error
#   0 3 * * * in Europe/Berln    null             error    error     error
#   a date that is past          null             error    a job     -
#   hour 25 in a rule object     null             -        -         -
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-schedule@2.1.1 cron@4.4.0 croner@11.0.1 node-cron@4.6.0

cat >probe.cjs <<'END'
const schedule = require('node-schedule'), { CronJob } = require('cron'), { Cron } = require('croner'), cron = require('node-cron')
const job = () => {}
const tell = (make, known = true) => {
  if (!known) return '-'
  try {
    const made = make(), next = made?.nextInvocation?.().toDate()
    if (made === null) return 'null'
    return next ? `on day ${next.getDate()}, ${next.getHours()}:${String(next.getMinutes()).padStart(2, '0')}` : 'a job'
  } catch { return 'error' }
}
const row = (title, when, timeZone) => {
  const text = typeof when === 'string', date = when instanceof Date
  console.log(title.padEnd(29) + tell(() => schedule.scheduleJob(timeZone ? { rule: when, tz: timeZone } : when, job)).padEnd(17)
    + tell(() => new CronJob(when, job, null, true, timeZone), text || date).padEnd(9)
    + tell(() => new Cron(when, { timezone: timeZone }, job), text || date).padEnd(10)
    + tell(() => cron.schedule(when, job, { timezone: timeZone }), text))
}
console.log(' '.repeat(29) + 'node-schedule    cron     croner    node-cron')
for (const line of ['61 * * * *', 'every day', '0 3 * *']) row(line, line)
row('0 3 * * * in Europe/Berln', '0 3 * * *', 'Europe/Berln')
row('a date that is past', new Date(Date.now() - 60000))
row('hour 25 in a rule object', { hour: 25 })
process.exit()
END
verdict "$(node probe.cjs 2>/dev/null)" <<'END'
                             node-schedule    cron     croner    node-cron
61 * * * *                   null             error    error     error
every day                    null             error    error     error
0 3 * *                      on day 3, 0:00   error    error     error
0 3 * * * in Europe/Berln    null             error    error     error
a date that is past          null             error    a job     -
hour 25 in a rule object     null             -        -         -
END
