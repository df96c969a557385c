// SPDX-License-Identifier: Apache-2.0
#include "cli/lint.h"

#include <algorithm>
#include <chrono>
#include <new>
#include <thread>

#include "cli/files.h"
#include "cli/installed_types.h"
#include "cli/progress.h"
#include "halint/flow/document.h"
#include "halint/report/merge.h"
#include "halint/source/secrets.h"
#include "source/shared_work.h"

namespace halint::cli {
namespace {

/// What became of one input.
struct Outcome {
  Report report;
  Drawing drawing;       ///< of its flows, if an output draws
  bool skipped = false;  ///< a .json file that was found by searching and holds no flows
};

// Node-RED writes `wires` into every node, and hardly anybody else does.
bool smells_of_flows(const SourceFile& file) { return file.bytes().find("\"wires\"") != std::string_view::npos; }

// Of a file nobody named: not worth a word if it holds something else than flows.
bool is_other_json(const SourceFile& file, Input::Origin origin) {
  if (origin == Input::Origin::named) return false;
  const Result<Document> document = read_document(file);
  if (document) return origin == Input::Origin::search && document->nodes.empty();
  if (origin == Input::Origin::pattern) return document.error().line == 0 && !smells_of_flows(file);
  return !smells_of_flows(file);
}

Outcome lint(const Input& input, const Options& options, const Catalog& catalog, bool drawn, const Streams& streams) {
  Outcome outcome;
  StageClock clock(outcome.report.times);
  try {
    const Result<SourceFile> file =
        input.path.empty() ? read_stream(streams.in, input.shown) : read_file(input.path, input.shown);
    clock.end(Stage::load);
    if (!file) {
      outcome.report.errors.push_back(file.error());
    } else if (is_other_json(*file, input.origin)) {
      outcome.skipped = true;
    } else {
      check(*file, options, catalog, outcome.report);
      if (Result<Drawing> drawing = drawn ? draw(*file) : Result<Drawing>(Drawing())) outcome.drawing = std::move(*drawing);
    }
  } catch (const std::bad_alloc&) {
    outcome = {};
    outcome.report.errors.push_back(
        Error{"there is not enough memory to lint it; try --jobs 1, or split it by flow", input.shown});
  }
  return outcome;
}

bool draws(const CheckArguments& arguments) {
  return arguments.format == Format::html ||
         std::any_of(arguments.outputs.begin(), arguments.outputs.end(),
                     [](const Output& output) { return output.format == Format::html; });
}

// Files are taken in order by whoever is free; outcomes stand in the order of the inputs.
std::vector<Outcome> lint_all(const Inputs& all_inputs, const CheckArguments& arguments, const Config& config,
                              const Streams& streams) {
  const std::vector<Input>& inputs = all_inputs.files;
  const InstalledTypes installed(package_places(arguments, all_inputs));
  const Catalog catalog(config.node_types, &installed);
  Options options = options_of(config);
  options.policy.keep_suppressed = arguments.show_suppressed || arguments.statistics;
  // Whatever may leave findings out later has to see them all.
  const bool all = !arguments.baseline.empty() || !arguments.write_baseline.empty() || !arguments.against.empty() || arguments.statistics ||
                   config.min_confidence.value != Confidence::low;
  options.most_alike = all ? 0 : kMaxAlike;
  std::vector<Outcome> outcomes(inputs.size());
  using Clock = std::chrono::steady_clock;
  Progress progress(!arguments.quiet && is_watched(streams.err) ? streams.err : nullptr, inputs.size(), Clock::now());
  const uint32_t wanted = jobs_of(arguments);
  options.jobs = std::max(1U, wanted / static_cast<uint32_t>(std::max<size_t>(1, inputs.size())));
  share_work(inputs.size(), wanted, [&](size_t i) {
    outcomes[i] = lint(inputs[i], options, catalog, draws(arguments), streams);
    progress.count(Clock::now());
  });
  return outcomes;
}

// A directory that was asked for must have had something to say.
void add_empty_directories(const Inputs& inputs, const std::vector<Outcome>& outcomes, Report& report) {
  std::vector<bool> fruitful(inputs.directories.size());
  std::vector<size_t> skipped(inputs.directories.size());
  for (size_t i = 0; i < outcomes.size(); ++i) {
    const size_t directory = inputs.files[i].directory;
    if (directory == Input::kNoDirectory) continue;
    if (outcomes[i].skipped)
      ++skipped[directory];
    else
      fruitful[directory] = true;
  }
  for (size_t i = 0; i < fruitful.size(); ++i) {
    if (fruitful[i] || inputs.directories[i].covered) continue;
    const bool told = std::any_of(inputs.errors.begin(), inputs.errors.end(), [&](const Error& error) {
      return error.path.starts_with(inputs.directories[i].shown) || inputs.directories[i].shown == ".";
    });
    if (told) continue;
    std::string message =
        "holds no Node-RED flows: looked for flows*.json, snapshot*.json and any other .json file with flows";
    if (skipped[i] != 0) message += ", and found " + std::to_string(skipped[i]) + " with something else";
    report.errors.push_back(Error{std::move(message), inputs.directories[i].shown});
  }
}

}  // namespace

uint32_t jobs_of(const CheckArguments& arguments) {
  return arguments.jobs != 0 ? arguments.jobs : std::max(1U, std::thread::hardware_concurrency());
}

Report lint_inputs(const Inputs& inputs, const CheckArguments& arguments, const Config& config, const Streams& streams,
                   std::vector<Drawing>& drawings) {
  std::vector<Outcome> outcomes = lint_all(inputs, arguments, config, streams);
  Report report;
  report.platform = config.platform.value;
  report.replicas = config.replicas.value;
  report.errors = inputs.errors;
  add_empty_directories(inputs, outcomes, report);
  size_t skipped = 0;
  for (Outcome& outcome : outcomes) {
    skipped += outcome.skipped ? 1 : 0;
    if (!outcome.report.files.empty()) drawings.push_back(std::move(outcome.drawing));
    append_report(report, std::move(outcome.report));
  }
  for (Error& error : report.errors) {
    error.message = masked(error.message);
    complain(streams, error.to_string());
  }
  if (skipped != 0 && !report.files.empty()) {
    complain(streams,
             "skipped " + std::to_string(skipped) + (skipped == 1 ? " .json file" : " .json files") + " without flows");
  }
  return report;
}

}  // namespace halint::cli
