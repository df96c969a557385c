#!/usr/bin/env bash
# ${NAME} in a Node-RED flow is replaced, left as it stands or replaced twice, by the place where it is written.
#
# What:     Node-RED 4.1.15 (npm: node-red), environment variables in node properties and in typed inputs.
# Expected: one rule for all places; a text that names an unset variable gives the same result, or an error, everywhere.
# Seen:     a property is replaced only if ${NAME} is all of it; inside a longer text, or unset, it stays literal. A typed input "env
#           variable" replaces inside a text too, and an unset one is the empty string. A typed input that is only ${NAME} is a
#           property as well: it is replaced twice, so that the variable named "kitchen" is asked for.
# Matters:  client id "copy-${HOSTNAME}" is the same text in every copy; an unset ${GROUP} gives the topic "${GROUP}", not an error.
#
# Output (2026-11-27), NAME=kitchen, NONE is not set:
#                         property        typed input
#   ${NAME}               kitchen         (empty)
#   room-${NAME}          room-${NAME}    room-kitchen
#   ${NONE}               ${NONE}         (empty)
#   room-${NONE}          room-${NONE}    room-
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15

cat >probe.cjs <<'END'
const { start, tab, code, say, sleep } = require('./node-red.cjs')
const texts = ['${NAME}', 'room-${NAME}', '${NONE}', 'room-${NONE}']
;(async () => {
  const { give, said } = await start(tab(...texts.flatMap((text, i) => [
    ['p' + i, 'template', [], { template: text, field: 'payload', fieldType: 'msg', format: 'text', syntax: 'plain', output: 'str' }],
    ['c' + i, 'change', ['s' + i], { rules: [{ t: 'set', p: 'payload', pt: 'msg', to: text, tot: 'env' }] }],
    say('s' + i, `${i} + " " + (msg.payload || "(empty)")`)])))
  for (const i of texts.keys()) give('c' + i, {})
  await sleep(500)
  const typed = said.sort().map(line => line.slice(2))
  console.log(' '.repeat(22) + 'property'.padEnd(16) + 'typed input')
  const { getNode } = require('@node-red/runtime/lib/nodes')
  texts.forEach((text, i) => console.log(text.padEnd(22) + getNode('p' + i).template.padEnd(16) + typed[i]))
  process.exit()
})()
END
verdict "$(NAME=kitchen node probe.cjs)" <<'END'
                      property        typed input
${NAME}               kitchen         (empty)
room-${NAME}          room-${NAME}    room-kitchen
${NONE}               ${NONE}         (empty)
room-${NONE}          room-${NONE}    room-
END
