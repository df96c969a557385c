// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "cli/commands.h"
#include "cli/files.h"
#include "cli/inputs.h"
#include "cli/settings.h"
#include "halint/flow/document.h"
#include "halint/report/baseline.h"
#include "halint/report/formats.h"
#include "halint/report/merge.h"

namespace halint::cli {
namespace {

/// What became of one input.
struct Outcome {
  Report report;
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

Outcome lint(const Input& input, const Options& options, const Catalog& catalog, const Streams& streams) {
  Outcome outcome;
  const Result<SourceFile> file =
      input.path.empty() ? read_stream(streams.in, input.shown) : read_file(input.path, input.shown);
  if (!file) {
    outcome.report.errors.push_back(file.error());
  } else if (is_other_json(*file, input.origin)) {
    outcome.skipped = true;
  } else {
    check(*file, options, catalog, outcome.report);
  }
  return outcome;
}

// Files are taken in order by whoever is free; outcomes stand in the order of the inputs.
std::vector<Outcome> lint_all(const std::vector<Input>& inputs, const CheckArguments& arguments, const Config& config,
                              const Streams& streams) {
  const Catalog catalog(config.node_types);
  Options options = options_of(config);
  options.policy.keep_suppressed = arguments.show_suppressed;
  std::vector<Outcome> outcomes(inputs.size());
  std::atomic<size_t> next{0};
  const auto work = [&] {
    for (size_t i = next++; i < inputs.size(); i = next++) outcomes[i] = lint(inputs[i], options, catalog, streams);
  };
  const uint32_t wanted = arguments.jobs != 0 ? arguments.jobs : std::max(1U, std::thread::hardware_concurrency());
  options.jobs = std::max(1U, wanted / static_cast<uint32_t>(std::max<size_t>(1, inputs.size())));
  std::vector<std::thread> helpers;
  for (size_t i = 1; i < std::min<size_t>(wanted, inputs.size()); ++i) helpers.emplace_back(work);
  work();
  for (std::thread& helper : helpers) helper.join();
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

Report collect(const CheckArguments& arguments, const Inputs& inputs, const Config& config, const Streams& streams) {
  std::vector<Outcome> outcomes = lint_all(inputs.files, arguments, config, streams);
  Report report;
  report.platform = config.platform.value;
  report.replicas = config.replicas.value;
  report.errors = inputs.errors;
  add_empty_directories(inputs, outcomes, report);
  size_t skipped = 0;
  for (Outcome& outcome : outcomes) {
    skipped += outcome.skipped ? 1 : 0;
    append_report(report, std::move(outcome.report));
  }
  for (const Error& error : report.errors) complain(streams, error.to_string());
  if (skipped != 0 && !report.files.empty()) {
    complain(streams,
             "skipped " + std::to_string(skipped) + (skipped == 1 ? " .json file" : " .json files") + " without flows");
  }
  return report;
}

// Text, JSON and SARIF mark suppressed findings; the others have no way to.
bool shows_suppressed(Format format) { return format == Format::text || format == Format::json || format == Format::sarif; }

std::string render(const Report& whole, const Config& config, Format format, const TextOptions& text) {
  Report shortened;
  if (!shows_suppressed(format)) {
    shortened = whole;
    drop_suppressed(shortened);
  }
  const Report& report = shows_suppressed(format) ? whole : shortened;
  switch (format) {
    case Format::text:
      return write_text(report, text);
    case Format::json:
      return write_json(report);
    case Format::sarif:
      return write_sarif(report, config.all_rules());
    case Format::github:
      return write_github(report);
    case Format::gitlab:
      return write_gitlab(report);
    case Format::junit:
      return write_junit(report, config.fail_on.value);
    case Format::checkstyle:
      return write_checkstyle(report);
    case Format::markdown:
      return write_markdown(report);
  }
  return {};
}

// An output that would replace an input is a slip of the pen, and an expensive one.
std::optional<Error> overwritten_input(const CheckArguments& arguments) {
  for (const Output& output : arguments.outputs) {
    for (const std::string& path : arguments.paths) {
      std::error_code code;
      if (path == "-" || output.path == "-" || std::filesystem::is_directory(path, code)) continue;
      if (std::filesystem::equivalent(path, output.path, code)) {
        return Error{"--output would overwrite the input " + path};
      }
    }
  }
  return std::nullopt;
}

bool write_outputs(const Report& report, const CheckArguments& arguments, const Config& config, const Streams& streams) {
  bool written = true;
  for (const Output& output : arguments.outputs) {
    TextOptions text;
    text.summary = !arguments.quiet;
    text.color = arguments.color == ColorChoice::always;
    if (output.path == "-") {
      text.color = wants_color(streams.out, arguments.color);
      text.width = text_width(streams.out);
      written = write_out(streams, render(report, config, output.format, text)) && written;
      continue;
    }
    const Error error = write_file(output.path, render(report, config, output.format, text));
    if (error.message.empty()) continue;
    complain(streams, error.to_string());
    written = false;
  }
  return written;
}

std::optional<Baseline> load_baseline(const CheckArguments& arguments, const Streams& streams, bool& failed) {
  if (arguments.baseline.empty()) return std::nullopt;
  const Result<SourceFile> file = read_file(arguments.baseline, arguments.baseline);
  Result<Baseline> baseline = file ? read_baseline(*file) : Result<Baseline>(file.error());
  if (baseline) return std::move(*baseline);
  complain(streams, baseline.error().to_string());
  failed = true;
  return std::nullopt;
}

std::string are(size_t count, std::string_view one, std::string_view many) {
  return std::to_string(count) + ' ' + std::string(count == 1 ? one : many);
}

// What the configuration or the baseline allows and nobody needs. Returns whether there is any.
bool tell_stale(const Report& report, const Config& config, uint32_t gone, const Streams& streams) {
  std::vector<std::string> files;
  for (const ReportFile& file : report.files) files.push_back(file.path);
  const std::vector<size_t> unused = unused_ignores(config.policy(), report.used_ignores, files);
  for (const size_t i : unused) {
    const Ignore& ignore = config.ignores[i];
    const std::string message = "this [[ignore]] of " + ignore.rule + " fits no finding, so it can go";
    complain(streams, Error{message, config.path, ignore.line, ignore.column}.to_string());
  }
  if (gone != 0) {
    complain(streams, are(gone, "entry of the baseline no longer matches", "entries of the baseline no longer match") +
                          "; run --write-baseline to prune");
  }
  return gone != 0 || !unused.empty();
}

bool accept_all(Report& report, const CheckArguments& arguments, const Config& config, const Streams& streams) {
  const Baseline baseline = baseline_of(report);
  const Error error = write_file(arguments.write_baseline, write_baseline(baseline));
  if (!error.message.empty()) {
    complain(streams, error.to_string());
    return false;
  }
  apply_baseline(report, baseline, config.policy());
  size_t count = 0;
  for (const BaselineEntry& entry : baseline.entries) count += entry.count;
  complain(streams, are(count, "finding", "findings") + " accepted in " + arguments.write_baseline);
  return true;
}

int exit_code(const Report& report, const Config& config, bool stale) {
  if (config.strict.value && (stale || !report.unknown_types.empty())) return kExitFindings;
  const std::optional<Level> fail_on = config.fail_on.value;
  const bool failed = fail_on && std::any_of(report.findings.begin(), report.findings.end(),
                                             [&](const ReportFinding& f) { return f.level >= *fail_on && !f.suppression; });
  return failed ? kExitFindings : kExitClean;
}

}  // namespace

int check_command(const CheckArguments& arguments, const Streams& streams) {
  if (const std::optional<Error> error = overwritten_input(arguments)) {
    complain(streams, error->to_string());
    return kExitError;
  }
  const Inputs inputs = find_inputs(arguments.paths, arguments.stdin_name);
  const Result<Config> config = load_config(arguments, inputs);
  if (!config) {
    complain(streams, config.error().to_string());
    return kExitError;
  }
  if (arguments.print_config) return write_out(streams, print_config(*config)) ? kExitClean : kExitError;
  bool broken = false;
  const std::optional<Baseline> baseline = load_baseline(arguments, streams, broken);
  if (broken) return kExitError;
  Report report = collect(arguments, inputs, *config, streams);
  const uint32_t gone = baseline ? apply_baseline(report, *baseline, config->policy()) : 0;
  hide_below(report, config->min_level.value, config->min_confidence.value);
  const bool writes = !arguments.write_baseline.empty();
  bool written = !writes || accept_all(report, arguments, *config, streams);
  const bool stale = tell_stale(report, *config, writes ? 0 : gone, streams);
  if (!arguments.show_suppressed) drop_suppressed(report);
  written = write_outputs(report, arguments, *config, streams) && written;
  if (arguments.format) {
    const TextOptions text{wants_color(streams.out, arguments.color), text_width(streams.out), !arguments.quiet};
    written = write_out(streams, render(report, *config, *arguments.format, text)) && written;
  }
  return written && report.errors.empty() ? exit_code(report, *config, stale) : kExitError;
}

}  // namespace halint::cli
