#!/usr/bin/env bash
# Among many keys with an expiry, Redis tells of one that has expired minutes later, or at the moment when somebody asks for it.
#
# What:     Redis 7.0.15 (Debian 12), notify-keyspace-events Ex; ioredis 6.0.0 (npm) subscribed to __keyevent@0__:expired.
# Expected: the message comes when the second is over, and is a timer that all copies share.
# Seen:     it is sent when the key is deleted, not when it is over. Redis looks for such keys some at a time: alone it is found at once,
#           among 200000 that live an hour it takes its turn, unless a command touches it.
# Matters:  "off after five minutes" kept in Redis, so that it outlives a copy, works on the bench and is minutes late in production; and a
#           flow that looks at its key makes the message come. A sorted set of times that a copy polls is exact.
#
# Output (2026-11-28), a key that lives one second, ten seconds later:
#   alone:                        told
#   among 200000 keys:            not told
#   among 200000 keys, once read: told
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages ioredis@6.0.0
redis

cat >probe.cjs <<'END'
const Redis = require('ioredis')
const sleep = ms => new Promise(done => setTimeout(done, ms))
;(async () => {
  const client = new Redis(Number(process.env.port), '127.0.0.1'), ear = new Redis(Number(process.env.port), '127.0.0.1')
  await client.config('SET', 'notify-keyspace-events', 'Ex')
  const told = new Set()
  ear.on('message', (channel, key) => told.add(key))
  await ear.subscribe('__keyevent@0__:expired')
  const say = (title, key) => console.log((title + ':').padEnd(29), told.has(key) ? 'told' : 'not told')
  await client.set('alone', 1, 'EX', 1)
  await sleep(10000)
  say('alone', 'alone')
  await client.eval("for n = 1, 200000 do redis.call('set', 'session:' .. n, 1, 'EX', 3600) end", 0)
  await client.set('among', 1, 'EX', 1)
  await sleep(10000)
  say('among 200000 keys', 'among')
  await client.get('among')
  await sleep(1000)
  say('among 200000 keys, once read', 'among')
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
alone:                        told
among 200000 keys:            not told
among 200000 keys, once read: told
END
