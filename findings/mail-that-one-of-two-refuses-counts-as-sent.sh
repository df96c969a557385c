#!/usr/bin/env bash
# An alarm mail that the server refuses for one of two addresses counts as sent, and msg.cc is dropped when the dialog has an address.
#
# What:     node-red-node-email 5.2.5, Node-RED 4.1.15 (npm: node-red), against smtp-server 3.21.6 (npm), which refuses "gone".
# Expected: an error for the address that was refused, or its name somewhere: the server says so, and the node's own library hands it on.
# Seen:     as long as one address is taken, the mail is sent, done, and the complete node fires; nothing names the other one. With an
#           address in the dialog msg.to is answered with a warning, and msg.cc, msg.bcc and msg.replyTo are left out without any.
# Matters:  the colleague on call has left and his address with him: nobody notices, for the other one, who is on holiday, gets the mail.
#
# Output (2026-11-28):
#   to "here,gone":                 mail to here; completed
#   to "gone":                      no mail; caught: Can't send mail - all recipients were rejected
#   to "here", msg.cc "other":      mail to here other; completed
#   dialog "here", msg.cc "other":  mail to here; completed
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages node-red-node-email@5.2.5
packages smtp-server@3.21.6

cat >probe.cjs <<'END'
const { start, tab, code, say, sleep } = require('./node-red.cjs'), { SMTPServer } = require('smtp-server')
;(async () => {
  const mails = []
  const server = new SMTPServer({ authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo: ({ address }, session, done) => done(address.startsWith('gone') ? Object.assign(new Error('no such user'), { responseCode: 550 }) : null),
    onData: (stream, { envelope }, done) => stream.resume().on('end', () => { mails.push(`mail to ${envelope.rcptTo.map(({ address }) => address.split('@')[0]).join(' ')}`); done() }) })
  await new Promise(done => server.listen(0, '127.0.0.1', done))
  const mail = (id, name) => [id, 'e-mail', [], { server: '127.0.0.1', port: String(server.server.address().port), authtype: 'NONE', secure: false, tls: false, name, dname: '' }]
  const { give, said, logged } = await start(tab(mail('open', ''), mail('fixed', 'here@example.com'), ['complete', 'complete', ['completed'], { scope: ['open', 'fixed'], uncaught: false }],
    ['catch', 'catch', ['caught'], { scope: null, uncaught: false }], code('completed', 'global.get("say")("completed")'), say('caught', '"caught: " + msg.error.message.replace("Error: ", "").split(":")[0]')),
  { nodesDir: [process.cwd() + '/node_modules/node-red-node-email'] })
  const send = async (title, id, msg) => {
    mails.length = said.length = logged.length = 0
    give(id, { from: 'plant@example.com', topic: 'alarm', payload: 'pressure', ...msg })
    await sleep(1000)
    console.log(`${title}:`.padEnd(31), [mails.join() || 'no mail', ...said].join('; '))
  }
  await send('to "here,gone"', 'open', { to: 'here@example.com,gone@example.com' })
  await send('to "gone"', 'open', { to: 'gone@example.com' })
  await send('to "here", msg.cc "other"', 'open', { to: 'here@example.com', cc: 'other@example.com' })
  await send('dialog "here", msg.cc "other"', 'fixed', { cc: 'other@example.com' })
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
to "here,gone":                 mail to here; completed
to "gone":                      no mail; caught: Can't send mail - all recipients were rejected
to "here", msg.cc "other":      mail to here other; completed
dialog "here", msg.cc "other":  mail to here; completed
END
