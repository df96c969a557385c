#!/usr/bin/env bash
# The Kafka consumer of node-red-contrib-kafka-client joins a group with a random name, whatever its Group ID says.
#
# What:     node-red-contrib-kafka-client 0.1.0 (npm), node kafka-consumer.
# Expected: a set Group ID is the consumer group; the copies of a flow share the messages of a topic.
# Seen:     the node joins a prefix to the negated ID before it asks whether the ID is empty, so that the test is always true: a new
#           random name is drawn at each start, and the setting is never used.
# Matters:  every copy gets every message, and after each restart the consumer begins anew. An analyzer that reads Group ID as the
#           group says "shared" where each copy acts.
#
# Output (2026-11-27):
#   Group ID set:   random, another one at the next start
#   Group ID empty: random, another one at the next start
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red-contrib-kafka-client@0.1.0

cat >probe.cjs <<'END'
// The node as it is, in the place of Node-RED what it asks for, and of the connection to a broker a look at its options.
const kafka = require('kafka-node')
const { EventEmitter } = require('events')
let options
kafka.ConsumerGroup = function (given) { options = { ...given }; return new EventEmitter() }
const nodes = { broker: { getOptions: () => ({ kafkaHost: 'localhost:9092' }) } }
let Consumer
require('node-red-contrib-kafka-client/js/kafka-consumer.js')({
  nodes: {
    createNode: (node) => Object.assign(node, { on () {}, status () {}, error () {}, send () {} }),
    getNode: (id) => nodes[id],
    registerType: (type, constructor) => { Consumer = constructor }
  }
})
function group (groupid) {
  new Consumer({ broker: 'broker', topic: 'orders', groupid })
  return options.groupId
}
for (const [name, groupid] of [['set:  ', 'orders-workers'], ['empty:', '']]) {
  const [first, second] = [group(groupid), group(groupid)]
  const random = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/
  console.log(`Group ID ${name} ${random.test(first) ? 'random' : first}, ${first === second ? 'the same' : 'another one'} at the next start`)
}
process.exit()
END
verdict "$(node probe.cjs)" <<'END'
Group ID set:   random, another one at the next start
Group ID empty: random, another one at the next start
END
