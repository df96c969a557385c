#!/usr/bin/env bash
# Two project link call nodes call one target; one of them is changed and deployed, and the other one times out from then on.
#
# What:     @flowfuse/nr-project-nodes 0.7.8, Node-RED 4.1.15 (npm: node-red), settings of one instance without high availability;
#           Mosquitto 2.0.11 (Debian 12) in the place of FlowFuse's broker, a list of one instance in the place of its API.
# Expected: a deploy of modified nodes restarts the modified nodes and leaves the others working.
# Seen:     both listen to one answer topic. Closing one of them forgets all who listen there, and only the new one is entered again. The
#           call still reaches the target and is worked on; its answer finds nobody.
# Matters:  moving or renaming one node breaks another, on another tab perhaps, until the next full deploy or restart; what the target did
#           is done, and a caller that tries again does it twice.
#
# Output (2026-11-27):
#   before:                     first: price of 1; second: price of 2
#   the first renamed, deploy:  204
#   after:                      first: price of 1; second: timeout; the target has answered 2 calls
#   after a full deploy:        first: price of 1; second: price of 2
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages @flowfuse/nr-project-nodes@0.7.8
mosquitto_at 'persistence false'

cat >probe.cjs <<'END'
const { start, tab, code, sleep } = require('./node-red.cjs')
const flows = name => tab(['in', 'project link in', ['work'], { project: 'p1', broadcast: false, topic: 'price' }],
  code('work', 'global.get("say")("target"); msg.payload = "price of " + msg.payload; return msg', ['back']),
  ['back', 'project link out', [], { project: 'p1', broadcast: false, topic: '', mode: 'return' }],
  ['first', 'project link call', ['one'], { project: 'p1', topic: 'price', timeout: '3', name }], code('one', 'global.get("say")("first: " + msg.payload)'),
  ['second', 'project link call', ['two'], { project: 'p1', topic: 'price', timeout: '3', name: '' }], code('two', 'global.get("say")("second: " + msg.payload)'),
  ['ca', 'catch', ['caught'], { scope: null, uncaught: false }], code('caught', 'global.get("say")(msg.error.source.id + ": " + msg.error.message)'))
const forge = require('http').createServer((request, response) => {
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify({ count: 1, projects: [{ id: 'p1', name: 'one' }] }))
}).listen(0, '127.0.0.1', async () => {
  const broker = { url: `mqtt://127.0.0.1:${process.env.port}`, username: 'instance', password: 'x' }
  const { give, said, admin } = await start(flows(''), { nodesDir: [process.cwd() + '/node_modules/@flowfuse/nr-project-nodes'],
    flowforge: { forgeURL: `http://127.0.0.1:${forge.address().port}`, teamID: 'team', projectID: 'p1', projectLink: { token: 't', broker } } })
  await sleep(2000)
  const call = async () => {
    said.length = 0
    give('first', { payload: 1 })
    give('second', { payload: 2 })
    await sleep(4500)
    return said.filter(text => text !== 'target').sort().join('; ')
  }
  const deploy = async (name, type) => {
    const { status } = await admin('POST', '/flows', flows(name), { 'Node-RED-Deployment-Type': type })
    await sleep(2000)
    return status
  }
  console.log('before:                    ', await call())
  console.log('the first renamed, deploy: ', await deploy('renamed', 'nodes'))
  console.log('after:                     ', await call() + `; the target has answered ${said.filter(text => text === 'target').length} calls`)
  await deploy('renamed', 'full')
  console.log('after a full deploy:       ', await call())
  process.exit()
})
END
verdict "$(node probe.cjs)" <<'END'
before:                     first: price of 1; second: price of 2
the first renamed, deploy:  204
after:                      first: price of 1; second: timeout; the target has answered 2 calls
after a full deploy:        first: price of 1; second: price of 2
END
