#!/usr/bin/env bash
# Nodes whose tab is missing from the flow file run: an inject node fires, and reaches what it is wired to.
#
# What:     Node-RED 4.1.15 (npm: node-red).
# Expected: a node belongs to a tab; with no tab there is no flow to start, as for an inject node that names no tab at all.
# Seen:     the runtime makes a flow for the unknown id and starts it, with no word in the log.
# Matters:  when a merge or a script drops a tab and not its nodes, timers go on in every copy. A tool that
#           walks from the tabs to their nodes does not see them.
#
# Output (2026-11-27):
#   z names a missing tab:  fired
#   no z:                   silent
#   log:                    nothing
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15

cat >probe.cjs <<'END'
const { start, tab, say, sleep } = require('./node-red.cjs')
const inject = (id, to) => [id, 'inject', [to], { props: [{ p: 'payload' }], payload: '', payloadType: 'date', repeat: '', crontab: '', once: true, onceDelay: 0.1, topic: '' }]
;(async () => {
  const lost = z => tab(inject('i' + z, 's' + z), say('s' + z, JSON.stringify(z))).slice(1).map(n => ({ ...n, z: z === 'none' ? undefined : z }))
  const { said, logged } = await start([{ id: 't', type: 'tab', label: 'Flow' }, ...lost('missing'), ...lost('none')])
  await sleep(1000)
  console.log('z names a missing tab: ', said.includes('missing') ? 'fired' : 'silent')
  console.log('no z:                  ', said.includes('none') ? 'fired' : 'silent')
  console.log('log:                   ', logged.filter(l => !/Projects|credentials/.test(l)).join() || 'nothing')
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
z names a missing tab:  fired
no z:                   silent
log:                    nothing
END
