#!/usr/bin/env bash
# RabbitMQ confirms a message that no queue takes, one for a queue that is not there, and the oldest ones of a full queue, and drops them.
#
# What:     RabbitMQ 3.10.8 (Debian 12), amqplib 0.10.9 (npm) with publisher confirms.
# Expected: a confirmed message is kept until a consumer has it; what cannot be kept is refused (nack) or is an error.
# Seen:     a confirm only says that the exchange has dealt with it, and "no queue" is dealt with. `mandatory` sends it back, beside the
#           confirm. A queue with maxLength confirms all and throws the oldest away, unless its overflow is reject-publish.
# Matters:  a producer that starts before the consumer has declared its queue, a routing key with a typing error, and a weekend's backlog
#           lose messages with every sign of success.
#
# Output (2026-11-27):
#   topic exchange without a queue:         confirmed
#   queue that does not exist:              confirmed
#   the same, mandatory:                    confirmed, 1 sent back
#   queue with maxLength 3, 10 messages:    confirmed, left in it 8 9 10
#   the same, overflow reject-publish:      refused, left in it 1 2 3
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
  const sent = async () => { try { await channel.waitForConfirms(); return 'confirmed' } catch { return 'refused' } }
  const left = async queue => {
    const found = []
    for (let message; (message = await channel.get(queue, { noAck: true }));) found.push(String(message.content))
    return found.join(' ')
  }
  let back = 0
  channel.on('return', () => back++)
  await channel.assertExchange('events', 'topic')
  channel.publish('events', 'order.new', Buffer.from('1'))
  console.log('topic exchange without a queue:        ', await sent())
  channel.sendToQueue('orders', Buffer.from('1'))
  console.log('queue that does not exist:             ', await sent())
  channel.sendToQueue('orders', Buffer.from('1'), { mandatory: true })
  const confirmed = await sent()
  await sleep(300)
  console.log('the same, mandatory:                   ', `${confirmed}, ${back} sent back`)
  for (const [title, queue, more] of [['queue with maxLength 3, 10 messages:   ', 'newest', {}], ['the same, overflow reject-publish:     ', 'oldest', { arguments: { 'x-overflow': 'reject-publish' } }]]) {
    await channel.assertQueue(queue, { maxLength: 3, ...more })
    for (let n = 1; n <= 10; n++) channel.sendToQueue(queue, Buffer.from(String(n)))
    console.log(title, `${await sent()}, left in it ${await left(queue)}`)
  }
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
topic exchange without a queue:         confirmed
queue that does not exist:              confirmed
the same, mandatory:                    confirmed, 1 sent back
queue with maxLength 3, 10 messages:    confirmed, left in it 8 9 10
the same, overflow reject-publish:      refused, left in it 1 2 3
END
