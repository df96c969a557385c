// Where comments, texts and code are in JavaScript: enough of its tokens to tell them apart, broken code included.
// Knows nothing of what comments say. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace halint {

struct CodeComment {
  uint32_t begin = 0;  ///< bytes of the text, marks included
  uint32_t end = 0;
  uint32_t line = 0;  ///< on which it begins, from 1
};

/// A string, a regular expression, or a part of a template literal, without its marks.
struct CodeString {
  uint32_t begin = 0;
  uint32_t end = 0;
};

struct CodeLines {
  std::vector<CodeComment> comments;
  std::vector<CodeString> strings;
  std::vector<bool> has_code;  ///< by line; index 0 is not used

  /// The first line from `line` on that holds code, or 0.
  [[nodiscard]] uint32_t code_from(uint32_t line) const;
};

[[nodiscard]] CodeLines read_code_lines(std::string_view text);

}  // namespace halint
