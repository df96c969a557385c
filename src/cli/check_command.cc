// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "cli/commands.h"
#include "cli/files.h"
#include "cli/inputs.h"
#include "halint/flow/document.h"
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

Outcome lint(const Input& input, const CheckArguments& arguments, const Catalog& catalog, const Streams& streams) {
  Outcome outcome;
  const Result<SourceFile> file =
      input.path.empty() ? read_stream(streams.in, input.shown) : read_file(input.path, input.shown);
  if (!file) {
    outcome.report.errors.push_back(file.error());
  } else if (is_other_json(*file, input.origin)) {
    outcome.skipped = true;
  } else {
    outcome.report.platform = arguments.options.platform;
    outcome.report.replicas = arguments.options.replicas;
    check(*file, arguments.options, catalog, outcome.report);
  }
  return outcome;
}

// Files are taken in order by whoever is free; outcomes stand in the order of the inputs.
std::vector<Outcome> lint_all(const std::vector<Input>& inputs, const CheckArguments& arguments,
                              const Streams& streams) {
  const Catalog catalog;
  std::vector<Outcome> outcomes(inputs.size());
  std::atomic<size_t> next{0};
  const auto work = [&] {
    for (size_t i = next++; i < inputs.size(); i = next++) outcomes[i] = lint(inputs[i], arguments, catalog, streams);
  };
  const size_t wanted = arguments.jobs != 0 ? arguments.jobs : std::max(1U, std::thread::hardware_concurrency());
  std::vector<std::thread> helpers;
  for (size_t i = 1; i < std::min(wanted, inputs.size()); ++i) helpers.emplace_back(work);
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

Report collect(const CheckArguments& arguments, const Streams& streams) {
  const Inputs inputs = find_inputs(arguments.paths, arguments.stdin_name);
  std::vector<Outcome> outcomes = lint_all(inputs.files, arguments, streams);
  Report report;
  report.platform = arguments.options.platform;
  report.replicas = arguments.options.replicas;
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

std::string render(const Report& report, Format format, const TextOptions& text) {
  switch (format) {
    case Format::text:
      return write_text(report, text);
    case Format::json:
      return write_json(report);
    case Format::sarif:
      return write_sarif(report);
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

bool write_outputs(const Report& report, const CheckArguments& arguments, const Streams& streams) {
  bool written = true;
  for (const Output& output : arguments.outputs) {
    TextOptions text;
    text.summary = !arguments.quiet;
    text.color = arguments.color == ColorChoice::always;
    if (output.path == "-") {
      text.color = wants_color(streams.out, arguments.color);
      text.width = text_width(streams.out);
      written = write_out(streams, render(report, output.format, text)) && written;
      continue;
    }
    const Error error = write_file(output.path, render(report, output.format, text));
    if (error.message.empty()) continue;
    complain(streams, error.to_string());
    written = false;
  }
  return written;
}

}  // namespace

int check_command(const CheckArguments& arguments, const Streams& streams) {
  if (const std::optional<Error> error = overwritten_input(arguments)) {
    complain(streams, error->to_string());
    return kExitError;
  }
  Report report = collect(arguments, streams);
  keep_rules(report, arguments.select, arguments.ignore);
  hide_below(report, arguments.min_level, arguments.min_confidence);
  bool written = write_outputs(report, arguments, streams);
  if (arguments.format) {
    const TextOptions text{wants_color(streams.out, arguments.color), text_width(streams.out), !arguments.quiet};
    written = write_out(streams, render(report, *arguments.format, text)) && written;
  }
  if (!written || !report.errors.empty()) return kExitError;
  const bool failed =
      arguments.fail_on && std::any_of(report.findings.begin(), report.findings.end(),
                                       [&](const ReportFinding& f) { return f.level >= *arguments.fail_on; });
  return failed ? kExitFindings : kExitClean;
}

}  // namespace halint::cli
