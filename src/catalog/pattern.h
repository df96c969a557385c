// Regular expressions of catalogue entries, which may come from a halint.toml that nobody has looked at.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <regex>
#include <string_view>

namespace halint {

/// ECMAScript's grammar; with libstdc++ in time that does not explode, and therefore without back references.
/// Throws std::regex_error, also for what is too long or repeats too often.
[[nodiscard]] std::regex compile_pattern(std::string_view pattern);

}  // namespace halint
