#!/usr/bin/env bash
# In a RabbitMQ waiting queue a message that is to wait one second waits four, if one that waits four stands before it.
#
# What:     RabbitMQ 3.10.8 (Debian 12), amqplib 0.10.9 (npm): a queue without consumers whose expired messages go to the working queue,
#           each message with its own expiration.
# Expected: each message leaves when its own time is over, as delayed jobs of other queues do.
# Seen:     only the message at the head of the queue is looked at; what expires behind it stays, and is counted as waiting.
# Matters:  this is the usual way to retry later, 1 s, 10 s, 10 min: with one queue for all, a single long one holds up all the short ones.
#           A queue per time is right.
#
# Output (2026-11-27), in seconds:
#   one queue, first "in 4 s", then "in 1 s":  in 4 s came after 4, in 1 s came after 4
#   one queue, first "in 1 s", then "in 4 s":  in 1 s came after 1, in 4 s came after 4
#   two queues, one for each time:             in 1 s came after 1, in 4 s came after 4
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages amqplib@0.10.9
rabbitmq

cat >probe.cjs <<'END'
const sleep = ms => new Promise(done => setTimeout(done, ms))
;(async () => {
  const channel = await (await require('amqplib').connect(`amqp://127.0.0.1:${process.env.amqp}`)).createConfirmChannel()
  let begin, came = []
  await channel.assertQueue('work')
  await channel.consume('work', message => came.push(`${message.content} came after ${Math.floor((Date.now() - begin) / 1000)}`), { noAck: true })
  const look = async (title, ...sent) => {
    came = []
    for (const [queue] of sent) await channel.assertQueue(queue, { deadLetterExchange: '', deadLetterRoutingKey: 'work' })
    begin = Date.now()
    for (const [queue, seconds] of sent) channel.sendToQueue(queue, Buffer.from(`in ${seconds} s`), { expiration: String(seconds * 1000) })
    await sleep(5500)
    console.log(title, came.join(', '))
  }
  await look('one queue, first "in 4 s", then "in 1 s": ', ['wait', 4], ['wait', 1])
  await look('one queue, first "in 1 s", then "in 4 s": ', ['wait', 1], ['wait', 4])
  await look('two queues, one for each time:            ', ['wait4', 4], ['wait1', 1])
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
one queue, first "in 4 s", then "in 1 s":  in 4 s came after 4, in 1 s came after 4
one queue, first "in 1 s", then "in 4 s":  in 1 s came after 1, in 4 s came after 4
two queues, one for each time:             in 1 s came after 1, in 4 s came after 4
END
