#!/usr/bin/env bash
# Two copies read one mailbox and mark what they read: new mails come to both of them, and what waits at the start comes twice to one.
#
# What:     node-red-node-email 5.2.5, Node-RED 4.1.15 (npm: node-red), IMAP with IDLE, unread mails, "Mark Read"; Dovecot 2.3.19 (Debian 12).
# Expected: the mark tells the other copy that the mail has been read; and one copy alone reads each mail once.
# Seen:     the server tells both of a new mail at the same moment, and both look for unread ones before either has marked it. A copy that
#           connects looks once because it is connected and once because it is told of what is there.
# Matters:  a mailbox seems to be a queue, and with a look every few minutes a double is rare. With IDLE, which is the default, it is
#           nearly every mail with two copies, and with one copy those of the night before.
#
# Output (2026-11-28):
#   one copy, a mail that waits at the start:     more than once
#   one copy, three mails that come later:        each once
#   two copies, six mails that come later:        some of them in both
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages node-red-node-email@5.2.5
dovecot

cat >copy.cjs <<'END'
const { start, tab, code, sleep } = require('./node-red.cjs'), { env } = process
const flows = tab(['in', 'e-mail in', ['tell'], { protocol: 'IMAP', server: '127.0.0.1', port: env.imap, useSSL: false, autotls: 'never', authtype: 'BASIC', box: 'INBOX',
  criteria: 'UNSEEN', disposition: 'Read', fetch: 'auto', inputs: 0, repeat: '300', credentials: { userid: 'orders', password: 'secret' } }], code('tell', 'global.get("tell")(msg.topic)'))
start([], { nodesDir: [process.cwd() + '/node_modules/node-red-node-email'], functionGlobalContext: { tell: topic => process.send(topic) } }).then(async ({ admin }) => {
  await admin('POST', '/flows', flows)
  await sleep(5000)
  process.send('ready')
})
END
cat >probe.cjs <<'END'
const { execFileSync, fork } = require('child_process'), sleep = ms => new Promise(done => setTimeout(done, ms))
const heard = [], copies = [], deliver = subject => execFileSync('./deliver', ['orders', subject])
const copy = name => new Promise(done => {
  copies.push(fork('./copy.cjs').on('message', what => what === 'ready' ? done() : heard.push(`${what} in ${name}`)))
})
const look = async (title, subjects, outcome) => {
  if (subjects.length) heard.length = 0
  for (const subject of subjects) {
    deliver(subject)
    await sleep(5000)
  }
  console.log(title, outcome())
}
;(async () => {
  deliver('waits')
  await copy('A')
  await look('one copy, a mail that waits at the start:    ', [], () => heard.length > 1 ? 'more than once' : heard)
  await look('one copy, three mails that come later:       ', ['one', 'two', 'three'], () => new Set(heard).size === 3 && heard.length === 3 ? 'each once' : heard)
  await copy('B')
  await look('two copies, six mails that come later:       ', ['4', '5', '6', '7', '8', '9'],
    () => new Set(heard).size > 6 ? 'some of them in both' : heard)
  for (const child of copies) child.kill('SIGKILL')
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
one copy, a mail that waits at the start:     more than once
one copy, three mails that come later:        each once
two copies, six mails that come later:        some of them in both
END
