#!/usr/bin/env bash
# Two messages ask through one tcp request node at the same time: the second one gets the answer to the first, and the first gets none.
#
# What:     Node-RED 4.1.15 (npm: node-red), tcp request node that closes "when a character is received" (a line end), and one that keeps the
#           connection open; a service that answers each line after two seconds with the line itself. A second message comes after one.
# Expected: each message goes on with its own answer, or the second waits until the first has its own.
# Seen:     both are written to one connection. What comes back is put into the message that was given last, whoever asked. In the first mode
#           the connection is closed then, so that the answer to the second question never comes at all.
# Matters:  a page that asks a PLC, a scale or a printer: visitor B is shown the value of A as his own, and A waits for ever. It needs
#           two visitors within one answer's time, so that nobody sees it alone.
#
# Output (2026-11-28), A asks "weigh A", a second later B asks "weigh B":
#   close at a line end:  B gets "weigh A"
#   stay connected:       B gets "weigh A"; B gets "weigh B"
#   caught by a catch node: nothing
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15

cat >probe.cjs <<'END'
const net = require('net'), { start, tab, say, sleep } = require('./node-red.cjs')
const service = net.createServer(socket => socket.on('error', () => {}).on('data', data => {
  for (const line of String(data).trim().split('\n')) setTimeout(() => socket.writable && socket.write(line + '\n'), 2000)
})).listen(0, '127.0.0.1', async () => {
  const ask = (id, out, splitc) => [id, 'tcp request', ['answer'], { server: '127.0.0.1', port: String(service.address().port), out, ret: 'string', splitc, newline: '\\n', trim: false, tls: '' }]
  const { give, said } = await start(tab(ask('char', 'char', '\\n'), ask('stay', 'sit', ' '), say('answer', '`${msg.who} gets "${msg.payload.trim()}"`'),
    ['catch', 'catch', ['caught'], { scope: null, uncaught: false }], say('caught', '"caught"')))
  for (const [title, id, answers] of [['close at a line end:', 'char', 1], ['stay connected:', 'stay', 2]]) {
    said.length = 0
    give(id, { who: 'A', payload: 'weigh A\n' })
    await sleep(1000)
    give(id, { who: 'B', payload: 'weigh B\n' })
    while (said.length < answers) await sleep(100)
    await sleep(4000)
    console.log(title.padEnd(21), said.filter(text => text !== 'caught').join('; '))
  }
  console.log('caught by a catch node:', said.includes('caught') ? 'something' : 'nothing')
  process.exit()
})
END
verdict "$(node probe.cjs)" <<'END'
close at a line end:  B gets "weigh A"
stay connected:       B gets "weigh A"; B gets "weigh B"
caught by a catch node: nothing
END
