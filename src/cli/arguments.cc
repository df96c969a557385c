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

constexpr std::array<Word<Format>, 10> kFormats{{{"text", Format::text},
                                                {"concise", Format::concise},
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
constexpr uint32_t kMaxJobs = 1024;

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

/// Texts as they stand on the command line.
struct RawCheck {
  std::vector<std::string> paths, outputs, select, ignore;
  std::string platform, deployment, replicas, format, fail_on, min_level, min_confidence, against, settings,
      node_modules, write_baseline;
  std::optional<std::string> baseline;
  std::string stdin_name = "<stdin>", jobs = "0", color = "auto";
  bool print_config = false, show_suppressed = false, show_files = false, strict = false, quiet = false, statistics = false,
       timings = false, watch = false;
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

void declare_check(CLI::App& check, Raw& raw) {
  RawCheck& to = raw.check;
  check.add_option("PATH", to.paths);
  check.add_option("--platform", to.platform);
  check.add_option("--deployment", to.deployment);
  check.add_option("--replicas", to.replicas);
  check.add_option("--format", to.format);
  check.add_option("--output", to.outputs)->allow_extra_args(false);
  check.add_option("--fail-on", to.fail_on);
  check.add_option("--min-level", to.min_level);
  check.add_option("--min-confidence", to.min_confidence);
  check.add_option("--select", to.select)->allow_extra_args(false);
  check.add_option("--ignore", to.ignore)->allow_extra_args(false);
  check.add_option("--stdin-filename", to.stdin_name);
  check.add_option("--node-modules", to.node_modules);
  check.add_option("--jobs", to.jobs);
  check.add_option("--color", to.color);
  declare_config(check, raw);
  check.add_flag("--print-config", to.print_config);
  check.add_option_function<std::string>("--baseline", [&to](const std::string& file) { to.baseline = file; });
  check.add_option("--write-baseline", to.write_baseline);
  check.add_option("--against", to.against);
  check.add_option("--settings", to.settings);
  check.add_flag("--show-suppressed", to.show_suppressed);
  check.add_flag("--show-files", to.show_files);
  check.add_flag("--strict", to.strict);
  check.add_flag("-q,--quiet", to.quiet);
  check.add_flag("--statistics", to.statistics);
  check.add_flag("--timings", to.timings);
  check.add_flag("--watch", to.watch);
}

void declare_fix(CLI::App& fix, Raw& raw) {
  fix.add_option("PATH", raw.check.paths);
  fix.add_flag("--unsafe", raw.fix.unsafe);
  fix.add_flag("--diff", raw.fix.diff);
  fix.add_flag("--check", raw.fix.check);
  fix.add_option("--select", raw.check.select)->allow_extra_args(false);
  fix.add_option("--suppress", raw.fix.suppress);
  fix.add_option("--reason", raw.fix.reason);
  fix.add_option("--node", raw.fix.node);
  fix.add_option("--platform", raw.check.platform);
  fix.add_option("--deployment", raw.check.deployment);
  fix.add_option("--replicas", raw.check.replicas);
  fix.add_option("--stdin-filename", raw.check.stdin_name);
  declare_config(fix, raw);
}

void declare_explain(CLI::App& explain, Raw& raw) {
  explain.add_option("RULE", raw.rule);
  explain.add_option("--color", raw.color);
  declare_config(explain, raw);
}

void declare_rules(CLI::App& list, Raw& raw) {
  list.add_option("--format", raw.list_format);
  declare_config(list, raw);
}

void declare_nodes(CLI::App& nodes, Raw& raw) {
  nodes.add_option("TYPE", raw.type);
  nodes.add_option("--format", raw.list_format);
  declare_config(nodes, raw);
}

void declare_learn(CLI::App& learn, Raw& raw) {
  learn.add_option("DIRECTORY|TYPE", raw.subject);
  learn.add_option("--node-modules", raw.modules);
  learn.add_option("--format", raw.list_format);
}

void declare_init(CLI::App& init, Raw& raw) { init.add_option("DIRECTORY", raw.directory); }

void declare_completion(CLI::App& completion, Raw& raw) { completion.add_option("SHELL", raw.shell); }

void declare_none(CLI::App& /*command*/, Raw& /*raw*/) {}

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
  if (option == "--deployment") return names_of(kDeploymentWords);
  if (option == "--fail-on") return names_of(kFailOnWords);
  if (option == "--min-level") return names_of(kLevelWords);
  if (option == "--min-confidence") return names_of(kConfidenceWords);
  if (option == "--color") return names_of(kColors);
  if (option == "--select" || option == "--ignore" || option == "--suppress") return rule_ids();
  if (option == "--output") return names_of(kFormats);
  if (option != "--format") return {};
  return command == "check" ? names_of(kFormats) : command == "rules" ? names_of(kRuleFormats) : names_of(kNodeFormats);
}

// In the order of the help text; `man` is for the build.
constexpr std::array<std::string_view, 8> kCommands{"check", "fix",   "explain", "rules",
                                                    "nodes", "learn", "init",    "completion"};

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
    if (path == "-" && check.against == "-") reader.fail("the flows and --against cannot both be read from standard input");
  }
  read_watch(reader, raw, check);
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
  reader.override("--deployment", raw.deployment, kDeploymentWords, fix.overrides.deployment);
  if (!raw.replicas.empty())
    reader.number("--replicas", raw.replicas, kMinReplicas, kMaxReplicas, fix.overrides.replicas.emplace());
  reader.rule_ids("--select", raw.select, fix.overrides.select);
  read_config_choice(reader, all.config, fix.config);
  if (!raw.stdin_name.empty()) fix.stdin_name = raw.stdin_name;
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

/// What the first argument may be. Each command splits what follows by itself, so that a path may be called `rules`.
struct CommandEntry {
  std::string_view name;
  void (*declare)(CLI::App& app, Raw& raw);
  Result<Command> (*read)(const Raw& raw);
};
constexpr std::array<CommandEntry, 9> kEntries{{{"check", declare_check, read_check},
                                                 {"fix", declare_fix, read_fix},
                                                {"explain", declare_explain, read_explain},
                                                {"rules", declare_rules, read_rules},
                                                {"nodes", declare_nodes, read_nodes},
                                                {"learn", declare_learn, read_learn},
                                                {"init", declare_init, read_init},
                                                {"completion", declare_completion, read_completion},
                                                {"man", declare_none, read_man}}};

const CommandEntry* find_command(std::string_view name) {
  const auto* const found =
      std::find_if(kEntries.begin(), kEntries.end(), [&](const CommandEntry& entry) { return entry.name == name; });
  return found == kEntries.end() ? nullptr : found;
}

// The options of a command; of halint itself if there is no such command.
void declare(const CommandEntry* command, CLI::App& app, Raw& raw) {
  app.set_help_flag();
  if (command != nullptr)
    command->declare(app, raw);
  else
    app.add_flag("-V,--version", raw.version);
  app.add_flag("-h,--help", raw.help);
  app.allow_extras();
}

// No argument holds a NUL, so one in front tells that the rest is to be taken as it is: where an option may be given
// several times, CLI11 takes `[a,b]` for a list, and here it is the name of a file.
constexpr char kLiteral = '\0';

std::string unmarked(std::string text) { return text.starts_with(kLiteral) ? text.substr(1) : text; }

// As CLI11 wants them, the last one first.
std::vector<std::string> marked_arguments(std::span<const char* const> arguments) {
  std::vector<std::string> out(arguments.rbegin(), arguments.rend());
  for (std::string& one : out) {
    if (one.starts_with('[')) one.insert(0, 1, kLiteral);
  }
  return out;
}

// An empty value is a variable that was not set, and not the same as none; CLI11 would take what follows `--name=` for
// the value, and the next option for the value of one that has none.
std::optional<Error> missing_value(const CLI::App& command, std::span<const char* const> arguments) {
  bool options = true;
  bool expected = false;  // a value
  for (size_t i = 0; i < arguments.size(); ++i) {
    const std::string_view argument = arguments[i];
    const std::string name(argument.substr(0, argument.find('=')));
    if (options && argument.starts_with("--") && argument == name + '=') return Error{name + " needs a value"};
    const CLI::Option* const known =
        options && argument.starts_with('-') ? command.get_option_no_throw(name) : nullptr;
    if (expected && known != nullptr)
      return Error{std::string(arguments[i - 1]) + " needs a value, and got the option " + name};
    if (argument.empty() && expected)
      return Error{std::string(arguments[i - 1]) + " needs a value, and got an empty one"};
    if (argument.empty() && (command.get_name() == "check" || command.get_name() == "fix"))
      return Error{"a path is empty; give a file, a directory, or - for standard input"};
    if (argument.empty()) return Error{"an argument of halint " + command.get_name() + " is empty"};
    if (options && !expected && argument == "--") options = false;
    expected = known != nullptr && argument == name && known->get_items_expected_max() != 0;
  }
  return std::nullopt;
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
  declare(find_command(command), app, raw);
  std::vector<OptionInfo> infos;
  for (const CLI::Option* const option : app.get_options()) {
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
  std::vector<std::string> names;
  for (const OptionInfo& info : option_infos(command)) names.push_back(info.name);
  return names;
}

Result<Outputs> read_outputs(const CheckArguments& arguments, const Setting<std::vector<std::string>>& output) {
  ValueReader reader;
  Outputs outputs{arguments.format, arguments.outputs};
  if (arguments.outputs.empty()) {
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

Result<Command> parse_arguments(int argc, const char* const* argv) {
  const std::string first = argc > 1 ? argv[1] : "";
  const std::string second = argc > 2 ? argv[2] : "";
  if (first.empty()) return Error{"say what to do: " + joined(kCommands) + "; see halint --help"};
  if (first == "help" || first == "--help" || first == "-h") return Command(Print{std::string(help_text(second))});
  if (first == "--version" || first == "-V") return Command(Print{"halint " + std::string(version()) + '\n'});
  const CommandEntry* const command = find_command(first);
  if (command == nullptr) return unknown_command(first);
  CLI::App app({}, first);
  Raw raw;
  declare(command, app, raw);
  const std::span<const char* const> arguments(argv + 2, argv + argc);
  if (const std::optional<Error> error = missing_value(app, arguments)) return *error;
  for (CLI::Option* const option : app.get_options([](const CLI::Option*) { return true; }))
    option->transform(unmarked);
  try {
    app.parse(marked_arguments(arguments));
  } catch (const CLI::ParseError& error) {
    return parse_error(error);
  }
  if (raw.help) return Command(Print{std::string(help_text(first))});
  std::vector<std::string> rest = app.remaining();
  std::erase(rest, "--");  // CLI11 has heeded it, and keeps it all the same
  if (!rest.empty()) return unexpected(app, unmarked(rest.front()));
  return command->read(raw);
}

}  // namespace halint::cli
