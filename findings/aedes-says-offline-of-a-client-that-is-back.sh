#!/usr/bin/env bash
# One of two aedes brokers dies, its client goes on at the other, and some time later everybody is told, for good, that it is offline.
#
# What:     aedes 1.2.0, aedes-persistence-redis 11.2.2, mqemitter-redis 7.2.1, mqtt 5.16.0 (npm), Redis 7.0.15 (Debian 12); two broker processes,
#           heartbeatInterval 1 s (60 s by default, with 60 times these times).
# Expected: a will is published when the connection ends and the client does not come back; a client that is back has another will.
# Seen:     wills are kept under the broker's and the client's name. The living broker publishes all wills of a broker that has not been heard
#           of for three intervals, whether or not the client is connected to itself; the client has said "online" long before.
# Matters:  "offline", retained, is what a will is for. After a failover, minutes later, it stands over the "online" of every client that has
#           come through it, and stays: nobody publishes "online" again.
#
# Output (2026-11-28), status topics as a third client hears them:
#   lamp, which is back at the second broker: online, online, offline
#   pump, which is not back:                  online, offline
#   lamp is connected: true; its retained status: offline
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages aedes@1.2.0 aedes-persistence-redis@11.2.2 mqemitter-redis@7.2.1 mqtt@5.16.0
redis

cat >broker.cjs <<'END'
const { Aedes } = require('aedes'), net = require('net')
const server = { host: '127.0.0.1', port: Number(process.env.port) }
Aedes.createBroker({ heartbeatInterval: 1000, mq: require('mqemitter-redis')(server), persistence: require('aedes-persistence-redis')(server) }).then(broker => {
  const socket = net.createServer(broker.handle).listen(0, '127.0.0.1', () => process.send(socket.address().port))
})
END
cat >probe.cjs <<'END'
const { fork } = require('child_process'), mqtt = require('mqtt'), sleep = ms => new Promise(done => setTimeout(done, ms))
const broker = () => new Promise(done => { const child = fork('./broker.cjs'); child.once('message', port => done({ child, port })) })
const connect = (port, clientId, name) => new Promise(done => {
  const will = name && { topic: `status/${name}`, payload: 'offline', qos: 1, retain: true }
  const client = mqtt.connect({ host: '127.0.0.1', port, clientId, reconnectPeriod: 0, will, clean: true })
  client.on('error', () => {})
  client.once('connect', () => done(client))
})
const online = async (port, name) => {
  const client = await connect(port, name, name)
  await client.publishAsync(`status/${name}`, 'online', { qos: 1, retain: true })
  return client
}
;(async () => {
  const first = await broker(), second = await broker(), heard = { lamp: [], pump: [] }
  await sleep(2000)
  const listener = await connect(second.port, 'listener')
  listener.on('message', (topic, text) => heard[topic.slice(7)].push(String(text)))
  await listener.subscribeAsync('status/#', { qos: 1 })
  await online(first.port, 'lamp')
  await online(first.port, 'pump')
  await sleep(1000)
  first.child.kill('SIGKILL')
  await sleep(500)
  const lamp = await online(second.port, 'lamp')
  while (!heard.pump.includes('offline')) await sleep(200)
  await sleep(2000)
  console.log(`lamp, which is back at the second broker: ${heard.lamp.join(', ')}`)
  console.log(`pump, which is not back:                  ${heard.pump.join(', ')}`)
  const late = await connect(second.port, 'late')
  late.on('message', (topic, text) => { console.log(`lamp is connected: ${lamp.connected}; its retained status: ${text}`); second.child.kill(); process.exit() })
  await late.subscribeAsync('status/lamp')
})()
END
verdict "$(timeout 120 node probe.cjs)" <<'END'
lamp, which is back at the second broker: online, online, offline
pump, which is not back:                  online, offline
lamp is connected: true; its retained status: offline
END
