#!/usr/bin/env bash
# A copy with another credentialSecret starts on the shared files and runs; one deploy in it erases the passwords of all nodes.
#
# What:     Node-RED 4.1.15 (npm: node-red), flows.json and flows_cred.json on one folder, credentialSecret of settings.js.
# Expected: who cannot read the credentials does not write them, or does not start; the file is worth nothing to it and a lot to others.
# Seen:     the log says that decrypting failed, flows run without passwords, and a deploy of an unrelated change writes a new file.
# Matters:  a second copy or a fresh container without the secret is enough: "it runs, only the database is red", and the way back is a
#           backup.
#
# Output (2026-11-27):
#   first start, secret one:            the node has its password
#   start with secret two:              the page answers, the node has no password
#   a comment is deployed there:        204
#   start with secret one again:        the page answers, the node has no password
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15

cat >probe.cjs <<'END'
const fs = require('fs')
const { start, tab, code, httpIn, httpOut, sleep } = require('./node-red.cjs')
const [secret, step] = process.argv.slice(2)
const flows = [...tab(httpIn('in', '/page', ['f']), code('f', 'msg.payload = "the page answers"; return msg', ['out']), httpOut('out'),
  ['ask', 'http request', [], { method: 'GET', ret: 'txt', paytoqs: 'ignore', url: 'http://127.0.0.1/', tls: '', persist: false, proxy: '', authType: 'basic', senderr: false, headers: [] }])]
;(async () => {
  fs.mkdirSync('shared', { recursive: true })
  const { admin, url } = await start(step === 'first' ? flows : undefined, { userDir: process.cwd() + '/shared', credentialSecret: secret })
  if (step === 'first') {
    await admin('POST', '/flows', flows.map(n => n.id === 'ask' ? { ...n, credentials: { user: 'someone', password: 'a password' } } : n))
    await sleep(1000)
  }
  const { body } = await admin('GET', '/credentials/http-request/ask')
  const page = await fetch(url + '/page').then(a => a.text())
  const has = body.has_password ? 'the node has its password' : 'the node has no password'
  console.log((step === 'first' ? 'first start, secret one:' : step === 'two' ? 'start with secret two:' : 'start with secret one again:').padEnd(35), step === 'first' ? has : `${page}, ${has}`)
  if (step === 'two') {
    const { status } = await admin('POST', '/flows', [...(await admin('GET', '/flows')).body, { id: 'c', type: 'comment', z: 't', name: '', info: '', x: 1, y: 1, wires: [] }])
    console.log('a comment is deployed there:       ', status)
    await sleep(1000)
  }
  process.exit()
})()
END
verdict "$(node probe.cjs one first; node probe.cjs two two; node probe.cjs one again)" <<'END'
first start, secret one:            the node has its password
start with secret two:              the page answers, the node has no password
a comment is deployed there:        204
start with secret one again:        the page answers, the node has no password
END
