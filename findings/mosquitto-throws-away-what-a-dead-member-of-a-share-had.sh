#!/usr/bin/env bash
# What a member of a shared subscription has been sent and has not acknowledged is gone when it dies: no other member gets it.
#
# What:     Mosquitto 2.0.11 (Debian 12), $share/g/job with QoS 1; two mqtt.js 5.15.2 (npm) with clean sessions, one of which takes jobs,
#           acknowledges none and loses its connection.
# Expected: the jobs go to the member that is left, as unacknowledged jobs of RabbitMQ and NATS do; so MQTT 5 has it, 4.8.2, for a client whose
#           session ends.
# Seen:     they are dropped with the session of the dead, by both versions. What is published from then on goes to the other.
# Matters:  copies share a topic so that the other one goes on when one dies. Each death costs up to 20 jobs under way, and those that
#           queue behind them for the dead; QoS 1 does not help.
#
# Output (2026-11-28), ten jobs before one of two members dies, four after:
#   protocol 3.1.1: the other had 5 before, gets 0 of the dead one's 5, and 4 of those after
#   protocol 5:     the other had 5 before, gets 0 of the dead one's 5, and 4 of those after
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages mqtt@5.15.2
mosquitto_at 'allow_duplicate_messages false'

cat >probe.cjs <<'END'
const mqtt = require('mqtt')
const url = `mqtt://127.0.0.1:${process.env.port}`, sleep = ms => new Promise(done => setTimeout(done, ms))
const look = async (title, protocolVersion) => {
  const topic = `job${protocolVersion}`
  const member = async acknowledges => {
    const client = await mqtt.connectAsync(url, { protocolVersion, reconnectPeriod: 0 })
    client.had = 0
    client.handleMessage = (packet, done) => {
      client.had++
      if (acknowledges) done()
    }
    await client.subscribeAsync(`$share/g/${topic}`, { qos: 1 })
    return client
  }
  const dead = await member(false), other = await member(true), publisher = await mqtt.connectAsync(url)
  const publish = async (from, to) => { for (let n = from; n < to; n++) await publisher.publishAsync(topic, String(n), { qos: 1 }) }
  await publish(0, 10)
  await sleep(2000)
  const before = other.had
  dead.stream.destroy()
  await sleep(2000)
  const late = other.had - before
  await publish(10, 14)
  await sleep(2000)
  console.log(title, `the other had ${before} before, gets ${late} of the dead one's ${10 - before}, and ${other.had - before - late} of those after`)
}
;(async () => {
  await look('protocol 3.1.1:', 4)
  await look('protocol 5:    ', 5)
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
protocol 3.1.1: the other had 5 before, gets 0 of the dead one's 5, and 4 of those after
protocol 5:     the other had 5 before, gets 0 of the dead one's 5, and 4 of those after
END
