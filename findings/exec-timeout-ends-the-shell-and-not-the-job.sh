#!/usr/bin/env bash
# The timeout of an exec node ends the shell only: a job with "| tee" behind it runs to its end, and is then reported as killed.
#
# What:     Node-RED 4.1.15 (npm: node-red), exec node in exec mode with a timeout of 1 second; a job that takes 5 seconds and then writes a
#           file, by itself and with its output piped into tee.
# Expected: after a second the job is ended, and the third output says so.
# Seen:     the signal goes to /bin/bash, which the node starts. If the command is one program, bash has become that program; if it is a
#           pipe or a list, bash alone is ended and the job goes on. The message waits for its output and comes when the job is done, with
#           the code null and the signal SIGTERM. A deploy and msg.kill send the same signal.
# Matters:  "SIGTERM" is read as "not done", and a retry does the job again: a second bill, a second backup beside the first.
#
# Output (2026-11-28), timeout 1 second:
#   job:             null SIGTERM in less than 4 seconds, the job has done its work: no
#   job | tee log:   null SIGTERM after more than 4 seconds, the job has done its work: yes
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15

cat >probe.cjs <<'END'
const fs = require('fs'), { start, tab, say, sleep } = require('./node-red.cjs')
;(async () => {
  fs.writeFileSync('job.cjs', 'setTimeout(() => require("fs").writeFileSync(process.argv[2], "done"), 5000); console.log("begun")')
  const { give, said } = await start(tab(['run', 'exec', [[], [], ['ended']], { command: `${process.execPath} ${process.cwd()}/job.cjs`, addpay: 'payload', append: '', useSpawn: 'false', timer: '1',
    winHide: false, oldrc: false }], say('ended', '`${msg.payload.code} ${msg.payload.signal}`')))
  for (const [title, file, rest] of [['job:', 'one', ''], ['job | tee log:', 'two', ' | tee log']]) {
    said.length = 0
    const begun = Date.now()
    give('run', { payload: process.cwd() + '/' + file + rest })
    while (!said.length) await sleep(50)
    const time = Date.now() - begun
    await sleep(6000)
    console.log(title.padEnd(16), `${said} ${time < 4000 ? 'in less' : 'after more'} than 4 seconds, the job has done its work: ${fs.existsSync(file) ? 'yes' : 'no'}`)
  }
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
job:             null SIGTERM in less than 4 seconds, the job has done its work: no
job | tee log:   null SIGTERM after more than 4 seconds, the job has done its work: yes
END
