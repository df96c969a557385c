#!/usr/bin/env bash
# A value that cache-manager is to keep for 20 seconds is given at 28 by the copy that found it in Redis: its time begins anew there.
#
# What:     cache-manager 7.2.9, keyv 5.6.0, @keyv/redis 5.1.6 (npm), Redis 7.0.15 (Debian 12); two copies, each with its memory before the
#           shared Redis, both with wrap("price", read, 20000); the price changes once.
# Expected: nobody reads a value that is older than the 20 seconds that were asked for.
# Seen:     copy B finds the value in Redis when it is 15 seconds old and puts it into its memory for another 20, although it has just read
#           when it expires. At 28 seconds A has read the new price, and B still says the old one.
# Matters:  the time to live is the promise how wrong a cache may be. In one copy it holds; with two it is nearly doubled, and two visitors
#           see two prices, by the copy that answers.
#
# Output (2026-11-28), the price is 10 at the start, and 20 from second 1 on:
#   second 0:   A 10
#   second 15:  B 10
#   second 28:  A 20, B 10
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages keyv@5.6.0 @keyv/redis@5.1.6 cache-manager@7.2.9 redis@6.3.1
redis

cat >probe.cjs <<'END'
const { default: Keyv } = require('keyv'), { default: KeyvRedis } = require('@keyv/redis'), { createCache } = require('cache-manager')
let price = 10
const copy = () => {
  const cache = createCache({ stores: [new Keyv(), new Keyv({ store: new KeyvRedis(`redis://127.0.0.1:${process.env.port}`) })] })
  return { read: () => cache.wrap('price', async () => price, 20000), ready: () => cache.get('something else') }
}
;(async () => {
  const a = copy(), b = copy()
  await a.ready()
  await b.ready()
  const begun = Date.now(), at = second => new Promise(done => setTimeout(done, begun + second * 1000 - Date.now()))
  console.log('second 0:   A', await a.read())
  price = 20
  await at(15)
  console.log('second 15:  B', await b.read())
  await at(28)
  console.log(`second 28:  A ${await a.read()}, B ${await b.read()}`)
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
second 0:   A 10
second 15:  B 10
second 28:  A 20, B 10
END
