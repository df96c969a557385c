#!/usr/bin/env bash
# A result for "line 3" that node-sarif-builder makes points at the empty place before the line's first letter.
#
# What:     node-sarif-builder 5.0.0 (npm), SarifResultBuilder.initSimple with a startLine only.
# Expected: SARIF 2.1.0, section 3.30: a region with startLine alone is the whole line; endColumn is the column behind the last
#           character, so that endColumn equal to startColumn is an insertion point.
# Seen:     the three properties that were not given are filled with startColumn 1, the same endLine, and endColumn 1.
# Matters:  hosts mark nothing, or one letter; fingerprints of hosts and tools that hash the text of the region hash the empty text, so
#           that all findings of a rule in a file look alike.
#
# Output (2026-11-27):
#   given {"startLine":3}:                 {"startLine":3,"startColumn":1,"endLine":3,"endColumn":1}
#   given {"startLine":3,"startColumn":5}: {"startLine":3,"startColumn":5,"endLine":3,"endColumn":1}
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-sarif-builder@5.0.0

cat >probe.cjs <<'END'
const { SarifBuilder, SarifRunBuilder, SarifResultBuilder } = require('node-sarif-builder')
for (const given of [{ startLine: 3 }, { startLine: 3, startColumn: 5 }]) {
  const run = new SarifRunBuilder().initSimple({ toolDriverName: 'demo', toolDriverVersion: '1' })
  run.addResult(new SarifResultBuilder().initSimple({ ruleId: 'R1', level: 'warning', messageText: 'Said.', fileUri: 'flows.json', ...given }))
  const log = new SarifBuilder()
  log.addRun(run)
  const { region } = JSON.parse(log.buildSarifJsonString()).runs[0].results[0].locations[0].physicalLocation
  console.log(`given ${JSON.stringify(given)}:`.padEnd(38), JSON.stringify(region))
}
END
verdict "$(node probe.cjs)" <<'END'
given {"startLine":3}:                 {"startLine":3,"startColumn":1,"endLine":3,"endColumn":1}
given {"startLine":3,"startColumn":5}: {"startLine":3,"startColumn":5,"endLine":3,"endColumn":1}
END
