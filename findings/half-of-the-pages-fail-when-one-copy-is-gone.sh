#!/usr/bin/env bash
# Of two copies one is gone: behind nginx every page is answered, behind Caddy and HAProxy every other one is an error.
#
# What:     nginx 1.22.1, Caddy 2.6.2, HAProxy 2.6.12 (Debian 12), each with two servers and its defaults; Caddy with its
#           default, random, and with round_robin.
# Expected: a load balancer with a second copy at hand passes over one whose port refuses the connection, and asks it less.
# Seen:     nginx tries the other one for the same request and leaves the dead one out for ten seconds. Caddy and HAProxy do not
#           learn, and never try the other one: HAProxy asks the dead one three times more, which takes three seconds. Health checks
#           are off until somebody sets them.
# Matters:  a second copy makes such a site worse when one stops, not better; a test that stops no copy is green.
#
# Output (2026-11-27), one copy of two stopped, 10 pages (40 where the choice is random):
#   nginx:               10 answered, 0 errors
#   caddy:               some answered, some 502
#   caddy, round_robin:  5 answered, 5 errors
#   haproxy:             5 answered, 5 errors
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
debian caddy 2.6.2
debian haproxy 2.6.12
declare -x alive nginx caddy turns haproxy HOME=$work
alive=$(free_port) gone=$(free_port) caddy=$(free_port) turns=$(free_port) haproxy=$(free_port)
nginx_at "upstream copies { server 127.0.0.1:$alive; server 127.0.0.1:$gone; }" 'location / { proxy_pass http://copies; }'
nginx=$port
cat >Caddyfile <<END
{
  admin off
  auto_https off
}
http://127.0.0.1:$caddy {
  bind 127.0.0.1
  reverse_proxy 127.0.0.1:$alive 127.0.0.1:$gone
}
http://127.0.0.1:$turns {
  bind 127.0.0.1
  reverse_proxy 127.0.0.1:$alive 127.0.0.1:$gone {
    lb_policy round_robin
  }
}
END
caddy run --config Caddyfile --adapter caddyfile >caddy.log 2>&1 &
cat >haproxy.cfg <<END
defaults
  mode http
  timeout connect 5s
  timeout client 50s
  timeout server 50s
frontend pages
  bind 127.0.0.1:$haproxy
  default_backend copies
backend copies
  server one 127.0.0.1:$alive
  server two 127.0.0.1:$gone
END
haproxy -db -f haproxy.cfg >haproxy.log 2>&1 &
await_port "$turns"
await_port "$haproxy"

cat >probe.cjs <<'END'
const { env } = process
require('http').createServer((request, response) => response.end('page')).listen(env.alive, '127.0.0.1', async () => {
  const look = async (port, count) => {
    const pages = []
    for (let n = 0; n < count; n++) pages.push((await fetch(`http://127.0.0.1:${port}/`)).status)
    return pages
  }
  for (const [title, port] of [['nginx:', env.nginx], ['caddy:', env.caddy], ['caddy, round_robin:', env.turns], ['haproxy:', env.haproxy]]) {
    const pages = await look(port, title === 'caddy:' ? 40 : 10), answered = pages.filter(status => status === 200).length
    const random = title === 'caddy:' && pages.includes(200) && pages.includes(502)
    console.log(title.padEnd(20), random ? 'some answered, some 502' : `${answered} answered, ${pages.length - answered} errors`)
  }
  process.exit()
})
END
verdict "$(node probe.cjs)" <<'END'
nginx:               10 answered, 0 errors
caddy:               some answered, some 502
caddy, round_robin:  5 answered, 5 errors
haproxy:             5 answered, 5 errors
END
