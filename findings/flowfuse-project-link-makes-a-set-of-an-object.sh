#!/usr/bin/env bash
# Between two instances, FlowFuse's project link makes a Set of {"type":"Set","data":"6:4"} and nothing of {"type":"undefined","data":1}.
#
# What:     @flowfuse/nr-project-nodes 0.7.8, Node-RED 4.1.15 (npm: node-red); Mosquitto 2.0.11 (Debian 12) in the place of FlowFuse's
#           broker, a list of one instance in the place of its API.
# Expected: a message arrives as it was sent, or as JSON makes it. The nodes carry Buffer, Map, Set and bigint beyond JSON.
# Seen:     these are marked by an object with type and data, and every object that looks so is taken for one, a payload of the user's
#           too. Date is not among them and arrives as text, and so is NaN, which arrives as null; undefined becomes null.
# Matters:  {type, data} is what events of web pages, sensors and queues look like; the one whose type is "Set", "Map" or "Buffer" changes.
#
# Output (2026-11-27), sent, then received, as a function node sees it:
#   a Set of 1                      Set(1) { 1 }
#   a Buffer                        <Buffer 61>
#   a bigint                        5n
#   a Date                          '2026-03-01T12:00:00.000Z'
#   NaN                             null
#   a tennis event, type Set        Set(3) { '6', ':', '4' }
#   a form event, type undefined    null
#   a form event, type Reset        { type: 'Reset', data: '6:4' }
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages @flowfuse/nr-project-nodes@0.7.8
mosquitto_at 'persistence false'

cat >probe.cjs <<'END'
const { start, tab, code, sleep } = require('./node-red.cjs')
const event = type => ({ type, data: '6:4' })
const sent = [['a Set of 1', new Set([1])], ['a Buffer', Buffer.from('a')], ['a bigint', 5n], ['a Date', new Date('2026-03-01T12:00:00Z')], ['NaN', NaN],
  ['a tennis event, type Set', event('Set')], ['a form event, type undefined', event('undefined')], ['a form event, type Reset', event('Reset')]]
const forge = require('http').createServer((request, response) => {
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify({ count: 1, projects: [{ id: 'p1', name: 'one' }] }))
}).listen(0, '127.0.0.1', async () => {
  const broker = { url: `mqtt://127.0.0.1:${process.env.port}`, username: 'instance', password: 'x' }
  const { give, said } = await start(tab(['out', 'project link out', [], { project: 'p1', broadcast: false, topic: 'event', mode: 'link' }],
    ['in', 'project link in', ['seen'], { project: 'p1', broadcast: false, topic: 'event' }], code('seen', 'global.get("say")(global.get("inspect")(msg.payload.value))')),
  { nodesDir: [process.cwd() + '/node_modules/@flowfuse/nr-project-nodes'], functionGlobalContext: { inspect: require('util').inspect },
    flowforge: { forgeURL: `http://127.0.0.1:${forge.address().port}`, teamID: 'team', projectID: 'p1', projectLink: { token: 't', broker } } })
  await sleep(2000)
  for (const [title, value] of sent) {
    said.length = 0
    give('out', { payload: { value } })
    await sleep(500)
    console.log(title.padEnd(31), said.join())
  }
  process.exit()
})
END
verdict "$(node probe.cjs)" <<'END'
a Set of 1                      Set(1) { 1 }
a Buffer                        <Buffer 61>
a bigint                        5n
a Date                          '2026-03-01T12:00:00.000Z'
NaN                             null
a tennis event, type Set        Set(3) { '6', ':', '4' }
a form event, type undefined    null
a form event, type Reset        { type: 'Reset', data: '6:4' }
END
