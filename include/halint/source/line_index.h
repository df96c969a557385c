// Lines and columns of a file as people and SARIF count them, found from byte offsets.
// Built only for a file that has something to report.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "halint/source/source_file.h"

namespace halint {

/// Counted from 1. `column` is in UTF-16 code units, as GitHub, editors and LSP count.
struct Position {
  uint32_t line = 0;
  uint32_t column = 0;
};

/// Answers in time independent of the line's length, so that one-line files are no trap.
/// Lines end at LF or CRLF. Keeps a view of the file, which must outlive it.
class LineIndex {
 public:
  explicit LineIndex(const SourceFile& file);

  [[nodiscard]] Position position(uint32_t offset) const;
  /// The text of a line (from 1) without its line end.
  [[nodiscard]] std::string_view line_text(uint32_t line) const;
  /// Where that line begins. The byte order mark belongs to no line.
  [[nodiscard]] uint32_t line_begin(uint32_t line) const { return line_begins_[line - 1]; }

 private:
  std::string_view bytes_;
  std::vector<uint32_t> line_begins_;
  // utf16_[i] = code units in the file before byte i * kStride.
  std::vector<uint32_t> utf16_;
  static constexpr uint32_t kStride = 1024;

  [[nodiscard]] uint32_t utf16_before(uint32_t offset) const;
};

}  // namespace halint
