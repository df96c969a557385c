#!/usr/bin/env bash
# A linter that exits with 1 for findings and 2 for "not read" says neither behind GNU parallel, xargs and find: the code is another one.
#
# What:     GNU parallel 20221122, xargs and find of findutils 4.9.0 (Debian 12), with their defaults; parallel with --halt soon,fail=1 beside.
# Expected: one worst code for all files, as the linter itself gives for a list of files.
# Seen:     parallel exits with the number of files that failed (101 for more than 100): two files with findings are 2, one that could not be
#           read is 1. xargs has 123 for any failure, find -exec … \; has 0, find -exec … + has 1.
# Matters:  a pipeline that lets 1 pass ("has findings, upload the report") and stops at 2 ("was not read") does the opposite for the flows of
#           a whole fleet; with find … \; nothing ever fails.
#
# Output (2026-11-28), exit codes:
#   files                     parallel  parallel --halt  xargs  find \;  find +
#   clean clean2              0         0                0      0        0
#   clean found               1         1                123    0        1
#   found found2              2         1                123    0        1
#   clean unread              1         2                123    0        1
#   150 with findings         101       1                123    0        1
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
debian parallel 20221122
debian findutils 4.9.0

cat >lint <<'END'
#!/bin/sh
# A linter in three lines: the names of the files say what it finds.
code=0
for file; do case $file in *unread*) code=2 ;; *found*) [ $code = 0 ] && code=1 ;; esac; done
exit $code
END
chmod +x lint

code() { local code=0; "$@" >/dev/null 2>&1 || code=$?; echo "$code"; }
look() {
  local title=$1
  shift
  rm -rf files list
  mkdir files
  (cd files && touch "$@")
  printf 'files/%s\n' "$@" >list
  printf '%-25s %-9s %-16s %-6s %-8s %s\n' "$title" "$(code parallel -j1 -a list ./lint)" "$(code parallel -j1 --halt soon,fail=1 -a list ./lint)" \
    "$(code xargs -n1 -a list ./lint)" "$(code find files -type f -exec ./lint {} \;)" "$(code find files -type f -exec ./lint {} +)"
}
probe() {
  printf '%-25s %-9s %-16s %-6s %-8s %s\n' files parallel 'parallel --halt' xargs 'find \;' 'find +'
  look 'clean clean2' clean clean2
  look 'clean found' clean found
  look 'found found2' found found2
  look 'clean unread' clean unread
  # shellcheck disable=SC2046
  look '150 with findings' $(seq -f 'found%g' 150)
}
verdict "$(probe)" <<'END'
files                     parallel  parallel --halt  xargs  find \;  find +
clean clean2              0         0                0      0        0
clean found               1         1                123    0        1
found found2              2         1                123    0        1
clean unread              1         2                123    0        1
150 with findings         101       1                123    0        1
END
