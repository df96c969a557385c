// Finds the word that was probably meant.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace halint {

/// Insertions, deletions, substitutions and swaps of neighbours that turn `a` into `b`, letter case aside.
[[nodiscard]] size_t edit_distance(std::string_view a, std::string_view b);

/// The candidates near enough to be meant, nearest first, at most `limit`. Containing the word, or beginning with it,
/// counts as near.
[[nodiscard]] std::vector<std::string_view> nearest(std::string_view word, std::span<const std::string_view> candidates,
                                                    size_t limit = 1);

/// `; did you mean "x"?` or nothing.
[[nodiscard]] std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates,
                                       size_t limit = 1);

}  // namespace halint
