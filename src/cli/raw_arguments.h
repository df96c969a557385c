// The command line split into texts, and those texts turned into values.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/arguments.h"

namespace halint::cli {

/// Texts as they stand on the command line.
struct RawCheck {
  std::vector<std::string> paths, outputs, select, ignore;
  std::string platform, deployment, replicas, format, fail_on, min_level, min_confidence, against, settings,
      node_modules, write_baseline, shard;
  std::optional<std::string> baseline;
  std::string stdin_name = "<stdin>", jobs = "0", color = "auto";
  bool print_config = false, show_suppressed = false, show_files = false, strict = false, quiet = false,
       statistics = false, timings = false, watch = false;
};

struct RawFix {
  std::string suppress, reason, node;
  bool unsafe = false, diff = false, check = false;
};

struct Raw {
  RawCheck check;  // check, merge and fix share what they read
  RawFix fix;
  ConfigChoice config;
  std::string rule, type, subject = ".", modules, directory = ".", shell, list_format = "text", color = "auto";
  bool help = false, version = false;
};

/// Words that an option's value may be, or its parts; empty: any text, or a file.
[[nodiscard]] std::vector<std::string_view> words_of(const std::string& command, const std::string& option);

/// One for each command. The error is one sentence for the user, with the nearest word.
[[nodiscard]] Result<Command> read_check(const Raw& raw);
[[nodiscard]] Result<Command> read_merge(const Raw& raw);
[[nodiscard]] Result<Command> read_fix(const Raw& raw);
[[nodiscard]] Result<Command> read_explain(const Raw& raw);
[[nodiscard]] Result<Command> read_rules(const Raw& raw);
[[nodiscard]] Result<Command> read_nodes(const Raw& raw);
[[nodiscard]] Result<Command> read_learn(const Raw& raw);
[[nodiscard]] Result<Command> read_init(const Raw& raw);
[[nodiscard]] Result<Command> read_completion(const Raw& raw);
[[nodiscard]] Result<Command> read_man(const Raw& raw);

}  // namespace halint::cli
