#!/usr/bin/env bash
# Two copies in one $share group, each at its own broker of a bridged pair: every message is worked on twice.
#
# What:     two Mosquittos 2.0.11 with a bridge between them ("topic # both 1"), mosquitto_sub and mosquitto_pub (Debian 12), QoS 1.
# Expected: the bridge makes one of two brokers, so that the group is one, and each message reaches one of its members.
# Seen:     a group lives in one broker. The bridge is a subscriber of its own to everything and carries each message to the other side,
#           where the group of the same name gets it again. Both at one broker share as they should.
# Matters:  two brokers so that one may fail, a copy at each, and $share against doubles: every order is booked twice from the first day.
#
# Output (2026-11-28), 10 messages at the first broker:
#   both copies at the first broker:    10 arrive, none of them twice
#   one copy at each broker:            20 arrive, 10 of them twice
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
debian mosquitto-clients 2.0.11
mosquitto_at
first=$port
mosquitto_at 'connection other' "address 127.0.0.1:$first" 'topic # both 1' 'notifications false'
second=$port

# look TITLE TOPIC PORT: a copy at the first broker and one at PORT work on what comes in at the first.
look() {
  local n topic=$2
  mosquitto_sub -p "$first" -q 1 -i "$topic-a" -t "\$share/workers/$topic" >"$topic-a.got" &
  mosquitto_sub -p "$3" -q 1 -i "$topic-b" -t "\$share/workers/$topic" >"$topic-b.got" &
  sleep 3
  for n in {1..10}; do mosquitto_pub -p "$first" -q 1 -t "$topic" -m "$n"; done
  sleep 3
  echo "$1 $(cat "$topic"-?.got | wc -l) arrive, $(sort "$topic"-?.got | uniq -d | wc -l | sed 's/^0$/none/') of them twice" >>seen
}
look 'both copies at the first broker:   ' orders "$first"
look 'one copy at each broker:           ' jobs "$second"
verdict "$(cat seen)" <<'END'
both copies at the first broker:    10 arrive, none of them twice
one copy at each broker:            20 arrive, 10 of them twice
END
