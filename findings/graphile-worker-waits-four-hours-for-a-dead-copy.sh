#!/usr/bin/env bash
# A copy with graphile-worker is killed: its job, and with it all jobs of the same named queue, waits four hours for it.
#
# What:     graphile-worker 0.18.0 (npm), PostgreSQL 15 (Debian 12), two worker processes, one of them killed in the middle of a job.
# Expected: the other worker takes the job over after seconds or minutes, as with BullMQ (a lock that is renewed) or pg-boss (a time that
#           can be set); or the time can be set.
# Seen:     the lock is a time in the row. It is not renewed, and is taken away when it is older than four hours, which is written in the
#           SQL. Jobs of a named queue run one after the other, so that all of them stand behind the dead one; and then that one comes last.
# Matters:  one kill for lack of memory, or a stop that takes longer than Kubernetes grants, and the orders of the morning lie until noon
#           beside a healthy copy: no error and no event tells.
#
# Output (2026-11-28), three jobs, two of them in the queue "orders", clocks of the locks turned back:
#   A is killed in the first order; B does:      mail
#   when the lock is 3:59 hours old; B does:     mail
#   when the lock is 4:01 hours old; B does:     mail, order 2, order 1
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages graphile-worker@0.18.0
postgres

cat >copy.cjs <<'END'
const { run, Logger } = require('graphile-worker')
const dies = process.argv[2] === 'A'
const work = async ({ name }) => { process.send(name); if (dies) await new Promise(() => {}) }
run({ connectionString: `postgres://postgres@127.0.0.1:${process.env.port}/postgres`, logger: new Logger(() => () => {}), noHandleSignals: true, concurrency: 1,
  preset: { worker: { minResetLockedInterval: 200, maxResetLockedInterval: 400, pollInterval: 200 } }, taskList: { work } })
END
cat >probe.cjs <<'END'
const { fork } = require('child_process'), { makeWorkerUtils, Logger } = require('graphile-worker')
const sleep = ms => new Promise(done => setTimeout(done, ms))
const copy = name => {
  const child = Object.assign(fork('./copy.cjs', [name]), { done: [] })
  child.first = new Promise(done => child.on('message', job => { child.done.push(job); done() }))
  return child
}
;(async () => {
  const utils = await makeWorkerUtils({ connectionString: `postgres://postgres@127.0.0.1:${process.env.port}/postgres`, logger: new Logger(() => () => {}) })
  await utils.migrate()
  const a = copy('A')
  await utils.addJob('work', { name: 'order 1' }, { queueName: 'orders' })
  await a.first
  const gone = new Promise(done => a.on('exit', done))
  a.kill('SIGKILL')
  await gone
  await utils.addJob('work', { name: 'order 2' }, { queueName: 'orders' })
  await utils.addJob('work', { name: 'mail' })
  const b = copy('B')
  await b.first
  await sleep(4000)
  console.log('A is killed in the first order; B does:     ', b.done.join(', '))
  for (const age of ['3:59', '4:01']) {
    await utils.withPgClient(async db => {
      for (const table of ['jobs', 'job_queues']) await db.query(`update graphile_worker._private_${table} set locked_at = now() - interval '${age}' where locked_at is not null`)
    })
    await sleep(4000)
    console.log(`when the lock is ${age} hours old; B does:    `, b.done.join(', '))
  }
  b.kill()
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
A is killed in the first order; B does:      mail
when the lock is 3:59 hours old; B does:     mail
when the lock is 4:01 hours old; B does:     mail, order 2, order 1
END
