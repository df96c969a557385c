#!/usr/bin/env bash
# Creating a NATS key-value or object bucket that is there with other settings succeeds, and leaves it as the first start has made it.
#
# What:     @nats-io/kv, @nats-io/obj and @nats-io/transport-node 3.4.0 (npm), nats-server 2.9.10 (Debian 12); create() in a start that has changed
#           its ttl and its history, as a new version of a program has.
# Expected: the new settings, or an error that the bucket has others: creating a stream with other settings is one.
# Seen:     create() takes the error of the stream and opens the bucket that is there. status() tells the old values; nobody asks it. For a key
#           nothing says why it is gone.
# Matters:  a time to live that is raised from an hour to a week for the second copy stays an hour, on exactly the servers that matter: those
#           that ran before. On a developer's own server it is right.
#
# Output (2026-11-28):
#   bucket, first start:     ttl 2 s, history 1
#   bucket, second start:    no error; ttl 2 s, history 1
#   a value after 5 s:       gone
#   objects, second start:   no error; ttl 2 s
#   a stream, second start:  error
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages @nats-io/kv@3.4.0 @nats-io/obj@3.4.0 @nats-io/jetstream@3.4.0 @nats-io/transport-node@3.4.0
nats

cat >probe.cjs <<'END'
const { connect } = require('@nats-io/transport-node'), { jetstreamManager } = require('@nats-io/jetstream'), { Kvm } = require('@nats-io/kv'), { Objm } = require('@nats-io/obj')
const sleep = ms => new Promise(done => setTimeout(done, ms))
;(async () => {
  const client = await connect({ servers: `127.0.0.1:${process.env.nats}` }), buckets = new Kvm(client), objects = new Objm(client), manager = await jetstreamManager(client)
  const kept = async bucket => { const { ttl, history } = await bucket.status(); return `ttl ${ttl / 1000} s, history ${history}` }
  const second = (make, see) => make().then(async made => `no error; ${await see(made)}`, () => 'error')
  console.log(`bucket, first start:     ${await kept(await buckets.create('state', { ttl: 2000, history: 1 }))}`)
  console.log(`bucket, second start:    ${await second(() => buckets.create('state', { ttl: 600000, history: 5 }), kept)}`)
  const bucket = await buckets.create('state', { ttl: 600000, history: 5 })
  await bucket.put('order', '1')
  await sleep(5000)
  console.log(`a value after 5 s:       ${await bucket.get('order') ? 'there' : 'gone'}`)
  await objects.create('files', { ttl: 2e9 })
  console.log(`objects, second start:   ${await second(() => objects.create('files', { ttl: 600e9 }), async made => `ttl ${(await made.status()).ttl / 1e9} s`)}`)
  await manager.streams.add({ name: 'ORDERS', subjects: ['orders'], max_age: 2e9 })
  console.log(`a stream, second start:  ${await second(() => manager.streams.add({ name: 'ORDERS', subjects: ['orders'], max_age: 600e9 }), () => '')}`)
  process.exit()
})()
END
verdict "$(timeout 60 node probe.cjs)" <<'END'
bucket, first start:     ttl 2 s, history 1
bucket, second start:    no error; ttl 2 s, history 1
a value after 5 s:       gone
objects, second start:   no error; ttl 2 s
a stream, second start:  error
END
