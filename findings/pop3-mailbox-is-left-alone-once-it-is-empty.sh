#!/usr/bin/env bash
# An e-mail in node that reads by POP3 stops for good when it finds the mailbox empty: it stays deployed, and no mail comes any more.
#
# What:     node-red-node-email 5.2.5, Node-RED 4.1.15 (npm: node-red), POP3, every 3 seconds; Dovecot 2.3.19 (Debian 12).
# Expected: the mailbox is looked at every 3 seconds, with or without something in it.
# Seen:     the next look is arranged after mails have been read, and not after there were none. No error tells; a
#           deploy starts it again.
# Matters:  the trial mail arrives, so that all seems well; the second one lies in the mailbox until the next restart.
#
# Output (2026-11-28):
#   the first mail:           arrives
#   10 seconds later, two:    2 lie in the mailbox
#   after a deploy:           both arrive
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages node-red-node-email@5.2.5
dovecot

cat >probe.cjs <<'END'
const { start, tab, say, sleep } = require('./node-red.cjs'), { execFileSync } = require('child_process'), { env } = process
const deliver = subject => execFileSync('./deliver', ['orders', subject])
const lie = () => require('fs').readdirSync(`${env.mail}/orders/new`).length
const flows = tab(['in', 'e-mail in', ['say'], { protocol: 'POP3', server: '127.0.0.1', port: env.pop, useSSL: false, autotls: 'never', authtype: 'BASIC', fetch: 'auto', inputs: 0, repeat: '3',
  credentials: { userid: 'orders', password: 'secret' } }], say('say', 'msg.topic'))
;(async () => {
  deliver('one')
  const { admin, said } = await start([], { nodesDir: [process.cwd() + '/node_modules/node-red-node-email'] })
  await admin('POST', '/flows', flows)
  for (let n = 0; n < 60 && !said.length; n++) await sleep(500)
  console.log(`the first mail:           ${said.join() === 'one' ? 'arrives' : said}`)
  await sleep(10000)
  deliver('two')
  deliver('three')
  await sleep(15000)
  console.log(`10 seconds later, two:    ${lie()} lie in the mailbox`)
  await admin('POST', '/flows', flows)
  for (let n = 0; n < 60 && lie(); n++) await sleep(500)
  await sleep(1000)
  console.log(`after a deploy:           ${said.slice(1).sort().join() === 'three,two' ? 'both arrive' : said}`)
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
the first mail:           arrives
10 seconds later, two:    2 lie in the mailbox
after a deploy:           both arrive
END
