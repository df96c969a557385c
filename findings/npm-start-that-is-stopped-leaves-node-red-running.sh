#!/usr/bin/env bash
# A Node-RED that "npm start" runs goes on when npm is told to stop: npm ends, the next start is the second copy.
#
# What:     npm 11.19.1, Node-RED 4.1.15 (npm: node-red), "start": "node-red" in package.json, /bin/sh is dash 0.5.12 (Debian 12), SIGTERM to
#           npm, as service managers and scripts send it.
# Expected: the signal reaches the program that npm has started, which stops its flows and ends; npm ends after it.
# Seen:     npm hands the signal to the shell between them, which dies of it; npm exits with 143, and Node-RED never hears of it: its flows run
#           and its port answers. With "exec node-red" in package.json it stops as it should.
# Matters:  on a host the old copy goes on beside the new one, which cannot have the port but has the broker and the timers: everything twice, by
#           one half with old flows. In a container the end of npm is the end of all, without a "stop": what is in work or not yet on disk
#           is lost.
#
# Output (2026-11-28), four seconds after SIGTERM:
#   node-red itself:                 it has ended; "Stopping flows" in the log: yes
#   npm start, "node-red":           npm has ended; the page of the flow answers; "Stopping flows" in the log: no
#   npm start, "exec node-red":      npm has ended; the page of the flow is gone; "Stopping flows" in the log: yes
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages npm@11.19.1
debian dash 0.5.12

mkdir user
echo 'module.exports = { flowFile: "flows.json", uiHost: "127.0.0.1", httpAdminRoot: false, editorTheme: { tours: false }, telemetry: { enabled: false } }' >user/settings.js
echo '[{"id":"t","type":"tab","label":"Flow"},{"id":"a","type":"http in","z":"t","url":"/page","method":"get","wires":[["b"]]},{"id":"b","type":"http response","z":"t","wires":[]}]' >user/flows.json
PATH=$work/node_modules/.bin:$PATH
look() {
  local title=$1 port left pid page at=()
  shift
  port=$(free_port)
  [[ $1 == npm ]] || at=(--userDir user --port "$port")
  printf '{"name":"site","version":"1.0.0","scripts":{"start":"%s --userDir user --port %s"}}\n' "${start:-}" "$port" >package.json
  setsid "$@" "${at[@]}" >"$port.log" 2>&1 &
  pid=$!
  for _ in {1..600}; do [[ $(curl -s "http://127.0.0.1:$port/page" -o /dev/null -w '%{http_code}') == 200 ]] && break; sleep 0.2; done
  kill -TERM "$pid"
  sleep 4
  left=' has ended'
  kill -0 "$pid" 2>/dev/null && left=' is there'
  page='is gone'
  [[ $(curl -s "http://127.0.0.1:$port/page" -o /dev/null -w '%{http_code}') == 200 ]] && page=answers
  printf '%-32s %s; %s"Stopping flows" in the log: %s\n' "$title:" "$([[ $1 == npm ]] && echo npm || echo it)$left" \
    "$([[ $1 == npm ]] && echo "the page of the flow $page; ")" "$(grep -q 'Stopping flows' "$port.log" && echo yes || echo no)"
  kill -TERM -- "-$pid" 2>/dev/null || true
}
verdict "$(look 'node-red itself' node-red
  start='node-red' look 'npm start, "node-red"' npm start
  start='exec node-red' look 'npm start, "exec node-red"' npm start)" <<'END'
node-red itself:                 it has ended; "Stopping flows" in the log: yes
npm start, "node-red":           npm has ended; the page of the flow answers; "Stopping flows" in the log: no
npm start, "exec node-red":      npm has ended; the page of the flow is gone; "Stopping flows" in the log: yes
END
