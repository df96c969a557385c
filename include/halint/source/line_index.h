// Lines and columns of a file as people and SARIF count them, found from byte offsets.
// Built only for a file that has something to report.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "halint/source/source_file.h"

namespace halint {

/// Counted from 1. `column` is in UTF-16 code units, as GitHub, editors and LSP count.
struct Position {
  uint32_t line = 0;
  uint32_t column = 0;
};

/// Answers in time independent of the line's length, so that one-line files are no trap.
/// Lines end at LF or CRLF. Keeps a view of the file, which must outlive it, and a mark for every kStride bytes of it.
class LineIndex {
 public:
  explicit LineIndex(const SourceFile& file);

  [[nodiscard]] Position position(uint32_t offset) const;
  /// Of a span's first byte, and of the one behind it.
  [[nodiscard]] std::pair<Position, Position> positions(Span span) const;
  /// The line that holds this byte, without its line end. The byte order mark belongs to no line.
  [[nodiscard]] std::string_view line_around(uint32_t offset) const;

 private:
  // What stands before a byte of the file.
  struct Counts {
    uint32_t lines = 0;  // line ends
    uint32_t utf16 = 0;  // code units
  };
  std::string_view bytes_;
  uint32_t text_begin_;
  std::vector<Counts> marks_;  // by kStride bytes
  static constexpr uint32_t kStride = 1024;

  static void count(std::string_view bytes, Counts& counts);
  [[nodiscard]] Counts before(uint32_t offset) const;
  [[nodiscard]] uint32_t line_begin(uint32_t offset) const;
  [[nodiscard]] uint32_t line_end(uint32_t offset) const;
};

}  // namespace halint
