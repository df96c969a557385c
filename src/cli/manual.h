// Completion scripts and the man page: made of the options that the command line reads and of its help texts, so that
// they say nothing else. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "cli/arguments.h"

namespace halint::cli {

[[nodiscard]] std::string completion_script(Shell shell);

/// roff for man(1), section 1.
[[nodiscard]] std::string man_page();

}  // namespace halint::cli
