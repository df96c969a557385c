// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <chrono>
#include <filesystem>

#include "cli/against.h"
#include "cli/commands.h"
#include "cli/configs.h"
#include "cli/files.h"
#include "cli/inputs.h"
#include "cli/installed_types.h"
#include "cli/lint.h"
#include "cli/outputs.h"
#include "cli/settings_files.h"
#include "cli/watch.h"
#include "halint/report/baseline.h"
#include "halint/report/escape.h"
#include "halint/report/formats.h"
#include "halint/report/html.h"
#include "halint/report/merge.h"
#include "halint/source/secrets.h"

namespace halint::cli {
namespace {

/// What is kept from one look to the next with --watch.
struct Watching {
  WatchedFiles files;              ///< as they were when the look began
  std::optional<Baseline> before;  ///< what was found when last all could be read; nothing before that
};

/// What a run works with, once it is known to make sense.
struct Run {
  const CheckArguments& arguments;
  const Streams& streams;
  Configs& configs;
  const SettingsFiles& settings;
  const Config& config;  ///< of the run
  Outputs outputs;
  Watching* watching = nullptr;  ///< null: this is the only look
};

// The baseline that was asked for, if any was.
Result<std::optional<Baseline>> load_baseline(const Config& run) {
  const std::string& path = run.baseline.value;
  if (path.empty()) return std::optional<Baseline>();
  const Result<SourceFile> file = read_file(path, path);
  Result<Baseline> baseline = file ? read_baseline(*file) : Result<Baseline>(file.error());
  if (baseline) return std::optional<Baseline>(std::move(*baseline));
  Error error = baseline.error();
  if (run.baseline.from != "--baseline") error.message += ", as " + run.baseline.from + " asks for";
  return error;
}

// What an older version of the flows had, if one was given.
Result<Baseline> known_before(const Run& run, const Inputs& inputs, const TypeSource& installed) {
  if (run.arguments.against.empty()) return Baseline();
  const SettingsFile* const newer = inputs.files.empty() ? nullptr : inputs.files.front().settings;
  return known_before(run.arguments, run.config, newer, installed, run.streams);
}

std::string are(size_t count, std::string_view one, std::string_view many) {
  return std::to_string(count) + ' ' + std::string(count == 1 ? one : many);
}

// The entries of a configuration that allow what nobody does. Returns whether there are any.
bool tell_unused(const Config& config, const Linted& linted, size_t index, const Streams& streams) {
  std::vector<std::string> files;
  for (size_t i = 0; i < linted.configs.size(); ++i) {
    if (linted.configs[i] == index) files.push_back(linted.report.files[i].path);
  }
  const std::vector<size_t> unused = unused_ignores(config.policy(), linted.used_ignores[index], files);
  for (const size_t i : unused) {
    const Ignore& ignore = config.ignores[i];
    const std::string message = "this [[ignore]] of " + ignore.rule + " fits no finding, so it can go";
    complain(streams, Error{message, ignore.path, ignore.line, ignore.column}.to_string());
  }
  return !unused.empty();
}

// What the configurations or the baseline allow and nobody needs. Returns whether there is any.
bool tell_stale(const Run& run, const Linted& linted, uint32_t gone) {
  bool stale = gone != 0;
  for (size_t i = 0; i < linted.used_ignores.size(); ++i)
    stale = tell_unused(run.configs.at(i), linted, i, run.streams) || stale;
  if (gone != 0) {
    complain(run.streams,
             are(gone, "entry of the baseline no longer matches", "entries of the baseline no longer match") +
                 "; run --write-baseline to prune");
  }
  return stale;
}

bool accept_all(const Run& run, Report& report, std::span<const Policy* const> policies) {
  const Baseline baseline = baseline_of(report);
  const Error error = write_file(run.arguments.write_baseline, write_baseline(baseline));
  if (!error.message.empty()) {
    complain(run.streams, error.to_string());
    return false;
  }
  apply_baseline(report, baseline, policies);
  size_t count = 0;
  for (const BaselineEntry& entry : baseline.entries) count += entry.count;
  complain(run.streams, are(count, "finding", "findings") + " accepted in " + run.arguments.write_baseline);
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

std::vector<Policy> policies_of(const Configs& configs) {
  std::vector<Policy> policies;
  for (const Config* config : configs.all()) policies.push_back(config->policy());
  return policies;
}

std::vector<const Policy*> by_file(const std::vector<Policy>& policies, const Linted& linted) {
  std::vector<const Policy*> out;
  for (const size_t index : linted.configs) out.push_back(&policies[index]);
  return out;
}

// Holds findings against baseline, older version and thresholds. Returns whether a new baseline, if one is wanted, is
// written.
bool judge(const Run& run, Linted& linted, const std::optional<Baseline>& baseline, const Baseline& known,
           bool& stale) {
  const std::vector<Policy> policies = policies_of(run.configs);
  const std::vector<const Policy*> in_force = by_file(policies, linted);
  std::vector<Threshold> thresholds;
  for (const size_t index : linted.configs) {
    const Config& config = run.configs.at(index);
    thresholds.push_back({config.min_level.value, config.min_confidence.value});
  }
  const uint32_t gone = baseline ? apply_baseline(linted.report, *baseline, in_force) : 0;
  if (!run.arguments.against.empty()) apply_baseline(linted.report, known, in_force);
  hide_below(linted.report, thresholds);
  const bool writes = !run.arguments.write_baseline.empty();
  const bool written = !writes || accept_all(run, linted.report, in_force);
  stale = tell_stale(run, linted, writes ? 0 : gone);
  return written;
}

void tell_files(const Inputs& inputs, const Linted& linted, const Configs& configs, const Streams& streams) {
  std::string out;
  for (size_t i = 0; i < linted.report.files.size(); ++i) {
    const ReportFile& file = linted.report.files[i];
    const std::string& config = configs.at(linted.configs[i]).path;
    out += "linted    " + printable(file.path) + ": " + std::string(to_string(file.shape));
    if (!config.empty()) out += ", by " + printable(config);
    out += '\n';
  }
  for (const ReportLeftOut& one : linted.report.left_out)
    out += "left out  " + printable(one.path) + ": " + printable(one.reason) + '\n';
  for (const Error& error : linted.report.errors)
    out += "not read  " + printable(error.path) + ": " + printable(error.message) + '\n';
  if (inputs.files.empty() && out.empty()) out = "There was no file to look at.\n";
  std::fwrite(out.data(), 1, out.size(), streams.err);
}

// One screen: what is new since the last look, then how things stand.
bool show_changes(const Run& run, const Linted& linted) {
  const Streams& streams = run.streams;
  TextOptions options = screen_options(run.arguments, streams);
  options.summary = false;
  Report fresh = linted.report;
  const bool first = !run.watching->before;
  const std::vector<Policy> policies = policies_of(run.configs);
  const uint32_t gone = first ? 0 : apply_baseline(fresh, *run.watching->before, by_file(policies, linted));
  if (linted.report.errors.empty()) run.watching->before = baseline_of(linted.report);  // else it is half a picture
  drop_suppressed(fresh);
  std::string screen = is_watched(streams.out) ? "\x1B[H\x1B[2J" : "";
  screen += write_text(fresh, options);
  if (!screen.empty() && !fresh.findings.empty()) screen += '\n';
  if (!first) {
    screen += "Since the last look: " + are(fresh.findings.size(), "new finding", "new findings") + ", " +
              std::to_string(gone) + " gone.\n\n";
  }
  if (!run.arguments.quiet) screen += write_summary(linted.report, options);
  return write_out(streams,
                   screen + "Watching " + are(linted.report.files.size(), "file", "files") + "; Ctrl-C leaves.\n");
}

bool tell(const Run& run, const Linted& linted) {
  if (run.watching != nullptr) return show_changes(run, linted);
  return write_outputs({linted.report, linted.drawings}, output_context(run.configs, run.config), run.outputs,
                       run.arguments, run.streams);
}

// Reads the inputs, and reports what was found.
int lint(const Run& run, const Inputs& inputs, const std::optional<Baseline>& baseline) {
  const auto start = std::chrono::steady_clock::now();
  const std::string& modules = run.arguments.node_modules;
  std::error_code code;
  if (!modules.empty() && !std::filesystem::is_directory(modules, code)) {
    complain(run.streams, "--node-modules " + modules + ": there is no such folder");
    return kExitError;
  }
  const InstalledTypes installed(package_places(modules, inputs));
  const Result<Baseline> known = known_before(run, inputs, installed);
  if (!known) {
    complain(run.streams, known.error().to_string());
    return kExitError;
  }
  Linted linted = lint_inputs(inputs, run.settings, run.arguments, run.configs, installed, draws(run.outputs), run.streams);
  Report& report = linted.report;
  bool stale = false;
  bool written = judge(run, linted, baseline, *known, stale);
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
  std::string statistics = run.arguments.statistics ? write_statistics(report, taken.count()) : std::string();
  if (!run.arguments.show_suppressed) drop_suppressed(report);
  sum_up(report);
  StageClock clock(report.times);
  written = tell(run, linted) && written;
  clock.end(Stage::write);
  if (run.arguments.show_files) tell_files(inputs, linted, run.configs, run.streams);
  if (run.arguments.timings) statistics += write_timings(report);
  std::fwrite(statistics.data(), 1, statistics.size(), run.streams.err);
  return written && report.errors.empty() ? exit_code(report, run.config, stale) : kExitError;
}

// A run that cannot begin. Programs that wait for a document get one that says why, where it is safe to write.
int stop(const CheckArguments& arguments, const Streams& streams, Configs& configs, const Inputs& inputs,
         const Error& error) {
  Error shown = error;
  shown.message = masked(shown.message);
  complain(streams, shown.to_string());
  const Config none{};
  const Config& config = configs.error() ? none : configs.run();
  const Result<Outputs> wanted = read_outputs(arguments, config.output);
  Outputs outputs = wanted ? *wanted : Outputs{arguments.format, {}};
  if (check_targets(arguments, outputs, inputs, configs, config)) outputs.files.clear();
  if (outputs.standard == Format::text) outputs.standard.reset();
  Report report;
  report.errors.push_back(std::move(shown));
  write_outputs({report, {}}, output_context(configs, config), outputs, arguments, streams);
  return kExitError;
}

// A run in which no rule is in force would find nothing in anything.
std::optional<Error> nothing_selected(const Inputs& inputs, const Configs& configs) {
  std::vector<bool> seen(configs.all().size());
  for (const Input& input : inputs.files) {
    if (seen[input.config]) continue;
    seen[input.config] = true;
    const Config& config = configs.at(input.config);
    if (config.policy().count_rules().first != 0) continue;
    const std::string by = config.select.value.empty() ? config.ignore.from : config.select.from;
    return Error{"no rule is left to lint " + input.shown + " with, by " + by};
  }
  return std::nullopt;
}

int show_config(const CheckArguments& arguments, const Streams& streams, Configs& configs) {
  if (arguments.paths.size() > 1) {
    complain(streams, "--print-config shows what holds for one file; name one");
    return kExitError;
  }
  const std::filesystem::path path = arguments.paths.front() == "-" ? arguments.stdin_name : arguments.paths.front();
  std::error_code code;
  const size_t index = configs.above(std::filesystem::is_directory(path, code) ? path : path.parent_path());
  const Config& run = configs.run();
  std::optional<Error> error = configs.error();
  if (!error) error = check_overrides(arguments.overrides, configs.all());
  if (error) {
    complain(streams, error->to_string());
    return kExitError;
  }
  return write_out(streams, printable_lines(print_config(configs.at(index), run))) ? kExitClean : kExitError;
}

// Whatever, when it changes, may change what is found. A folder changes when a file comes or goes.
std::vector<std::string> watched_paths(const CheckArguments& arguments, const Configs& configs, const Inputs& inputs) {
  std::vector<std::string> paths = arguments.paths;
  for (const Input& input : inputs.files) {
    paths.push_back(input.path);
    if (input.settings != nullptr) paths.push_back(input.settings->path);
    if (input.directory != Input::kNoDirectory)
      paths.push_back(std::filesystem::path(input.path).parent_path().generic_string());
  }
  for (const std::filesystem::path& path : configs.files()) paths.push_back(path.generic_string());
  for (const std::string& path : {arguments.settings, arguments.against, arguments.overrides.baseline.value_or("")}) {
    if (!path.empty()) paths.push_back(path);
  }
  std::sort(paths.begin(), paths.end());
  paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
  return paths;
}

// With `watching`, it is told what to look at until the next time, even if this look fails.
int look(const CheckArguments& arguments, const Streams& streams, Watching* watching) {
  Configs configs(arguments.config, arguments.overrides);
  const Config& config = configs.run();
  if (watching != nullptr) watching->files = WatchedFiles(watched_paths(arguments, configs, {}));
  if (configs.error()) return stop(arguments, streams, configs, {}, *configs.error());
  Result<Outputs> outputs =
      watching != nullptr ? Result<Outputs>(Outputs{Format::text, {}}) : read_outputs(arguments, config.output);
  if (!outputs) return stop(arguments, streams, configs, {}, outputs.error());
  SettingsFiles settings(arguments.settings);
  const Inputs inputs = find_inputs(arguments.paths, arguments.stdin_name, configs, settings);
  if (watching != nullptr) watching->files = WatchedFiles(watched_paths(arguments, configs, inputs));
  std::optional<Error> error = configs.error();
  if (!error) error = check_overrides(arguments.overrides, configs.all());
  if (!error) error = nothing_selected(inputs, configs);
  if (!error) error = check_targets(arguments, *outputs, inputs, configs, config);
  using MaybeBaseline = Result<std::optional<Baseline>>;
  const MaybeBaseline baseline = error ? MaybeBaseline(std::optional<Baseline>()) : load_baseline(config);
  if (!baseline) error = baseline.error();
  if (error) return stop(arguments, streams, configs, inputs, *error);
  for (const std::string& sentence : unheeded_settings(configs)) complain(streams, sentence);
  return lint({arguments, streams, configs, settings, config, std::move(*outputs), watching}, inputs, *baseline);
}

int watch(const CheckArguments& arguments, const Streams& streams) {
  const LeaveOnSignal leave;
  Watching watching;
  do {
    look(arguments, streams, &watching);
  } while (watching.files.wait());
  return kExitClean;
}

}  // namespace

int check_command(const CheckArguments& arguments, const Streams& streams) {
  if (arguments.watch) return watch(arguments, streams);
  if (!arguments.print_config) return look(arguments, streams, nullptr);
  Configs configs(arguments.config, arguments.overrides);
  return show_config(arguments, streams, configs);
}

}  // namespace halint::cli
