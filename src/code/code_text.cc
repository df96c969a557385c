// SPDX-License-Identifier: Apache-2.0
#include "halint/code/code_text.h"

#include <algorithm>

namespace halint {
namespace {

// The length in `raw` of the escape at `at`; two halves of a surrogate pair are one.
uint32_t raw_length(std::string_view raw, uint32_t at) {
  if (raw[at + 1] != 'u') return 2;
  const auto is_half = [&](uint32_t from, std::string_view third) {
    return from + 6 <= raw.size() && raw[from] == '\\' && raw[from + 1] == 'u' &&
           (raw[from + 2] == 'd' || raw[from + 2] == 'D') && third.find(raw[from + 3]) != std::string_view::npos;
  };
  return is_half(at, "89abAB") && is_half(at + 6, "cdefCDEF") ? 12 : 6;
}

// How many bytes an escape stands for.
uint32_t decoded_length(std::string_view escape) {
  return escape.size() == 2 ? 1 : static_cast<uint32_t>(unescape_json(escape).size());
}

}  // namespace

CodeText::CodeText(const SourceFile& file, JsonValue value) : raw_(value.raw_string()) {
  if (raw_.empty()) return;
  raw_begin_ = file.offset_of(raw_.data());
  plain_ = raw_.find('\\') == std::string_view::npos;
  text_ = unescape_json(raw_);
}

// One for the beginning, and one behind each escape.
void CodeText::mark() const {
  Mark at;
  marks_.push_back(at);
  for (;;) {
    const size_t next = raw_.find('\\', at.raw);
    if (next == std::string_view::npos) return;
    const auto plain = static_cast<uint32_t>(next) - at.raw;
    const uint32_t length = raw_length(raw_, static_cast<uint32_t>(next));
    at.escape = at.text + plain;
    at.text = at.escape + decoded_length(raw_.substr(next, length));
    at.raw += plain + length;
    at.lines += text_[at.escape] == '\n' ? 1U : 0U;
    marks_.push_back(at);
  }
}

CodeText::Mark CodeText::walk_to(uint32_t offset) const {
  offset = std::min(offset, static_cast<uint32_t>(text_.size()));
  if (marks_.empty()) mark();
  const auto next = std::upper_bound(marks_.begin(), marks_.end(), offset,
                                     [](uint32_t wanted, const Mark& m) { return wanted < m.text; });
  Mark at = *(next - 1);
  if (next != marks_.end()) offset = std::min(offset, next->escape);  // not into the bytes of one escaped character
  at.raw += offset - at.text;
  at.text = offset;
  return at;
}

Span CodeText::file_span(uint32_t begin, uint32_t end) const {
  if (raw_.empty()) return {};
  if (plain_) return {raw_begin_ + begin, raw_begin_ + std::min(end, static_cast<uint32_t>(raw_.size()))};
  return {raw_begin_ + walk_to(begin).raw, raw_begin_ + walk_to(end).raw};
}

uint32_t CodeText::line(uint32_t offset) const { return walk_to(offset).lines + 1; }

}  // namespace halint
