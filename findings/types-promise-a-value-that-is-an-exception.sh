#!/usr/bin/env bash
# RED.util.evaluateNodeProperty without a callback compiles and works in tests, and throws once the user picks "JSONata".
#
# What:     @types/node-red 1.3.5 with typescript 5.9.3, @node-red/util of Node-RED 4.1.15 (npm).
# Expected: the types have a form without callback that returns the value, for every type of typed input.
# Seen:     for jsonata the runtime insists on a callback since JSONata became asynchronous, and throws.
# Matters:  a node that was written against the types fails by the choice of one of its users in a dropdown list.
#
# Output (2026-11-27):
#   tsc:      no error
#   str:      hello
#   env:      there
#   jsonata:  throws Calls to RED.util.evaluateJSONataExpression must include a callback.
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages typescript@5.9.3 @types/node-red@1.3.5

cat >probe.ts <<'END'
import * as nodeRed from 'node-red'
export function look(RED: nodeRed.NodeAPI, node: nodeRed.Node, value: string, type: string): string {
  return RED.util.evaluateNodeProperty(value, type, node, {})
}
END
cat >probe.cjs <<'END'
const { look } = require('./probe.js'), { util } = require('@node-red/util')
for (const [type, value] of [['str', 'hello'], ['env', 'WHERE'], ['jsonata', '1 + 1']]) {
  let said
  try { said = look({ util }, {}, value, type) } catch (error) { said = 'throws ' + error.message }
  console.log((type + ':').padEnd(9), said)
}
END
tsc=$(node_modules/.bin/tsc --strict --module commonjs --target es2022 --skipLibCheck probe.ts) || true
verdict "$(echo "tsc:      ${tsc:-no error}"; WHERE=there node probe.cjs)" <<'END'
tsc:      no error
str:      hello
env:      there
jsonata:  throws Calls to RED.util.evaluateJSONataExpression must include a callback.
END
