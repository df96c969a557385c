#!/usr/bin/env bash
# Fourth step: lints, writes annotations, summary and SARIF, and sets the outputs. Ends with 0 whatever is found, so that
# SARIF can be uploaded; finish.bash ends the job.
#   in: HALINT_BINARY and the inputs of action.yml as HALINT_…    out: those of action.yml, upload, annotations-file
#
# halint runs in the workspace, the root of the checkout, because annotations and SARIF name files from there. Paths are
# therefore prefixed with the working directory. SPDX-License-Identifier: Apache-2.0
set -euo pipefail
root=$(dirname "$(dirname "$(dirname "$(realpath "${BASH_SOURCE[0]}")")")")
# shellcheck source=scripts/action/common.bash
source "$root/scripts/action/common.bash"

# What a job summary may hold, in bytes, less what the last lines need.
readonly max_summary=1040000

# fail SENTENCE: an input that makes no sense. The outputs are set all the same.
fail() {
  annotate error "$1"
  set_output exit-code 2
  set_output passed false
  set_output version "${version-}"
  exit 0
}

# choice INPUT VALUE WORD...: the value must be one of the words.
choice() {
  local input=$1 value=$2 word
  shift 2
  for word in "$@"; do [[ $value == "$word" ]] && return; done
  fail "the input $input takes $*, not \"$value\""
}

# in_workspace PATH: as seen from the workspace. Never begins with a dash.
in_workspace() {
  local path=$1 folder=${HALINT_WORKING_DIRECTORY:-.}
  if [[ $path != /* ]]; then
    while [[ $folder == ./* ]]; do folder=${folder#./}; done
    while [[ $folder == */ && $folder != / ]]; do folder=${folder%/}; done
    if [[ $folder != . && -n $folder ]]; then
      if [[ $path == . ]]; then path=$folder; else path=$folder/$path; fi
    fi
  fi
  # Files of the workspace are known by their relative paths.
  path=${path#"$GITHUB_WORKSPACE"/}
  case $path in
    /* | . | ./* | ../*) ;;
    -*) path=./$path ;;
  esac
  printf '%s' "$path"
}

trimmed() {
  local text=$1
  text=${text#"${text%%[![:space:]]*}"}
  text=${text%"${text##*[![:space:]]}"}
  printf '%s' "$text"
}

read_paths() {
  local line
  while IFS= read -r line || [[ -n $line ]]; do
    line=$(trimmed "$line")
    [[ -z $line ]] || paths+=("$(in_workspace "$line")")
  done <<<"${HALINT_PATHS:-.}"
  ((${#paths[@]})) || fail "the input paths names nothing"
}

read_options() {
  local name value
  for name in platform deployment replicas min-level min-confidence fail-on; do
    value=HALINT_${name//-/_}
    value=${value^^}
    [[ -z ${!value-} ]] || options+=("--$name=${!value}")
  done
  [[ -z ${HALINT_CONFIG-} ]] || options+=("--config=$(in_workspace "$HALINT_CONFIG")")
  [[ -z ${HALINT_BASELINE-} ]] || options+=("--baseline=$(in_workspace "$HALINT_BASELINE")")
  [[ ${HALINT_STRICT:-false} == false ]] || options+=(--strict)
  # Parted at blanks and nothing else: no quotes, variables or patterns.
  local line words
  while IFS= read -r line || [[ -n $line ]]; do
    read -r -a words <<<"$line"
    options+=("${words[@]}")
  done <<<"${HALINT_ARGS-}"
}

# The files that the pull request starts from, for --against.
fetch_base() {
  [[ ${HALINT_AGAINST_BASE:-false} == true ]] || return 0
  if [[ ! ${HALINT_BASE_COMMIT-} =~ ^[0-9a-f]{40,64}$ ]]; then
    annotate notice "this is no pull request, so against-base has nothing to compare with, and all findings are reported"
    return 0
  fi
  if ! git cat-file -e "$HALINT_BASE_COMMIT^{commit}" 2>/dev/null; then
    git fetch --quiet --no-tags --depth=1 origin "$HALINT_BASE_COMMIT" ||
      fail "the commit that this pull request starts from cannot be fetched; let actions/checkout fetch it with fetch-depth: 0"
  fi
  mkdir "$work/base"
  git archive "$HALINT_BASE_COMMIT" | tar -x -C "$work/base" || fail "the files that this pull request starts from cannot be read"
  options+=("--against=$work/base")
}

# The token of a workflow that a fork or Dependabot has started can only read.
may_upload() {
  [[ ${GITHUB_ACTOR-} != 'dependabot[bot]' ]] || return 1
  [[ ${GITHUB_EVENT_NAME-} != pull_request* || ${HALINT_HEAD_REPOSITORY-} == "${GITHUB_REPOSITORY-}" ]]
}

decide_upload() {
  case ${HALINT_UPLOAD_SARIF:-false} in
    true) upload=true ;;
    auto)
      if may_upload; then
        upload=true
      else
        annotate notice "the token of this workflow may not upload to code scanning, so the findings stand in annotations and in the summary"
      fi
      ;;
  esac
}

# count NAME: from the summary of the JSON report, which stands one level deep; text from flows has no line ends there.
count() {
  [[ -f $work/report.json ]] || return 0
  sed -n '/^  "summary": {$/,/^  }/s/^    "'"$1"'": \([0-9][0-9]*\),\{0,1\}$/\1/p' "$work/report.json" | head -n 1
}

set_counts() {
  local name number sum=0
  for name in errors warnings notes suppressed; do
    number=$(count "$name")
    set_output "$name" "${number:-0}"
    [[ $name == suppressed ]] || sum=$((sum + ${number:-0}))
  done
  set_output findings "$sum"
}

write_summary() {
  [[ -s $work/summary.md ]] || return 0
  local there
  there=$(wc -c <"$GITHUB_STEP_SUMMARY" 2>/dev/null) || there=0
  if (($(wc -c <"$work/summary.md") + there < max_summary)); then
    cat "$work/summary.md" >>"$GITHUB_STEP_SUMMARY"
  else
    annotate notice "the summary of this step is full, so halint has added nothing to it"
  fi
}

version=$("$HALINT_BINARY" --version 2>/dev/null) || fail "$HALINT_BINARY does not start"
[[ $version == "halint "* ]] || fail "$HALINT_BINARY is not halint"
version=${version#halint }
for input in summary strict against-base; do
  value=HALINT_${input//-/_}
  value=${value^^}
  [[ -z ${!value-} ]] || choice "$input" "${!value}" true false
done
choice annotations "${HALINT_ANNOTATIONS:-auto}" auto true false
choice upload-sarif "${HALINT_UPLOAD_SARIF:-false}" auto true false
cd "$GITHUB_WORKSPACE"
[[ -d $(in_workspace .) ]] || fail "the input working-directory is no directory: ${HALINT_WORKING_DIRECTORY-}"

work=$(mktemp -d "$RUNNER_TEMP/halint-XXXXXXXX")
paths=() options=() upload=false sarif=
read_paths
read_options
fetch_base
decide_upload
if [[ -n ${HALINT_SARIF_FILE-} ]]; then
  sarif=$(in_workspace "$HALINT_SARIF_FILE")
  mkdir -p -- "$(dirname -- "$sarif")" || fail "the directory of sarif-file cannot be made: $HALINT_SARIF_FILE"
elif [[ $upload == true ]]; then
  sarif=$work/halint.sarif
fi
outputs=("--output=json=$work/report.json" "--output=github=$work/annotations.txt" "--output=markdown=$work/summary.md")
[[ -z $sarif ]] || outputs+=("--output=sarif=$sarif")

code=0
without_commands "$HALINT_BINARY" check "${outputs[@]}" "${options[@]}" -- "${paths[@]}" || code=$?
if [[ $code != [012] ]]; then
  annotate error "halint ended with $code, which it never should; please report it with the log of this step"
  code=2
elif [[ ! -f $work/report.json ]]; then
  annotate error "halint did not start its work; the log of this step says why"
fi

if [[ -f $work/annotations.txt ]] && [[ ${HALINT_ANNOTATIONS:-auto} == true || (${HALINT_ANNOTATIONS:-auto} == auto && $upload == false) ]]; then
  cat "$work/annotations.txt"
fi
[[ ${HALINT_SUMMARY:-true} == false ]] || write_summary
[[ -n $sarif && -f $sarif ]] || upload=false sarif=
set_output exit-code "$code"
set_output passed "$([[ $code == 0 ]] && echo true || echo false)"
set_counts
set_output sarif-file "$sarif"
set_output upload "$upload"
set_output annotations-file "$work/annotations.txt"
set_output version "$version"
