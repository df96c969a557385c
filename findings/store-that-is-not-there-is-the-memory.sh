#!/usr/bin/env bash
# Context that is put into a store which a copy does not have goes into its memory: it reads well, and is gone after the restart.
#
# What:     Node-RED 4.1.15 (npm: node-red): flow.set("count", n, "disk") in a function node, and the same in a change node, with "disk" a
#           localfilesystem store in settings.js, and with a settings.js that has none.
# Expected: asking for a store that is not there is an error, as a missing type, module or password is; a catch node hears of it.
# Seen:     the default store is taken, which is the memory. set and get agree with each other, so that every test passes; one warning per
#           process in the log is all.
# Matters:  flows come to the second copy by a deploy, a snapshot or git, settings.js does not: that copy begins to count at one after each
#           restart, sends what was already sent, and hands out numbers a second time.
#
# Output (2026-11-28), the count after each of two starts:
#   with the store:     function node 1, change node 1; function node 2, change node 2
#   without the store:  function node 1, change node 1; function node 1, change node 1
#   caught by a catch node: nothing
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15

cat >copy.cjs <<'END'
const fs = require('fs'), { start, tab, code, say, sleep } = require('./node-red.cjs'), [userDir, withStore] = process.argv.slice(2)
const memory = { module: 'memory' }
;(async () => {
  fs.mkdirSync(userDir, { recursive: true })
  fs.writeFileSync(`${userDir}/flows.json`, JSON.stringify(tab(['go', 'inject', ['function'], { props: [], repeat: '', once: true, onceDelay: 0.1 }],
    code('function', 'const count = (flow.get("count", "disk") || 0) + 1; flow.set("count", count, "disk"); msg.seen = "function node " + flow.get("count", "disk"); return msg', ['change']),
    ['change', 'change', ['seen'], { rules: [{ t: 'set', p: '#:(disk)::changes', pt: 'flow', to: '$number($flowContext("changes", "disk") ? $flowContext("changes", "disk") : 0) + 1', tot: 'jsonata' },
      { t: 'set', p: 'changes', pt: 'msg', to: '#:(disk)::changes', tot: 'flow' }] }], say('seen', 'msg.seen + ", change node " + msg.changes'),
    ['catch', 'catch', ['caught'], { scope: null, uncaught: false }], say('caught', '"caught"'))))
  const { said, stop } = await start(undefined, { userDir: `${process.cwd()}/${userDir}`, contextStorage: { default: memory, ...(withStore && { disk: { module: 'localfilesystem' } }) } })
  while (!said.length) await sleep(100)
  await sleep(2000)
  await stop()
  process.stdout.write(said.join(' and '))
  process.exit()
})()
END
with=$(node copy.cjs one yes; echo -n '; '; node copy.cjs one yes)
without=$(node copy.cjs two; echo -n '; '; node copy.cjs two)
verdict "with the store:     $with
without the store:  $without
caught by a catch node: $([[ $with$without == *caught* ]] && echo something || echo nothing)" <<'END'
with the store:     function node 1, change node 1; function node 2, change node 2
without the store:  function node 1, change node 1; function node 1, change node 1
caught by a catch node: nothing
END
