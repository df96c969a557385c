// Finds `halint-ignore` in a line of text, however it is spelled or wrapped, and says whether it is to be heeded.
// Knows nothing of where the line stands. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace halint {

struct DirectiveText {
  std::string_view whole;    ///< the line without blanks around it, or from the word on if it stands behind other text
  std::string_view content;  ///< what follows the word, without marks: rules, dashes and reason
  std::string why_not;       ///< why it is not heeded, behind “a suppression”; empty: it is
};

/// The directive in a line, or nothing. Heeded is what begins the line, behind marks of lists, quotations and comments;
/// near spellings (`halint-disable`), directives behind other text and those in backticks are not.
[[nodiscard]] std::optional<DirectiveText> find_directive(std::string_view line);

/// Whether a text may hold one: a quick look for the name of the program.
[[nodiscard]] bool may_hold_directive(std::string_view text);

}  // namespace halint
