#!/usr/bin/env bash
# With ip_hash nginx sends all clients of one /24 network to one copy: the second copy of an office or a container network is idle.
#
# What:     nginx 1.22.1 (Debian 12), an upstream of two servers with ip_hash, and with `hash $remote_addr` beside it.
# Expected: sticky by the client's address: each address has its copy, and many addresses are spread over both.
# Seen:     only the first three bytes of an IPv4 address count, so that 254 neighbours are one client; `hash $remote_addr` takes them all.
# Matters:  ip_hash is the usual cure for Dashboard and websockets with two copies. In a plant's network, or behind another proxy, one
#           copy gets everything, and the test with two laptops of one office shows "works" for a reason that does not hold elsewhere.
#
# Output (2026-11-27), requests from 20 addresses:
#   ip_hash, all in one /24:            1 copy
#   ip_hash, each in a /24 of its own:  2 copies
#   hash $remote_addr, all in one /24:  2 copies
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
declare -x a b
a=$(free_port) b=$(free_port)
servers="server 127.0.0.1:$a; server 127.0.0.1:$b;"
nginx_at "upstream ip { ip_hash; $servers } upstream address { hash \$remote_addr; $servers }" 'location /ip { proxy_pass http://ip; } location /address { proxy_pass http://address; }'

cat >probe.cjs <<'END'
const http = require('http')
for (const name of ['a', 'b']) http.createServer((request, response) => response.end(name)).listen(process.env[name], '127.0.0.1')
const ask = (path, localAddress) => new Promise(done => http.get({ host: '127.0.0.1', port: process.env.port, path, localAddress, agent: false }, response => {
  response.setEncoding('utf8').on('data', done)
}))
const look = async (title, path, address) => {
  const copies = new Set()
  for (let n = 1; n <= 20; n++) copies.add(await ask(path, address(n)))
  console.log(title, copies.size === 1 ? '1 copy' : copies.size + ' copies')
}
setTimeout(async () => {
  await look('ip_hash, all in one /24:           ', '/ip', n => `127.0.7.${n}`)
  await look('ip_hash, each in a /24 of its own: ', '/ip', n => `127.0.${n}.1`)
  await look('hash $remote_addr, all in one /24: ', '/address', n => `127.0.7.${n}`)
  process.exit()
}, 300)
END
verdict "$(node probe.cjs)" <<'END'
ip_hash, all in one /24:            1 copy
ip_hash, each in a /24 of its own:  2 copies
hash $remote_addr, all in one /24:  2 copies
END
