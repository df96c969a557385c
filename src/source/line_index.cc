// SPDX-License-Identifier: Apache-2.0
#include "halint/source/line_index.h"

#include <algorithm>
#include <cstring>

namespace halint {
namespace {

constexpr uint64_t kOnes = 0x0101010101010101U;
constexpr uint64_t kTops = 0x8080808080808080U;

// How many bytes have their top bit in `tops`.
uint32_t sum(uint64_t tops) { return static_cast<uint32_t>((tops >> 7) * kOnes >> 56); }

}  // namespace

// Eight bytes at a time, because all of the file goes through here. A UTF-8 lead byte stands for one code unit, or
// two if the sequence is four bytes long.
void LineIndex::count(std::string_view bytes, Counts& counts) {
  size_t at = 0;
  for (; at + 8 <= bytes.size(); at += 8) {
    uint64_t word = 0;
    std::memcpy(&word, bytes.data() + at, 8);
    const uint64_t others = word ^ (kOnes * '\n');
    counts.lines += sum(~(((others & ~kTops) + ~kTops) | others) & kTops);
    counts.utf16 += 8;
    if ((word & kTops) != 0) counts.utf16 += sum(word & word << 1 & word << 2 & word << 3 & kTops) - sum(word & ~(word << 1) & kTops);
  }
  for (; at < bytes.size(); ++at) {
    const auto byte = static_cast<unsigned char>(bytes[at]);
    counts.lines += byte == '\n' ? 1U : 0U;
    counts.utf16 += static_cast<uint32_t>((byte & 0xC0U) != 0x80U) + static_cast<uint32_t>(byte >= 0xF0U);
  }
}

LineIndex::LineIndex(const SourceFile& file) : bytes_(file.bytes()), text_begin_(file.text_begin()) {
  marks_.reserve(bytes_.size() / kStride + 1);
  Counts counts;
  for (size_t at = 0; at <= bytes_.size(); at += kStride) {
    marks_.push_back(counts);
    count(bytes_.substr(at, kStride), counts);
  }
}

LineIndex::Counts LineIndex::before(uint32_t offset) const {
  const uint32_t stride = offset / kStride;
  Counts counts = marks_[stride];
  count(bytes_.substr(stride * kStride, offset - stride * kStride), counts);
  return counts;
}

uint32_t LineIndex::line_begin(uint32_t line) const {
  if (line <= 1) return text_begin_;
  // The line end before it stands in the last stride that begins before it.
  const auto next = std::lower_bound(marks_.begin() + 1, marks_.end(), line - 1, [](const Counts& mark, uint32_t wanted) { return mark.lines < wanted; });
  uint32_t left = line - 1 - (next - 1)->lines;
  size_t at = static_cast<size_t>(next - 1 - marks_.begin()) * kStride;
  for (; left > 0; --left) {
    const size_t end = bytes_.find('\n', at);
    if (end == std::string_view::npos) return static_cast<uint32_t>(bytes_.size());
    at = end + 1;
  }
  return static_cast<uint32_t>(at);
}

Position LineIndex::position(uint32_t offset) const {
  const Counts counts = before(std::min(offset, static_cast<uint32_t>(bytes_.size())));
  const uint32_t line = counts.lines + 1;
  const uint32_t begin = std::min(line_begin(line), offset);
  return {line, counts.utf16 - before(begin).utf16 + 1};
}

std::string_view LineIndex::line_text(uint32_t line) const {
  const uint32_t begin = line_begin(line);
  std::string_view text = bytes_.substr(begin, line_begin(line + 1) - begin);
  if (!text.empty() && text.back() == '\n') text.remove_suffix(1);
  if (!text.empty() && text.back() == '\r') text.remove_suffix(1);
  return text;
}

}  // namespace halint
