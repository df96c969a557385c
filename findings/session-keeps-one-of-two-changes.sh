#!/usr/bin/env bash
# Two pages of one visitor are answered at the same time, each stores something else in the session, and one of the two is lost.
#
# What:     express-session 1.18.2, connect-redis 9.0.0, redis 5.9.0, express 4.22.1 (npm), Redis 7.0.15 (Debian 12); two servers on one
#           store, resave and saveUninitialized off.
# Expected: a shared store keeps what each copy puts in, as two different keys do not touch each other.
# Seen:     a session is read as a whole when the request comes in and written as a whole when it is answered: the slower page puts back what
#           it has read and its own key. Both answers say that all is well.
# Matters:  the layer in front of flows for logins and pages, httpNodeMiddleware or uibuilder, takes such a store so that it does not matter
#           which copy answers. A page that asks for three things at once, which is usual, loses the basket to the language.
#
# Output (2026-11-28), the basket at A takes 3 seconds, the language at B none:
#   answers:            stored, stored
#   the session has:    user, basket
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages express@4.22.1 express-session@1.18.2 connect-redis@9.0.0 redis@5.9.0
redis

cat >probe.cjs <<'END'
const express = require('express'), session = require('express-session'), { RedisStore } = require('connect-redis'), { createClient } = require('redis')
const sleep = ms => new Promise(done => setTimeout(done, ms))
const copy = async () => {
  const client = await createClient({ url: `redis://127.0.0.1:${process.env.port}` }).on('error', () => {}).connect(), app = express()
  app.use(session({ store: new RedisStore({ client }), secret: 'a secret', resave: false, saveUninitialized: false }))
  app.get('/set/:key/:wait', async ({ params, session: kept }, response) => { await sleep(Number(params.wait)); kept[params.key] = true; response.end('stored') })
  app.get('/has', ({ session: kept }, response) => response.end(Object.keys(kept).filter(key => key !== 'cookie').join(', ')))
  return new Promise(done => { const server = app.listen(0, '127.0.0.1', () => done(`http://127.0.0.1:${server.address().port}`)) })
}
;(async () => {
  const a = await copy(), b = await copy()
  let cookie
  const ask = async url => {
    const response = await fetch(url, { headers: cookie ? { cookie } : {} })
    cookie ??= response.headers.get('set-cookie')?.split(';')[0]
    return response.text()
  }
  await ask(`${a}/set/user/0`)
  const basket = ask(`${a}/set/basket/3000`)
  await sleep(1000)
  const language = await ask(`${b}/set/language/0`)
  console.log(`answers:            ${await basket}, ${language}`)
  console.log(`the session has:    ${await ask(`${b}/has`)}`)
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
answers:            stored, stored
the session has:    user, basket
END
