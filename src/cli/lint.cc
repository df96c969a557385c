// SPDX-License-Identifier: Apache-2.0
#include "cli/lint.h"

#include <algorithm>
#include <chrono>
#include <new>

#include "cli/files.h"
#include "cli/progress.h"
#include "halint/flow/document.h"
#include "halint/report/merge.h"
#include "halint/source/secrets.h"
#include "source/shared_work.h"
#if HALINT_THREADS
#include <thread>
#endif

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
bool is_other_json(const SourceFile& file, const Result<Document>& document, Input::Origin origin,
                   const Catalog& catalog) {
  if (origin == Input::Origin::named) return false;
  if (document) {
    if (!holds_flows(*document, catalog)) return true;
    return origin == Input::Origin::search && document->nodes.empty();
  }
  if (origin == Input::Origin::pattern) return document.error().line == 0 && !smells_of_flows(file);
  return !smells_of_flows(file);
}

/// What a configuration makes of a file: the same for all that it governs.
struct Judge {
  Catalog catalog;
  Options options;
};

Outcome lint(const Input& input, const Judge& judge, bool drawn, const Streams& streams) {
  Outcome outcome;
  StageClock clock(outcome.report.times);
  try {
    const Result<SourceFile> file =
        input.path.empty() ? read_stream(streams.in, input.shown) : read_file(input.path, input.shown);
    clock.end(Stage::load);
    if (!file) {
      outcome.report.errors.push_back(file.error());
      return outcome;
    }
    const Result<Document> document = read_document(*file, judge.options.jobs);
    clock.end(Stage::read);
    if (is_other_json(*file, document, input.origin, judge.catalog)) {
      outcome.skipped = true;
    } else if (!document) {
      outcome.report.errors.push_back(document.error());
    } else {
      Options options = judge.options;
      options.settings = input.settings;
      check(*document, options, judge.catalog, outcome.report);
      if (drawn) outcome.drawing = draw(*document);
    }
  } catch (const std::bad_alloc&) {
    outcome = {};
    outcome.report.errors.push_back(
        Error{"there is not enough memory to lint it; try --jobs 1, or split it by flow", input.shown});
  }
  return outcome;
}

Judge judge_of(const Config& config, const Config& run, const CheckArguments& arguments, const TypeSource& installed,
               uint32_t jobs) {
  Judge judge{Catalog(config.node_types, &installed), options_of(config)};
  judge.options.jobs = jobs;
  judge.options.policy.keep_suppressed = arguments.show_suppressed || arguments.statistics;
  // Whatever may leave findings out later has to see them all.
  const bool all = !run.baseline.value.empty() || !arguments.write_baseline.empty() || !arguments.against.empty() ||
                   arguments.statistics || config.min_confidence.value != Confidence::low;
  judge.options.most_alike = all ? 0 : kMaxAlike;
  return judge;
}

// Files are taken in order by whoever is free; outcomes stand in the order of the inputs.
std::vector<Outcome> lint_all(const std::vector<Input>& inputs, const CheckArguments& arguments, Configs& configs,
                              const TypeSource& installed, bool drawn, const Streams& streams) {
  const Config& run = configs.run();
  const uint32_t wanted = jobs_of(arguments);
  const uint32_t jobs = std::max(1U, wanted / static_cast<uint32_t>(std::max<size_t>(1, inputs.size())));
  std::vector<Judge> judges;
  for (const Config* config : configs.all()) judges.push_back(judge_of(*config, run, arguments, installed, jobs));
  std::vector<Outcome> outcomes(inputs.size());
  using Clock = std::chrono::steady_clock;
  Progress progress(!arguments.quiet && is_watched(streams.err) ? streams.err : nullptr, inputs.size(), Clock::now());
  share_work(inputs.size(), wanted, [&](size_t i) {
    outcomes[i] = lint(inputs[i], judges[inputs[i].config], drawn, streams);
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
    if (!inputs.left_out.empty()) message += "; what was left out, --show-files lists";
    report.errors.push_back(Error{std::move(message), inputs.directories[i].shown});
  }
}

}  // namespace

uint32_t jobs_of(const CheckArguments& arguments) {
#if HALINT_THREADS
  return arguments.jobs != 0 ? arguments.jobs : std::max(1U, std::thread::hardware_concurrency());
#else
  static_cast<void>(arguments);
  return 1;
#endif
}

Linted lint_inputs(const Inputs& inputs, const SettingsFiles& settings, const CheckArguments& arguments,
                   Configs& configs, const TypeSource& installed, bool drawn, const Streams& streams) {
  std::vector<Outcome> outcomes = lint_all(inputs.files, arguments, configs, installed, drawn, streams);
  Linted linted;
  Report& report = linted.report;
  report.platform = configs.run().platform.value.value_or(Platform::flowfuse);
  report.deployment = configs.run().deployment.value;
  report.replicas = copies_at_work(report.deployment, configs.run().replicas.value);
  report.errors = inputs.errors;
  if (settings.error()) report.errors.push_back(*settings.error());
  report.left_out = inputs.left_out;
  linted.used_ignores.resize(configs.all().size());
  add_empty_directories(inputs, outcomes, report);
  for (size_t i = 0; i < outcomes.size(); ++i) {
    const Input& input = inputs.files[i];
    Report& own = outcomes[i].report;
    if (outcomes[i].skipped) report.left_out.push_back({input.shown, "no flows in it"});
    if (!own.files.empty()) {
      linted.configs.push_back(input.config);
      linted.drawings.push_back(std::move(outcomes[i].drawing));
    }
    std::vector<bool>& used = linted.used_ignores[input.config];
    used.resize(std::max(used.size(), own.used_ignores.size()));
    for (size_t k = 0; k < own.used_ignores.size(); ++k) used[k] = used[k] || own.used_ignores[k];
    append_report(report, std::move(own));
  }
  std::sort(report.left_out.begin(), report.left_out.end(),
            [](const ReportLeftOut& a, const ReportLeftOut& b) { return a.path < b.path; });
  for (Error& error : report.errors) {
    error.message = masked(error.message);
    complain(streams, error.to_string());
  }
  for (const std::string& note : inputs.notes) complain(streams, note);
  for (const std::string& note : settings.notes()) complain(streams, note);
  return linted;
}

}  // namespace halint::cli
