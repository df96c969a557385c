#!/usr/bin/env bash
# A copy that was busy for too long releases a proper-lockfile lock that the second copy has by now, and the third gets it while it works.
#
# What:     proper-lockfile 4.1.2 (npm), stale: 3000; copy A works 6 seconds in one go (a large JSON, a sync write) and releases, copy B asks
#           every 200 ms, copy C asks once when A has released.
# Expected: A's lock was stale and is B's now: A is told so by release, as by "compromised", and B's lock stays.
# Seen:     release looks at the memory of its own process only and removes the lock, whosever it is, without an error: A has no chance to see
#           that it was lost, since the check runs in a timer behind it. C gets the lock beside B.
# Matters:  two copies write the file, or move the job, at the same time, and what B is told ("compromised", which by default ends the process
#           of B, the one that did nothing wrong) comes up to half the stale time later.
#
# Output (2026-11-28):
#   A locks, works 6 seconds; B gets the lock meanwhile: yes
#   A releases: no error
#   C asks, while B works: gets the lock
#   B is told later: ECOMPROMISED
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages proper-lockfile@4.1.2

cat >copy.cjs <<'END'
const lockfile = require('proper-lockfile'), name = process.argv[2]
const options = { stale: 3000, onCompromised: error => process.send(`told ${error.code}`), ...(name === 'B' && { retries: { retries: 100, minTimeout: 200, maxTimeout: 200 } }) }
lockfile.lock('shared.json', options).then(async release => {
  process.send('locked')
  if (name === 'A') {
    await new Promise(done => setTimeout(done, 500))
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 6000)
    await release().then(() => process.send('no error'), error => process.send(error.code))
    process.exit()
  }
  setTimeout(() => process.exit(), 30000)
}, error => process.send(error.code))
END
cat >probe.cjs <<'END'
const { fork } = require('child_process')
require('fs').writeFileSync('shared.json', '{}')
const copies = []
const copy = name => {
  const child = fork('./copy.cjs', [name]), waiting = [], said = []
  copies.push(child.on('message', text => waiting.length ? waiting.shift()(text) : said.push(text)))
  return { next: () => said.length ? said.shift() : new Promise(done => waiting.push(done)), any: () => said.length > 0 }
}
;(async () => {
  const a = copy('A')
  if (await a.next() !== 'locked') throw new Error('A does not get the lock')
  const b = copy('B'), first = await b.next()
  console.log('A locks, works 6 seconds; B gets the lock meanwhile:', first === 'locked' && !a.any() ? 'yes' : 'no')
  console.log('A releases:', await a.next())
  const c = copy('C'), answer = await c.next()
  console.log('C asks, while B works:', answer === 'locked' ? 'gets the lock' : answer)
  console.log('B is told later:', (await b.next()).replace('told ', ''))
  for (const child of copies) child.kill()
})().catch(error => { console.log(error.message); for (const child of copies) child.kill() })
END
verdict "$(node probe.cjs)" <<'END'
A locks, works 6 seconds; B gets the lock meanwhile: yes
A releases: no error
C asks, while B works: gets the lock
B is told later: ECOMPROMISED
END
