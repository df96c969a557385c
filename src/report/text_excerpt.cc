// Draws a source line with its region underlined. The line may be longer than the terminal is wide, and hold anything:
// it is cut into cells first, each with its width, and all else is done with cells.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <vector>

#include "halint/report/escape.h"
#include "halint/report/layout.h"
#include "report/text.h"
#include "report/text_style.h"

namespace halint {
namespace {

struct Cell {
  uint32_t begin = 0;  // byte in the excerpt
  uint8_t size = 0;
  uint8_t width = 0;
  bool marked = false;
};

// Cells of what lies around the region. A window of bytes bounds the work on one-line files.
constexpr uint32_t kBytesBefore = 1024;
constexpr uint32_t kBytesBehind = 2048;

struct Line {
  std::vector<Cell> cells;
  size_t mark_begin = 0;  // index of the first marked cell
  size_t mark_end = 0;
  bool cut_before = false;
  bool cut_behind = false;
};

bool continues(std::string_view text, size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
}

Line read_line(const ReportLocation& location) {
  const std::string_view text = location.excerpt;
  const size_t mark_begin = std::min<size_t>(location.marked, text.size());
  const size_t mark_end = std::min<size_t>(mark_begin + location.marked_size, text.size());
  size_t at = mark_begin > kBytesBefore ? mark_begin - kBytesBefore : 0;
  while (continues(text, at)) ++at;
  const size_t end = std::min(text.size(), mark_begin + kBytesBehind);
  Line line;
  line.cut_before = location.cut_before || at != 0;
  line.cut_behind = location.cut_behind || end != text.size();
  while (at < end) {
    const Utf8Char c = read_utf8(text, at);
    const bool marked = at >= mark_begin && at < mark_end;
    if (at < mark_begin) line.mark_begin = line.cells.size() + 1;
    const bool replaced = !c.valid || is_unsafe(c.code);
    line.cells.push_back(
        {static_cast<uint32_t>(at), c.size, static_cast<uint8_t>(replaced ? 1 : display_width(c.code)), marked});
    if (marked) line.mark_end = line.cells.size();
    at += c.size;
  }
  line.mark_end = std::max(line.mark_end, line.mark_begin);
  return line;
}

uint32_t width_of(const Line& line, size_t begin, size_t end) {
  uint32_t width = 0;
  for (size_t i = begin; i < end; ++i) width += line.cells[i].width;
  return width;
}

// Chooses the cells to show: all that is marked, as far as it fits, then what follows and what precedes it.
std::pair<size_t, size_t> choose(const Line& line, uint32_t room) {
  const size_t count = line.cells.size();
  if (width_of(line, 0, count) <= room) return {0, count};
  size_t begin = line.mark_begin;
  size_t end = begin;
  uint32_t used = 0;
  while (end < count && end < line.mark_end && used + line.cells[end].width <= room) used += line.cells[end++].width;
  const uint32_t before = std::min(room - used, std::max((room - used) / 2, uint32_t{30}));
  uint32_t spent = 0;
  while (begin > 0 && spent + line.cells[begin - 1].width <= before) spent += line.cells[--begin].width;
  used += spent;
  while (end < count && used + line.cells[end].width <= room) used += line.cells[end++].width;
  while (begin > 0 && used + line.cells[begin - 1].width <= room) used += line.cells[--begin].width;
  return {begin, end};
}

void append_gutter(std::string& out, std::string_view number, uint32_t gutter, bool color) {
  const Painted painted(out, color, Style::blue);
  out += "  ";
  append_right(out, number, gutter);
  out += " |";
}

}  // namespace

void append_excerpt(std::string& out, const ReportPlace& place, uint32_t gutter, Level level,
                    const TextOptions& options) {
  const ReportLocation& location = place.location;
  if (location.begin.line == 0 || location.excerpt.empty()) return;
  const Line line = read_line(location);
  const uint32_t taken = gutter + 8;  // gutter, bar, and an ellipsis at either end
  const auto [begin, end] = choose(line, std::max(options.width, taken + 20) - taken);
  const bool cut_before = line.cut_before || begin != 0;
  const bool cut_behind = line.cut_behind || end != line.cells.size();

  append_gutter(out, "", gutter, options.color);
  out += '\n';
  append_gutter(out, std::to_string(place.code_line != 0 ? place.code_line : location.begin.line), gutter,
                options.color);
  out += cut_before ? " …" : " ";
  for (size_t i = begin; i < end; ++i) {
    append_printable(out, std::string_view(location.excerpt).substr(line.cells[i].begin, line.cells[i].size));
  }
  if (cut_behind) out += "…";
  out += '\n';
  append_gutter(out, "", gutter, options.color);
  out.append((cut_before ? size_t{2} : size_t{1}) + width_of(line, begin, std::min(line.mark_begin, end)), ' ');
  const uint32_t underlined = width_of(line, std::min(line.mark_begin, end), std::min(line.mark_end, end));
  append_styled(out, options.color, style_of(level), std::string(std::max(underlined, uint32_t{1}), '^'));
  out += '\n';
}

}  // namespace halint
