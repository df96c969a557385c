// SPDX-License-Identifier: Apache-2.0
#include "halint/report/layout.h"

#include <algorithm>

#include "halint/report/escape.h"

namespace halint {

std::string shortened(std::string_view text, uint32_t width) {
  if (text.size() <= width) return std::string(text);  // no character is wider than its bytes are many
  uint32_t used = 0;
  size_t fits = 0;  // bytes that leave a column for the ellipsis
  for (size_t at = 0; at < text.size();) {
    const Utf8Char c = read_utf8(text, at);
    used += display_width(c.code);
    at += c.size;
    if (used < width) fits = at;
    if (used > width) return std::string(text.substr(0, fits)) + "…";
  }
  return std::string(text);
}

void append_padded(std::string& out, std::string_view text, uint32_t width) {
  const uint32_t used = display_width(text);
  out += text;
  if (used < width) out.append(width - used, ' ');
}

void append_right(std::string& out, std::string_view text, uint32_t width) {
  const uint32_t used = display_width(text);
  if (used < width) out.append(width - used, ' ');
  out += text;
}

void append_wrapped(std::string& out, std::string_view text, uint32_t column, uint32_t indent, uint32_t width) {
  bool line_empty = true;
  const auto new_line = [&] {
    out += '\n';
    column = 0;
    line_empty = true;
  };
  for (size_t at = 0; at < text.size();) {
    if (text[at] == '\n') {
      new_line();
      ++at;
      continue;
    }
    if (text[at] == ' ') {
      ++at;
      continue;
    }
    const size_t end = std::min(text.find_first_of(" \n", at), text.size());
    const std::string_view word = text.substr(at, end - at);
    const uint32_t columns = display_width(word);
    if (!line_empty && column + 1 + columns > width) new_line();
    if (line_empty && column < indent) {
      out.append(indent - column, ' ');
      column = indent;
    }
    if (!line_empty) {
      out += ' ';
      ++column;
    }
    out += word;
    column += columns;
    line_empty = false;
    at = end;
  }
}

void append_paragraphs(std::string& out, std::string_view text, uint32_t indent, uint32_t width) {
  while (!text.empty() && text.back() == '\n') text.remove_suffix(1);
  // Authors break lines where their editor does. Only blank lines and list items begin anew.
  std::string flowing(text);
  for (size_t at = flowing.find('\n'); at != std::string::npos; at = flowing.find('\n', at + 1)) {
    const bool blank = (at != 0 && text[at - 1] == '\n') || at + 1 == text.size() || text[at + 1] == '\n';
    const bool item = !blank && text[at + 1] == '-';
    if (!blank && !item) flowing[at] = ' ';
  }
  append_wrapped(out, flowing, 0, indent, width);
  out += '\n';
}

}  // namespace halint
