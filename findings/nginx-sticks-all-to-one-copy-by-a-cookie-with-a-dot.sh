#!/usr/bin/env bash
# nginx with "hash $cookie_connect.sid" sends everybody to one copy: the name of the cookie ends at the dot, and the rest is a constant.
#
# What:     nginx 1.22.1 (Debian 12), an upstream of two servers, hash by a cookie; connect.sid is the name that express-session gives it.
# Expected: sessions spread over both copies, each stays at its own; or the configuration is refused.
# Seen:     nginx reads a variable $cookie_connect, which is empty, and a text ".sid": one key for all. nginx -t says that all is well. With a
#           name without a dot it is as expected, and whoever has no cookie goes to both in turn.
# Matters:  dashboards with a login need sticky sessions; this line gives perfect stickiness and an idle second copy, which nobody notices
#           before the first is overloaded.
#
# Output (2026-11-28), 16 sessions with two requests each:
#   hash $cookie_connect.sid:         1 copy works, 16 sessions stay
#   hash $cookie_session:             2 copies work, 16 sessions stay
#   hash $cookie_session, no cookie:  2 copies work, 0 sessions stay
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
one=$(free_port)
two=$(free_port)
export one two

cat >copies.cjs <<'END'
for (const port of [process.env.one, process.env.two]) require('http').createServer((request, response) => response.end(port)).listen(port, '127.0.0.1')
END
node copies.cjs &
await_port "$one"
await_port "$two"
# shellcheck disable=SC2016
nginx_at "upstream dot { hash \$cookie_connect.sid; server 127.0.0.1:$one; server 127.0.0.1:$two; }
  upstream plain { hash \$cookie_session; server 127.0.0.1:$one; server 127.0.0.1:$two; }" \
  'location /dot { proxy_pass http://dot; } location /plain { proxy_pass http://plain; }'

cat >probe.cjs <<'END'
const look = async (title, path, name) => {
  const copies = new Set()
  let stay = 0
  for (let n = 0; n < 16; n++) {
    const ask = async () => (await fetch(`http://127.0.0.1:${process.env.port}${path}`, { headers: name ? { cookie: `${name}=user${n}` } : {} })).text()
    const first = await ask(), second = await ask()
    copies.add(first).add(second)
    stay += first === second
  }
  console.log((title + ':').padEnd(33), `${copies.size === 1 ? '1 copy works' : '2 copies work'}, ${stay} sessions stay`)
}
;(async () => {
  await look('hash $cookie_connect.sid', '/dot', 'connect.sid')
  await look('hash $cookie_session', '/plain', 'session')
  await look('hash $cookie_session, no cookie', '/plain')
})()
END
verdict "$(node probe.cjs)" <<'END'
hash $cookie_connect.sid:         1 copy works, 16 sessions stay
hash $cookie_session:             2 copies work, 16 sessions stay
hash $cookie_session, no cookie:  2 copies work, 0 sessions stay
END
