#!/usr/bin/env bash
# Third step: builds halint into HALINT_FOLDER, unless the cache has filled it. SPDX-License-Identifier: Apache-2.0
set -euo pipefail
root=$(dirname "$(dirname "$(dirname "$(realpath "${BASH_SOURCE[0]}")")")")
# shellcheck source=scripts/action/common.bash
source "$root/scripts/action/common.bash"

if "$HALINT_FOLDER/bin/halint" --version 2>/dev/null; then exit 0; fi
if ! without_commands "$root/scripts/package" --tree "$HALINT_FOLDER"; then
  annotate error "halint could not be built; the log of this step says why. binary-path takes one that is built already."
  exit 2
fi
