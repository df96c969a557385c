// Lints the inputs of a run, several at a time, into one report.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "cli/arguments.h"
#include "cli/inputs.h"
#include "cli/run.h"
#include "halint/catalog/catalog.h"
#include "halint/report/drawing.h"

namespace halint::cli {

/// Threads that may be at work at the same time.
[[nodiscard]] uint32_t jobs_of(const CheckArguments& arguments);

struct Linted {
  Report report;                    ///< everything found, suppressed findings included
  std::vector<Drawing> drawings;    ///< by file of the report, empty unless an output draws
  std::vector<size_t> configs;      ///< by file of the report: the index of what governs it
  std::vector<std::vector<bool>> used_ignores;  ///< by configuration: see Report
};

/// What could not be linted is told on `streams.err` too. With `drawn`, flows are drawn as well.
[[nodiscard]] Linted lint_inputs(const Inputs& inputs, const SettingsFiles& settings, const CheckArguments& arguments,
                                 Configs& configs, const TypeSource& installed, bool drawn, const Streams& streams);

}  // namespace halint::cli
