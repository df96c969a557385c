// The help texts.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace halint::cli {

/// Help for a command, or for halint as a whole if `command` is empty.
[[nodiscard]] std::string_view help_text(std::string_view command);

}  // namespace halint::cli
