// What the user asked for, checked and with words turned into values.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "cli/terminal.h"
#include "halint/halint.h"

namespace halint::cli {

enum class Format : uint8_t { text, json, sarif };

/// One `--output F=FILE`; a path of `-` is standard output.
struct Output {
  Format format = Format::text;
  std::string path;
};

struct CheckArguments {
  std::vector<std::string> paths;  ///< never empty
  Options options;
  std::optional<Format> format;  ///< of standard output; none if an --output has taken it
  std::vector<Output> outputs;
  std::optional<Level> fail_on = Level::error;  ///< none: never
  Level min_level = Level::note;
  Confidence min_confidence = Confidence::low;
  std::vector<std::string> select;  ///< rule ids; empty: all
  std::vector<std::string> ignore;
  std::string stdin_name = "<stdin>";
  uint32_t jobs = 0;  ///< 0: as many as the machine can run
  ColorChoice color = ColorChoice::automatic;
  bool quiet = false;
};

struct ExplainArguments {
  std::string rule;  ///< empty: list them
  ColorChoice color = ColorChoice::automatic;
};

enum class ListFormat : uint8_t { text, json, markdown };

struct RulesArguments {
  ListFormat format = ListFormat::text;
};

struct NodesArguments {
  std::string type;  ///< empty: list them
  ListFormat format = ListFormat::text;
};

/// Text to print on standard output instead of doing anything: help, version.
struct Print {
  std::string text;
};

using Command = std::variant<Print, CheckArguments, ExplainArguments, RulesArguments, NodesArguments>;

/// The long options of a command, with their dashes.
[[nodiscard]] std::vector<std::string> option_names(const std::string& command);

/// Reads the command line. The error is one sentence for the user.
[[nodiscard]] Result<Command> parse_arguments(int argc, const char* const* argv);

}  // namespace halint::cli
