#!/usr/bin/env bash
# A Redis stream with MAXLEN drops jobs that nobody has read and jobs that a worker has in hand; the next one gets their numbers only.
#
# What:     Redis 7.0.15 (Debian 12): XADD with MAXLEN, XREADGROUP, XAUTOCLAIM with two workers of one group.
# Expected: the length limits what all groups have done with; what waits for a group, or is pending, stays until it is acknowledged, or
#           XADD refuses, as a full queue does.
# Seen:     the oldest entries go, whatever the groups have to do with them. The list of pending ones keeps their numbers: the worker that
#           took them asks again after its restart and gets numbers without a job; for the other one XAUTOCLAIM takes them off the list.
# Matters:  "MAXLEN ~ 1000" stands in most examples, so that memory does not run full. While a copy is
#           replaced, its jobs are gone, XADD and XACK have answered well, and the lag of the group counts what is not there.
#
# Output (2026-11-28), jobs 1 to 3 added, A takes two and dies, jobs 4 to 9 added, MAXLEN 5:
#   B gets:                       5 6 7 8 9
#   pending, lag of the group:    7, 2
#   A again, what it had:         1-0 nothing, 2-0 nothing
#   B claims what A had:          0 jobs, deleted: 1-0 2-0
#   pending afterwards:           5
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
redis

ask() { redis-cli -p "$port" "$@"; }
add() { for ((n = $1; n <= $2; n++)); do ask xadd jobs maxlen 5 "$n-0" job "$n" >/dev/null; done; }
# field NAME: the line after the one that says NAME.
field() { sed -n "/^$1\$/{n;p}"; }
probe() {
  ask xgroup create jobs workers '$' mkstream >/dev/null
  add 1 3
  ask xreadgroup group workers A count 2 streams jobs '>' >/dev/null
  add 4 9
  echo "B gets:                       $(ask xreadgroup group workers B streams jobs '>' | field job | paste -sd' ')"
  ask xinfo groups jobs >group
  echo "pending, lag of the group:    $(field pending <group), $(field lag <group)"
  ask xreadgroup group workers A streams jobs 0 >had
  echo "A again, what it had:         $(awk '/-0$/ { id = $0; getline; printf "%s%s %s", n++ ? ", " : "", id, $0 == "" ? "nothing" : $0 }' had)"
  ask xautoclaim jobs workers B 0 0 count 2 >claimed
  echo "B claims what A had:          $(grep -c '^job$' claimed || true) jobs, deleted: $(tail -n 2 claimed | paste -sd' ')"
  echo "pending afterwards:           $(ask xpending jobs workers | head -n 1)"
}
verdict "$(probe)" <<'END'
B gets:                       5 6 7 8 9
pending, lag of the group:    7, 2
A again, what it had:         1-0 nothing, 2-0 nothing
B claims what A had:          0 jobs, deleted: 1-0 2-0
pending afterwards:           5
END
