#!/usr/bin/env bash
# @actions/exec cuts a command line at blanks inside single quotes and before escaped ones, and says nothing.
#
# What:     @actions/exec 1.1.1 (npm).
# Expected: a command line that a step of a workflow runs with `run:` gives the same arguments here; double quotes do.
# Seen:     'a b' becomes two arguments that keep their quote marks, a\ b two as well.
# Matters:  a line that works in `run:` and is moved into an action's code calls the tool with other files and patterns.
#
# Output (2026-11-27), the arguments that the program gets:
#   show "a b" c     ["a b","c"]
#   show 'a b' c     ["'a","b'","c"]
#   show a\ b c      ["a\\","b","c"]
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages @actions/exec@1.1.1

cat >show.cjs <<'END'
console.log(JSON.stringify(process.argv.slice(2)))
END
cat >probe.cjs <<'END'
const { getExecOutput } = require('@actions/exec')
;(async () => {
  for (const args of [`"a b" c`, `'a b' c`, `a\\ b c`]) {
    const { stdout } = await getExecOutput(`node show.cjs ${args}`, [], { silent: true })
    console.log(`show ${args}`.padEnd(16), stdout.trim())
  }
})()
END
verdict "$(node probe.cjs)" <<'END'
show "a b" c     ["a b","c"]
show 'a b' c     ["'a","b'","c"]
show a\ b c      ["a\\","b","c"]
END
