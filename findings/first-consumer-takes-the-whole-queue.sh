#!/usr/bin/env bash
# Of two AMQP consumers on one queue, the one that connects first takes all that waits there, and the other stands idle.
#
# What:     RabbitMQ 3.10.8 (Debian 12), amqplib 0.10.9 (npm) with its defaults.
# Expected: consumers of one queue share its messages in turn (RabbitMQ's work queue tutorial); a message that nobody has begun waits for
#           whoever is free.
# Seen:     without prefetch the server pushes the whole backlog to the first consumer, which has 200 messages unacknowledged in its
#           memory. With prefetch 10 the second one gets its part.
# Matters:  after a stop of both copies, which is when there is a backlog, the copy that starts first does all the work. Scaling out does
#           not help, and its crash gives all of it to the other one, a second time.
#
# Output (2026-11-27), 200 messages wait, 2 ms of work each, the second consumer comes 100 ms later:
#   default:       200 and 0
#   prefetch 10:   both take part
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages amqplib@0.10.9
rabbitmq
await_port "$amqp"

cat >probe.cjs <<'END'
const amqp = require('amqplib'), url = `amqp://guest:guest@127.0.0.1:${process.env.amqp}`
const sleep = ms => new Promise(done => setTimeout(done, ms))
const look = async (queue, prefetch) => {
  const setup = await (await amqp.connect(url)).createChannel()
  await setup.assertQueue(queue)
  for (let n = 0; n < 200; n++) setup.sendToQueue(queue, Buffer.from(String(n)))
  await sleep(1000)
  const counts = [0, 0]
  for (const i of [0, 1]) {
    const channel = await (await amqp.connect(url)).createChannel()
    if (prefetch) await channel.prefetch(prefetch)
    let work = Promise.resolve()
    await channel.consume(queue, message => { work = work.then(() => sleep(2)).then(() => { counts[i]++; channel.ack(message) }) })
    await sleep(100)
  }
  while (counts[0] + counts[1] < 200) await sleep(100)
  return counts
}
;(async () => {
  console.log('default:      ', (await look('default', 0)).join(' and '))
  const [first, second] = await look('limited', 10)
  console.log('prefetch 10:  ', first > 20 && second > 20 ? 'both take part' : `${first} and ${second}`)
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
default:       200 and 0
prefetch 10:   both take part
END
