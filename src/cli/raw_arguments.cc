// Words and numbers are read here, so that every mistake gets a sentence with the nearest word.
// SPDX-License-Identifier: Apache-2.0
#include "cli/raw_arguments.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "cli/value_reader.h"
#include "halint/rule/rule.h"

namespace halint::cli {
namespace {

constexpr std::array<Word<Format>, 11> kFormats{{{"text", Format::text},
                                                 {"concise", Format::concise},
                                                 {"json", Format::json},
                                                 {"ndjson", Format::ndjson},
                                                 {"sarif", Format::sarif},
                                                 {"github", Format::github},
                                                 {"gitlab", Format::gitlab},
                                                 {"junit", Format::junit},
                                                 {"checkstyle", Format::checkstyle},
                                                 {"markdown", Format::markdown},
                                                 {"html", Format::html}}};
constexpr std::array<Word<ColorChoice>, 3> kColors{
    {{"auto", ColorChoice::automatic}, {"always", ColorChoice::always}, {"never", ColorChoice::never}}};
constexpr std::array<Word<ListFormat>, 3> kRuleFormats{
    {{"text", ListFormat::text}, {"json", ListFormat::json}, {"markdown", ListFormat::markdown}}};
constexpr std::array<Word<ListFormat>, 2> kNodeFormats{{{"text", ListFormat::text}, {"json", ListFormat::json}}};
constexpr std::array<Word<Shell>, 3> kShells{{{"bash", Shell::bash}, {"zsh", Shell::zsh}, {"fish", Shell::fish}}};
constexpr uint32_t kMaxJobs = 1024;
constexpr uint32_t kMaxShards = 100000;

void read_output(ValueReader& reader, const char* option, const std::string& text, std::vector<Output>& outputs) {
  const size_t equals = text.find('=');
  if (equals == std::string::npos || equals + 1 == text.size()) {
    reader.fail(std::string(option) + " takes FORMAT=FILE, as in sarif=halint.sarif, not \"" + text + '"');
    return;
  }
  Output& added = outputs.emplace_back();
  added.path = text.substr(equals + 1);
  reader.choose(option, text.substr(0, equals), kFormats, added.format);
}

template <typename Value, size_t N>
std::vector<std::string_view> names_of(const std::array<Word<Value>, N>& words) {
  std::vector<std::string_view> names;
  names.reserve(N);
  for (const Word<Value>& word : words) names.push_back(word.word);
  return names;
}

std::vector<std::string_view> rule_ids() {
  std::vector<std::string_view> ids;
  ids.reserve(rules().size());
  for (const Rule& rule : rules()) ids.push_back(rule.id);
  return ids;
}

void read_config_choice(ValueReader& reader, const ConfigChoice& raw, ConfigChoice& config) {
  config = raw;
  if (config.none && !config.path.empty()) reader.fail("--config and --no-config contradict each other; leave one out");
}

void read_files(ValueReader& reader, const RawCheck& raw, CheckArguments& check) {
  if (raw.write_baseline == "-") reader.fail("--write-baseline writes a file, and not to standard output");
  if (!raw.format.empty()) reader.choose("--format", raw.format, kFormats, check.format.emplace());
  for (const std::string& output : raw.outputs) read_output(reader, "--output", output, check.outputs);
  check.print_config = raw.print_config;
  check.write_baseline = raw.write_baseline;
  check.against = raw.against;
  check.settings = raw.settings;
  check.node_modules = raw.node_modules;
  check.show_suppressed = raw.show_suppressed;
  check.show_files = raw.show_files;
}

void read_overrides(ValueReader& reader, const RawCheck& raw, ConfigOverrides& to) {
  reader.override("--platform", raw.platform, kPlatformWords, to.platform);
  reader.override("--deployment", raw.deployment, kDeploymentWords, to.deployment);
  if (!raw.replicas.empty())
    reader.number("--replicas", raw.replicas, kMinReplicas, kMaxReplicas, to.replicas.emplace());
  reader.override("--fail-on", raw.fail_on, kFailOnWords, to.fail_on);
  reader.override("--min-level", raw.min_level, kLevelWords, to.min_level);
  reader.override("--min-confidence", raw.min_confidence, kConfidenceWords, to.min_confidence);
  reader.rule_ids("--select", raw.select, to.select);
  reader.rule_ids("--ignore", raw.ignore, to.ignore);
  to.baseline = raw.baseline;
  if (!raw.outputs.empty()) to.output = raw.outputs;
  to.strict = raw.strict;
}

void read_shard(ValueReader& reader, const std::string& text, CheckArguments& check) {
  if (text.empty()) return;
  const size_t slash = text.find('/');
  uint32_t number = 0;
  uint32_t of = 0;
  const auto whole = [](std::string_view digits, uint32_t& value) {
    const char* const end = digits.data() + digits.size();
    const auto read = std::from_chars(digits.data(), end, value);
    return !digits.empty() && read.ec == std::errc() && read.ptr == end;
  };
  const std::string_view view = text;
  if (slash == std::string::npos || !whole(view.substr(0, slash), number) || !whole(view.substr(slash + 1), of)) {
    reader.fail("--shard takes I/N, as in 1/4 for the first of four parts, not \"" + text + '"');
  } else if (of == 0 || number > of || of > kMaxShards) {
    reader.fail("--shard counts from 1/N to N/N, N up to " + std::to_string(kMaxShards) + ", so \"" + text +
                "\" is none of them");
  }
  check.shard = {number == 0 ? of : number, of};  // for machines that are numbered from 0
  const bool reads_input = std::find(check.paths.begin(), check.paths.end(), "-") != check.paths.end();
  if (reads_input) reader.fail("--shard parts files, and standard input is one that no other shard sees");
  if (check.watch) reader.fail("--watch looks at all files, so --shard does not go with it");
  if (!check.write_baseline.empty() || !check.against.empty())
    reader.fail(
        "what a baseline accepts is known of all files only, so --write-baseline and --against do not go with --shard");
}

// Watching shows a screen to a person, again and again; nothing else goes with it.
void read_watch(ValueReader& reader, const RawCheck& raw, CheckArguments& check) {
  check.watch = raw.watch;
  if (!raw.watch) return;
  if (check.format.value_or(Format::text) != Format::text || !check.outputs.empty() || !check.write_baseline.empty())
    reader.fail("--watch shows text on the screen, so --format, --output and --write-baseline do not go with it");
  if (check.print_config) reader.fail("--watch and --print-config contradict each other; leave one out");
  const bool reads_input = std::find(check.paths.begin(), check.paths.end(), "-") != check.paths.end();
  if (reads_input || check.against == "-") reader.fail("--watch needs files: standard input does not change");
}

void read_suppress(ValueReader& reader, const RawFix& raw, FixArguments& fix) {
  fix.suppress = {raw.suppress, raw.reason, raw.node};
  const bool wanted = !raw.suppress.empty();
  if (!wanted && !(raw.reason + raw.node).empty())
    reader.fail("--reason and --node belong to --suppress RULE, which is missing");
  if (wanted && raw.reason.find_first_not_of(" \t") == std::string::npos)
    reader.fail("--suppress needs a reason, as in --reason \"the office wants the report twice\"");
  if (raw.reason.find_first_of("\r\n") != std::string::npos) reader.fail("--reason takes one line");
  if (wanted && (raw.unsafe || !fix.overrides.select.value_or(std::vector<std::string>()).empty()))
    reader.fail("--suppress changes nothing else, so --unsafe and --select do not go with it");
}

}  // namespace

std::vector<std::string_view> words_of(const std::string& command, const std::string& option) {
  if (option == "--platform") return names_of(kPlatformWords);
  if (option == "--deployment") return names_of(kDeploymentWords);
  if (option == "--fail-on") return names_of(kFailOnWords);
  if (option == "--min-level") return names_of(kLevelWords);
  if (option == "--min-confidence") return names_of(kConfidenceWords);
  if (option == "--color") return names_of(kColors);
  if (option == "--select" || option == "--ignore" || option == "--suppress") return rule_ids();
  if (option == "--output") return names_of(kFormats);
  if (option != "--format") return {};
  return command == "check" || command == "merge" ? names_of(kFormats)
         : command == "rules"                     ? names_of(kRuleFormats)
                                                  : names_of(kNodeFormats);
}

std::vector<std::string_view> argument_words(const std::string& command) {
  if (command == "explain") return rule_ids();
  if (command == "completion") return names_of(kShells);
  return {};
}

Result<Outputs> read_outputs(std::optional<Format> format, const std::vector<Output>& own,
                             const Setting<std::vector<std::string>>& output) {
  ValueReader reader;
  Outputs outputs{format, own};
  if (own.empty()) {
    const std::string option = output.from + ": \"output\"";
    for (const std::string& text : output.value) read_output(reader, option.c_str(), text, outputs.files);
  }
  const auto taken =
      std::count_if(outputs.files.begin(), outputs.files.end(), [](const Output& one) { return one.path == "-"; });
  if (taken > 1) reader.fail("only one --output can go to standard output");
  if (taken != 0 && outputs.standard) {
    reader.fail("--format and an --output to - both go to standard output; leave one out");
  }
  if (taken == 0 && !outputs.standard) outputs.standard = Format::text;
  return reader.or_error(std::move(outputs));
}

Result<Command> read_check(const Raw& all) {
  const RawCheck& raw = all.check;
  ValueReader reader;
  CheckArguments check;
  check.paths = raw.paths.empty() ? std::vector<std::string>{"."} : raw.paths;
  read_overrides(reader, raw, check.overrides);
  reader.number("--jobs", raw.jobs, 0, kMaxJobs, check.jobs);
  reader.choose("--color", raw.color, kColors, check.color);
  read_config_choice(reader, all.config, check.config);
  read_files(reader, raw, check);
  if (!raw.stdin_name.empty()) check.stdin_name = raw.stdin_name;
  check.quiet = raw.quiet;
  check.statistics = raw.statistics;
  check.timings = raw.timings;
  for (const std::string& path : check.paths) {
    if (path == "-" && check.against == "-")
      reader.fail("the flows and --against cannot both be read from standard input");
  }
  read_watch(reader, raw, check);
  read_shard(reader, raw.shard, check);
  if (reader.error()) return *reader.error();
  return Command(std::move(check));
}

Result<Command> read_merge(const Raw& all) {
  const RawCheck& raw = all.check;
  ValueReader reader;
  MergeArguments merge;
  merge.reports = raw.paths;
  if (merge.reports.empty())
    reader.fail("say which reports: halint merge REPORT…, each written by halint check --format ndjson --shard I/N");
  if (!raw.format.empty()) reader.choose("--format", raw.format, kFormats, merge.format.emplace());
  for (const std::string& output : raw.outputs) read_output(reader, "--output", output, merge.outputs);
  reader.override("--fail-on", raw.fail_on, kFailOnWords, merge.fail_on);
  reader.choose("--color", raw.color, kColors, merge.color);
  merge.quiet = raw.quiet;
  return reader.or_error(Command(std::move(merge)));
}

Result<Command> read_fix(const Raw& all) {
  const RawCheck& raw = all.check;
  ValueReader reader;
  FixArguments fix;
  fix.paths = raw.paths.empty() ? std::vector<std::string>{"."} : raw.paths;
  read_overrides(reader, raw, fix.overrides);
  read_config_choice(reader, all.config, fix.config);
  if (!raw.stdin_name.empty()) fix.stdin_name = raw.stdin_name;
  fix.settings = raw.settings;
  fix.unsafe = all.fix.unsafe;
  fix.diff = all.fix.diff;
  fix.check = all.fix.check;
  read_suppress(reader, all.fix, fix);
  if (reader.error()) return *reader.error();
  return Command(std::move(fix));
}

Result<Command> read_explain(const Raw& raw) {
  ValueReader reader;
  ExplainArguments explain{raw.rule};
  reader.choose("--color", raw.color, kColors, explain.color);
  read_config_choice(reader, raw.config, explain.config);
  return reader.or_error(Command(std::move(explain)));
}

Result<Command> read_rules(const Raw& raw) {
  ValueReader reader;
  RulesArguments list;
  reader.choose("--format", raw.list_format, kRuleFormats, list.format);
  read_config_choice(reader, raw.config, list.config);
  return reader.or_error(Command(std::move(list)));
}

Result<Command> read_nodes(const Raw& raw) {
  ValueReader reader;
  NodesArguments nodes{raw.type};
  reader.choose("--format", raw.list_format, kNodeFormats, nodes.format);
  read_config_choice(reader, raw.config, nodes.config);
  return reader.or_error(Command(std::move(nodes)));
}

Result<Command> read_learn(const Raw& raw) {
  ValueReader reader;
  LearnArguments learn{raw.subject, raw.modules};
  reader.choose("--format", raw.list_format, kNodeFormats, learn.format);
  return reader.or_error(Command(std::move(learn)));
}

Result<Command> read_init(const Raw& raw) { return Command(InitArguments{raw.directory}); }

Result<Command> read_completion(const Raw& raw) {
  ValueReader reader;
  CompletionArguments completion;
  if (raw.shell.empty())
    reader.fail("say for which shell: halint completion bash, zsh or fish");
  else
    reader.choose("halint completion", raw.shell, kShells, completion.shell);
  return reader.or_error(Command(completion));
}

Result<Command> read_man(const Raw& /*raw*/) { return Command(ManArguments{}); }

}  // namespace halint::cli
