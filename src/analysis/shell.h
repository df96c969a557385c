// What a command line does outside of its process: read by a small shell reader, command by command.
// Knows sh's quoting, substitutions, lists, pipes and redirections; runs nothing. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "halint/analysis/model.h"

namespace halint {

struct ShellReading {
  Outcome outcome = Outcome::none;  ///< of the worst command; `unknown` for a program that is not known
  bool lasts = false;               ///< it goes on until somebody ends it
  std::vector<std::string> writes;  ///< files and folders that it writes or removes, as far as they are named
};

/// Time linear in the text. What follows it, if anything, counts as arguments.
[[nodiscard]] ShellReading read_shell(std::string_view text);

}  // namespace halint
