#!/usr/bin/env bash
# One docker-compose file with "<<: *defaults": js-yaml 4 and yq take the defaults over, js-yaml 5 and yaml keep a key named "<<" instead.
#
# What:     js-yaml 4.1.0 and 5.5.0, yaml 2.9.1 (npm), yq 3.1.0 (Debian 12), each as it is by default, on a compose file with one merge key, and
#           a version, a day and a port that are not quoted.
# Expected: what Docker Compose reads: the service has the environment of the defaults. A parser that does not know "<<" refuses it.
# Seen:     js-yaml 5 and yaml parse the key as any other: no error, no warning, the variables are missing. The update of js-yaml also makes
#           a text of a day that was a Date.
# Matters:  what reads compose files and pipelines (which services have a second copy, which secret is set) goes on with half of the settings;
#           the same line in package.json moves from one to the other by "npm update" across a major version.
#
# Output (2026-11-28):
#                   environment of the copy    day
#   js-yaml 4.1.0   GROUP,NAME                 Date
#   js-yaml 5.5.0   <<,NAME                    string
#   yaml 2.9.1      <<,NAME                    string
#   yq 3.1.0        GROUP,NAME                 string
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages four@npm:js-yaml@4.1.0 five@npm:js-yaml@5.5.0 yaml@2.9.1
debian yq 3.1.0

cat >compose.yml <<'END'
x-defaults: &defaults
  GROUP: flows
x-day: 2026-11-28
services:
  copy:
    environment:
      <<: *defaults
      NAME: one
END
cat >probe.cjs <<'END'
const text = require('fs').readFileSync('compose.yml', 'utf8')
const row = (name, { services, 'x-day': day }) => console.log(name.padEnd(15), Object.keys(services.copy.environment).sort().join().padEnd(26), day.constructor.name.replace('S', 's'))
console.log(' '.repeat(15), 'environment of the copy    day')
row('js-yaml 4.1.0', require('four').load(text))
row('js-yaml 5.5.0', require('five').load(text))
row('yaml 2.9.1', require('yaml').parse(text))
row('yq 3.1.0', JSON.parse(require('child_process').execFileSync('yq', ['.', 'compose.yml'])))
END
verdict "$(node probe.cjs)" <<'END'
                environment of the copy    day
js-yaml 4.1.0   GROUP,NAME                 Date
js-yaml 5.5.0   <<,NAME                    string
yaml 2.9.1      <<,NAME                    string
yq 3.1.0        GROUP,NAME                 string
END
