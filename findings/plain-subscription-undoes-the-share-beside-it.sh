#!/usr/bin/env bash
# A plain mqtt in on the same broker node makes the $share node beside it hear every message in both copies.
#
# What:     Node-RED 4.1.15 (npm: node-red), mqtt in; Mosquitto 2.0.11 (Debian 12), protocol 3.1.1.
# Expected: the two copies share the messages of $share/g/job between them, whatever else they subscribe to.
# Seen:     one connection carries both subscriptions, and each message that arrives goes to every node whose filter matches once
#           $share/g/ is taken off. The plain one brings all messages to both copies. With a broker node of its own all is well.
# Matters:  a debug or log node with topic job/# turns a balanced job queue into one where every job is done twice.
#
# Output (2026-11-27), how often two copies together take 6 jobs from $share/g/job:
#   alone:                                6
#   plain job beside, own broker node:    6
#   plain job beside, same broker node:   12
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages mqtt@5.15.2
mosquitto_at 'allow_duplicate_messages false'

cat >copy.cjs <<'END'
const { start, tab, say } = require('./node-red.cjs')
const broker = id => ({ id, type: 'mqtt-broker', name: '', broker: '127.0.0.1', port: process.env.port, clientid: '', autoConnect: true, usetls: false,
  protocolVersion: '4', keepalive: '60', cleansession: true })
const mqttIn = (id, topic, broker, wires) => [id, 'mqtt in', wires, { topic, qos: '1', datatype: 'utf8', broker, inputs: 0 }]
const tell = name => process.send(name)
start([...tab(
  mqttIn('alone', '$share/g/alone', 'b1', ['s1']), say('s1', '"alone"'),
  mqttIn('own', '$share/g/own', 'b2', ['s2']), say('s2', '"own"'), mqttIn('own-plain', 'own', 'b3', []),
  mqttIn('same', '$share/g/same', 'b4', ['s4']), say('s4', '"same"'), mqttIn('same-plain', 'same', 'b4', [])),
broker('b1'), broker('b2'), broker('b3'), broker('b4')], { functionGlobalContext: { say: tell } }).then(() => setTimeout(tell, 3000, 'ready'))
END
cat >probe.cjs <<'END'
const { fork } = require('child_process'), mqtt = require('mqtt')
const heard = []
const copy = () => new Promise(done => {
  const child = fork('./copy.cjs')
  child.on('message', text => text === 'ready' ? done(child) : heard.push(text))
})
;(async () => {
  const copies = await Promise.all([copy(), copy()])
  const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${process.env.port}`)
  for (let n = 0; n < 6; n++) for (const topic of ['alone', 'own', 'same']) await client.publishAsync(topic, String(n), { qos: 1 })
  setTimeout(() => {
    const count = name => heard.filter(h => h === name).length
    console.log('alone:                               ', count('alone'))
    console.log('plain job beside, own broker node:   ', count('own'))
    console.log('plain job beside, same broker node:  ', count('same'))
    copies.forEach(child => child.kill())
    process.exit()
  }, 2000)
})()
END
verdict "$(node probe.cjs)" <<'END'
alone:                                6
plain job beside, own broker node:    6
plain job beside, same broker node:   12
END
