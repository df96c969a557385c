#!/usr/bin/env bash
# A schedule that users add to cron-plus runs in one copy, and after both copies are stopped and started in none or in both, by the order.
#
# What:     node-red-contrib-cron-plus 1.5.7, Node-RED 4.1.15 (npm: node-red), two processes on one user directory, dynamic schedules
#           persisted.
# Expected: a file on the disk that both share keeps the schedule, whichever copy stops last.
# Seen:     each copy reads the file when it starts and writes its own list when it stops, unseen by the other. The copy that never got the
#           command writes an empty list over the schedule.
# Matters:  an update with both copies down erases what users have scheduled, or makes it run twice from then on; with one copy all is well.
#
# Output (2026-11-27), "report" added through A:
#   now:                                      in A, not in B
#   A stopped, then B; both started again:    not in A, not in B
#   B stopped, then A; both started again:    in A, in B
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages node-red-contrib-cron-plus@1.5.7

cat >copy.cjs <<'END'
const { start, sleep } = require('./node-red.cjs')
const settings = { userDir: process.cwd() + '/shared', nodesDir: [process.cwd() + '/node_modules/node-red-contrib-cron-plus'], functionGlobalContext: { tell: what => process.send(what) } }
start(undefined, settings).then(async ({ give, stop }) => {
  await sleep(1500)
  process.on('message', async what => { if (what !== 'stop') give('cron', what); else { await stop(); process.exit() } })
  process.send('ready')
})
END
cat >probe.cjs <<'END'
const fs = require('fs'), { fork } = require('child_process')
const { tab, code, sleep } = require('./node-red.cjs')
const options = [{ name: 'far', topic: 'far', payloadType: 'default', payload: '', expressionType: 'cron', expression: '0 0 0 1 1 * 2099', location: '', offset: '0',
  solarType: 'all', solarEvents: 'sunrise,sunset' }]
const flows = tab(['cron', 'cronplus', [['told'], []], { outputField: 'payload', timeZone: '', persistDynamic: true, commandResponseMsgOutput: 'output2', defaultLocation: '', outputs: 2, options }],
  code('told', 'if (msg.topic === "report") global.get("tell")("report")'))
const copy = () => new Promise(done => {
  const child = Object.assign(fork('./copy.cjs', { silent: true }), { reports: 0 })
  child.on('message', what => { if (what === 'ready') done(child); else child.reports++ })
})
const stop = child => new Promise(done => { child.on('exit', done); child.send('stop') })
const say = async (title, a, b) => {
  a.reports = b.reports = 0
  await sleep(4500)
  console.log(title, `${a.reports ? 'in A' : 'not in A'}, ${b.reports ? 'in B' : 'not in B'}`)
}
;(async () => {
  for (const order of ['A stopped, then B', 'B stopped, then A']) {
    fs.rmSync('shared', { recursive: true, force: true })
    fs.mkdirSync('shared')
    fs.writeFileSync('shared/flows.json', JSON.stringify(flows))
    const a = await copy(), b = await copy()
    a.send({ payload: { command: 'add', name: 'report', topic: 'report', expression: '*/2 * * * * * *', expressionType: 'cron', payloadType: 'default' } })
    await sleep(500)
    if (order.startsWith('A')) await say('now:                                     ', a, b)
    for (const child of order.startsWith('A') ? [a, b] : [b, a]) await stop(child)
    const again = [await copy(), await copy()]
    await say(`${order}; both started again:   `, ...again)
    for (const child of again) await stop(child)
  }
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
now:                                      in A, not in B
A stopped, then B; both started again:    not in A, not in B
B stopped, then A; both started again:    in A, in B
END
