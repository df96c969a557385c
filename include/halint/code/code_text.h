// The text of a JSON string, read, with the way back from each of its bytes to the file.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "halint/source/json_value.h"
#include "halint/source/source_file.h"

namespace halint {

/// Reads the escapes once; maps offsets through them when asked. Keeps a view of the file.
class CodeText {
 public:
  CodeText() = default;
  /// `value` is a string of `file`; anything else gives empty text.
  CodeText(const SourceFile& file, JsonValue value);

  [[nodiscard]] std::string_view text() const { return text_; }
  /// The bytes of the file that the bytes `[begin, end)` of the text were read from; on one line, as every JSON string
  /// is.
  [[nodiscard]] Span file_span(uint32_t begin, uint32_t end) const;
  /// The line of the text, from 1, as the code editor counts it.
  [[nodiscard]] uint32_t line(uint32_t offset) const;

 private:
  std::string text_;
  std::string_view raw_;
  uint32_t raw_begin_ = 0;  // in the file
  bool plain_ = true;       // no escapes: offsets are alike
  // Behind an escape: where that is in the text and in raw_, how many lines came before, and where in the text the
  // escape's own bytes begin.
  struct Mark {
    uint32_t text = 0;
    uint32_t raw = 0;
    uint32_t lines = 0;
    uint32_t escape = 0;
  };
  mutable std::vector<Mark> marks_;

  void mark() const;
  [[nodiscard]] Mark walk_to(uint32_t offset) const;
};

}  // namespace halint
