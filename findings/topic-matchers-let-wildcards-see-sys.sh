#!/usr/bin/env bash
# Four npm libraries that match MQTT topics let # and + see $SYS topics; one loses empty levels, three take filters that are none.
#
# What:     mqtt-pattern 2.1.1, mqtt-match 3.0.0, mqtt-wildcard 3.0.9, qlobber 8.0.1 (npm); Mosquitto 2.0.11 (Debian 12) to compare.
# Expected: MQTT 3.1.1, section 4.7.2: a filter that begins with a wildcard does not match topics that begin with $; 4.7.3: levels may
#           be empty; 4.7.1.2: # stands at the end only.
# Seen:     none of the four knows about $; mqtt-pattern does not match an empty level with +; the other three take a/#/b.
# Matters:  routing on such a library behind one broad subscription differs from what the broker does with the same filters.
#
# Output (2026-11-27):
#   filter  topic           mosquitto  mqtt-pattern  mqtt-match  mqtt-wildcard  qlobber
#   #       $SYS/load       no         yes           yes         yes            yes
#   +/load  $SYS/load       no         yes           yes         yes            yes
#   a/+/b   a//b            yes        no            yes         yes            yes
#   +/x     /x              yes        no            yes         yes            yes
#   a/#/b   a/x/b           refused    no            yes         yes            yes
#   a/#     a               yes        yes           yes         yes            yes
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages mqtt-pattern@2.1.1 mqtt-match@3.0.0 mqtt-wildcard@3.0.9 qlobber@8.0.1
debian mosquitto 2.0.11
debian mosquitto-clients 2.0.11
mosquitto_at 'persistence false'

# mosquitto_says FILTER TOPIC
mosquitto_says() {
  local got
  mosquitto_sub -h 127.0.0.1 -p "$port" -t "$1" -W 1 >sub.out 2>sub.err &
  sleep 0.5
  mosquitto_pub -h 127.0.0.1 -p "$port" -t "$2" -m x
  wait $! || true
  got=$(<sub.out)
  if [[ -s sub.err ]] && grep -q -i invalid sub.err; then echo refused; elif [[ -n $got ]]; then echo yes; else echo no; fi
}
cat >probe.mjs <<'END'
import pattern from 'mqtt-pattern'
import match from 'mqtt-match'
import wildcard from 'mqtt-wildcard'
import { Qlobber } from 'qlobber'
const [filter, topic, broker] = process.argv.slice(2)
const { matches } = pattern
const lobber = new Qlobber({ separator: '/', wildcard_one: '+', wildcard_some: '#', match_empty_levels: true })
lobber.add(filter, 1)
const says = [matches(filter, topic), (match.default ?? match)(filter, topic), (wildcard.default ?? wildcard)(topic, filter) !== null, lobber.match(topic).length > 0]
console.log((filter.padEnd(8) + topic.padEnd(16) + broker.padEnd(11) + says[0].toString().padEnd(14) + says[1].toString().padEnd(12) + says[2].toString().padEnd(15) + says[3])
  .replaceAll('true', 'yes ').replaceAll('false', 'no   ').trimEnd())
END
look() { node probe.mjs "$1" "$2" "$(mosquitto_says "$1" "$2")"; }
verdict "$(echo 'filter  topic           mosquitto  mqtt-pattern  mqtt-match  mqtt-wildcard  qlobber'
  look '#' "\$SYS/load"; look '+/load' "\$SYS/load"; look 'a/+/b' a//b; look '+/x' /x; look 'a/#/b' a/x/b; look 'a/#' a)" <<'END'
filter  topic           mosquitto  mqtt-pattern  mqtt-match  mqtt-wildcard  qlobber
#       $SYS/load       no         yes           yes         yes            yes
+/load  $SYS/load       no         yes           yes         yes            yes
a/+/b   a//b            yes        no            yes         yes            yes
+/x     /x              yes        no            yes         yes            yes
a/#/b   a/x/b           refused    no            yes         yes            yes
a/#     a               yes        yes           yes         yes            yes
END
