#!/usr/bin/env bash
# Reloading Caddy with any change ends all WebSocket connections through it; nginx keeps them until they end by themselves.
#
# What:     Caddy 2.6.2 and nginx 1.22.1 (Debian 12) as proxies in front of one server; caddy reload, nginx -s reload.
# Expected: a reload is "graceful": requests that run are finished, and a page that is open stays connected.
# Seen:     Caddy closes the connections that were upgraded at once, also of sites that did not change, and the page
#           has to connect anew.
# Matters:  a line for another site, or a third copy in the list, throws all dashboards and editors of both copies off at the same moment;
#           what a page sends just then is lost, and where a page must find its copy again, that may be the other one.
#
# Output (2026-11-28), an open WebSocket after:
#   nginx, reload with a changed configuration:   open
#   Caddy, reload with a changed configuration:   closed
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
debian caddy 2.6.2
copy=$(free_port)
caddy=$(free_port)
admin=$(free_port)
export copy caddy admin HOME=$work

cat >copy.cjs <<'END'
// A server that accepts WebSocket connections and leaves them open.
const { createHash } = require('crypto')
require('http').createServer((request, response) => response.end()).on('upgrade', (request, socket) => {
  const accept = createHash('sha1').update(request.headers['sec-websocket-key'] + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11').digest('base64')
  socket.on('error', () => {}).write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`)
}).listen(process.env.copy, '127.0.0.1')
END
node copy.cjs &
await_port "$copy"
# shellcheck disable=SC2016
nginx_at '' "location / { proxy_pass http://127.0.0.1:$copy; proxy_http_version 1.1; proxy_set_header Upgrade \$http_upgrade; proxy_set_header Connection upgrade; }"
caddyfile() { printf '{\n admin 127.0.0.1:%s\n auto_https off\n}\nhttp://127.0.0.1:%s {\n reverse_proxy 127.0.0.1:%s\n}\n%s\n' "$admin" "$caddy" "$copy" "$1" >Caddyfile; }
caddyfile ''
caddy run --config Caddyfile >caddy.log 2>&1 &
await_port "$caddy"

cat >probe.cjs <<'END'
const { execFileSync } = require('child_process'), { appendFileSync } = require('fs'), http = require('http')
const sleep = ms => new Promise(done => setTimeout(done, ms)), { env } = process
const look = async (title, port, reload) => {
  const headers = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13', 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==' }
  const socket = await new Promise(done => http.request({ host: '127.0.0.1', port, headers }).on('upgrade', (response, socket) => done(socket)).end())
  let state = 'open'
  socket.on('error', () => {}).on('close', () => { state = 'closed' }).resume()
  await sleep(1000)
  if (state !== 'open') throw new Error(`${title} closed it before`)
  reload()
  await sleep(5000)
  console.log((title + ', reload with a changed configuration:').padEnd(45), state)
  socket.destroy()
}
;(async () => {
  await look('nginx', env.port, () => {
    appendFileSync('nginx.conf', '# changed\n')
    execFileSync('/usr/sbin/nginx', ['-e', process.cwd() + '/nginx.log', '-c', process.cwd() + '/nginx.conf', '-s', 'reload'], { stdio: 'ignore' })
  })
  await look('Caddy', env.caddy, () => {
    appendFileSync('Caddyfile', `http://localhost:${env.caddy} {\n respond "another site"\n}\n`)
    execFileSync('caddy', ['reload', '--config', 'Caddyfile', '--address', `127.0.0.1:${env.admin}`], { stdio: 'ignore' })
  })
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
nginx, reload with a changed configuration:   open
Caddy, reload with a changed configuration:   closed
END
