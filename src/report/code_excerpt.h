// What a report may show of a line of code around the place that a finding speaks of: no text that could be a secret.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace halint {

/// One place in code, with everything in front of it: whether it stands in a string is decided there.
struct LineOfCode {
  std::string_view text;  ///< from the beginning of the code to the end of the line
  size_t line_begin = 0;
  size_t mark_begin = 0;
  size_t mark_end = 0;
};

/// The line, with stars for each byte of a text, comment or number that is not known to be harmless; offsets stay. The
/// marked part is shown as it is, but for what looks like a secret anywhere. `is_known` says whether a text is a topic
/// or key of these flows.
[[nodiscard]] std::string masked_code_line(const LineOfCode& place,
                                           const std::function<bool(std::string_view)>& is_known);

/// Words of small and large letters as people write them, with blanks, slashes, dots or dashes between them: no digits,
/// no colons, nothing that is too long or has no vowels.
[[nodiscard]] bool is_plain_text(std::string_view text);

}  // namespace halint
