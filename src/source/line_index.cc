// SPDX-License-Identifier: Apache-2.0
#include "halint/source/line_index.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include <algorithm>

namespace halint {
namespace {

#if defined(__SSE2__)

// 255 blocks of 16 bytes at most: a byte that counts line ends must not run over.
constexpr size_t kMostCounted = size_t{255} * 16;

// Counts the line ends of the blocks that are whole and ASCII, and returns how many bytes that were.
size_t count_plain(std::string_view bytes, uint32_t& lines) {
  const __m128i line_end = _mm_set1_epi8('\n');
  __m128i ends = _mm_setzero_si128();
  size_t at = 0;
  for (const size_t most = std::min(bytes.size(), kMostCounted); at + 16 <= most; at += 16) {
    const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes.data() + at));
    if (_mm_movemask_epi8(block) != 0) break;
    ends = _mm_sub_epi8(ends, _mm_cmpeq_epi8(block, line_end));
  }
  const __m128i sums = _mm_sad_epu8(ends, _mm_setzero_si128());
  lines += static_cast<uint32_t>(_mm_cvtsi128_si32(sums) + _mm_extract_epi16(sums, 4));
  return at;
}

#else

size_t count_plain(std::string_view, uint32_t&) { return 0; }

#endif

}  // namespace

// All of the file goes through here. A UTF-8 lead byte stands for one code unit, or two if the sequence is four bytes
// long.
void LineIndex::count(std::string_view bytes, Counts& counts) {
  for (size_t at = 0; at < bytes.size();) {
    const size_t plain = count_plain(bytes.substr(at), counts.lines);
    counts.utf16 += static_cast<uint32_t>(plain);
    at += plain;
    for (const size_t end = std::min(bytes.size(), at + 16); at < end; ++at) {
      const auto byte = static_cast<unsigned char>(bytes[at]);
      counts.lines += byte == '\n' ? 1U : 0U;
      counts.utf16 += static_cast<uint32_t>((byte & 0xC0U) != 0x80U) + static_cast<uint32_t>(byte >= 0xF0U);
    }
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
  const uint32_t begin = stride * kStride;
  count(bytes_.substr(begin, offset - begin), counts);
  return counts;
}

// Where the line begins that holds this byte.
uint32_t LineIndex::line_begin(uint32_t offset) const {
  const uint32_t stride = offset / kStride * kStride;
  const size_t near = bytes_.substr(stride, offset - stride).rfind('\n');
  if (near != std::string_view::npos) return stride + static_cast<uint32_t>(near) + 1;
  const uint32_t ends = marks_[offset / kStride].lines;
  if (ends == 0) return text_begin_;
  // The line end before it stands in the last stride that begins with fewer line ends.
  const auto next = std::lower_bound(marks_.begin(), marks_.end(), ends,
                                     [](const Counts& mark, uint32_t wanted) { return mark.lines < wanted; });
  const auto begin = static_cast<size_t>(next - 1 - marks_.begin()) * kStride;
  return static_cast<uint32_t>(begin + bytes_.substr(begin, kStride).rfind('\n') + 1);
}

// Where the line ends that holds this byte: the place of its line feed, or the end of the file.
uint32_t LineIndex::line_end(uint32_t offset) const {
  const uint32_t stride = offset / kStride;
  const size_t near = bytes_.substr(offset, (stride + 1) * size_t{kStride} - offset).find('\n');
  if (near != std::string_view::npos) return offset + static_cast<uint32_t>(near);
  if (stride + 1 >= marks_.size()) return static_cast<uint32_t>(bytes_.size());
  const uint32_t ends = marks_[stride + 1].lines;
  const auto next = std::upper_bound(marks_.begin() + stride + 1, marks_.end(), ends,
                                     [](uint32_t wanted, const Counts& mark) { return wanted < mark.lines; });
  const auto begin = static_cast<size_t>(next - 1 - marks_.begin()) * kStride;
  return static_cast<uint32_t>(std::min(bytes_.find('\n', begin), bytes_.size()));
}

Position LineIndex::position(uint32_t offset) const {
  offset = std::min(offset, static_cast<uint32_t>(bytes_.size()));
  const Counts counts = before(offset);
  const uint32_t begin = std::min(line_begin(offset), offset);
  return {counts.lines + 1, counts.utf16 - before(begin).utf16 + 1};
}

std::pair<Position, Position> LineIndex::positions(Span span) const {
  const Position begin = position(span.begin);
  if (span.empty() || span.size() > kStride) return {begin, position(span.end)};
  Counts inside;
  count(bytes_.substr(span.begin, span.size()), inside);
  return {begin, inside.lines == 0 ? Position{begin.line, begin.column + inside.utf16} : position(span.end)};
}

std::string_view LineIndex::line_around(uint32_t offset) const {
  offset = std::min(offset, static_cast<uint32_t>(bytes_.size()));
  const uint32_t begin = std::min(line_begin(offset), offset);
  std::string_view text = bytes_.substr(begin, line_end(offset) - begin);
  if (!text.empty() && text.back() == '\r') text.remove_suffix(1);
  return text;
}

}  // namespace halint
