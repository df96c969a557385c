#!/usr/bin/env bash
# An ftp node says "Get operation successful" when the download begins; what reads the file then finds it empty, or half for ever.
#
# What:     node-red-contrib-ftp 0.0.6, Node-RED 4.1.15 (npm: node-red), against a server on this host that sends a file of two lines, one
#           second after the other.
# Expected: the message when the file is complete, and an error when it does not become so.
# Seen:     the message is sent as soon as the first byte can be read, and the file is written behind it. If the server ends the transfer
#           with 426, after the first line, that is neither an error nor another message: half a file stays under the name of the whole.
# Matters:  the price list of the night is read as empty or as its first half, by a flow that was tried with a file of one packet on a local
#           net. In a folder that two copies share the other one reads what was there before.
#
# Output (2026-11-28):
#   whole:   message: Get operation successful. whole.csv, the file has then: 0 lines, two seconds later: 2, errors: 0
#   broken:  message: Get operation successful. broken.csv, the file has then: 0 lines, two seconds later: 1, errors: 0
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages node-red-contrib-ftp@0.0.6

cat >probe.cjs <<'END'
const { start, tab, say, sleep } = require('./node-red.cjs'), net = require('net'), fs = require('fs')
// An FTP server with what a download needs.
const serve = control => {
  let data
  const answer = { USER: '331 password', PASS: '230 in', FEAT: '211 none', SYST: '215 UNIX', TYPE: '200 ok', QUIT: '221 bye' }
  control.write('220 ready\r\n')
  control.on('error', () => {})
  control.on('data', lines => String(lines).trim().split('\r\n').forEach(async line => {
    const [command, name] = line.split(' ')
    if (command === 'PASV') {
      const server = net.createServer()
      data = new Promise(done => server.once('connection', done))
      await new Promise(done => server.listen(0, '127.0.0.1', done))
      const { port } = server.address()
      control.write(`227 Entering Passive Mode (127,0,0,1,${port >> 8},${port & 255})\r\n`)
    } else if (command === 'RETR') {
      const socket = await data
      control.write('150 here it is\r\n')
      socket.on('error', () => {})
      socket.write('screws;4.50\n')
      await sleep(1000)
      if (name === 'whole') socket.end('nails;2.10\n')
      else socket.end()
      control.write(name === 'whole' ? '226 done\r\n' : '426 transfer aborted\r\n')
    } else control.write(`${answer[command] ?? '502 no'}\r\n`)
  }))
}
const lines = file => fs.existsSync(file) ? fs.readFileSync(file, 'utf8').split('\n').length - 1 : 0
;(async () => {
  const server = net.createServer(serve)
  await new Promise(done => server.listen(0, '127.0.0.1', done))
  const flow = [...tab(['get', 'ftp in', ['out'], { ftp: 'host', operation: 'get', filename: '', localFilename: '' }], say('out', '[msg.payload, global.get("lines")(msg.localFilename)]'),
    ['catch', 'catch', ['caught'], { scope: null, uncaught: false }], say('caught', '"error"')), { id: 'host', type: 'ftp', host: '127.0.0.1', port: String(server.address().port), user: 'me', credentials: { password: 'secret' } }]
  const { give, said, admin } = await start([], { nodesDir: [process.cwd() + '/node_modules/node-red-contrib-ftp'], functionGlobalContext: { lines } })
  await admin('POST', '/flows', flow, { 'Node-RED-Deployment-Type': 'full' })
  await sleep(500)
  for (const filename of ['whole', 'broken']) {
    said.length = 0
    give('get', { filename, localFilename: `${filename}.csv` })
    await sleep(3000)
    const [[payload, then]] = said
    console.log(`${filename}:`.padEnd(8), `message: ${payload}, the file has then: ${then} lines, two seconds later: ${lines(`${filename}.csv`)}, errors: ${said.filter(text => text === 'error').length}`)
  }
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
whole:   message: Get operation successful. whole.csv, the file has then: 0 lines, two seconds later: 2, errors: 0
broken:  message: Get operation successful. broken.csv, the file has then: 0 lines, two seconds later: 1, errors: 0
END
