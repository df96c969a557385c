#!/usr/bin/env bash
# WATCH keeps two copies from taking the last item both, and does not keep two messages of one copy from it: they share a connection.
#
# What:     ioredis 6.0.0, redis 6.3.1 (npm), Redis 7.0.15 (Debian 12): WATCH stock, GET, then MULTI, SET, EXEC, by two askers at the same
#           time, each with a connection of its own and both with one connection.
# Expected: "optimistic locking using check-and-set": of two who have read the same value one is refused, whoever they are.
# Seen:     a watch belongs to the connection. The EXEC of the first ends the watch of the second on that same connection, so that its EXEC
#           has nothing to guard and succeeds, with the value that it worked out from the old one.
# Matters:  a client kept in global context, a config node or a module is one connection for all messages of a copy: the stock of one is sold
#           twice. A test with two processes shows that the lock works.
#
# Output (2026-11-28), stock 1, two askers:
#   ioredis, two connections: taken, refused; stock 0
#   ioredis, one connection:  taken, taken; stock 0
#   redis, two connections:   taken, refused; stock 0
#   redis, one connection:    taken, taken; stock 0
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages redis@6.3.1
packages ioredis@6.0.0
redis

cat >probe.cjs <<'END'
const { createClient, WatchError } = require('redis'), { Redis } = require('ioredis')
const url = `redis://127.0.0.1:${process.env.port}`, sleep = ms => new Promise(done => setTimeout(done, ms))
const take = async (client, workFor) => {
  await client.watch('stock')
  const stock = Number(await client.get('stock'))
  await sleep(workFor)
  if (stock < 1) return 'sold out'
  const done = await client.multi().set('stock', String(stock - 1)).exec().catch(error => { if (!(error instanceof WatchError)) throw error })
  return done ? 'taken' : 'refused'
}
;(async () => {
  for (const [name, connect] of [['ioredis', async () => new Redis(url)], ['redis', () => createClient({ url }).connect()]]) {
    for (const count of ['two', 'one']) {
      const first = await connect(), second = count === 'two' ? await connect() : first
      await first.set('stock', '1')
      const seen = await Promise.all([take(first, 1000), take(second, 2000)])
      console.log(`${name}, ${count} connection${count === 'two' ? 's' : ''}:`.padEnd(25), `${seen.join(', ')}; stock ${await first.get('stock')}`)
    }
  }
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
ioredis, two connections: taken, refused; stock 0
ioredis, one connection:  taken, taken; stock 0
redis, two connections:   taken, refused; stock 0
redis, one connection:    taken, taken; stock 0
END
