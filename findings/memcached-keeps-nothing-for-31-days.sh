#!/usr/bin/env bash
# What memcached is to keep for 31 days is gone at once; for 30 days it stays.
#
# What:     memcached 1.6.18 (Debian 12), memjs 1.3.2 (npm), set with an expiry in seconds.
# Expected: the longer number lasts longer; what cannot be kept is refused.
# Seen:     a number above 30 days is taken for a date, seconds since 1970, which is long over. "Stored" is the answer to both. add(), which
#           takes a lock or marks a message as seen, succeeds each time.
# Matters:  "once per month" and "once per quarter" as keys with an expiry are once each time, in every copy.
#
# Output (2026-11-27):
#   30 days:  stored, found v; add once: done, add twice: refused
#   31 days:  stored, found nothing; add once: done, add twice: done
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages memjs@1.3.2
debian memcached 1.6.18
port=$(free_port)
export port
memcached -u "$(id -un)" -l 127.0.0.1 -p "$port" >memcached.log 2>&1 &
await_port "$port"

cat >probe.cjs <<'END'
const client = require('memjs').Client.create(`127.0.0.1:${process.env.port}`)
;(async () => {
  for (const days of [30, 31]) {
    const expires = days * 24 * 3600
    const stored = await client.set(`report-${days}`, 'v', { expires }) ? 'stored' : 'refused'
    const { value } = await client.get(`report-${days}`)
    const add = async () => await client.add(`month-${days}`, 'done', { expires }) ? 'done' : 'refused'
    console.log(`${days} days:  ${stored}, found ${value ?? 'nothing'}; add once: ${await add()}, add twice: ${await add()}`)
  }
  process.exit()
})()
END
verdict "$(node probe.cjs)" <<'END'
30 days:  stored, found v; add once: done, add twice: refused
31 days:  stored, found nothing; add once: done, add twice: done
END
