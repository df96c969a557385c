// SPDX-License-Identifier: Apache-2.0
#include "catalog/pattern.h"

#include <algorithm>
#include <locale>

namespace halint {
namespace {

constexpr size_t kMaxPattern = 500;     // libstdc++ recurses on nesting
constexpr size_t kMaxRepeatDigits = 3;  // and copies what repeats, after reading the number without a look at its size

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// libstdc++ fills a table of its locale when a character is first narrowed, whichever threads may be at it. Asked for a
// range it fills all of it at once.
bool fill_locale_table() {
  const char letter = 'a';
  char narrowed = 0;
  std::use_facet<std::ctype<char>>(std::locale()).narrow(&letter, &letter + 1, '\0', &narrowed);
  return narrowed == letter;
}

}  // namespace

std::regex compile_pattern(std::string_view pattern) {
  if (pattern.size() > kMaxPattern) throw std::regex_error(std::regex_constants::error_complexity);
  for (size_t at = 0; at < pattern.size(); ++at) {
    const auto* const end =
        std::find_if_not(pattern.begin() + static_cast<std::ptrdiff_t>(at), pattern.end(), is_digit);
    const auto digits = static_cast<size_t>(end - pattern.begin()) - at;
    if (digits > kMaxRepeatDigits && pattern.substr(0, at).rfind('{') != std::string_view::npos) {
      throw std::regex_error(std::regex_constants::error_badbrace);
    }
    at += digits;
  }
  [[maybe_unused]] static const bool kFilled = fill_locale_table();
  auto flags = std::regex_constants::ECMAScript;
#ifdef __GLIBCXX__
  flags |= std::regex_constants::__polynomial;
#endif
  return std::regex(pattern.begin(), pattern.end(), flags);
}

}  // namespace halint
