#!/usr/bin/env bash
# Ten readings that reach a PID controller in one millisecond count as ten seconds, and after a restart it opens the valve to the end.
#
# What:     node-pid-controller 1.0.1 (npm), which measures the time between two readings itself, a clock that is wound on.
# Expected: no time between two readings is no integral. The first reading has none before it, so that nothing has changed yet.
# Seen:     0 ms is replaced by 1 second, for the first reading, which has no other way, and for all that come together. The error before
#           the first one is taken to be 0, so that the derivative is the whole error at once.
# Matters:  readings come in bursts: a queue that is let go, a broker after a reconnect, a copy that was deployed. Each one moves the
#           integral as if a second had passed, and nothing takes that back; each restart is a kick.
#
# Output (2026-11-28), target 20, reading 10:
#   integral, a reading each second for 10 s:  100
#   integral, ten readings at once:            100
#   integral, ten readings in 9 ms:            10.09
#   derivative, three readings, one a second:  10 0 0
#   derivative, the same after reset():        10 0 0
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
packages node-pid-controller@1.0.1

cat >probe.cjs <<'END'
const Controller = require('node-pid-controller')
let now = 1e12
Date.now = () => now
const run = (controller, count, milliseconds) => Array.from({ length: count }, (_, i) => {
  if (i) now += milliseconds
  return Math.round(100 * controller.update(10)) / 100
})
const make = gains => { const controller = new Controller({ k_p: 0, k_i: 0, k_d: 0, ...gains }); controller.setTarget(20); return controller }
const show = (title, value) => console.log(`${title}:`.padEnd(42), value)
show('integral, a reading each second for 10 s', run(make({ k_i: 1 }), 10, 1000).at(-1))
show('integral, ten readings at once', run(make({ k_i: 1 }), 10, 0).at(-1))
show('integral, ten readings in 9 ms', run(make({ k_i: 1 }), 10, 1).at(-1))
const controller = make({ k_d: 1 })
show('derivative, three readings, one a second', run(controller, 3, 1000).join(' '))
controller.reset()
show('derivative, the same after reset()', run(controller, 3, 1000).join(' '))
END
verdict "$(node probe.cjs)" <<'END'
integral, a reading each second for 10 s:  100
integral, ten readings at once:            100
integral, ten readings in 9 ms:            10.09
derivative, three readings, one a second:  10 0 0
derivative, the same after reset():        10 0 0
END
