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
#include "cli/judgement.h"
#include "cli/lint.h"
#include "cli/linted.h"
#include "cli/outputs.h"
#include "cli/progress.h"
#include "cli/settings_files.h"
#include "cli/watch.h"
#include "halint/report/baseline.h"
#include "halint/report/escape.h"
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

bool write_new_baseline(const Run& run, const Baseline& baseline) {
  const Error error = write_file(run.arguments.write_baseline, write_baseline(baseline));
  if (!error.message.empty()) {
    complain(run.streams, error.to_string());
    return false;
  }
  size_t count = 0;
  for (const BaselineEntry& entry : baseline.entries) count += entry.count;
  complain(run.streams, are(count, "finding", "findings") + " accepted in " + run.arguments.write_baseline);
  return true;
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

Look look_of(const CheckArguments& arguments, size_t files) {
  return {arguments.color, arguments.quiet, jobs_per_file(arguments, files)};
}

// One screen: what is new since the last look, then how things stand.
bool show_changes(const Run& run, const Linted& linted) {
  const Streams& streams = run.streams;
  TextOptions options = screen_options(look_of(run.arguments, 1), streams);
  options.summary = false;
  Report fresh = linted.report;
  const bool first = !run.watching->before;
  std::vector<Policy> policies;
  for (const Config* config : run.configs.all()) policies.push_back(config->policy());
  std::vector<const Policy*> by_file;
  for (const size_t index : linted.configs) by_file.push_back(&policies[index]);
  const uint32_t gone = first ? 0 : apply_baseline(fresh, *run.watching->before, by_file);
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

/// What is known before the first file is linted.
struct Known {
  std::optional<Baseline> accepted;  ///< what the baseline of the run holds
  Baseline before;                   ///< what an older version of the flows had
  RunHead head;
};

// Lints everything, and writes what can be written file by file.
void lint_all(const Run& run, const Inputs& inputs, const TypeSource& installed, Judgement& judgement,
              RunWriter& writer, Linted& linted) {
  const CheckArguments& arguments = run.arguments;
  const bool keeps = writer.gathers() || run.watching != nullptr;
  const auto tell = [&](size_t i, Outcome& outcome) {
    judgement.judge(outcome.report, inputs.files[i].config);
    StageClock clock(outcome.report.times);
    outcome.bodies = writer.bodies(outcome.report);
    clock.end(Stage::write);
  };
  using Clock = std::chrono::steady_clock;
  const bool shown = !arguments.quiet && is_watched(run.streams.err);
  Progress progress(shown ? run.streams.err : nullptr, inputs.files.size(), Clock::now());
  const auto made = [&](size_t i, Outcome& outcome) {
    if (!judgement.heeds_order()) tell(i, outcome);
    progress.count(Clock::now());
  };
  const auto take = [&](size_t i, Outcome&& outcome) {
    if (judgement.heeds_order()) tell(i, outcome);
    for (const Error& error : outcome.report.errors) progress.aside([&] { complain(run.streams, error.to_string()); });
    writer.add(outcome.bodies, outcome.report, progress);
    if (!keeps) let_go(outcome.report);
    add_outcome(linted, inputs.files[i], std::move(outcome));
  };
  lint_inputs({inputs, arguments, run.configs, run.config, installed, wants(run.outputs, Format::html),
               wants(run.outputs, Format::ndjson), run.streams},
              made, take);
}

Linted begin(const Run& run, const Inputs& inputs) {
  Linted linted;
  linted.used_ignores.resize(run.configs.all().size());
  for (const InputDirectory& directory : inputs.directories)
    linted.end.folders.push_back({directory.shown, directory.covered});
  return linted;
}

// What the whole run tells of configurations and baselines. Returns whether a new baseline, if one is wanted, is
// written.
bool settle(const Run& run, Judgement& judgement, Linted& linted) {
  const bool writes = !run.arguments.write_baseline.empty();
  const bool written = !writes || write_new_baseline(run, judgement.made());
  if (!writes) linted.end.gone = judgement.gone(linted.report.files, linted.configs);
  linted.end.ignores = ignore_states(linted, run.configs);
  return written;
}

int lint(const Run& run, const Inputs& inputs, const Known& known, const TypeSource& installed) {
  const auto start = std::chrono::steady_clock::now();
  const CheckArguments& arguments = run.arguments;
  Judgement judgement(run.configs, arguments, known.accepted, known.before);
  Linted linted = begin(run, inputs);
  const OutputContext context = output_context(run.configs, run.config);
  const Outputs outputs = run.watching != nullptr ? Outputs() : run.outputs;
  RunWriter writer(outputs, context, known.head, linted.end, look_of(arguments, inputs.files.size()), run.streams);
  lint_all(run, inputs, installed, judgement, writer, linted);
  complete(linted, known.head, run.streams);
  bool written = settle(run, judgement, linted);
  const bool stale = known.head.shard.of == 1 && tell_stale(linted.end, run.streams);
  Report& report = linted.report;
  StageClock clock(report.times);
  written = (run.watching != nullptr ? show_changes(run, linted) : writer.end({report, linted.drawings})) && written;
  clock.end(Stage::write);
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
  if (arguments.show_files) tell_files(inputs, linted, run.configs, run.streams);
  std::string told = arguments.statistics ? judgement.statistics().write(report, taken.count()) : std::string();
  if (arguments.timings) told += write_timings(report);
  std::fwrite(told.data(), 1, told.size(), run.streams.err);
  return written ? exit_code(report, known.head, stale) : kExitError;
}

// Learns what has to be known first, and tells what is amiss with it.
int prepare(const Run& run, Inputs inputs, std::optional<Baseline> baseline) {
  const CheckArguments& arguments = run.arguments;
  std::error_code code;
  if (!arguments.node_modules.empty() && !std::filesystem::is_directory(arguments.node_modules, code)) {
    complain(run.streams, "--node-modules " + arguments.node_modules + ": there is no such folder");
    return kExitError;
  }
  const InstalledTypes installed(package_places(arguments.node_modules, inputs));
  Result<Baseline> before = known_before(run, inputs, installed);
  if (!before) {
    complain(run.streams, before.error().to_string());
    return kExitError;
  }
  Known known{std::move(baseline), std::move(*before),
              head_of(inputs, run.configs, run.config, arguments.shard, run.settings)};
  take_shard(inputs, arguments.shard);
  for (const Error& error : known.head.errors) complain(run.streams, error.to_string());
  for (const std::string& note : inputs.notes) complain(run.streams, note);
  for (const std::string& note : run.settings.notes()) complain(run.streams, note);
  return lint(run, inputs, known, installed);
}

// A run that cannot begin. Programs that wait for a document get one that says why, where it is safe to write.
int stop(const CheckArguments& arguments, const Streams& streams, Configs& configs, const Inputs& inputs,
         const Error& error) {
  Error shown = error;
  shown.message = masked(shown.message);
  complain(streams, shown.to_string());
  const Config none{};
  const Config& config = configs.error() ? none : configs.run();
  const Result<Outputs> wanted = read_outputs(arguments.format, arguments.outputs, config.output);
  Outputs outputs = wanted ? *wanted : Outputs{arguments.format, {}};
  if (check_targets(arguments, outputs, inputs, configs, config)) outputs.files.clear();
  if (outputs.standard == Format::text) outputs.standard.reset();
  RunHead head = head_of({}, configs, config, arguments.shard, SettingsFiles(std::string()));
  head.errors.push_back(std::move(shown));
  const OutputContext context = output_context(configs, config);
  const RunEnd end;
  Report report;
  report.errors = head.errors;
  RunWriter(outputs, context, head, end, look_of(arguments, 1), streams).end({report, {}});
  return kExitError;
}

std::optional<Error> nothing_selected(const Inputs& inputs, const Configs& configs) {
  std::vector<bool> seen(configs.all().size());
  for (const Input& input : inputs.files) {
    if (seen[input.config]) continue;
    seen[input.config] = true;
    if (std::optional<Error> error = check_rules_left(configs.at(input.config), input.shown)) return error;
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
  Result<Outputs> outputs = watching != nullptr ? Result<Outputs>(Outputs{Format::text, {}})
                                                : read_outputs(arguments.format, arguments.outputs, config.output);
  if (!outputs) return stop(arguments, streams, configs, {}, outputs.error());
  SettingsFiles settings(arguments.settings);
  const Inputs inputs = find_inputs(arguments.paths, arguments.stdin_name, configs, settings);
  if (watching != nullptr) watching->files = WatchedFiles(watched_paths(arguments, configs, inputs));
  std::optional<Error> error = configs.error();
  if (!error) error = check_overrides(arguments.overrides, configs.all());
  if (!error) error = nothing_selected(inputs, configs);
  if (!error) error = check_targets(arguments, *outputs, inputs, configs, config);
  if (!error && arguments.shard.of > 1 && !config.baseline.value.empty()) {
    error = Error{"what a baseline accepts is known of all files only, so --shard does not go with the one that " +
                  config.baseline.from + " names"};
  }
  using MaybeBaseline = Result<std::optional<Baseline>>;
  const MaybeBaseline baseline = error ? MaybeBaseline(std::optional<Baseline>()) : load_baseline(config);
  if (!baseline) error = baseline.error();
  if (error) return stop(arguments, streams, configs, inputs, *error);
  for (const std::string& sentence : unheeded_settings(configs)) complain(streams, sentence);
  return prepare({arguments, streams, configs, settings, config, std::move(*outputs), watching}, inputs, *baseline);
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
