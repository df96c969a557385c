#!/usr/bin/env bash
# With nrlint's own default configuration, code that every supported Node-RED runs is a parsing error.
#
# What:     nrlint 1.2.0 (npm), its own default configuration (--init); Node-RED 4.1.15 (npm: node-red) on Node.js 20.
# Expected: a linter for Node-RED flows reads the JavaScript of function nodes: the language of the Node.js below.
# Seen:     it stops at ECMAScript 2021. Private fields of a class and static blocks are errors, and no other rule looks at that node.
# Matters:  real errors in the same function are not found, and teams switch the rule off.
#
# Output (2026-11-27):
#   class A { #x = 1; get x() { return this.#x } }   nrlint: Parsing error   Node-RED: 1
#   class A { static { A.x = 1 } }                   nrlint: Parsing error   Node-RED: 1
#   const a = await 1                                nrlint: fine            Node-RED: 1
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages nrlint@1.2.0

node_modules/.bin/nrlint --init >.nrlintrc.js
cat >probe.cjs <<'END'
const { start, tab, code, say, sleep } = require('./node-red.cjs')
const fs = require('fs'), { spawnSync } = require('child_process')
let red
const cases = [['class A { #x = 1; get x() { return this.#x } }', 'new A().x'], ['class A { static { A.x = 1 } }', 'A.x'], ['const a = await 1', 'a']]
;(async () => {
  for (const [text, value] of cases) {
    const flows = tab(code('f', `${text}\nmsg.payload = ${value}\nreturn msg`, ['out'], { name: 'f' }), say('out'))
    fs.writeFileSync('one.json', JSON.stringify(flows.filter(n => n.id !== 'out').map(n => n.id === 'f' ? { ...n, wires: [[]] } : n)))
    const said = spawnSync('node_modules/.bin/nrlint', ['one.json'], { encoding: 'utf8' }).stdout
    console.log(text.padEnd(48), 'nrlint:', (/Parsing error/.exec(said)?.[0] ?? 'fine').padEnd(15), 'Node-RED:', await run(flows))
  }
  process.exit()
})()
async function run(flows) {
  if (!red) red = await start(flows)
  else { await red.admin('POST', '/flows', flows); await sleep(1000) }
  red.give('f', {})
  await sleep(500)
  return red.said.pop()
}
END
verdict "$(node probe.cjs)" <<'END'
class A { #x = 1; get x() { return this.#x } }   nrlint: Parsing error   Node-RED: 1
class A { static { A.x = 1 } }                   nrlint: Parsing error   Node-RED: 1
const a = await 1                                nrlint: fine            Node-RED: 1
END
