// Lints the inputs of a run, several at a time, and hands on what became of each, in their order.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cli/arguments.h"
#include "cli/inputs.h"
#include "cli/run.h"
#include "halint/catalog/catalog.h"
#include "halint/report/drawing.h"

namespace halint::cli {

/// Threads that may be at work at the same time.
[[nodiscard]] uint32_t jobs_of(const CheckArguments& arguments);
/// How many of them may work on one file when there are so many.
[[nodiscard]] uint32_t jobs_per_file(const CheckArguments& arguments, size_t files);

/// What became of one input.
struct Outcome {
  Report report;    ///< a file with its findings, suppressed ones included; or an error; or a file that was left out
  Drawing drawing;  ///< of its flows, if an output draws
  std::vector<std::string> bodies;  ///< what RunWriter::bodies made of it
};

struct Linting {
  const Inputs& inputs;
  const CheckArguments& arguments;
  const Configs& configs;
  const Config& run;  ///< the one that has the say on the run
  const TypeSource& installed;
  bool drawn = false;    ///< an output draws
  bool digests = false;  ///< an output needs those of files
  const Streams& streams;
};

/// For each input `made` is called by the thread that has linted it, then `take` by one thread at a time and in the
/// order of the inputs. Few outcomes wait for their turn.
void lint_inputs(const Linting& linting, const std::function<void(size_t input, Outcome& outcome)>& made,
                 const std::function<void(size_t input, Outcome&& outcome)>& take);

}  // namespace halint::cli
