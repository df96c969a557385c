#!/usr/bin/env bash
# An e-mail in node that reads by IMAP and deletes what it has read sends every mail twice, also with one copy.
#
# What:     node-red-node-email 5.2.5, Node-RED 4.1.15 (npm: node-red), IMAP, "fetch when triggered", disposition Delete or Mark Read;
#           Dovecot 2.3.19 (Debian 12).
# Expected: what has been read is gone, and the next look finds new mails only.
# Seen:     the mailbox is cleared of deleted mails before this one is marked as deleted. It stays, unread, until the next look, which sends
#           it again and then clears it away.
# Matters:  an order that comes in by mail is booked twice, the second time when somebody triggers the node again, hours later or in the
#           other copy. With "Mark Read" it comes once.
#
# Output (2026-11-28), mails one and two; three before the second look:
#                   first look    second look        third look
#   Delete:         one two       one two three      three
#   Mark Read:      one two       three              nothing
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages node-red-node-email@5.2.5
dovecot

cat >probe.cjs <<'END'
const { start, tab, say, sleep } = require('./node-red.cjs'), { execFileSync } = require('child_process'), { env } = process
const deliver = (...names) => names.forEach(name => ['Delete', 'Read'].forEach(box => execFileSync('./deliver', [box.toLowerCase(), name])))
const read = box => ['in' + box, 'e-mail in', ['say' + box], { protocol: 'IMAP', server: '127.0.0.1', port: env.imap, useSSL: false, autotls: 'never', authtype: 'BASIC', box: 'INBOX',
  criteria: 'UNSEEN', disposition: box, fetch: 'trigger', inputs: 1, repeat: '0', credentials: { userid: box.toLowerCase(), password: 'secret' } }]
;(async () => {
  deliver('one', 'two')
  const { admin, said, give } = await start([], { nodesDir: [process.cwd() + '/node_modules/node-red-node-email'] })
  await admin('POST', '/flows', tab(read('Delete'), say('sayDelete', '"Delete " + msg.topic'), read('Read'), say('sayRead', '"Read " + msg.topic')))
  await sleep(3000)
  const seen = { Delete: [], Read: [] }
  for (const look of [1, 2, 3]) {
    if (look === 2) deliver('three')
    for (const box of ['Delete', 'Read']) {
      said.length = 0
      give('in' + box, {})
      await sleep(8000)
      seen[box].push(said.map(text => text.split(' ')[1]).join(' ') || 'nothing')
    }
  }
  console.log('                first look    second look        third look')
  for (const [title, [one, two, three]] of [['Delete:', seen.Delete], ['Mark Read:', seen.Read]]) console.log(title.padEnd(15), one.padEnd(13), two.padEnd(18), three)
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
                first look    second look        third look
Delete:         one two       one two three      three
Mark Read:      one two       three              nothing
END
