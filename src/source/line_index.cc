// SPDX-License-Identifier: Apache-2.0
#include "halint/source/line_index.h"

#include <algorithm>
#include <cstring>

namespace halint {
namespace {

// A UTF-8 lead byte stands for one code unit, or two if the sequence is four bytes long.
uint32_t count_utf16(std::string_view bytes) {
  uint32_t units = 0;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    units += static_cast<uint32_t>((byte & 0xC0U) != 0x80U) + static_cast<uint32_t>(byte >= 0xF0U);
  }
  return units;
}

}  // namespace

LineIndex::LineIndex(const SourceFile& file) : bytes_(file.bytes()) {
  line_begins_.push_back(file.text_begin());
  const char* const begin = bytes_.data();
  const char* const end = begin + bytes_.size();
  for (const char* at = begin; at < end;) {
    const auto* newline = static_cast<const char*>(std::memchr(at, '\n', static_cast<size_t>(end - at)));
    if (newline == nullptr) break;
    at = newline + 1;
    line_begins_.push_back(static_cast<uint32_t>(at - begin));
  }
  utf16_.reserve(bytes_.size() / kStride + 1);
  uint32_t units = 0;
  for (size_t at = 0; at <= bytes_.size(); at += kStride) {
    utf16_.push_back(units);
    units += count_utf16(bytes_.substr(at, kStride));
  }
}

uint32_t LineIndex::utf16_before(uint32_t offset) const {
  const uint32_t stride = offset / kStride;
  return utf16_[stride] + count_utf16(bytes_.substr(stride * kStride, offset - stride * kStride));
}

Position LineIndex::position(uint32_t offset) const {
  offset = std::min(offset, static_cast<uint32_t>(bytes_.size()));
  const auto next = std::upper_bound(line_begins_.begin() + 1, line_begins_.end(), offset);
  const auto line = static_cast<uint32_t>(next - line_begins_.begin());
  const uint32_t begin = std::min(line_begins_[line - 1], offset);
  return {line, utf16_before(offset) - utf16_before(begin) + 1};
}

std::string_view LineIndex::line_text(uint32_t line) const {
  const uint32_t begin = line_begins_[line - 1];
  const size_t end = line < line_begins_.size() ? line_begins_[line] - 1 : bytes_.size();
  std::string_view text = bytes_.substr(begin, end - begin);
  if (!text.empty() && text.back() == '\r') text.remove_suffix(1);
  return text;
}

}  // namespace halint
