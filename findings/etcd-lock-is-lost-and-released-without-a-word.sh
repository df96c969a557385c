#!/usr/bin/env bash
# A copy that is busy longer than the time of its etcd lock loses it without an event, works on beside the second copy, and releases it "well".
#
# What:     etcd3 1.1.2 (npm), client.lock(name).ttl(3).acquire(); etcd 3.4.23 (Debian 12); two processes.
# Expected: whoever has lost a lock is told by an event or an error, at the latest when it releases what it does not hold.
# Seen:     the lease below the lock ends, the other copy gets the lock, and nothing of the lock's object tells. release() of what is gone
#           resolves. A lease of one's own says "lost"; the lease of a lock cannot be reached.
# Matters:  a function node that works for some seconds without a pause, as for a large CSV, stops the renewal: two copies do what
#           only one may do, and neither log has a line.
#
# Output (2026-11-28), A holds the lock and blocks its event loop for 10 s:
#   A has the lock
#   B has the lock
#   A goes on, told by the lock: nothing
#   a lease of A's own, beside it: lost
#   A releases: no error
#   B still has the lock: yes
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages etcd3@1.1.2
etcd_server

cat >copy.cjs <<'END'
const { Etcd3 } = require('etcd3')
const sleep = ms => new Promise(done => setTimeout(done, ms))
;(async () => {
  const client = new Etcd3({ hosts: `http://127.0.0.1:${process.env.etcd}` })
  const lock = client.lock('job').ttl(3), told = []
  let own = 'kept'
  const lease = client.lease(3)
  lease.on('lost', () => { own = 'lost' })
  await lease.put('own').value('A')
  for (const event of ['lost', 'error', 'keepaliveFailed', 'close']) lock.on?.(event, () => told.push(event))
  process.on('unhandledRejection', error => told.push(error.message))
  await lock.acquire()
  process.send('A has the lock')
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10000)   // 10 s in which no timer and no answer is seen to
  await sleep(3000)
  process.send(`A goes on, told by the lock: ${told.join(', ') || 'nothing'}`)
  process.send(`a lease of A's own, beside it: ${own}`)
  process.send(`A releases: ${await lock.release().then(() => 'no error', error => error.message)}`)
  process.exit()
})()
END
cat >probe.cjs <<'END'
const { fork } = require('child_process'), { Etcd3 } = require('etcd3')
const sleep = ms => new Promise(done => setTimeout(done, ms))
const a = fork('./copy.cjs')
a.on('message', async line => {
  console.log(line)
  if (line !== 'A has the lock') return
  const client = new Etcd3({ hosts: `http://127.0.0.1:${process.env.etcd}` }), lock = client.lock('job').ttl(60)
  while (!await lock.acquire().then(() => true, () => false)) await sleep(200)
  console.log('B has the lock')
  await new Promise(done => a.on('exit', done))
  console.log(`B still has the lock: ${await client.lock('job').ttl(3).acquire().then(() => 'no', () => 'yes')}`)
  process.exit()
})
END
verdict "$(node probe.cjs)" <<'END'
A has the lock
B has the lock
A goes on, told by the lock: nothing
a lease of A's own, beside it: lost
A releases: no error
B still has the lock: yes
END
