#!/usr/bin/env bash
# Last step: annotates if an upload was tried and refused, and ends the job with halint's exit code.
#   in: HALINT_EXIT_CODE, HALINT_UPLOAD_OUTCOME, HALINT_ANNOTATIONS, HALINT_ANNOTATIONS_FILE
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
root=$(dirname "$(dirname "$(dirname "$(realpath "${BASH_SOURCE[0]}")")")")
# shellcheck source=scripts/action/common.bash
source "$root/scripts/action/common.bash"

if [[ ${HALINT_UPLOAD_OUTCOME-} == failure && ${HALINT_ANNOTATIONS:-auto} == auto ]]; then
  annotate notice "the upload to code scanning was refused (see its step), so the findings stand in annotations and in the summary"
  [[ ! -f ${HALINT_ANNOTATIONS_FILE-} ]] || cat "$HALINT_ANNOTATIONS_FILE"
fi
exit "$HALINT_EXIT_CODE"
