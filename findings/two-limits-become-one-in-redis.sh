#!/usr/bin/env bash
# Two rate limits of express-rate-limit count apart in memory, and into one number as soon as both are kept in Redis for the second copy.
#
# What:     express-rate-limit 8.7.5, rate-limit-redis 6.0.1, express 5.2.1, redis 6.3.1 (npm), Redis 7.0.15 (Debian 12); a limit of 100 a minute
#           on /api and one of 3 a minute on /login, each with a store object of its own.
# Expected: only where they are kept changes: whoever has read three pages of the API may still log in.
# Seen:     the key in Redis is "rl:" and the address of the client, whatever limit it is for. Each limit counts what the others let through,
#           and the limit with the smallest number refuses. The package's own checks say nothing: no request passes two limits.
# Matters:  nobody who works with the page can log in any more, or the other way round; and it begins with the day of the second copy, since
#           the memory store, which cannot be shared, had it right.
#
# Output (2026-11-28), /api three times, then /login, status codes:
#   in memory: 200 200 200, then 200
#   in Redis:  200 200 200, then 429; keys: rl:127.0.0.1; said by the package: nothing
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages express-rate-limit@8.7.5 rate-limit-redis@6.0.1 express@5.2.1 redis@6.3.1
redis

cat >probe.cjs <<'END'
const express = require('express'), { rateLimit } = require('express-rate-limit'), { RedisStore } = require('rate-limit-redis'), { createClient } = require('redis')
let told = 0
console.error = console.warn = () => told++
const codes = async store => {
  const app = express(), limit = number => rateLimit({ windowMs: 60000, limit: number, ...(store && { store: store() }) })
  app.get('/api', limit(100), (request, response) => response.send('data'))
  app.get('/login', limit(3), (request, response) => response.send('welcome'))
  const server = await new Promise(done => { const one = app.listen(0, '127.0.0.1', () => done(one)) })
  const ask = async path => (await fetch(`http://127.0.0.1:${server.address().port}${path}`)).status
  return `${await ask('/api')} ${await ask('/api')} ${await ask('/api')}, then ${await ask('/login')}`
}
;(async () => {
  const client = await createClient({ url: `redis://127.0.0.1:${process.env.port}` }).connect()
  console.log('in memory:', await codes())
  const seen = await codes(() => new RedisStore({ sendCommand: (...command) => client.sendCommand(command) }))
  console.log(`in Redis:  ${seen}; keys: ${await client.keys('*')}; said by the package: ${told || 'nothing'}`)
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
in memory: 200 200 200, then 200
in Redis:  200 200 200, then 429; keys: rl:127.0.0.1; said by the package: nothing
END
