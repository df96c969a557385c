#!/usr/bin/env bash
# FlowFuse's own MQTT nodes give both copies of a high availability instance one client id, and the broker disconnects them in turn.
#
# What:     @flowfuse/nr-mqtt-nodes 0.3.0, Node-RED 4.1.15 (npm: node-red), two processes with the settings that the launcher writes for an
#           instance with two copies (mqttNodes.ha: 2); Mosquitto 2.0.11 (Debian 12) in the place of the team broker.
# Expected: an id of its own for each copy; the node makes a suffix of the host's name for high availability.
# Seen:     the suffix is made for devices only and appended for instances only, so that it is never there.
# Matters:  each copy is away half of the time; what ff-mqtt-out has to send then is lost.
#
# Output (2026-11-27), in 20 s:
#   client ids: mq:hosted:team:project
#   thrown off because the other one connected: again and again
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages @flowfuse/nr-mqtt-nodes@0.3.0
mosquitto_at 'log_type all'

cat >copy.cjs <<'END'
const { start, tab } = require('./node-red.cjs')
start([...tab(['in', 'ff-mqtt-in', [], { topic: 'job', qos: '1', datatype: 'auto-detect', lwt: 'b', nl: false, rap: true, rh: 0, inputs: 0 }]),
  { id: 'b', type: 'ff-mqtt-conf', name: '' }], {
  nodesDir: [process.cwd() + '/node_modules/@flowfuse/nr-mqtt-nodes/nodes'],
  flowforge: { teamID: 'team', projectID: 'project', instanceID: 'project', forgeURL: 'http://127.0.0.1:1',
    mqttNodes: { featureEnabled: true, ha: 2, broker: { url: `mqtt://127.0.0.1:${process.env.port}`, password: 'x' } } },
})
setTimeout(() => process.exit(), 20000)
END
node copy.cjs >/dev/null 2>&1 &
first=$!
node copy.cjs >/dev/null 2>&1 || true
wait "$first" || true
takeovers=$(grep -ac 'already connected, closing old connection' mosquitto.log || true)
verdict "client ids: $(grep -aoE 'connected from [^ ]+ as [^ ]+' mosquitto.log | sed 's/.* as //' | sort -u | paste -sd' ')
thrown off because the other one connected: $( ((takeovers > 1)) && echo 'again and again' || echo "$takeovers")" <<'END'
client ids: mq:hosted:team:project
thrown off because the other one connected: again and again
END
