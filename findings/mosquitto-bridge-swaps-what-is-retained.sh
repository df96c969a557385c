#!/usr/bin/env bash
# Two bridged Mosquittos lose sight of each other, one retained value changes, and afterwards each broker has what the other one had.
#
# What:     Mosquitto 2.0.11 (Debian 12), two brokers, one bridge with "topic # both 1" and defaults otherwise, a link that is down for a while.
# Expected: the newer value at both brokers, or at worst a conflict only where both were changed.
# Seen:     when the link is back, each broker sends what it has retained to the other, at the same time, and each stores what it gets.
#           The new value goes to where the old one was, and the old one to where the new one was; it stays so until the next publish. A
#           value that was deleted on one side comes back there, and is gone on the other, when the deletion was queued.
# Matters:  two brokers, one beside each copy, are what small sites use for high availability: after each hiccup the copies start from two
#           different states, and the one that changed the value itself reads the old one.
#
# Output (2026-11-28), "old" retained at both; changed at one while the link was down:
#   before:                                both have: old
#   down, "new" at A:                      A has: new; B has: old
#   up again, first value:                 A has: old; B has: new
#   up again, second value, "new" at B:    A has: new; B has: old
#   up again, third value, deleted at A:   A has: old; B has: nothing
#   next publish at A, first value:        both have: newest
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
debian mosquitto 2.0.11
debian mosquitto-clients 2.0.11
broker() { # PORT LINE...
  printf '%s\n' "listener $1 127.0.0.1" 'allow_anonymous true' "user $(id -un)" "${@:2}" >"$1.conf"
  /usr/sbin/mosquitto -c "$1.conf" >"$1.log" 2>&1 &
  await_port "$1"
}
cat >link.cjs <<'END'
const net = require('net'), sockets = new Set()
let up = true
process.on('SIGUSR2', () => { up = !up; if (!up) for (const socket of sockets) socket.destroy() })
net.createServer(from => {
  if (!up) return from.destroy()
  const to = net.connect(Number(process.argv[3]), '127.0.0.1')
  for (const socket of [from, to]) sockets.add(socket.on('error', () => {}).on('close', () => { sockets.delete(socket); from.destroy(); to.destroy() }))
  from.pipe(to).pipe(from)
}).listen(Number(process.argv[2]), '127.0.0.1')
END
a=$(free_port)
broker "$a"
between=$(free_port)
node link.cjs "$between" "$a" &
link=$!
await_port "$between"
b=$(free_port)
broker "$b" 'connection bridge' "address 127.0.0.1:$between" 'topic # both 1' 'restart_timeout 1'

put() { mosquitto_pub -p "$1" -q 1 -r -t "$2" "${@:3}"; }
has() { local value; value=$(mosquitto_sub -p "$1" -t "$2" -W 4 2>wait.log || true); echo "${value:-nothing}"; }
state() {
  local at_a at_b
  at_a=$(has "$a" "$1") at_b=$(has "$b" "$1")
  [[ $at_a == "$at_b" ]] && echo "both have: $at_a" || echo "A has: $at_a; B has: $at_b"
}
bridged() { for _ in {1..60}; do put "$1" probe -m "$RANDOM$1"; sleep 1; [[ $(has "$a" probe) == "$(has "$b" probe)" ]] && return; done; echo "the bridge is not there" >&2; exit 2; }
look() {
  bridged "$a"
  for topic in first second third; do put "$a" plant/$topic -m old; done
  sleep 5
  echo "before:                                $(state plant/first)"
  kill -USR2 "$link"
  sleep 1
  put "$a" plant/first -m new
  put "$b" plant/second -m new
  put "$a" plant/third -n
  echo "down, \"new\" at A:                      $(state plant/first)"
  kill -USR2 "$link"
  sleep 15
  echo "up again, first value:                 $(state plant/first)"
  echo "up again, second value, \"new\" at B:    $(state plant/second)"
  echo "up again, third value, deleted at A:   $(state plant/third)"
  put "$a" plant/first -m newest
  sleep 5
  echo "next publish at A, first value:        $(state plant/first)"
}
verdict "$(look)" <<'END'
before:                                both have: old
down, "new" at A:                      A has: new; B has: old
up again, first value:                 A has: old; B has: new
up again, second value, "new" at B:    A has: new; B has: old
up again, third value, deleted at A:   A has: old; B has: nothing
next publish at A, first value:        both have: newest
END
