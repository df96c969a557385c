// Laying out text in columns of a terminal: widths, wrapping, cutting, padding.
// All text given here is printable already (see escape.h). Independent of the locale.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace halint {

/// Columns that a code point or text takes: 2 for wide East Asian characters and emoji, 0 for combining marks.
[[nodiscard]] uint32_t display_width(char32_t code);
[[nodiscard]] uint32_t display_width(std::string_view text);

/// The text, or as much of it as fits into `width` columns together with an ellipsis.
[[nodiscard]] std::string shortened(std::string_view text, uint32_t width);

/// Appends `text` and spaces up to `width` columns.
void append_padded(std::string& out, std::string_view text, uint32_t width);
/// Appends spaces up to `width` columns and then `text`.
void append_right(std::string& out, std::string_view text, uint32_t width);

/// Appends `text` broken at spaces so that no line is longer than `width` columns, if its words allow. The first line
/// begins at column `column`; the others are indented by `indent` spaces. A line end in the text begins a new line, an
/// empty line stays. Ends without a line end.
void append_wrapped(std::string& out, std::string_view text, uint32_t column, uint32_t indent, uint32_t width);

/// `text` indented and wrapped as paragraphs, each line ended.
void append_paragraphs(std::string& out, std::string_view text, uint32_t indent, uint32_t width);

}  // namespace halint
