// SPDX-License-Identifier: Apache-2.0
#include "halint/code/code_text.h"

#include <algorithm>

namespace halint {
namespace {

constexpr uint32_t kStride = 512;

// The length in `raw` of what stands at `at`: an escape (two halves of a surrogate pair are one) or a plain byte.
uint32_t raw_length(std::string_view raw, uint32_t at) {
  if (raw[at] != '\\') return 1;
  if (raw[at + 1] != 'u') return 2;
  const auto is_half = [&](uint32_t from, std::string_view third) {
    return from + 6 <= raw.size() && raw[from] == '\\' && raw[from + 1] == 'u' && (raw[from + 2] == 'd' || raw[from + 2] == 'D') &&
           third.find(raw[from + 3]) != std::string_view::npos;
  };
  return is_half(at, "89abAB") && is_half(at + 6, "cdefCDEF") ? 12 : 6;
}

}  // namespace

CodeText::CodeText(const SourceFile& file, JsonValue value) : raw_(value.raw_string()) {
  if (raw_.empty()) return;
  raw_begin_ = file.offset_of(raw_.data());
  plain_ = raw_.find('\\') == std::string_view::npos;
  text_ = unescape_json(raw_);
}

void CodeText::mark() const {
  Mark at;
  marks_.push_back(at);
  while (at.raw < raw_.size()) {
    const uint32_t length = raw_length(raw_, at.raw);
    const auto decoded = length == 1 ? 1U : static_cast<uint32_t>(unescape_json(raw_.substr(at.raw, length)).size());
    for (uint32_t i = 0; i < decoded; ++i) at.lines += text_[at.text + i] == '\n' ? 1U : 0U;
    at.raw += length;
    at.text += decoded;
    if (at.text - marks_.back().text >= kStride) marks_.push_back(at);
  }
}

CodeText::Mark CodeText::walk_to(uint32_t offset) const {
  offset = std::min(offset, static_cast<uint32_t>(text_.size()));
  if (marks_.empty()) mark();
  Mark at = *(std::upper_bound(marks_.begin(), marks_.end(), offset, [](uint32_t wanted, const Mark& m) { return wanted < m.text; }) - 1);
  while (at.text < offset) {
    const uint32_t length = raw_length(raw_, at.raw);
    const auto decoded = length == 1 ? 1U : static_cast<uint32_t>(unescape_json(raw_.substr(at.raw, length)).size());
    if (at.text + decoded > offset) break;  // inside of one escaped character
    for (uint32_t i = 0; i < decoded; ++i) at.lines += text_[at.text + i] == '\n' ? 1U : 0U;
    at.raw += length;
    at.text += decoded;
  }
  return at;
}

Span CodeText::file_span(uint32_t begin, uint32_t end) const {
  if (raw_.empty()) return {};
  if (plain_) return {raw_begin_ + begin, raw_begin_ + std::min(end, static_cast<uint32_t>(raw_.size()))};
  return {raw_begin_ + walk_to(begin).raw, raw_begin_ + walk_to(end).raw};
}

uint32_t CodeText::line(uint32_t offset) const { return walk_to(offset).lines + 1; }

}  // namespace halint
