#!/usr/bin/env bash
# node-red-node-test-helper says "loaded" when a type of the flow is not registered, and no node of it is there.
#
# What:     node-red-node-test-helper 0.3.6, Node-RED 4.1.15 (npm: node-red), helper.load(nodes, flow, callback) and its promise.
# Expected: an error that names the type, from load or through the callback.
# Seen:     callback and promise both say that all is well. The flow waits for the missing type, getNode finds none of its nodes.
# Matters:  a test "nothing arrives" passes for the wrong reason; and a typing error in one type of the flow shows as
#           trouble with the nodes beside it.
#
# Output (2026-11-27):
#   flow of function and helper:      loaded; function is there
#   the same and a node of no type:   loaded; function is missing
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15 node-red-node-test-helper@0.3.6
echo '{ "name": "nodes", "version": "1.0.0" }' >package.json

cat >probe.cjs <<'END'
const helper = require('node-red-node-test-helper')
helper.init(require.resolve('node-red'))
const types = require('@node-red/nodes/core/function/10-function.js')
const flow = [{ id: 't', type: 'tab' }, { id: 'f', type: 'function', z: 't', func: 'return msg', outputs: 1, libs: [], wires: [['h']] }, { id: 'h', type: 'helper', z: 't', wires: [] }]
;(async () => {
  await new Promise(done => helper.startServer(done))
  const seen = []
  for (const [title, more] of [['flow of function and helper:     ', []], ['the same and a node of no type:  ', [{ id: 'x', type: 'functoin', z: 't', wires: [['h']] }]]]) {
    const said = await helper.load(types, [...flow, ...more]).then(() => 'loaded', error => `error: ${error.message}`)
    seen.push(`${title} ${said}; function is ${helper.getNode('f') ? 'there' : 'missing'}`)
    await helper.unload()
  }
  require('fs').writeFileSync('seen.txt', seen.join('\n'))
  process.exit()
})()
END
node probe.cjs >log.txt 2>&1 || { cat log.txt >&2; exit 2; }
verdict "$(cat seen.txt)" <<'END'
flow of function and helper:      loaded; function is there
the same and a node of no type:   loaded; function is missing
END
