#!/usr/bin/env bash
# fetch, structuredClone, TextEncoder and other globals of every Node.js and browser of today are not defined in a function node.
#
# What:     Node-RED 4.1.15 (npm: node-red) on Node.js 20, function node.
# Expected: code of a function node has the globals of the Node.js that runs it, as URL, Buffer and setTimeout suggest, which are there.
# Seen:     the sandbox hands in a chosen few; for the rest each name is a ReferenceError when the code comes to it, not at the deploy.
# Matters:  code that was tested outside, or written by a tool, deploys without a mark and fails with the first message of that branch.
#
# Output (2026-11-27):
#   defined: URL URLSearchParams Buffer setTimeout setInterval console util Date Promise
#   not defined: fetch structuredClone TextEncoder TextDecoder AbortController queueMicrotask setImmediate performance crypto atob btoa process require
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15

cat >probe.cjs <<'END'
const { start, tab, code, sleep } = require('./node-red.cjs')
const names = ['fetch', 'structuredClone', 'TextEncoder', 'TextDecoder', 'AbortController', 'queueMicrotask', 'setImmediate', 'performance', 'crypto', 'atob', 'btoa',
  'process', 'require', 'URL', 'URLSearchParams', 'Buffer', 'setTimeout', 'setInterval', 'console', 'util', 'Date', 'Promise']
;(async () => {
  const { give, said } = await start(tab(code('f', names.map(name => `global.get("say")("${name} " + typeof ${name})`).join('\n'))))
  give('f', {})
  await sleep(500)
  const those = (test, title) => console.log(title, names.filter(name => test(said.includes(`${name} undefined`))).join(' '))
  those(missing => !missing, 'defined:')
  those(missing => missing, 'not defined:')
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
defined: URL URLSearchParams Buffer setTimeout setInterval console util Date Promise
not defined: fetch structuredClone TextEncoder TextDecoder AbortController queueMicrotask setImmediate performance crypto atob btoa process require
END
