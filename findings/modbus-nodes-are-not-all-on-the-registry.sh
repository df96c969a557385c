#!/usr/bin/env bash
# node-red-contrib-modbus cannot be installed from the npm registry alone: one of its dependencies is a file on another host.
#
# What:     node-red-contrib-modbus 5.60.2 (npm), its package.json as the registry serves it.
# Expected: what is on the registry is installable from the registry, or from a mirror of it.
# Seen:     @openp4nr/modbus-serial is named by the address of a tarball, not by a version; `npm install` behind a registry mirror ends with
#           a network error, after minutes of trying.
# Matters:  an image for a plant's closed network builds on a laptop and not in the pipeline, and a copy that is
#           built later depends on a third party being there.
#
# Output (2026-11-27):
#   dependencies by version:  @xstate/fsm bson debug jsmodbus line-by-line source-map-support underscore
#   by address:               @openp4nr/modbus-serial
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
npm pack node-red-contrib-modbus@5.60.2 >npm.log 2>&1 || { cat npm.log >&2; echo 'npm could not fetch node-red-contrib-modbus' >&2; exit 2; }
tar -xzf node-red-contrib-modbus-5.60.2.tgz package/package.json

verdict "$(node -e '
  const { dependencies } = require("./package/package.json"), address = name => dependencies[name].includes("://")
  const names = Object.keys(dependencies).sort()
  console.log("dependencies by version: ", names.filter(name => !address(name)).join(" "))
  console.log("by address:              ", names.filter(address).join(" "))')" <<'END'
dependencies by version:  @xstate/fsm bson debug jsmodbus line-by-line source-map-support underscore
by address:               @openp4nr/modbus-serial
END
