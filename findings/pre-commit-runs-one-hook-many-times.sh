#!/usr/bin/env bash
# One hook of pre-commit runs several times at once, each with a part of the files: a report that it writes is that of the last part.
#
# What:     pre-commit 3.0.4 (Debian 12), a hook of language system with its defaults.
# Expected: a hook that is listed once runs once, with all files that match.
# Seen:     the files are cut into parts, one per processor and not longer than a command line; require_serial: true gives one process
#           at a time, but still one per part when the list is long.
# Matters:  linters that compare files with each other, count, or write one report (SARIF, JUnit) see parts, and overwrite their output.
#           It depends on the number of files and processors, so that it shows on the machine with more of them.
#
# Output (2026-11-27), 4000 files:
#   default:               several runs, the report names fewer than 4000 files
#   require_serial: true:  several runs, the report names fewer than 4000 files
#   pass_filenames: false: 1 run
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
debian pre-commit 3.0.4

export PRE_COMMIT_HOME=$work/home
mkdir repository && cd repository
git init -q
git config user.email someone@example.com
git config user.name Someone
for n in {1000..4999}; do : >"flows-of-a-plant-with-a-rather-long-name-$n.json"; done
cat >../lint <<'END'
#!/usr/bin/env bash
echo run >>../runs
printf '%s\n' "$@" >../report
END
chmod +x ../lint

look() {
  rm -f ../runs ../report
  printf '%s\n' 'repos:' '- repo: local' '  hooks:' '  - id: lint' '    name: lint' '    language: system' '    entry: ../lint' \
    '    files: json$' "    ${2:-verbose: false}" >.pre-commit-config.yaml
  git add -A
  pre-commit run --all-files >../log 2>&1
  local runs files
  runs=$(grep -c run ../runs)
  files=$(grep -c . ../report || true)
  if ((runs == 1)); then runs='1 run'; else runs="several runs, the report names $( ((files < 4000)) && echo 'fewer than 4000' || echo all) files"; fi
  printf '%-22s %s\n' "$1" "$runs"
}
verdict "$(look default:; look 'require_serial: true:' 'require_serial: true'; look 'pass_filenames: false:' 'pass_filenames: false')" <<'END'
default:               several runs, the report names fewer than 4000 files
require_serial: true:  several runs, the report names fewer than 4000 files
pass_filenames: false: 1 run
END
