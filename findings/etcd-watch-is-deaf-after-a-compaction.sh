#!/usr/bin/env bash
# A copy that was cut off from etcd while it was compacted says "connected" again, and hears nothing of its watch any more.
#
# What:     etcd3 1.1.2 (npm), client.watch().prefix("k").create(); etcd 3.4.23 (Debian 12); a proxy between them that is away for a moment.
# Expected: the watch goes on from where etcd still knows, and tells that something was left out; or it ends, as an "end".
# Seen:     after a short cut the watch goes on where it was: nothing is lost. If etcd has been compacted meanwhile (as its own
#           auto-compaction does every hour, or what runs beside it), there are "connected" and one error "Watcher canceled: " without
#           a reason. The watcher object stays, and no event comes, neither old nor new.
# Matters:  the copy that was cut off works for weeks by the settings and the leader of that night. A handler that logs errors, as most do, has
#           one line without a word of compaction or of an end.
#
# Output (2026-11-28), values 1, cut off, 2 to 4, back, 5:
#   without a compaction:   heard 1 2 3 4 5; errors none; last told: connected
#   with a compaction:      heard 1; errors "Watcher canceled: "; last told: connected
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages etcd3@1.1.2
etcd_server

cat >probe.cjs <<'END'
const { Etcd3 } = require('etcd3'), net = require('net'), sleep = ms => new Promise(done => setTimeout(done, ms)), server = Number(process.env.etcd)
const look = async (title, compacted) => {
  const open = new Set(), proxy = net.createServer(client => {
    const through = net.connect(server, '127.0.0.1')
    client.pipe(through).pipe(client)
    for (const socket of [client, through]) socket.on('error', () => {})
    client.on('close', () => { through.destroy(); open.delete(client) })
    open.add(client)
  })
  const listen = port => new Promise(done => proxy.listen(port, '127.0.0.1', done))
  await listen(0)
  const { port } = proxy.address(), direct = new Etcd3({ hosts: `http://127.0.0.1:${server}` }), copy = new Etcd3({ hosts: `http://127.0.0.1:${port}` })
  const heard = [], errors = [], told = [], watcher = await copy.watch().prefix('k').create()
  watcher.on('put', ({ value }) => heard.push(String(value)))
  watcher.on('error', ({ message }) => errors.push(`"${message}"`))
  for (const event of ['connected', 'disconnected', 'connecting', 'end']) watcher.on(event, () => told.push(event))
  const put = value => direct.put('k').value(value)
  await put('1')
  await sleep(500)
  proxy.close()
  for (const client of open) client.destroy()
  await sleep(300)
  for (const value of ['2', '3']) await put(value)
  const { header } = await put('4')
  if (compacted) await direct.kv.compact({ revision: header.revision })
  await listen(port)
  while (told.at(-1) !== 'connected') await sleep(100)
  await sleep(2000)
  await put('5')
  await sleep(2000)
  console.log(title.padEnd(23), `heard ${heard.join(' ')}; errors ${errors.join(', ') || 'none'}; last told: ${told.at(-1)}`)
}
look('without a compaction:').then(() => look('with a compaction:', true)).then(() => process.exit())
END
verdict "$(timeout 90 node probe.cjs)" <<'END'
without a compaction:   heard 1 2 3 4 5; errors none; last told: connected
with a compaction:      heard 1; errors "Watcher canceled: "; last told: connected
END
