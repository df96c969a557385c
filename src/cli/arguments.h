// What the user asked for, checked and with words turned into values.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "cli/terminal.h"
#include "halint/fix/fix.h"
#include "halint/halint.h"
#include "halint/report/ndjson.h"

namespace halint::cli {

enum class Format : uint8_t { text, concise, json, ndjson, sarif, github, gitlab, junit, checkstyle, markdown, html };

/// One `--output F=FILE`; a path of `-` is standard output.
struct Output {
  Format format = Format::text;
  std::string path;
};

/// Everything that a run writes as a report.
struct Outputs {
  std::optional<Format> standard;  ///< of standard output; none if one of `files` has taken it
  std::vector<Output> files;
};

/// Which configuration to heed.
struct ConfigChoice {
  std::string path;   ///< the file to read; empty: look for one
  bool none = false;  ///< heed none
};

struct CheckArguments {
  std::vector<std::string> paths;  ///< never empty
  ConfigOverrides overrides;       ///< what wins over halint.toml
  ConfigChoice config;
  bool print_config = false;   ///< instead of linting
  std::string write_baseline;  ///< empty: none
  std::string settings;        ///< the settings.js of the Node-RED that runs the flows; empty: the one beside them
  std::string against;         ///< an older version of the flows, - for standard input, or a directory; empty: none
  std::string node_modules;    ///< where packages are installed; empty: beside the flows
  bool watch = false;          ///< lint again whenever a file changes, until somebody leaves
  bool show_suppressed = false;
  bool show_files = false;
  std::optional<Format> format;  ///< of standard output, if it was given
  std::vector<Output> outputs;   ///< those of the command line
  std::string stdin_name = "<stdin>";
  Shard shard;        ///< the part of the files to lint
  uint32_t jobs = 0;  ///< 0: as many as the machine can run
  ColorChoice color = ColorChoice::automatic;
  bool quiet = false;
  bool statistics = false;
  bool timings = false;
};

struct MergeArguments {
  std::vector<std::string> reports;  ///< never empty
  std::optional<Format> format;      ///< of standard output, if it was given
  std::vector<Output> outputs;
  std::optional<std::optional<Level>> fail_on;  ///< nothing: what the shards were told
  ColorChoice color = ColorChoice::automatic;
  bool quiet = false;
};

struct FixArguments {
  std::vector<std::string> paths;  ///< never empty
  ConfigOverrides overrides;
  ConfigChoice config;
  bool unsafe = false;
  bool diff = false;         ///< show what would change, and change nothing
  bool check = false;        ///< only say whether something would change
  SuppressRequest suppress;  ///< instead of fixing, if it names a rule
  std::string settings;      ///< as CheckArguments has it
  std::string stdin_name = "<stdin>";
};

struct ExplainArguments {
  std::string rule;  ///< empty: list them
  ColorChoice color = ColorChoice::automatic;
  ConfigChoice config = {};
};

enum class ListFormat : uint8_t { text, json, markdown };

struct RulesArguments {
  ListFormat format = ListFormat::text;
  ConfigChoice config = {};
};

struct NodesArguments {
  std::string type;  ///< empty: list them
  ListFormat format = ListFormat::text;
  ConfigChoice config = {};
};

struct LearnArguments {
  std::string subject = ".";  ///< a directory or a node type
  std::string modules;        ///< where to look for packages; empty: in the usual places
  ListFormat format = ListFormat::text;
};

struct InitArguments {
  std::string directory = ".";
};

enum class Shell : uint8_t { bash, zsh, fish };

struct CompletionArguments {
  Shell shell{};
};

/// For the build, which installs the page; it is in no help text.
struct ManArguments {};

/// Text to print on standard output instead of doing anything: help, version.
struct Print {
  std::string text;
};

using Command = std::variant<Print, CheckArguments, MergeArguments, FixArguments, ExplainArguments, RulesArguments,
                             NodesArguments, LearnArguments, InitArguments, CompletionArguments, ManArguments>;

/// The commands that help speaks of.
[[nodiscard]] std::span<const std::string_view> command_names();
/// The long options of a command, with their dashes.
[[nodiscard]] std::vector<std::string> option_names(const std::string& command);

/// What shells complete.
struct OptionInfo {
  std::string name;  ///< with its dashes
  bool takes_value = false;
  std::vector<std::string_view> words = {};  ///< values that are possible; empty: any text, or a file
  bool list = false;                         ///< words may be joined by commas
  bool files = false;                        ///< behind the word go `=` and a file
};
[[nodiscard]] std::vector<OptionInfo> option_infos(const std::string& command);
/// Words that a command's argument may be; empty: any text, or a file.
[[nodiscard]] std::vector<std::string_view> argument_words(const std::string& command);

/// `format` of standard output and `outputs` are of the command line; if it names no outputs, those of `output` are.
/// Two that go to the same place are an error.
[[nodiscard]] Result<Outputs> read_outputs(std::optional<Format> format, const std::vector<Output>& outputs,
                                           const Setting<std::vector<std::string>>& output);

/// Reads the command line. The error is one sentence for the user.
[[nodiscard]] Result<Command> parse_arguments(int argc, const char* const* argv);

}  // namespace halint::cli
