#!/usr/bin/env bash
# A template node that makes JSON keeps C:\temp\new as it is, and inside a {{#list}}, or from flow context, makes a tab and a new line of it.
#
# What:     Node-RED 4.1.15 (npm: node-red), template node, mustache, "output as parsed JSON": the same text as msg.path, as an item of a list
#           in msg, and as flow.path.
# Expected: the node escapes what it puts into JSON, and does so wherever the value comes from.
# Seen:     what stands in msg itself is escaped. In a section the node makes a new context for each item and does not hand on that it has to
#           escape; values of flow and global context it never escapes. "\t" and "\n" of the path are then JSON's tab and line end.
# Matters:  the JSON is valid, so that there is no error: paths, regular expressions and Windows user names are other ones behind the node, and
#           a test with one of them, in msg itself, is right.
#
# Output (2026-11-28), C:\temp\new:
#   {{{path}}}:                        "C:\\temp\\new"
#   {{#files}}{{{path}}}{{/files}}:    "C:\temp\new"
#   {{{flow.path}}}:                   "C:\temp\new"
#   caught by a catch node, logged: nothing
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15

cat >probe.cjs <<'END'
const { start, tab, code, say, sleep } = require('./node-red.cjs')
const make = (id, template) => [id, 'template', ['out'], { field: 'payload', fieldType: 'msg', format: 'handlebars', syntax: 'mustache', template: `{"path":"${template}"}`, output: 'json' }]
;(async () => {
  const templates = ['{{{path}}}', '{{#files}}{{{path}}}{{/files}}', '{{{flow.path}}}']
  const { give, said, logged } = await start(tab(...templates.map((template, i) => make(`make ${i}`, template)), code('keep', 'flow.set("path", msg.path)'), say('out', 'JSON.stringify(msg.payload.path)'),
    ['catch', 'catch', ['caught'], { scope: null, uncaught: false }], say('caught', '"caught"')))
  const atStart = logged.length, path = 'C:\\temp\\new'
  give('keep', { path })
  await sleep(500)
  for (const [i, template] of templates.entries()) {
    said.length = 0
    give(`make ${i}`, { path, files: [{ path }] })
    while (!said.length) await sleep(50)
    console.log(`${template}:`.padEnd(34), said[0])
  }
  console.log('caught by a catch node, logged:', said.includes('caught') || logged.length > atStart ? 'something' : 'nothing')
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
{{{path}}}:                        "C:\\temp\\new"
{{#files}}{{{path}}}{{/files}}:    "C:\temp\new"
{{{flow.path}}}:                   "C:\temp\new"
caught by a catch node, logged: nothing
END
