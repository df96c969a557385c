#!/usr/bin/env bash
# A copy whose flows do not run yet, or no more, takes requests: its editor answers, its pages are 404, and a page in work is cut off.
#
# What:     Node-RED 4.1.15 (npm: node-red) as a program, flows from a storage module that needs three seconds for them, as one over a
#           network may, and a node that needs three seconds to close, as a session with a PLC or database may. SIGTERM ends it.
# Expected: the port opens when the flows run, and closes before they stop; what is being answered is answered first.
# Seen:     the port is opened when the runtime has started, flows are read and started after that. On SIGTERM the flows are stopped first,
#           and with them the pages; connections are taken until the process ends, whose end also ends the requests that wait.
# Matters:  a health check of the port, or of / with its 200, puts a copy into the balancer whose pages are not there; a check of the port
#           keeps it there while it stops. Every update in turn gives some visitors a 404 or a broken connection. A page of the flows is
#           what to check.
#
# Output (2026-11-28), the editor; a page of a flow; a page that takes two seconds, asked for before the stop:
#   the port opens:     200; 404
#   flows run:          200; 200
#   SIGTERM, stopping:  503; 404; no answer
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15

mkdir nodes user
cat >nodes/plc.js <<'END'
module.exports = RED => RED.nodes.registerType('plc', function (config) {
  RED.nodes.createNode(this, config)
  this.on('close', done => setTimeout(done, 3000))
})
END
echo '<script type="text/html" data-template-name="plc"></script>' >nodes/plc.html
cat >probe.cjs <<'END'
const fs = require('fs'), { spawn } = require('child_process')
const { tab, code, httpIn, httpOut, sleep } = require('./node-red.cjs')
const port = process.argv[2], url = `http://127.0.0.1:${port}`
const flows = tab(httpIn('in', '/page', ['out']), httpIn('slow', '/slow', ['wait']), code('wait', 'setTimeout(() => node.send(msg), 2000)', ['out']), httpOut('out'), ['plc', 'plc'])
fs.writeFileSync('flows.json', JSON.stringify(flows))
fs.writeFileSync('storage.cjs', `
const nothing = async () => ({})
module.exports = { init: nothing, saveFlows: nothing, saveCredentials: nothing, saveSettings: nothing, saveSessions: nothing, getCredentials: nothing, getSettings: nothing,
  getSessions: nothing, getFlows: () => new Promise(done => setTimeout(() => done(JSON.parse(require('fs').readFileSync(__dirname + '/flows.json'))), 3000)) }`)
fs.writeFileSync('user/settings.js', `module.exports = { uiPort: ${port}, uiHost: '127.0.0.1', nodesDir: '${process.cwd()}/nodes', credentialSecret: 'a secret',
  storageModule: require('${process.cwd()}/storage.cjs'), telemetry: { enabled: false }, editorTheme: { tours: false } }`)
const ask = async path => fetch(url + path, { headers: { connection: 'close' } }).then(({ status }) => status, () => 'no answer')
;(async () => {
  const copy = spawn('node', ['node_modules/node-red/red.js', '--userDir', 'user'], { stdio: ['ignore', 'pipe', 'inherit'] })
  let log = ''
  copy.stdout.on('data', data => { log += data })
  while (await ask('/') === 'no answer') await sleep(50)
  console.log(`the port opens:     ${await ask('/')}; ${await ask('/page')}`)
  while (!log.includes('Started flows')) await sleep(50)
  console.log(`flows run:          ${await ask('/')}; ${await ask('/page')}`)
  const slow = ask('/slow')
  await sleep(500)
  copy.kill('SIGTERM')
  while (!log.includes('Stopping flows')) await sleep(50)
  await sleep(500)
  console.log(`SIGTERM, stopping:  ${await ask('/')}; ${await ask('/page')}; ${await slow}`)
  process.exit()
})()
END
verdict "$(node probe.cjs "$(free_port)")" <<'END'
the port opens:     200; 404
flows run:          200; 200
SIGTERM, stopping:  503; 404; no answer
END
