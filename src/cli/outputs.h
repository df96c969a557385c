// Writes a report to every place that was asked for, none of which is something that halint did not make.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "cli/arguments.h"
#include "cli/inputs.h"
#include "cli/run.h"
#include "halint/report/drawing.h"
#include "halint/report/formats.h"

namespace halint::cli {

/// What goes into documents besides the report.
struct OutputContext {
  std::vector<Rule> rules;         ///< built-in and own ones of every configuration
  std::optional<Level> fail_on;
};
[[nodiscard]] OutputContext output_context(const Configs& configs, const Config& run);

/// Holds everything that will be written against inputs, configurations, the baseline, and each other. An output may
/// replace an older report, a new baseline only a baseline. Nothing has been touched when this fails.
[[nodiscard]] std::optional<Error> check_targets(const CheckArguments& arguments, const Outputs& outputs,
                                                 const Inputs& inputs, const Configs& configs, const Config& run);

/// Whether one of them shows flows as the editor draws them.
[[nodiscard]] bool draws(const Outputs& outputs);

/// What there is to be written: a drawing for each file of the report, if an output draws.
struct Told {
  const Report& report;
  std::span<const Drawing> drawings;
};

/// How text looks on `streams.out`.
[[nodiscard]] TextOptions screen_options(const CheckArguments& arguments, const Streams& streams);

/// False if one of them could not be written; why is told on `streams.err`.
bool write_outputs(const Told& told, const OutputContext& context, const Outputs& outputs,
                   const CheckArguments& arguments, const Streams& streams);

}  // namespace halint::cli
