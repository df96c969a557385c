// SPDX-License-Identifier: Apache-2.0
#include "cli/linted.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "cli/outputs.h"
#include "cli/terminal.h"
#include "halint/report/merge.h"
#include "halint/source/secrets.h"
#include "report/hash.h"

namespace halint::cli {
namespace {

// A directory that was asked for must have had something to say.
std::vector<Error> empty_folders(const std::vector<SearchedFolder>& folders, const RunHead& head) {
  std::vector<Error> errors;
  for (const SearchedFolder& folder : folders) {
    if (folder.fruitful || folder.covered) continue;
    const bool told = std::any_of(head.errors.begin(), head.errors.end(), [&](const Error& error) {
      return error.path.starts_with(folder.path) || folder.path == ".";
    });
    if (told) continue;
    std::string message =
        "holds no Node-RED flows: looked for flows*.json, snapshot*.json and any other .json file with flows";
    if (folder.skipped != 0) message += ", and found " + std::to_string(folder.skipped) + " with something else";
    if (!head.left_out.empty()) message += "; what was left out, --show-files lists";
    errors.push_back(Error{std::move(message), folder.path});
  }
  return errors;
}

std::string are(size_t count, std::string_view one, std::string_view many) {
  return std::to_string(count) + ' ' + std::string(count == 1 ? one : many);
}

}  // namespace

RunHead head_of(const Inputs& inputs, const Configs& configs, const Config& run, Shard shard,
                const SettingsFiles& settings) {
  RunHead head;
  head.shard = shard;
  head.inputs = inputs.files.size();
  uint64_t hash = kHashSeed;
  for (const Input& input : inputs.files) hash = hash_text(input.shown, hash);
  head.digest = hex(hash);
  head.platform = run.platform.value.value_or(Platform::flowfuse);
  head.deployment = run.deployment.value;
  head.replicas = copies_at_work(head.deployment, run.replicas.value);
  head.fail_on = run.fail_on.value;
  head.strict = run.strict.value;
  for (const Rule& rule : output_context(configs, run).rules) {
    if (rule.id.starts_with(kOwnPrefix)) head.rules.push_back(rule);
  }
  head.errors = inputs.errors;
  if (settings.error()) head.errors.push_back(*settings.error());
  for (Error& error : head.errors) error.message = masked(error.message);
  head.left_out = inputs.left_out;
  return head;
}

void take_shard(Inputs& inputs, Shard shard) {
  const size_t count = inputs.files.size();
  const auto bound = [&](uint32_t part) { return static_cast<ptrdiff_t>(uint64_t{count} * part / shard.of); };
  std::vector<Input>& files = inputs.files;
  files.erase(files.begin() + bound(shard.number), files.end());
  files.erase(files.begin(), files.begin() + bound(shard.number - 1));
}

void add_outcome(Linted& linted, const Input& input, Outcome&& outcome) {
  Report& own = outcome.report;
  if (input.directory != Input::kNoDirectory) {
    SearchedFolder& folder = linted.end.folders[input.directory];
    if (own.files.empty() && own.errors.empty())
      ++folder.skipped;
    else
      folder.fruitful = true;
  }
  if (!own.files.empty()) {
    linted.configs.push_back(input.config);
    linted.drawings.push_back(std::move(outcome.drawing));
  }
  std::vector<bool>& used = linted.used_ignores[input.config];
  used.resize(std::max(used.size(), own.used_ignores.size()));
  for (size_t i = 0; i < own.used_ignores.size(); ++i) used[i] = used[i] || own.used_ignores[i];
  append_report(linted.report, std::move(own));
}

void complete(Linted& linted, const RunHead& head, const Streams& streams) {
  Report& report = linted.report;
  if (report.files.empty()) {
    report.platform = head.platform;
    report.deployment = head.deployment;
    report.replicas = head.replicas;
  }
  if (head.shard.of == 1) linted.end.errors = empty_folders(linted.end.folders, head);
  for (const Error& error : linted.end.errors) complain(streams, error.to_string());
  std::vector<Error> errors = head.errors;
  errors.insert(errors.end(), linted.end.errors.begin(), linted.end.errors.end());
  std::move(report.errors.begin(), report.errors.end(), std::back_inserter(errors));
  report.errors = std::move(errors);
  report.left_out.insert(report.left_out.begin(), head.left_out.begin(), head.left_out.end());
  std::stable_sort(report.left_out.begin(), report.left_out.end(),
                   [](const ReportLeftOut& a, const ReportLeftOut& b) { return a.path < b.path; });
}

std::vector<IgnoreState> ignore_states(const Linted& linted, const Configs& configs) {
  std::vector<IgnoreState> states;
  for (size_t index = 0; index < linted.used_ignores.size(); ++index) {
    const Config& config = configs.at(index);
    if (config.ignores.empty()) continue;
    std::vector<std::string> files;
    for (size_t i = 0; i < linted.configs.size(); ++i) {
      if (linted.configs[i] == index) files.push_back(linted.report.files[i].path);
    }
    const std::vector<bool>& used = linted.used_ignores[index];
    const std::vector<size_t> unused = unused_ignores(config.policy(), used, files);
    for (size_t i = 0; i < config.ignores.size(); ++i) {
      const Ignore& ignore = config.ignores[i];
      const bool is_unused = std::binary_search(unused.begin(), unused.end(), i);
      const IgnoreUse use = i < used.size() && used[i] ? IgnoreUse::used
                            : is_unused                ? IgnoreUse::unused
                                                       : IgnoreUse::idle;
      states.push_back({ignore.rule, ignore.path, ignore.line, ignore.column, use});
    }
  }
  return states;
}

bool tell_stale(const RunEnd& end, const Streams& streams) {
  bool stale = end.gone != 0;
  for (const IgnoreState& ignore : end.ignores) {
    if (ignore.use != IgnoreUse::unused) continue;
    stale = true;
    const std::string message = "this [[ignore]] of " + ignore.rule + " fits no finding, so it can go";
    complain(streams, Error{message, ignore.path, ignore.line, ignore.column}.to_string());
  }
  if (end.gone != 0) {
    complain(streams,
             are(end.gone, "entry of the baseline no longer matches", "entries of the baseline no longer match") +
                 "; run --write-baseline to prune");
  }
  return stale;
}

int exit_code(const Report& report, const RunHead& head, bool stale) {
  if (!report.errors.empty()) return kExitError;
  if (head.strict && (stale || !report.unknown_types.empty())) return kExitFindings;
  if (!head.fail_on) return kExitClean;
  for (const Level level : {Level::note, Level::warning, Level::error}) {
    if (level >= *head.fail_on && report.count(level) != 0) return kExitFindings;
  }
  return kExitClean;
}

}  // namespace halint::cli
