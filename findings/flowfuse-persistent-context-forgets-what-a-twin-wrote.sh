#!/usr/bin/env bash
# Two copies with FlowFuse's persistent context: the one that writes last erases keys of the other that it has never seen.
#
# What:     @flowfuse/nr-launcher 2.29.1 (npm), its context store as the launcher sets it up, against a file server stand-in of 20 lines
#           that keeps what is posted.
# Expected: the store is one service outside the copies, so that both see it; two different keys do not touch each other.
# Seen:     it is read once, at start, and later the whole scope is written: what the first copy stored is gone from the server.
# Matters:  "persistent" survives restarts of one instance; with high availability it also loses data, silently, whichever copy is slower.
#
# Output (2026-11-27), copy A sets "a", copy B sets "b":
#   on the server after A:  {"a":1}
#   B reads a:              undefined
#   on the server after B:  {"b":2}
#   A reads a, b:           1, undefined
#   a fresh copy reads:     a undefined, b 2
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages @flowfuse/nr-launcher@2.29.1

cat >probe.cjs <<'END'
const http = require('http'), { FFContextStorage } = require(process.cwd() + '/node_modules/@flowfuse/nr-launcher/lib/context/FFContextStorage.js')
const sleep = ms => new Promise(done => setTimeout(done, ms))
const kept = {}
const server = http.createServer((request, response) => {
  let body = ''
  request.on('data', data => { body += data }).on('end', () => {
    const scope = request.url.split('/cache/')[1]
    if (request.method === 'POST' && scope) kept[scope] = JSON.parse(body)
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ meta: {}, data: Object.entries(kept).map(([scope, values]) => ({ scope, values })) }))
  })
}).listen(0, '127.0.0.1', async () => {
  const copy = async () => {
    const store = new FFContextStorage({ projectID: 'p', token: 't', url: `http://127.0.0.1:${server.address().port}`, flushInterval: 1 })
    await store.open()
    return store
  }
  const a = await copy(), b = await copy()
  a.set('global', 'a', 1)
  await sleep(2000)
  console.log('on the server after A: ', JSON.stringify(kept.global))
  console.log('B reads a:             ', b.get('global', 'a'))
  b.set('global', 'b', 2)
  await sleep(2000)
  console.log('on the server after B: ', JSON.stringify(kept.global))
  console.log(`A reads a, b:           ${a.get('global', 'a')}, ${a.get('global', 'b')}`)
  const fresh = await copy()
  console.log(`a fresh copy reads:     a ${fresh.get('global', 'a')}, b ${fresh.get('global', 'b')}`)
  process.exit()
})
END
verdict "$(node probe.cjs)" <<'END'
on the server after A:  {"a":1}
B reads a:              undefined
on the server after B:  {"b":2}
A reads a, b:           1, undefined
a fresh copy reads:     a undefined, b 2
END
