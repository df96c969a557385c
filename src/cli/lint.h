// Lints the inputs of a run, several at a time, into one report.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/arguments.h"
#include "cli/inputs.h"
#include "cli/run.h"
#include "halint/report/drawing.h"

namespace halint::cli {

/// Threads that may be at work at the same time.
[[nodiscard]] uint32_t jobs_of(const CheckArguments& arguments);

/// Everything found, suppressed findings included. What could not be linted is told on `streams.err` too. `drawings` gets
/// one for each file of the report, empty ones if no output draws.
[[nodiscard]] Report lint_inputs(const Inputs& inputs, const CheckArguments& arguments, const Config& config,
                                 const Streams& streams, std::vector<Drawing>& drawings);

}  // namespace halint::cli
