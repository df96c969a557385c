// Decimal numbers as JSON and halint.toml write them, the same on every platform.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

namespace halint {

/// The value of all of `text`, in the grammar of C's decimal numbers, without blanks or a plus sign in front. Nothing
/// if it is none, or one that no double holds.
[[nodiscard]] std::optional<double> read_number(std::string_view text);

}  // namespace halint
