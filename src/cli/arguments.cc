// The one place that knows CLI11, which takes seconds to compile, and the boundary where its exceptions end. CLI11
// splits the arguments into texts and does no more.
// SPDX-License-Identifier: Apache-2.0
#include "cli/arguments.h"

#include <CLI/CLI.hpp>
#include <array>
#include <filesystem>

#include "cli/help.h"
#include "cli/raw_arguments.h"
#include "cli/value_reader.h"
#include "source/suggest.h"

namespace halint::cli {
namespace {

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
  check.add_option("--shard", to.shard);
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

void declare_merge(CLI::App& merge, Raw& raw) {
  merge.add_option("REPORT", raw.check.paths);
  merge.add_option("--format", raw.check.format);
  merge.add_option("--output", raw.check.outputs)->allow_extra_args(false);
  merge.add_option("--fail-on", raw.check.fail_on);
  merge.add_option("--color", raw.check.color);
  merge.add_flag("-q,--quiet", raw.check.quiet);
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
  fix.add_option("--settings", raw.check.settings);
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

// In the order of the help text; `man` is for the build.
constexpr std::array<std::string_view, 9> kCommands{"check", "merge", "fix",  "explain",   "rules",
                                                    "nodes", "learn", "init", "completion"};

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

/// What the first argument may be. Each command splits what follows by itself, so that a path may be called `rules`.
struct CommandEntry {
  std::string_view name;
  void (*declare)(CLI::App& app, Raw& raw);
  Result<Command> (*read)(const Raw& raw);
};
constexpr std::array<CommandEntry, 10> kEntries{{{"check", declare_check, read_check},
                                                 {"merge", declare_merge, read_merge},
                                                 {"fix", declare_fix, read_fix},
                                                 {"explain", declare_explain, read_explain},
                                                 {"rules", declare_rules, read_rules},
                                                 {"nodes", declare_nodes, read_nodes},
                                                 {"learn", declare_learn, read_learn},
                                                 {"init", declare_init, read_init},
                                                 {"completion", declare_completion, read_completion},
                                                 {"man", declare_none, read_man}}};

const CommandEntry* find_command(std::string_view name) {
  for (const CommandEntry& entry : kEntries) {
    if (entry.name == name) return &entry;
  }
  return nullptr;
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
    const CLI::Option* const known = options && argument.starts_with('-') ? command.get_option_no_throw(name) : nullptr;
    if (expected && known != nullptr)
      return Error{std::string(arguments[i - 1]) + " needs a value, and got the option " + name};
    if (argument.empty() && expected)
      return Error{std::string(arguments[i - 1]) + " needs a value, and got an empty one"};
    if (argument.empty() &&
        (command.get_name() == "check" || command.get_name() == "merge" || command.get_name() == "fix"))
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

std::vector<std::string> option_names(const std::string& command) {
  std::vector<std::string> names;
  for (const OptionInfo& info : option_infos(command)) names.push_back(info.name);
  return names;
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
