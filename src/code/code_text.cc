// SPDX-License-Identifier: Apache-2.0
#include "halint/code/code_text.h"

#include <algorithm>

namespace halint {
namespace {

constexpr uint32_t kStride = 512;

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

// Goes on to the next escape, but not beyond the byte `limit` of the text, and over that escape if it ends before.
bool CodeText::step(Mark& at, uint32_t limit) const {
  const auto most = std::min(limit - at.text, static_cast<uint32_t>(raw_.size()) - at.raw);
  const size_t plain = std::min<size_t>(raw_.substr(at.raw, most).find('\\'), most);
  at.raw += static_cast<uint32_t>(plain);
  at.text += static_cast<uint32_t>(plain);
  if (at.text >= limit || at.raw >= raw_.size()) return false;
  const uint32_t length = raw_length(raw_, at.raw);
  const uint32_t decoded = decoded_length(raw_.substr(at.raw, length));
  if (at.text + decoded > limit) return false;  // inside of one escaped character
  at.lines += text_[at.text] == '\n' ? 1U : 0U;
  at.raw += length;
  at.text += decoded;
  return true;
}

void CodeText::mark() const {
  Mark at;
  marks_.push_back(at);
  while (step(at, static_cast<uint32_t>(text_.size()))) {
    if (at.text - marks_.back().text >= kStride) marks_.push_back(at);
  }
}

CodeText::Mark CodeText::walk_to(uint32_t offset) const {
  offset = std::min(offset, static_cast<uint32_t>(text_.size()));
  if (marks_.empty()) mark();
  Mark at = *(std::upper_bound(marks_.begin(), marks_.end(), offset,
                               [](uint32_t wanted, const Mark& m) { return wanted < m.text; }) -
              1);
  while (step(at, offset)) {
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
