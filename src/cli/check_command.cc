// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <chrono>
#include <filesystem>

#include "cli/against.h"
#include "cli/commands.h"
#include "cli/files.h"
#include "cli/inputs.h"
#include "cli/lint.h"
#include "cli/settings.h"
#include "halint/report/baseline.h"
#include "halint/report/escape.h"
#include "halint/report/formats.h"
#include "halint/report/html.h"
#include "halint/report/merge.h"

namespace halint::cli {
namespace {

// What there is to be written.
struct Told {
  const Report& report;
  const std::vector<Drawing>& drawings;
};

std::string render(const Told& told, const Config& config, Format format, const TextOptions& text) {
  const Report& report = told.report;
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
    case Format::html:
      return write_html(report, told.drawings);
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

bool write_outputs(const Told& told, const CheckArguments& arguments, const Config& config,
                   const Streams& streams) {
  bool written = true;
  for (const Output& output : arguments.outputs) {
    TextOptions text;
    text.summary = !arguments.quiet;
    text.jobs = jobs_of(arguments);
    text.color = arguments.color == ColorChoice::always;
    if (output.path == "-") {
      text.color = wants_color(streams.out, arguments.color);
      text.width = text_width(streams.out);
      written = write_out(streams, render(told, config, output.format, text)) && written;
      continue;
    }
    const Error error = write_file(output.path, render(told, config, output.format, text));
    if (error.message.empty()) continue;
    complain(streams, error.to_string());
    written = false;
  }
  if (!arguments.format) return written;
  const TextOptions text{wants_color(streams.out, arguments.color), text_width(streams.out), !arguments.quiet,
                         jobs_of(arguments)};
  return write_out(streams, render(told, config, *arguments.format, text)) && written;
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

// Marks what an older version had. False if that cannot be read, which is told.
bool leave_out_known(Report& report, const CheckArguments& arguments, const Config& config, const Streams& streams) {
  if (arguments.against.empty()) return true;
  const Result<Baseline> known = known_before(arguments.against, config, streams);
  if (known)
    apply_baseline(report, *known, config.policy());
  else
    complain(streams, known.error().to_string());
  return known.has_value();
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
  const bool failed =
      fail_on && std::any_of(report.findings.begin(), report.findings.end(),
                             [&](const ReportFinding& f) { return f.level >= *fail_on && !f.suppression; });
  return failed ? kExitFindings : kExitClean;
}

// Reads the inputs, and holds what was found against baseline and thresholds.
int lint(const CheckArguments& arguments, const Inputs& inputs, const Config& config, const Streams& streams) {
  const auto start = std::chrono::steady_clock::now();
  bool broken = false;
  const std::optional<Baseline> baseline = load_baseline(arguments, streams, broken);
  if (broken) return kExitError;
  std::vector<Drawing> drawings;
  Report report = lint_inputs(inputs, arguments, config, streams, drawings);
  const uint32_t gone = baseline ? apply_baseline(report, *baseline, config.policy()) : 0;
  if (!leave_out_known(report, arguments, config, streams)) return kExitError;
  hide_below(report, config.min_level.value, config.min_confidence.value);
  const bool writes = !arguments.write_baseline.empty();
  bool written = !writes || accept_all(report, arguments, config, streams);
  const bool stale = tell_stale(report, config, writes ? 0 : gone, streams);
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
  std::string statistics = arguments.statistics ? write_statistics(report, taken.count()) : std::string();
  if (!arguments.show_suppressed) drop_suppressed(report);
  sum_up(report);
  StageClock clock(report.times);
  written = write_outputs({report, drawings}, arguments, config, streams) && written;
  clock.end(Stage::write);
  if (arguments.timings) statistics += write_timings(report);
  std::fwrite(statistics.data(), 1, statistics.size(), streams.err);
  return written && report.errors.empty() ? exit_code(report, config, stale) : kExitError;
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
  if (arguments.print_config)
    return write_out(streams, printable_lines(print_config(*config))) ? kExitClean : kExitError;
  return lint(arguments, inputs, *config, streams);
}

}  // namespace halint::cli
