#!/usr/bin/env bash
# nginx in front of two copies hands a GET, PUT or DELETE that takes too long to the second copy as well; a POST not.
#
# What:     nginx 1.22.1 (Debian 12), an upstream of two servers, nothing set but proxy_read_timeout (1 s here, 60 s by default).
# Expected: a request that a copy has begun and not answered in time is answered with 504 and done by nobody else; only a copy that
#           cannot be reached is passed over.
# Seen:     proxy_next_upstream is "error timeout" by default, and a time-out while waiting for the answer counts. Only POST, LOCK and
#           PATCH are left out, since the protocol calls the others idempotent.
# Matters:  GET /start-the-pump or a webhook by GET that takes long runs in both copies at almost the same time, and the caller gets 504.
#
# Output (2026-11-27), a page that takes 2.5 s, where 1 s is allowed:
#   GET: 504, run by A and B
#   PUT: 504, run by A and B
#   DELETE: 504, run by A and B
#   POST: 504, run by one copy
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
declare -x a b
a=$(free_port) b=$(free_port)
nginx_at "upstream copies { server 127.0.0.1:$a max_fails=0; server 127.0.0.1:$b max_fails=0; }" 'location / { proxy_pass http://copies; proxy_read_timeout 1s; }'

cat >probe.cjs <<'END'
const sleep = ms => new Promise(done => setTimeout(done, ms)), ran = []
for (const name of ['a', 'b']) {
  require('http').createServer((request, response) => {
    ran.push(name.toUpperCase())
    setTimeout(() => response.end(name), 2500)
  }).listen(process.env[name], '127.0.0.1')
}
;(async () => {
  await sleep(300)
  for (const method of ['GET', 'PUT', 'DELETE', 'POST']) {
    ran.length = 0
    const { status } = await fetch(`http://127.0.0.1:${process.env.port}/page`, { method })
    await sleep(1500)
    console.log(`${method}: ${status}, run by`, ran.length > 1 ? ran.sort().join(' and ') : 'one copy')
  }
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
GET: 504, run by A and B
PUT: 504, run by A and B
DELETE: 504, run by A and B
POST: 504, run by one copy
END
