#!/usr/bin/env bash
# Node-RED in two processes of a cluster on one port: a deploy is answered with 204, and every second page is still the old one.
#
# What:     Node-RED 4.1.15 (npm: node-red) in two workers of Node.js 20's own cluster module, as pm2's cluster mode uses it.
# Expected: a deploy through the one port that there is reaches what is behind it; or the other process reloads the file that both share.
# Seen:     the connection of the deploy goes to one worker. The other one runs the old flows until its restart, and the editor shows the
#           new or the old ones in turn. What comes to tcp in and udp in is spread over the workers as well, where two processes without
#           a cluster cannot have one tcp port.
# Matters:  the rollout looks done and half is; a second deploy may land in the other worker and take the first one back.
#
# Output (2026-11-27):
#   page before the deploy, 8 times:   old 8, new 0
#   deploy:                            204
#   page after it, 8 times:            old 4, new 4
#   6 connections to tcp in:           heard by both workers, 6 in all
#   6 datagrams to udp in:             heard by both workers, 6 in all
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
declare -x web tcp udp
web=$(free_port) tcp=$(free_port) udp=$(free_port)

cat >probe.cjs <<'END'
const cluster = require('cluster'), fs = require('fs')
const { start, tab, code, sleep, httpIn, httpOut } = require('./node-red.cjs')
const { web, tcp, udp } = process.env
const flows = version => tab(httpIn('page', '/page', ['make']), code('make', `msg.payload = "${version}"; return msg`, ['answer']), httpOut('answer'),
  ['tcp', 'tcp in', ['told'], { server: 'server', host: '', port: tcp, datamode: 'stream', datatype: 'utf8', newline: '', topic: '', base64: false }],
  ['udp', 'udp in', ['told'], { iface: '', port: udp, ipv: 'udp4', multicast: 'false', group: '', datatype: 'utf8' }], code('told', 'global.get("tell")(1)'))
const url = `http://127.0.0.1:${web}`, headers = { connection: 'close', 'content-type': 'application/json' }
const main = async () => {
  fs.mkdirSync('shared')
  fs.writeFileSync('shared/flows.json', JSON.stringify(flows('old')))
  const heard = []
  const worker = i => new Promise((done, failed) => cluster.fork().on('exit', () => failed(new Error('a worker ended'))).on('message', what => { if (what === 'ready') done(); else heard[i]++ }))
  await worker(0)
  await worker(1)
  await sleep(1000)
  const pages = async () => {
    const seen = { old: 0, new: 0 }
    for (let n = 0; n < 8; n++) seen[await (await fetch(`${url}/page`, { headers })).text()]++
    return `old ${seen.old}, new ${seen.new}`
  }
  const count = async (title, send) => {
    heard[0] = heard[1] = 0
    for (let n = 0; n < 6; n++) { await send(); await sleep(100) }
    await sleep(500)
    console.log(title, `heard by ${heard[0] && heard[1] ? 'both workers' : 'one worker'}, ${heard[0] + heard[1]} in all`)
  }
  console.log('page before the deploy, 8 times:  ', await pages())
  console.log('deploy:                           ', (await fetch(`${url}/red/flows`, { method: 'POST', headers, body: JSON.stringify(flows('new')) })).status)
  await sleep(1500)
  console.log('page after it, 8 times:           ', await pages())
  await count('6 connections to tcp in:          ', () => new Promise(done => require('net').connect(tcp, '127.0.0.1').end('23.5', done)))
  const socket = require('dgram').createSocket('udp4')
  await count('6 datagrams to udp in:            ', () => new Promise(done => socket.send('23.5', udp, '127.0.0.1', done)))
  process.exit()
}
if (cluster.isPrimary) main()
else start(undefined, { userDir: process.cwd() + '/shared', port: web, functionGlobalContext: { tell: what => process.send(what) } }).then(() => process.send('ready'))
END
verdict "$(timeout 200 node probe.cjs)" <<'END'
page before the deploy, 8 times:   old 8, new 0
deploy:                            204
page after it, 8 times:            old 4, new 4
6 connections to tcp in:           heard by both workers, 6 in all
6 datagrams to udp in:             heard by both workers, 6 in all
END
