// What a run has found, put together from what became of each file: by linting them, or from the reports of shards.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "cli/configs.h"
#include "cli/inputs.h"
#include "cli/lint.h"
#include "cli/run.h"
#include "halint/report/ndjson.h"

namespace halint::cli {

struct Linted {
  Report report;                                ///< findings only if some format is written at the end
  std::vector<Drawing> drawings;                ///< by file of the report, empty unless an output draws
  std::vector<size_t> configs;                  ///< by file of the report: the index of what governs it
  std::vector<std::vector<bool>> used_ignores;  ///< by configuration: see Report
  RunEnd end;
};

/// The head of a run, before its inputs are parted. A settings.js that was chosen and cannot be read is an error of it.
[[nodiscard]] RunHead head_of(const Inputs& inputs, const Configs& configs, const Config& run, Shard shard,
                              const SettingsFiles& settings);
/// The part of the files that a shard takes: neighbours, so that reports of shards follow one another.
void take_shard(Inputs& inputs, Shard shard);

/// Goes on with what became of the next input; `config` is the index of what governs it.
void add_outcome(Linted& linted, const Input& input, Outcome&& outcome);

/// When all inputs are through, brings in what only the whole run knows: errors in their order, what was left out, and,
/// unless it is one of several shards, directories in which nothing was found. Tells new errors on `streams.err`.
void complete(Linted& linted, const RunHead& head, const Streams& streams);

/// What became of the configurations' ignores.
[[nodiscard]] std::vector<IgnoreState> ignore_states(const Linted& linted, const Configs& configs);

/// What configurations or the baseline allow and nobody needs, on `streams.err`. Returns whether there is any.
bool tell_stale(const RunEnd& end, const Streams& streams);

[[nodiscard]] int exit_code(const Report& report, const RunHead& head, bool stale);

}  // namespace halint::cli
