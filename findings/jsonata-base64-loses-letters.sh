#!/usr/bin/env bash
# JSONata's $base64encode does not encode UTF-8: "ü" gives the base64 of Latin-1, and "€" cannot be decoded again.
#
# What:     jsonata 2.2.1 (npm); the JSONata in Node-RED 4.1.15 does the same.
# Expected: what any HTTP server, MQTT client and Node.js's Buffer take for the base64 of a text: of its UTF-8 bytes; at the least that
#           $base64decode gives back what $base64encode got. In a browser btoa throws for such a letter.
# Seen:     each UTF-16 unit is cut to its low 8 bits, without an error.
# Matters:  basic authentication and signatures with such a letter fail; a text kept as base64 is damaged for good.
#
# Output (2026-11-27):
#   text  jsonata  Buffer    decoded again
#   e     ZQ==     ZQ==      e
#   ü     /A==     w7w=      ü
#   €     rA==     4oKs      ¬
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages jsonata@2.2.1

cat >probe.cjs <<'END'
const jsonata = require('jsonata')
;(async () => {
  console.log('text  jsonata  Buffer    decoded again')
  for (const text of ['e', 'ü', '€']) {
    const encoded = await jsonata('$base64encode(text)').evaluate({ text })
    console.log(text.padEnd(5), encoded.padEnd(8), Buffer.from(text).toString('base64').padEnd(9), await jsonata('$base64decode(encoded)').evaluate({ encoded }))
  }
})()
END
verdict "$(node probe.cjs)" <<'END'
text  jsonata  Buffer    decoded again
e     ZQ==     ZQ==      e
ü     /A==     w7w=      ü
€     rA==     4oKs      ¬
END
