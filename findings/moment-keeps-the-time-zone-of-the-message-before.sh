#!/usr/bin/env bash
# A moment node that gets one message with a time zone uses it for all that follow, and 03/04 is 3 April for the locale en_US, too.
#
# What:     node-red-contrib-moment 4.0.0, Node-RED 4.1.15 (npm: node-red), input zone Europe/Berlin and output zone UTC in the dialog.
# Expected: as its help says: msg.inTz "if that is not present, the input TZ setting", and 03/04/2026 as 4 March where "the locale is set to
#           en_US".
# Seen:     the zone of a message is stored over the node's own one, until the next deploy. The locale is made lower case and then compared
#           with "en_US", which it never is.
# Matters:  one traveller's order, and all orders after it are hours off. Of two copies one has seen that message and the other not, so that
#           the same message gives two times.
#
# Output (2026-11-28):
#   12:00, at copy one:                            2026-03-01T11:00:00.000Z
#   12:00, inTz America/New_York, at copy one:     2026-03-01T17:00:00.000Z
#   12:00, at copy one:                            2026-03-01T17:00:00.000Z
#   12:00, at copy two:                            2026-03-01T11:00:00.000Z
#   03/04/2026, locale en_US, at copy two:         2026-04-02T22:00:00.000Z
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-red@4.1.15
packages node-red-contrib-moment@4.0.0

cat >probe.cjs <<'END'
const { start, tab, say, sleep } = require('./node-red.cjs')
;(async () => {
  const moment = { topic: '', input: 'payload', inputType: 'msg', inTz: 'Europe/Berlin', outTz: 'UTC', adjAmount: 0, adjType: 'days', adjDir: 'add', format: '', locale: 'en_US',
    output: 'payload', outputType: 'msg' }
  const { give, said } = await start(tab(['one', 'moment', ['out'], moment], ['two', 'moment', ['out'], moment], say('out')), { nodesDir: [process.cwd() + '/node_modules/node-red-contrib-moment'] })
  const ask = async (title, node, msg) => {
    said.length = 0
    give(node, msg)
    await sleep(300)
    const [seen] = said
    console.log(title.padEnd(46), seen)
  }
  const payload = '2026-03-01 12:00:00'
  await ask('12:00, at copy one:', 'one', { payload })
  await ask('12:00, inTz America/New_York, at copy one:', 'one', { payload, inTz: 'America/New_York' })
  await ask('12:00, at copy one:', 'one', { payload })
  await ask('12:00, at copy two:', 'two', { payload })
  await ask('03/04/2026, locale en_US, at copy two:', 'two', { payload: '03/04/2026' })
  process.exit()
})()
END
verdict "$(LC_ALL=C node probe.cjs)" <<'END'
12:00, at copy one:                            2026-03-01T11:00:00.000Z
12:00, inTz America/New_York, at copy one:     2026-03-01T17:00:00.000Z
12:00, at copy one:                            2026-03-01T17:00:00.000Z
12:00, at copy two:                            2026-03-01T11:00:00.000Z
03/04/2026, locale en_US, at copy two:         2026-04-02T22:00:00.000Z
END
