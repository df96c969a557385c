#!/usr/bin/env bash
# Two copies on one user directory: whoever logs in to the editor of one is refused by the other, and its next login throws his session away.
#
# What:     Node-RED 4.1.15 (npm: node-red), adminAuth with a user and password, two processes; sessions are kept in .sessions.json.
# Expected: a token is good where its session is stored, in both copies; one login does not end another.
# Seen:     the file is read once, at the first request with a token, and written whole at each login with what this copy knows.
# Matters:  behind a load balancer the editor, the admin API and node-red-admin answer 401 to every other request; a deploy script with a
#           token of last week stops when somebody logs in at the other copy and the first is restarted.
#
# Output (2026-11-27):
#   first login at A:                   200 at A
#   login at B:                         200 at B, 401 at A
#   login at A again:                   sessions in the file: A A, that of B is gone
#   B is restarted:                     its own token of before: 401
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15

cat >copy.cjs <<'END'
const { start } = require('./node-red.cjs')
const users = [{ username: 'admin', password: require('bcryptjs').hashSync('password', 8), permissions: '*' }]
start(undefined, { userDir: process.cwd() + '/shared', adminAuth: { type: 'credentials', users } }).then(({ url }) => process.send(url))
END
cat >probe.cjs <<'END'
const fs = require('fs'), { fork } = require('child_process')
const { tab, sleep } = require('./node-red.cjs')
const copy = () => new Promise(done => { const child = fork('./copy.cjs', { silent: true }); child.on('message', url => done({ child, url })) })
const login = async ({ url }) => {
  const body = new URLSearchParams({ client_id: 'node-red-editor', grant_type: 'password', scope: '*', username: 'admin', password: 'password' })
  const { access_token: token } = await (await fetch(`${url}/red/auth/token`, { method: 'POST', body })).json()
  await sleep(500)
  return token
}
const ask = async ({ url }, token) => (await fetch(`${url}/red/flows`, { headers: { authorization: `Bearer ${token}` } })).status
;(async () => {
  fs.mkdirSync('shared')
  fs.writeFileSync('shared/flows.json', JSON.stringify(tab()))
  const a = await copy(), b = await copy(), names = {}
  const first = await login(a)
  names[first] = 'A'
  console.log('first login at A:                  ', `${await ask(a, first)} at A`)
  await ask(b, 'no token')
  const second = await login(b)
  names[second] = 'B'
  console.log('login at B:                        ', `${await ask(b, second)} at B, ${await ask(a, second)} at A`)
  names[await login(a)] = 'A'
  const stored = Object.keys(JSON.parse(fs.readFileSync('shared/.sessions.json'))).map(token => names[token])
  console.log('login at A again:                  ', `sessions in the file: ${stored.join(' ')}, that of B is ${stored.includes('B') ? 'there' : 'gone'}`)
  b.child.kill()
  await sleep(1000)
  console.log('B is restarted:                    ', 'its own token of before:', await ask(await copy(), second))
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
first login at A:                   200 at A
login at B:                         200 at B, 401 at A
login at A again:                   sessions in the file: A A, that of B is gone
B is restarted:                     its own token of before: 401
END
