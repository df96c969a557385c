#!/usr/bin/env bash
# A reload of HAProxy forgets who belongs to which copy when a stick table keeps it, and a third copy moves most people when a hash does.
#
# What:     HAProxy 2.6.12 (Debian 12), master and worker, twelve people and two copies; "stick on" a header, "balance hdr" with and without
#           "hash-type consistent", "cookie insert". A reload, then a reload with a third copy.
# Expected: a reload is seamless: connections stay, and whoever has been at a copy is sent to it again.
# Seen:     the table is in the memory of the worker, and the next worker begins with an empty one, unless a section "peers" names this very
#           host. The hash is a remainder by the number of copies by default. What stands in a cookie is not concerned.
# Matters:  sessions, logins and Dashboard 2 pages that need their copy break for most people when somebody renews a certificate, and with
#           the hash at the moment when a copy is added because there are many people.
#
# Output (2026-11-28), of 12 people at the same copy as before:
#                             after a reload    after a third copy
#   stick on, a table:        0                 4
#   balance hdr:              12                4
#   balance hdr, consistent:  12                8
#   cookie insert:            12                12
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
debian haproxy 2.6.12
declare -x one two three table hash consistent cookie
one=$(free_port) two=$(free_port) three=$(free_port) table=$(free_port) hash=$(free_port) consistent=$(free_port) cookie=$(free_port)
site() {
  printf '%s\n' "listen $1" "  bind 127.0.0.1:${!1}" "${@:2}"
  for name in one two; do echo "  server $name 127.0.0.1:${!name} cookie $name"; done
  echo '# here'
}
{
  printf '%s\n' 'defaults' '  mode http' '  timeout connect 5s' '  timeout client 50s' '  timeout server 50s'
  site table '  balance roundrobin' '  stick-table type string len 32 size 1k' '  stick on req.hdr(x-user)'
  site hash '  balance hdr(x-user)'
  site consistent '  balance hdr(x-user)' '  hash-type consistent'
  site cookie '  balance roundrobin' '  cookie COPY insert'
} >haproxy.cfg
haproxy -W -f haproxy.cfg >haproxy.log 2>&1 &
export master=$!
await_port "$cookie"

cat >probe.cjs <<'END'
const fs = require('fs'), http = require('http'), { env } = process
const sleep = ms => new Promise(done => setTimeout(done, ms))
const people = Array.from({ length: 12 }, (_, n) => `user${n}`), cookies = {}
const visit = async (port, user) => {
  const response = await fetch(`http://127.0.0.1:${port}/`, { headers: { 'x-user': user, connection: 'close', ...(cookies[user] && { cookie: cookies[user] }) } })
  cookies[user] ??= response.headers.get('set-cookie')?.split(';')[0]
  return response.text()
}
const sites = { 'stick on, a table:': env.table, 'balance hdr:': env.hash, 'balance hdr, consistent:': env.consistent, 'cookie insert:': env.cookie }
const where = async order => {
  const seen = {}
  for (const [title, port] of Object.entries(sites)) {
    seen[title] = {}
    for (const user of order) seen[title][user] = await visit(port, user)
  }
  return seen
}
const reload = async () => { process.kill(Number(env.master), 'SIGUSR2'); await sleep(4000) }
;(async () => {
  for (const name of ['one', 'two', 'three']) await new Promise(done => http.createServer((request, response) => response.end(name)).listen(env[name], '127.0.0.1', done))
  const before = await where(people), turned = people.flatMap((user, n) => n % 2 ? [] : [people[n + 1], user])
  await reload()
  const after = await where(turned)
  fs.writeFileSync('haproxy.cfg', fs.readFileSync('haproxy.cfg', 'utf8').replaceAll('# here', `  server three 127.0.0.1:${env.three} cookie three`))
  await reload()
  const grown = await where(turned)
  console.log('                          after a reload    after a third copy')
  for (const title of Object.keys(sites)) {
    const same = seen => people.filter(user => seen[title][user] === before[title][user]).length
    console.log(title.padEnd(25), `${same(after)}`.padEnd(17), same(grown))
  }
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
                          after a reload    after a third copy
stick on, a table:        0                 4
balance hdr:              12                4
balance hdr, consistent:  12                8
cookie insert:            12                12
END
