#!/usr/bin/env bash
# Keyv and cache-manager say "true" of a value that Redis has refused, and of a deletion: the old value stays and is read by every copy.
#
# What:     keyv 5.6.0, @keyv/redis 5.1.6, cache-manager 7.2.9, redis 6.3.1 (npm), Redis 7.0.15 (Debian 12) that becomes a read-only replica, as
#           the old primary does after a failover.
# Expected: set and delete give a promise of true or false; when Redis answers READONLY it is false, or the promise is rejected.
# Seen:     @keyv/redis catches the error and returns nothing, which Keyv takes for true. An "error" event is all there is, with a listener or
#           without; the "set" event of cache-manager has no error, its del says true. Only Keyv's own delete says false.
# Matters:  "is stored" and "is invalidated" are what the caller acts upon: a price, a session or a right that was taken away is read from the
#           cache by both copies until it expires, and set without a time never does.
#
# Output (2026-11-28), price is "old" in the cache:
#   a replica:  keyv.set says true, keyv reads "old", 1 error event
#   a replica:  keyv.delete says false, keyv reads "old", 2 error events
#   a replica:  cache.set says "new", its set event has no error, cache reads "old"
#   a replica:  cache.del says true, cache reads "old"
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages keyv@5.6.0 @keyv/redis@5.1.6 cache-manager@7.2.9 redis@6.3.1
redis

cat >probe.cjs <<'END'
const { default: Keyv } = require('keyv'), { default: KeyvRedis } = require('@keyv/redis'), { createCache } = require('cache-manager'), { createClient } = require('redis')
;(async () => {
  const url = `redis://127.0.0.1:${process.env.port}`, admin = await createClient({ url }).connect()
  const keyv = new Keyv({ store: new KeyvRedis(url) }), cache = createCache({ stores: [keyv] })
  let errors = 0, event
  keyv.on('error', () => errors++)
  cache.on('set', one => { event = one })
  await keyv.set('price', 'old')
  await admin.sendCommand(['REPLICAOF', '127.0.0.1', '1'])
  const text = JSON.stringify, read = async store => text(await store.get('price'))
  console.log(`a replica:  keyv.set says ${text(await keyv.set('price', 'new'))}, keyv reads ${await read(keyv)}, ${errors} error event`)
  console.log(`a replica:  keyv.delete says ${text(await keyv.delete('price'))}, keyv reads ${await read(keyv)}, ${errors} error events`)
  console.log(`a replica:  cache.set says ${text(await cache.set('price', 'new'))}, its set event has ${event.error ? 'an' : 'no'} error, cache reads ${await read(cache)}`)
  console.log(`a replica:  cache.del says ${text(await cache.del('price'))}, cache reads ${await read(cache)}`)
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
a replica:  keyv.set says true, keyv reads "old", 1 error event
a replica:  keyv.delete says false, keyv reads "old", 2 error events
a replica:  cache.set says "new", its set event has no error, cache reads "old"
a replica:  cache.del says true, cache reads "old"
END
