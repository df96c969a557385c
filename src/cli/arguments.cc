// The one place that knows CLI11, which takes seconds to compile, and the boundary where its exceptions end. CLI11
// splits the arguments; words and numbers are read here, so that every mistake gets a sentence with the nearest word.
// SPDX-License-Identifier: Apache-2.0
#include "cli/arguments.h"

#include <CLI/CLI.hpp>
#include <array>
#include <filesystem>

#include "cli/help.h"
#include "cli/value_reader.h"
#include "halint/rule/rule.h"
#include "source/suggest.h"

namespace halint::cli {
namespace {

constexpr std::array<Word<Format>, 9> kFormats{{{"text", Format::text},
                                                {"json", Format::json},
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
constexpr std::array<std::string_view, 8> kCommands{"check", "fix",   "explain", "rules",
                                                    "nodes", "learn", "init",    "completion"};
constexpr uint32_t kMaxJobs = 1024;

void read_output(ValueReader& reader, const std::string& text, std::vector<Output>& outputs) {
  const size_t equals = text.find('=');
  if (equals == std::string::npos || equals + 1 == text.size()) {
    reader.fail("--output takes FORMAT=FILE, as in sarif=halint.sarif, not \"" + text + '"');
    return;
  }
  Output& added = outputs.emplace_back();
  added.path = text.substr(equals + 1);
  reader.choose("--output", text.substr(0, equals), kFormats, added.format);
  for (size_t i = 0; i + 1 < outputs.size(); ++i) {
    if (outputs[i].path != added.path) continue;
    reader.fail(added.path == "-" ? "only one --output can go to standard output"
                                  : "two outputs go to the same file \"" + added.path + '"');
  }
}

/// Texts as they stand on the command line.
struct RawCheck {
  std::vector<std::string> paths, outputs, select, ignore;
  std::string platform, replicas, format, fail_on, min_level, min_confidence, baseline, write_baseline, against,
      node_modules;
  std::string stdin_name = "<stdin>", jobs = "0", color = "auto";
  bool print_config = false, show_suppressed = false, strict = false, quiet = false, statistics = false,
       timings = false;
};

struct RawFix {
  std::string suppress, reason, node;
  bool unsafe = false, diff = false, check = false;
};

struct Raw {
  RawCheck check;  // check and fix share what they read
  RawFix fix;
  ConfigChoice config;
  std::string rule, type, subject = ".", modules, directory = ".", shell, list_format = "text", color = "auto";
  bool help = false, version = false;
};

void declare_config(CLI::App& command, Raw& raw) {
  command.add_option("--config", raw.config.path);
  command.add_flag("--no-config", raw.config.none);
}

void declare_check(CLI::App& app, Raw& raw) {
  CLI::App* const check = app.add_subcommand("check");
  RawCheck& to = raw.check;
  check->add_option("PATH", to.paths);
  check->add_option("--platform", to.platform);
  check->add_option("--replicas", to.replicas);
  check->add_option("--format", to.format);
  check->add_option("--output", to.outputs)->allow_extra_args(false);
  check->add_option("--fail-on", to.fail_on);
  check->add_option("--min-level", to.min_level);
  check->add_option("--min-confidence", to.min_confidence);
  check->add_option("--select", to.select)->allow_extra_args(false);
  check->add_option("--ignore", to.ignore)->allow_extra_args(false);
  check->add_option("--stdin-filename", to.stdin_name);
  check->add_option("--node-modules", to.node_modules);
  check->add_option("--jobs", to.jobs);
  check->add_option("--color", to.color);
  declare_config(*check, raw);
  check->add_flag("--print-config", to.print_config);
  check->add_option("--baseline", to.baseline);
  check->add_option("--write-baseline", to.write_baseline);
  check->add_option("--against", to.against);
  check->add_flag("--show-suppressed", to.show_suppressed);
  check->add_flag("--strict", to.strict);
  check->add_flag("-q,--quiet", to.quiet);
  check->add_flag("--statistics", to.statistics);
  check->add_flag("--timings", to.timings);
}

void declare_fix(CLI::App& app, Raw& raw) {
  CLI::App* const fix = app.add_subcommand("fix");
  fix->add_option("PATH", raw.check.paths);
  fix->add_flag("--unsafe", raw.fix.unsafe);
  fix->add_flag("--diff", raw.fix.diff);
  fix->add_flag("--check", raw.fix.check);
  fix->add_option("--select", raw.check.select)->allow_extra_args(false);
  fix->add_option("--suppress", raw.fix.suppress);
  fix->add_option("--reason", raw.fix.reason);
  fix->add_option("--node", raw.fix.node);
  fix->add_option("--platform", raw.check.platform);
  fix->add_option("--replicas", raw.check.replicas);
  fix->add_option("--stdin-filename", raw.check.stdin_name);
  declare_config(*fix, raw);
}

void declare(CLI::App& app, Raw& raw) {
  app.set_help_flag();
  app.add_flag("-V,--version", raw.version);
  declare_check(app, raw);
  declare_fix(app, raw);
  CLI::App* const explain = app.add_subcommand("explain");
  explain->add_option("RULE", raw.rule);
  explain->add_option("--color", raw.color);
  declare_config(*explain, raw);
  CLI::App* const rule_list = app.add_subcommand("rules");
  rule_list->add_option("--format", raw.list_format);
  declare_config(*rule_list, raw);
  CLI::App* const nodes = app.add_subcommand("nodes");
  nodes->add_option("TYPE", raw.type);
  nodes->add_option("--format", raw.list_format);
  declare_config(*nodes, raw);
  CLI::App* const learn = app.add_subcommand("learn");
  learn->add_option("DIRECTORY|TYPE", raw.subject);
  learn->add_option("--node-modules", raw.modules);
  learn->add_option("--format", raw.list_format);
  app.add_subcommand("init")->add_option("DIRECTORY", raw.directory);
  app.add_subcommand("completion")->add_option("SHELL", raw.shell);
  app.add_subcommand("man");
  app.add_flag("-h,--help", raw.help);
  app.allow_extras();
  for (CLI::App* const command : app.get_subcommands({})) {
    command->set_help_flag();
    command->add_flag("-h,--help", raw.help);
    command->allow_extras();
  }
}

std::vector<std::string> long_names(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::Option* const known : command.get_options()) {
    for (const std::string& name : known->get_lnames()) names.push_back("--" + name);
  }
  return names;
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

std::vector<std::string_view> words_of(const std::string& command, const std::string& option) {
  if (option == "--platform") return names_of(kPlatformWords);
  if (option == "--fail-on") return names_of(kFailOnWords);
  if (option == "--min-level") return names_of(kLevelWords);
  if (option == "--min-confidence") return names_of(kConfidenceWords);
  if (option == "--color") return names_of(kColors);
  if (option == "--select" || option == "--ignore" || option == "--suppress") return rule_ids();
  if (option == "--output") return names_of(kFormats);
  if (option != "--format") return {};
  return command == "check" ? names_of(kFormats) : command == "rules" ? names_of(kRuleFormats) : names_of(kNodeFormats);
}

// What is left over is an option that does not exist, or one word too many.
Error unexpected(const CLI::App& command, const std::string& word) {
  const std::string& name = command.get_name();
  const std::string where = name.empty() ? "halint" : "halint " + name;
  if (!word.starts_with('-')) {
    return Error{'"' + word + "\" is one argument too many for " + where + "; see " + where + " --help"};
  }
  const std::string option = word.substr(0, word.find('='));
  const std::vector<std::string> names = long_names(command);
  const std::vector<std::string_view> views(names.begin(), names.end());
  const std::string guess = did_you_mean(option, views);
  return Error{where + " has no option " + option + (guess.empty() ? "; see " + where + " --help" : guess)};
}

Error unknown_command(const std::string& word) {
  if (word.starts_with('-')) return Error{"there is no option " + word + " before a command; see halint --help"};
  std::error_code ignored;
  if (std::filesystem::exists(word, ignored)) return Error{"say what to do with it: halint check " + word};
  const std::string guess = did_you_mean(word, kCommands);
  return Error{"there is no command \"" + word + '"' +
               (guess.empty() ? "; there are " + joined(kCommands).replace(joined(kCommands).rfind(" or "), 4, " and ")
                              : guess)};
}

void read_outputs(ValueReader& reader, const RawCheck& raw, CheckArguments& check) {
  for (const std::string& output : raw.outputs) read_output(reader, output, check.outputs);
  bool taken = false;
  for (const Output& output : check.outputs) taken = taken || output.path == "-";
  if (taken && !raw.format.empty()) {
    reader.fail("--format and an --output to - both go to standard output; leave one out");
  }
  if (taken) return;
  Format format = Format::text;
  if (!raw.format.empty()) reader.choose("--format", raw.format, kFormats, format);
  check.format = format;
}

void read_config_choice(ValueReader& reader, const ConfigChoice& raw, ConfigChoice& config) {
  config = raw;
  if (config.none && !config.path.empty()) reader.fail("--config and --no-config contradict each other; leave one out");
}

void read_files(const RawCheck& raw, CheckArguments& check) {
  check.print_config = raw.print_config;
  check.baseline = raw.baseline;
  check.write_baseline = raw.write_baseline;
  check.against = raw.against;
  check.node_modules = raw.node_modules;
  check.show_suppressed = raw.show_suppressed;
}

void read_overrides(ValueReader& reader, const RawCheck& raw, ConfigOverrides& to) {
  reader.override("--platform", raw.platform, kPlatformWords, to.platform);
  if (!raw.replicas.empty())
    reader.number("--replicas", raw.replicas, kMinReplicas, kMaxReplicas, to.replicas.emplace());
  reader.override("--fail-on", raw.fail_on, kFailOnWords, to.fail_on);
  reader.override("--min-level", raw.min_level, kLevelWords, to.min_level);
  reader.override("--min-confidence", raw.min_confidence, kConfidenceWords, to.min_confidence);
  ValueReader::rule_ids(raw.select, to.select);
  ValueReader::rule_ids(raw.ignore, to.ignore);
  to.strict = raw.strict;
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
  read_files(raw, check);
  read_outputs(reader, raw, check);
  if (!raw.stdin_name.empty()) check.stdin_name = raw.stdin_name;
  check.quiet = raw.quiet;
  check.statistics = raw.statistics;
  check.timings = raw.timings;
  for (const std::string& path : check.paths) {
    if (path.empty()) reader.fail("a path is empty; give a file, a directory, or - for standard input");
    if (path == "-" && check.against == "-") reader.fail("the flows and --against cannot both be read from standard input");
  }
  if (reader.error()) return *reader.error();
  return Command(std::move(check));
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

Result<Command> read_fix(const Raw& all) {
  const RawCheck& raw = all.check;
  ValueReader reader;
  FixArguments fix;
  fix.paths = raw.paths.empty() ? std::vector<std::string>{"."} : raw.paths;
  reader.override("--platform", raw.platform, kPlatformWords, fix.overrides.platform);
  if (!raw.replicas.empty())
    reader.number("--replicas", raw.replicas, kMinReplicas, kMaxReplicas, fix.overrides.replicas.emplace());
  ValueReader::rule_ids(raw.select, fix.overrides.select);
  read_config_choice(reader, all.config, fix.config);
  if (!raw.stdin_name.empty()) fix.stdin_name = raw.stdin_name;
  fix.unsafe = all.fix.unsafe;
  fix.diff = all.fix.diff;
  fix.check = all.fix.check;
  read_suppress(reader, all.fix, fix);
  for (const std::string& path : fix.paths) {
    if (path.empty()) reader.fail("a path is empty; give a file, a directory, or - for standard input");
  }
  if (reader.error()) return *reader.error();
  return Command(std::move(fix));
}

Result<Command> read_command(const std::string& name, const Raw& raw) {
  ValueReader reader;
  Command command;
  if (name == "check") return read_check(raw);
  if (name == "fix") return read_fix(raw);
  if (name == "explain") {
    ExplainArguments explain{raw.rule};
    reader.choose("--color", raw.color, kColors, explain.color);
    read_config_choice(reader, raw.config, explain.config);
    command = std::move(explain);
  } else if (name == "rules") {
    RulesArguments list;
    reader.choose("--format", raw.list_format, kRuleFormats, list.format);
    read_config_choice(reader, raw.config, list.config);
    command = std::move(list);
  } else if (name == "learn") {
    LearnArguments learn{raw.subject, raw.modules};
    reader.choose("--format", raw.list_format, kNodeFormats, learn.format);
    command = std::move(learn);
  } else if (name == "init") {
    command = InitArguments{raw.directory};
  } else if (name == "completion") {
    CompletionArguments completion;
    if (raw.shell.empty())
      reader.fail("say for which shell: halint completion bash, zsh or fish");
    else
      reader.choose("halint completion", raw.shell, kShells, completion.shell);
    command = completion;
  } else if (name == "man") {
    command = ManArguments{};
  } else {
    NodesArguments nodes{raw.type};
    reader.choose("--format", raw.list_format, kNodeFormats, nodes.format);
    read_config_choice(reader, raw.config, nodes.config);
    command = std::move(nodes);
  }
  if (reader.error()) return *reader.error();
  return command;
}

// CLI11's own words for what went wrong while splitting, as a sentence of ours.
Error parse_error(const CLI::ParseError& error) {
  std::string text = error.what();
  const size_t colon = text.find(':');
  if (error.get_name() == "ArgumentMismatch" && text.starts_with("--") && colon != std::string::npos) {
    return Error{text.substr(0, colon) + " needs a value"};
  }
  return Error{text};
}

}  // namespace

std::span<const std::string_view> command_names() { return kCommands; }

std::vector<OptionInfo> option_infos(const std::string& command) {
  CLI::App app;
  Raw raw;
  declare(app, raw);
  std::vector<OptionInfo> infos;
  const CLI::App* const found = command.empty() ? &app : app.get_subcommand(command);
  for (const CLI::Option* const option : found->get_options()) {
    for (const std::string& name : option->get_lnames()) {
      OptionInfo& info = infos.emplace_back(OptionInfo{"--" + name, option->get_items_expected_max() != 0});
      info.words = words_of(command, info.name);
      info.list = info.name == "--select" || info.name == "--ignore";
      info.files = info.name == "--output";
    }
  }
  return infos;
}

std::vector<std::string_view> argument_words(const std::string& command) {
  if (command == "explain") return rule_ids();
  if (command == "completion") return names_of(kShells);
  return {};
}

std::vector<std::string> option_names(const std::string& command) {
  CLI::App app;
  Raw raw;
  declare(app, raw);
  for (const CLI::App* const known : app.get_subcommands({})) {
    if (known->get_name() == command) return long_names(*known);
  }
  return long_names(app);
}

Result<Command> parse_arguments(int argc, const char* const* argv) {
  CLI::App app;
  Raw raw;
  declare(app, raw);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return parse_error(error);
  }
  if (argc > 1 && std::string_view(argv[1]) == "help")
    return Command(Print{std::string(help_text(argc > 2 ? argv[2] : ""))});
  const std::vector<CLI::App*> commands = app.get_subcommands();
  const std::string name = commands.empty() ? std::string() : commands.front()->get_name();
  if (raw.help) return Command(Print{std::string(help_text(name))});
  if (raw.version) return Command(Print{"halint " + std::string(version()) + '\n'});
  if (const std::vector<std::string> rest = app.remaining(); !rest.empty()) return unknown_command(rest.front());
  if (commands.empty()) return Error{"say what to do: " + joined(kCommands) + "; see halint --help"};
  std::vector<std::string> rest = commands.front()->remaining();
  std::erase(rest, "--");  // CLI11 has heeded it, and keeps it all the same
  if (!rest.empty()) return unexpected(*commands.front(), rest.front());
  return read_command(name, raw);
}

}  // namespace halint::cli
