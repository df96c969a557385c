#!/usr/bin/env bash
# Mosquitto with "persistence true" forgets, when it is killed, all that it acknowledged in the last half hour.
#
# What:     Mosquitto 2.0.11 (Debian 12) with "persistence true", as Debian's own mosquitto.conf has it, and defaults otherwise.
# Expected: a QoS 1 message that the broker has acknowledged, for a subscriber that is away, and a retained value survive a crash of the
#           broker: that is what one switches persistence on for.
# Seen:     the file is written every 1800 seconds (autosave_interval) and at an orderly end. Before that there is no file at all. After a
#           kill, a power cut or the container's end by lack of memory all of it is gone: messages, retained values and the session itself.
# Matters:  the state that both copies read from retained topics at their start is the one of half an hour ago, or none.
#
# Output (2026-11-28), one retained value, one QoS 1 message for a client that is away:
#   acknowledged; the file of the broker:                       not there
#   killed and started again:                                   retained none, message none
#   the same, but ended in order:                               retained 21, message job 1
#   killed 5 s later, with autosave_interval 1:                  retained 21, message job 1
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
debian mosquitto-clients 2.0.11
broker() { # LINE...
  mosquitto_at 'persistence true' "persistence_location $work/" "$@"
  broker=$!
}
again() { # SIGNAL
  kill "-$1" "$broker"
  wait "$broker" 2>/dev/null || true
  /usr/sbin/mosquitto -c mosquitto.conf >mosquitto.log 2>&1 &
  broker=$!
  await_port "$port"
}
# Whoever subscribes and leaves has a session; "put" fails if the broker does not acknowledge.
put() {
  mosquitto_sub -p "$port" -i flow -c -q 1 -t jobs -E
  mosquitto_pub -p "$port" -q 1 -t state -r -m 21
  mosquitto_pub -p "$port" -q 1 -t jobs -m 'job 1'
}
ask() { local value; value=$(mosquitto_sub -p "$port" -C 1 -W 4 "$@" 2>wait.log || true); echo "${value:-none}"; }
look() { echo "retained $(ask -t state), message $(ask -i flow -c -q 1 -t jobs)"; }
probe() {
  broker
  put
  echo "acknowledged; the file of the broker:                       $([[ -e mosquitto.db ]] && echo there || echo not there)"
  again KILL
  echo "killed and started again:                                   $(look)"
  put
  again TERM
  echo "the same, but ended in order:                               $(look)"
  again TERM
  kill "$broker"
  rm -f mosquitto.db
  broker 'autosave_interval 1'
  put
  sleep 5
  again KILL
  echo "killed 5 s later, with autosave_interval 1:                  $(look)"
  kill "$broker"
}
verdict "$(probe 2>probe.log)" <<'END'
acknowledged; the file of the broker:                       not there
killed and started again:                                   retained none, message none
the same, but ended in order:                               retained 21, message job 1
killed 5 s later, with autosave_interval 1:                  retained 21, message job 1
END
