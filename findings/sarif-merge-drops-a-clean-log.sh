#!/usr/bin/env bash
# sarif-multitool merge leaves out the runs of tools that found nothing, and takes a file that is not there without a word.
#
# What:     @microsoft/sarif-multitool 5.7.0 (npm, Linux), command merge with its defaults.
# Expected: a run without results says "looked, found nothing"; merging keeps it. A missing input is an error.
# Seen:     the run is dropped unless --merge-empty-logs is given; of clean logs only, a log with no runs is left. Exit code 0 each time.
# Matters:  hosts close the alerts of a tool when a run of it comes without them. After the last finding is fixed, the merged log has no
#           run of that tool, and the alerts stay open; a shard whose upload failed looks like a clean one.
#
# Output (2026-11-27):
#   one with a result, one clean:             runs: dirty; exit code 0
#   the same with --merge-empty-logs:         runs: clean dirty; exit code 0
#   clean only:                               runs: none; exit code 0
#   one with a result, one that is missing:   runs: dirty; exit code 0
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages @microsoft/sarif-multitool@5.7.0
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1

log() {
  cat <<END
{"\$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
 "runs": [{"tool": {"driver": {"name": "$1"}}, "results": [$2]}]}
END
}
log clean '' >clean.sarif
log dirty '{"ruleId": "R1", "message": {"text": "Said."}}' >dirty.sarif

look() {
  local title=$1 code=0
  shift
  rm -f merged.sarif
  node_modules/.bin/sarif-multitool merge "$@" --output-file merged.sarif >/dev/null 2>&1 </dev/null || code=$?
  printf '%-41s runs: %s; exit code %s\n' "$title:" \
    "$(node -p 'JSON.parse(fs.readFileSync("merged.sarif")).runs.map(r => r.tool.driver.name).sort().join(" ") || "none"')" "$code"
}
verdict "$(look 'one with a result, one clean' dirty.sarif clean.sarif
  look 'the same with --merge-empty-logs' dirty.sarif clean.sarif --merge-empty-logs
  look 'clean only' clean.sarif
  look 'one with a result, one that is missing' dirty.sarif missing.sarif)" <<'END'
one with a result, one clean:             runs: dirty; exit code 0
the same with --merge-empty-logs:         runs: clean dirty; exit code 0
clean only:                               runs: none; exit code 0
one with a result, one that is missing:   runs: dirty; exit code 0
END
