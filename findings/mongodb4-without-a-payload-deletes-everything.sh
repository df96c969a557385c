#!/usr/bin/env bash
# A mongodb4 node that is to delete what msg.payload says empties the collection when a message comes without a payload, or with 0.
#
# What:     node-red-contrib-mongodb4 3.4.0 and the driver that it asks for, Node-RED 4.1.15 (npm: node-red), against a server on this host that says what
#           it is told.
# Expected: an error: there is no filter. 0, an empty text and false are none either.
# Seen:     a payload that is not true is taken for "no arguments", the driver's filter is {} then, and that is everything. A list is a list
#           of arguments: of two documents for insertOne the second is taken for options, and is gone without a word.
# Matters:  one message that lost its payload on the way, at a switch or behind a failed request, erases the orders. The node is green and
#           the message says "acknowledged". deleteOne takes the first document that there is.
#
# Output (2026-11-28), payload -> what the server is told:
#   deleteMany {"machine":7} -> delete {"machine":7}, as many as there are
#   deleteMany nothing -> delete {}, as many as there are
#   deleteMany 0 -> delete {}, as many as there are
#   deleteMany "" -> delete {}, as many as there are
#   deleteOne nothing -> delete {}, 1
#   insertOne [{"machine":7},{"machine":8}] -> insert [{"machine":7}]
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages node-red-contrib-mongodb4@3.4.0

cat >probe.cjs <<'END'
const { start, tab, say, sleep } = require('./node-red.cjs'), { BSON } = require('mongodb'), { serialize, deserialize, ObjectId } = BSON
const heard = []
// A MongoDB server that knows OP_MSG and OP_QUERY, greets, and tells what it was to delete and to insert.
const server = require('net').createServer(socket => {
  let rest = Buffer.alloc(0)
  socket.on('error', () => {})
  socket.on('data', chunk => {
    rest = Buffer.concat([rest, chunk])
    while (rest.length >= 4 && rest.length >= rest.readInt32LE(0)) {
      const frame = rest.subarray(0, rest.readInt32LE(0)), old = frame.readInt32LE(12) === 2004
      rest = rest.subarray(frame.length)
      const at = old ? frame.indexOf(0, 20) + 9 : 21, command = deserialize(frame.subarray(at, at + frame.readInt32LE(at)))
      if (command.delete) heard.push(...command.deletes.map(({ q, limit }) => `delete ${JSON.stringify(q)}, ${limit || 'as many as there are'}`))
      if (command.insert) heard.push(`insert ${JSON.stringify(command.documents.map(({ _id, ...fields }) => fields))}`)
      const answer = serialize(command.delete || command.insert ? { ok: 1, n: 1 } : { ok: 1, helloOk: true, isWritablePrimary: true, ismaster: true, maxBsonObjectSize: 16777216,
        maxMessageSizeBytes: 48000000, maxWriteBatchSize: 100000, localTime: new Date(), minWireVersion: 0, maxWireVersion: 21, connectionId: 1, topologyVersion: undefined })
      const head = Buffer.alloc(old ? 36 : 21)
      head.writeInt32LE(head.length + answer.length, 0)
      head.writeInt32LE(frame.readInt32LE(4), 8)
      head.writeInt32LE(old ? 1 : 2013, 12)
      if (old) head.writeInt32LE(1, 32)
      socket.write(Buffer.concat([head, answer]))
    }
  })
})
server.listen(0, '127.0.0.1', async () => {
  const client = { id: 'client', type: 'mongodb4-client', name: '', protocol: 'mongodb', hostname: '127.0.0.1', port: String(server.address().port), dbName: 'shop', uriTabActive: 'tab-uri-simple', uri: '',
    advanced: '{"directConnection":true}', appName: '', connectTimeoutMS: '3000', socketTimeoutMS: '0', minPoolSize: '0', maxPoolSize: '5', maxIdleTimeMS: '0', credentials: { username: '', password: '' } }
  const does = operation => [operation, 'mongodb4', ['out'], { clientNode: 'client', mode: 'collection', collection: 'orders', operation, output: 'toArray', maxTimeMS: '0', handleDocId: false }]
  const { give, admin, logged } = await start([], { nodesDir: [process.cwd() + '/node_modules/node-red-contrib-mongodb4'] })
  await admin('POST', '/flows', [...tab(does('deleteMany'), does('deleteOne'), does('insertOne'), say('out')), client], { 'Node-RED-Deployment-Type': 'full' })
  await sleep(500)
  for (const [operation, payload] of [['deleteMany', { machine: 7 }], ['deleteMany'], ['deleteMany', 0], ['deleteMany', ''], ['deleteOne'], ['insertOne', [{ machine: 7 }, { machine: 8 }]]]) {
    heard.length = logged.length = 0
    give(operation, { payload })
    await sleep(500)
    console.log(operation, payload === undefined ? 'nothing' : JSON.stringify(payload.map?.(({ machine }) => ({ machine })) ?? payload), '->', [...heard, ...logged].join('; '))
  }
  process.exit()
})
END
verdict "$(node probe.cjs)" <<'END'
deleteMany {"machine":7} -> delete {"machine":7}, as many as there are
deleteMany nothing -> delete {}, as many as there are
deleteMany 0 -> delete {}, as many as there are
deleteMany "" -> delete {}, as many as there are
deleteOne nothing -> delete {}, 1
insertOne [{"machine":7},{"machine":8}] -> insert [{"machine":7}]
END
