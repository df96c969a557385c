#!/usr/bin/env bash
# A telegram sender sends the numbers 5 and -3 and the text "0", and not the number 0; a long text makes the flow behind it run twice.
#
# What:     node-red-contrib-telegrambot 17.0.6 (the newest for Node.js 20), Node-RED 4.1.15 (npm: node-red), an API of Telegram on this host.
# Expected: 0 is a message like 5. One message in, one message out, whatever Telegram's limit of 4096 letters makes of it.
# Seen:     what is not true is "empty": a line in the log, the message neither goes on nor is done, and no catch node hears of it. A text
#           of more than 4000 letters is sent in parts, all at the same time, so that the second may be there first, and for each of them
#           the whole message is sent on.
# Matters:  "how many machines are running" answers always but when it should wake somebody. Behind a long report the next step, a mail or
#           a row in a database, is done twice.
#
# Output (2026-11-28), content: what the API gets, what the node sends on:
#   5:               1 request, 1 message
#   -3:              1 request, 1 message
#   0:               0 requests, 0 messages, log: msg.payload.content is empty
#   "0":             1 request, 1 message
#   false:           0 requests, 0 messages, log: msg.payload.content is empty
#   4000 letters:    1 request, 1 message
#   9000 letters:    3 requests, 3 at the same time, 3 messages
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages node-red-contrib-telegrambot@17.0.6

cat >probe.cjs <<'END'
const { start, tab, say, sleep } = require('./node-red.cjs'), http = require('http')
const count = (number, noun) => `${number} ${noun}${number === 1 ? '' : 's'}`
;(async () => {
  let requests = 0, open = 0, together = 0
  const api = http.createServer((request, response) => request.resume().on('end', async () => {
    const method = request.url.split('/').pop()
    if (method === 'sendMessage') {
      requests++
      together = Math.max(together, ++open)
      await sleep(200)
      open--
    }
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ ok: true, result: method === 'sendMessage' ? { message_id: requests } : { id: 1, is_bot: true, first_name: 'bot', username: 'bot' } }))
  }))
  await new Promise(done => api.listen(0, '127.0.0.1', done))
  const bot = { id: 'bot', type: 'telegram bot', botname: 'plant', usernames: '', chatids: '', baseapiurl: `http://127.0.0.1:${api.address().port}`, testenvironment: false, updatemode: 'none',
    usesocks: false, verboselogging: false, addressfamily: '4', credentials: { token: '1:token' } }
  const { give, said, logged, admin } = await start([], { nodesDir: [process.cwd() + '/node_modules/node-red-contrib-telegrambot'] })
  await admin('POST', '/flows', [...tab(['send', 'telegram sender', ['out'], { bot: 'bot', haserroroutput: false, outputs: 1 }], say('out')), bot], { 'Node-RED-Deployment-Type': 'full' })
  await sleep(1000)
  for (const content of [5, -3, 0, '0', false, 'a'.repeat(4000), 'a'.repeat(9000)]) {
    requests = together = said.length = logged.length = 0
    give('send', { payload: { chatId: 5, type: 'message', content } })
    await sleep(1000)
    console.log(`${content.length > 1 ? `${content.length} letters` : JSON.stringify(content)}:`.padEnd(16), [count(requests, 'request'), ...together > 1 ? [`${together} at the same time`] : [],
      count(said.length, 'message'), ...logged.map(text => `log: ${text}`)].join(', '))
  }
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
5:               1 request, 1 message
-3:              1 request, 1 message
0:               0 requests, 0 messages, log: msg.payload.content is empty
"0":             1 request, 1 message
false:           0 requests, 0 messages, log: msg.payload.content is empty
4000 letters:    1 request, 1 message
9000 letters:    3 requests, 3 at the same time, 3 messages
END
