#!/usr/bin/env bash
# While the broker is away, mqtt out throws messages away: nothing is queued, logged or caught, and the node never completes.
#
# What:     Node-RED 4.1.15 (npm: node-red), mqtt out, QoS 1; Mosquitto 2.0.11 (Debian 12).
# Expected: at QoS 1 a message is kept until it is acknowledged, or an error tells that it is not. mqtt.js 5.15.2, which the node uses,
#           queues by default (queueQoSZero for QoS 0 as well).
# Seen:     of three messages one is sent; the one given while the broker is down is gone, and neither catch nor complete hears of it.
# Matters:  a flow with http in answers 200 for what is lost. With two copies that fight for one client id it is half of all messages.
#
# Output (2026-11-27):
#   arrived at the broker:  before after
#   mqtt.js instead:        before meanwhile after
#   complete node:          before after
#   catch node:             nothing
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages mqtt@5.15.2
debian mosquitto 2.0.11
port=$(free_port)
export port

cat >probe.cjs <<'END'
const { start, tab, say, sleep } = require('./node-red.cjs')
const mqtt = require('mqtt'), { spawn } = require('child_process'), fs = require('fs')
const port = process.env.port, url = `mqtt://127.0.0.1:${port}`
fs.writeFileSync('m.conf', `listener ${port} 127.0.0.1\nallow_anonymous true\n`)
let broker
const up = async () => { broker = spawn('/usr/sbin/mosquitto', ['-c', 'm.conf'], { stdio: 'ignore' }); await sleep(1500) }
const down = () => new Promise(done => { broker.once('exit', done); broker.kill() })
;(async () => {
  await up()
  const { give, said } = await start([...tab(
    ['out', 'mqtt out', [], { topic: 'node', qos: '1', retain: 'false', broker: 'b' }],
    ['complete', 'complete', ['c'], { scope: ['out'] }], say('c', '"complete " + msg.payload'),
    ['catch', 'catch', ['e'], { scope: null, uncaught: false }], say('e', '"catch " + msg.error.message')),
  { id: 'b', type: 'mqtt-broker', name: '', broker: '127.0.0.1', port, clientid: '', autoConnect: true, usetls: false, protocolVersion: '4', keepalive: '60', cleansession: true }],
  { mqttReconnectTime: 500 })
  const plain = mqtt.connect(url, { reconnectPeriod: 500 }), heard = []
  const listen = mqtt.connect(url, { reconnectPeriod: 200 }).on('message', (topic, data) => heard.push(topic + ' ' + data))
  listen.subscribe(['node', 'plain'], { qos: 1 })
  const send = async text => {
    give('out', { payload: text })
    plain.publish('plain', text, { qos: 1 })
    await sleep(1000)
  }
  await sleep(2000)
  await send('before')
  await down()
  await sleep(500)
  await send('meanwhile')
  await up()
  await sleep(3000)
  await send('after')
  const of = (list, word) => list.filter(s => s.startsWith(word)).map(s => s.split(' ')[1])
  console.log('arrived at the broker: ', of(heard, 'node').join(' '))
  console.log('mqtt.js instead:       ', ['before', 'meanwhile', 'after'].filter(s => of(heard, 'plain').includes(s)).join(' '))
  console.log('complete node:         ', of(said, 'complete').join(' '))
  console.log('catch node:            ', of(said, 'catch').join(' ') || 'nothing')
  await down()
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
arrived at the broker:  before after
mqtt.js instead:        before meanwhile after
complete node:          before after
catch node:             nothing
END
