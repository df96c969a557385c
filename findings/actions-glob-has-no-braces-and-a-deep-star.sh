#!/usr/bin/env bash
# In @actions/glob "flows/*" takes whole folders below it and dot files, and "*.{json,yml}" takes nothing at all.
#
# What:     @actions/glob 0.5.0 (npm), with which actions read inputs that are paths, with its defaults.
# Expected: what bash, git and the workflow files' own `paths:` filters take: a star stays in one folder.
# Seen:     a folder that matches brings all that is in it; dot files match a star; braces are plain characters, so that the pattern
#           matches nothing, without a warning. "flows/*.json" stays in its folder.
# Matters:  an action that reads its files with it lints backups and node_modules, or nothing, and is green.
#
# Output (2026-11-27):
#   flows/*             flows/.b.json flows/a.json flows/old flows/old/c.json
#   flows/*.json        flows/.b.json flows/a.json
#   flows/*.{json,yml}  nothing
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages @actions/glob@0.5.0

mkdir -p flows/old
touch flows/a.json flows/.b.json flows/old/c.json
cat >probe.cjs <<'END'
const glob = require('@actions/glob'), path = require('path')
;(async () => {
  for (const pattern of ['flows/*', 'flows/*.json', 'flows/*.{json,yml}']) {
    const files = await (await glob.create(pattern)).glob()
    console.log(pattern.padEnd(19), files.map(f => path.relative(process.cwd(), f)).sort().join(' ') || 'nothing')
  }
})()
END
verdict "$(node probe.cjs | grep -v '^::debug::')" <<'END'
flows/*             flows/.b.json flows/a.json flows/old flows/old/c.json
flows/*.json        flows/.b.json flows/a.json
flows/*.{json,yml}  nothing
END
