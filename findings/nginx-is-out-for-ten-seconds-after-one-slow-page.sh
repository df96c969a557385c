#!/usr/bin/env bash
# One page that takes too long, and nginx answers all pages of both copies with 502 for ten seconds.
#
# What:     nginx 1.22.1 (Debian 12), an upstream of two servers with their defaults, proxy_read_timeout 1 s (60 s by default).
# Expected: the slow page is answered with 504; the copies are alive and answer everything else, as they do behind a single-server
#           upstream.
# Seen:     max_fails is 1 and fail_timeout 10 s by default, and a time-out is a failure of the server, not of the page. The slow GET is
#           tried at both, so that both are out, and "no live upstreams" is the answer to everybody. With one server nothing of the kind
#           happens, nor with max_fails=0.
# Matters:  adding the second copy makes the whole site depend on its slowest page.
#
# Output (2026-11-27); "in the copies" is what they got from the slow page on:
#   two copies:  before 200 200; the slow page 504; right after 502 502; eleven seconds later 200 200; in the copies meanwhile: slow slow
#   max_fails=0: before 200 200; the slow page 504; right after 200 200; eleven seconds later 200 200; in the copies meanwhile: page page slow slow
#   one copy:    before 200 200; the slow page 504; right after 200 200; eleven seconds later 200 200; in the copies meanwhile: page page slow
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
declare -x a b
a=$(free_port) b=$(free_port)
nginx_at "upstream two { server 127.0.0.1:$a; server 127.0.0.1:$b; }
  upstream patient { server 127.0.0.1:$a max_fails=0; server 127.0.0.1:$b max_fails=0; }
  upstream one { server 127.0.0.1:$a; }" 'proxy_read_timeout 1s;
  location /two/ { proxy_pass http://two; }
  location /patient/ { proxy_pass http://patient; }
  location /one/ { proxy_pass http://one; }'

cat >probe.cjs <<'END'
const sleep = ms => new Promise(done => setTimeout(done, ms)), ran = []
for (const name of ['a', 'b']) {
  require('http').createServer((request, response) => {
    const page = request.url.split('/')[2]
    ran.push(page)
    setTimeout(() => response.end(), page === 'slow' ? 2500 : 0)
  }).listen(process.env[name], '127.0.0.1')
}
const ask = async path => (await fetch(`http://127.0.0.1:${process.env.port}/${path}`)).status
;(async () => {
  await sleep(300)
  for (const [title, path] of [['two copies: ', 'two'], ['max_fails=0:', 'patient'], ['one copy:   ', 'one']]) {
    const twice = async () => `${await ask(path + '/page')} ${await ask(path + '/page')}`
    const before = await twice()
    ran.length = 0
    const slow = await ask(path + '/slow'), after = await twice(), meanwhile = ran.sort().join(' ')
    await sleep(11000)
    console.log(title, `before ${before}; the slow page ${slow}; right after ${after}; eleven seconds later ${await twice()}; in the copies meanwhile: ${meanwhile}`)
  }
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
two copies:  before 200 200; the slow page 504; right after 502 502; eleven seconds later 200 200; in the copies meanwhile: slow slow
max_fails=0: before 200 200; the slow page 504; right after 200 200; eleven seconds later 200 200; in the copies meanwhile: page page slow slow
one copy:    before 200 200; the slow page 504; right after 200 200; eleven seconds later 200 200; in the copies meanwhile: page page slow
END
