// Characters of composed texts, kept while one node is analysed. Internal to code/. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace halint {

/// Characters that live until `reset`, in blocks that stay where they are.
class TextPool {
 public:
  /// Composed texts end here: enough for keys and statement heads, and joins stay linear.
  static constexpr size_t kMaxLength = 256;

  /// `left` + `right`, cut off at kMaxLength; `cut` is set if so.
  std::string_view join(std::string_view left, std::string_view right, bool& cut);
  std::string_view copy(std::string_view text);
  /// What a string literal or a chunk of a template stands for (ECMA-262 §12.9.4.2), cut off at kMaxLength.
  std::string_view unescape(std::string_view text, bool& cut);
  void reset();

 private:
  char* take(size_t length);
  static constexpr size_t kBlock = 16384;
  std::vector<std::unique_ptr<char[]>> blocks_;
  std::vector<std::unique_ptr<char[]>> large_;
  size_t block_ = 0;
  size_t used_ = 0;
};

}  // namespace halint
