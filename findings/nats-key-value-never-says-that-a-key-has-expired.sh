#!/usr/bin/env bash
# A copy that watches a NATS key-value bucket is never told that a key has expired, and a deleted key is read as an empty text, as 0.
#
# What:     @nats-io/kv 3.4.0 with @nats-io/transport-node 3.4.0 (npm), nats-server 2.9.10 (Debian 12); a bucket with a ttl of 2 s, watch() and
#           get().
# Expected: a watch tells of every change of what get() gives; what is deleted and what was never there are the same to a reader.
# Seen:     an expired key makes no entry: the watch has said "PUT" and says nothing more, while get() gives null. A deleted key is told, and
#           get() gives an entry with no bytes: its text is "", its number 0, its JSON an exception. Only `operation` tells.
# Matters:  "the other copy is there" is a key that it renews; when the copy dies, no watcher hears of it. `entry ? entry.string() : standard`
#           reads the empty text after a deletion, and a stock of 0.
#
# Output (2026-11-28):
#   a key that expires:     get null; the watch has said PUT
#   a key that is deleted:  get an entry, text "", number 0; the watch has said PUT, DEL
#   a key never written:    get null
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages @nats-io/kv@3.4.0 @nats-io/transport-node@3.4.0
nats

cat >probe.cjs <<'END'
const { connect } = require('@nats-io/transport-node'), { Kvm } = require('@nats-io/kv'), sleep = ms => new Promise(done => setTimeout(done, ms))
;(async () => {
  const buckets = new Kvm(await connect({ servers: `127.0.0.1:${process.env.nats}` }))
  const told = { copy: [], stock: [] }
  const watch = async bucket => { for await (const { key, operation } of await bucket.watch()) told[key].push(operation) }
  const read = async (bucket, key) => {
    const entry = await bucket.get(key)
    return entry ? `an entry, text "${entry.string()}", number ${Number(entry.string())}` : 'null'
  }
  const short = await buckets.create('short', { ttl: 2000 }), long = await buckets.create('long')
  watch(short)
  watch(long)
  await sleep(500)
  await short.put('copy', 'here')
  await long.put('stock', '5')
  await sleep(500)
  await long.delete('stock')
  await sleep(6000)
  console.log(`a key that expires:     get ${await read(short, 'copy')}; the watch has said ${told.copy.join(', ')}`)
  console.log(`a key that is deleted:  get ${await read(long, 'stock')}; the watch has said ${told.stock.join(', ')}`)
  console.log(`a key never written:    get ${await read(long, 'none')}`)
  process.exit()
})()
END
verdict "$(timeout 60 node probe.cjs)" <<'END'
a key that expires:     get null; the watch has said PUT
a key that is deleted:  get an entry, text "", number 0; the watch has said PUT, DEL
a key never written:    get null
END
