#!/usr/bin/env bash
# The mail "pressure <limit, temperature >90" is shown as "pressure 90": a "<" before a letter and a ">" anywhere make HTML of a text.
#
# What:     node-red-node-email 5.2.5, Node-RED 4.1.15 (npm: node-red), against smtp-server 3.21.6; the HTML part of the mail is read by
#           html-to-text 9.0.5 (npm).
# Expected: a text is sent as a text. Its help says that the payload can be HTML, not what it takes for HTML.
# Seen:     what has a "<" directly before a letter and later, also lines later, a ">" is sent as HTML as well, and mail programs show
#           that part. What looks like a tag is gone, and so are all ends of lines.
# Matters:  limits, addresses like "Smith <smith@example.com>", log lines and XML that is to be read are what alarm mails are made of; what
#           disappears is the value that mattered. With a blank behind the "<" everything arrives, as in the test.
#
# Output (2026-11-28), payload -> what a mail program shows:
#   "level < 5, flow > 7" -> "level < 5, flow > 7", text
#   "pressure <limit, temperature >90" -> "pressure 90", HTML
#   "ask Smith <smith@example.com>" -> "ask Smith", HTML
#   "a<b\nline two\nc>d" -> "ad", HTML
#   "line one\nline two" -> "line one\nline two", text
#   "line one\nline two <br>" -> "line one line two", HTML
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages node-red-node-email@5.2.5
packages smtp-server@3.21.6 mailparser@3.9.43 html-to-text@9.0.5

cat >probe.cjs <<'END'
const { start, tab, sleep } = require('./node-red.cjs'), { SMTPServer } = require('smtp-server'), { simpleParser } = require('mailparser'), { convert } = require('html-to-text')
;(async () => {
  let mail
  const server = new SMTPServer({ authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'], onData: (stream, session, done) => simpleParser(stream, { skipHtmlToText: true }).then(read => { mail = read; done() }) })
  await new Promise(done => server.listen(0, '127.0.0.1', done))
  const { give } = await start(tab(['mail', 'e-mail', [], { server: '127.0.0.1', port: String(server.server.address().port), authtype: 'NONE', secure: false, tls: false, name: 'here@example.com', dname: '' }]),
    { nodesDir: [process.cwd() + '/node_modules/node-red-node-email'] })
  for (const payload of ['level < 5, flow > 7', 'pressure <limit, temperature >90', 'ask Smith <smith@example.com>', 'a<b\nline two\nc>d', 'line one\nline two', 'line one\nline two <br>']) {
    mail = undefined
    give('mail', { from: 'plant@example.com', topic: 'alarm', payload })
    for (let i = 0; i < 50 && !mail; i++) await sleep(100)
    console.log(JSON.stringify(payload), '->', JSON.stringify((mail.html ? convert(mail.html) : mail.text).trim()) + ',', mail.html ? 'HTML' : 'text')
  }
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
"level < 5, flow > 7" -> "level < 5, flow > 7", text
"pressure <limit, temperature >90" -> "pressure 90", HTML
"ask Smith <smith@example.com>" -> "ask Smith", HTML
"a<b\nline two\nc>d" -> "ad", HTML
"line one\nline two" -> "line one\nline two", text
"line one\nline two <br>" -> "line one line two", HTML
END
