#!/usr/bin/env bash
# A feedparse node sends each article once until the restart, and then all again; with "ignore first" it loses those of the time between.
#
# What:     node-red-node-feedparser 0.3.0, Node-RED 4.1.15 (npm: node-red), a feed of two articles, one more while Node-RED is down.
# Expected: "new articles" are those that the flow has not had; which they are survives a restart, where context stores can keep it.
# Seen:     what was seen is a variable of the node. Deploying the node forgets it as well, and each copy has its own.
# Matters:  an alert or a post per article goes out again for the whole feed, by each copy, at each restart; the option against it loses what
#           came meanwhile.
#
# Output (2026-11-27), articles sent:
#   as it is, first start:          one two
#   as it is, after a restart:      one two three
#   ignore first, first start:      nothing
#   ignore first, after a restart:  nothing
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages node-red-node-feedparser@0.3.0

cat >copy.cjs <<'END'
const { start, tab, say, sleep } = require('./node-red.cjs'), [url, ignorefirst] = process.argv.slice(2)
;(async () => {
  const { said } = await start(tab(['in', 'feedparse', ['out'], { url, interval: 15, ignorefirst: ignorefirst === 'true' }], say('out', 'msg.article.title')),
    { nodesDir: [process.cwd() + '/node_modules/node-red-node-feedparser'] })
  await sleep(2500)
  process.send(said.join(' ') || 'nothing', () => process.exit())
})()
END
cat >probe.cjs <<'END'
const { fork } = require('child_process')
let titles
const server = require('http').createServer((request, response) => {
  response.setHeader('content-type', 'application/rss+xml')
  response.end(`<?xml version="1.0"?><rss version="2.0"><channel><title>News</title><link>http://127.0.0.1/</link><description>News</description>${titles.map((title, i) =>
    `<item><title>${title}</title><guid>id-${i}</guid><link>http://127.0.0.1/${i}</link><description>${title}</description><pubDate>Sun, 01 Mar 2026 12:0${i}:00 GMT</pubDate></item>`).join('')}</channel></rss>`)
}).listen(0, '127.0.0.1', async () => {
  const copy = ignore => new Promise(done => fork('./copy.cjs', [`http://127.0.0.1:${server.address().port}/feed`, String(ignore)], { silent: true }).on('message', done))
  for (const [title, ignore] of [['as it is', false], ['ignore first', true]]) {
    titles = ['one', 'two']
    console.log(`${title}, first start:`.padEnd(31), await copy(ignore))
    titles = ['one', 'two', 'three']
    console.log(`${title}, after a restart:`.padEnd(31), await copy(ignore))
  }
  process.exit()
})
END
verdict "$(node probe.cjs)" <<'END'
as it is, first start:          one two
as it is, after a restart:      one two three
ignore first, first start:      nothing
ignore first, after a restart:  nothing
END
