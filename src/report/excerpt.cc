// SPDX-License-Identifier: Apache-2.0
#include "report/excerpt.h"

#include <algorithm>
#include <optional>

#include "halint/source/secrets.h"
#include "report/code_excerpt.h"

namespace halint {
namespace {

constexpr uint32_t kMaxExcerpt = 160;                  // bytes of a line that are kept around a region
constexpr size_t kMaxShown = size_t{2} * kMaxExcerpt;  // a line that is no longer is kept whole
constexpr size_t kContextBefore = 160;                 // bytes
constexpr size_t kContextBehind = 64;
constexpr uint32_t kMaxCodeBefore = 32768;  // bytes of code in front of a place that are read to know what it stands in
constexpr uint32_t kMaxMarked = 1024;       // bytes of a marked part

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

// Where the name of the member begins whose value stands at `from`, or `from`.
uint32_t begin_of_member(std::string_view line, uint32_t from) {
  const auto skip_blanks = [&](uint32_t at) {
    while (at > 0 && (line[at - 1] == ' ' || line[at - 1] == '\t')) --at;
    return at;
  };
  uint32_t at = skip_blanks(from);
  if (at == 0 || line[at - 1] != ':') return from;
  at = skip_blanks(at - 1);
  if (at == 0 || line[at - 1] != '"') return from;
  const size_t quote = at > 1 ? line.rfind('"', at - 2) : std::string_view::npos;
  return quote == std::string_view::npos ? from : static_cast<uint32_t>(quote);
}

// A part of a text without its secrets, for which what stands around it is looked at too.
std::string excerpt(std::string_view text, size_t begin, size_t end) {
  const size_t from = begin - std::min<size_t>(begin, kContextBefore);
  return masked(text.substr(from, end + kContextBehind - from)).substr(begin - from, end - begin);
}

// Where the JSON string begins in which `at` lies, behind its quote; nothing if that is too far away.
std::optional<uint32_t> string_begin(std::string_view bytes, uint32_t at) {
  for (uint32_t begin = at; begin > 0 && at - begin < kMaxCodeBefore; --begin) {
    if (bytes[begin - 1] != '"') continue;
    uint32_t backslashes = 0;
    while (backslashes + 1 < begin && bytes[begin - 2 - backslashes] == '\\') ++backslashes;
    if (backslashes % 2 == 0) return begin;
  }
  return std::nullopt;
}

// The rest of a line of code, at most kMaxExcerpt bytes of it.
std::string_view end_of_line(std::string_view bytes, uint32_t from) {
  const auto size = static_cast<uint32_t>(bytes.size());
  uint32_t end = from;
  while (end < size && end - from < kMaxExcerpt && bytes[end] != '"' && bytes.substr(end, 2) != "\\n")
    end += bytes[end] == '\\' ? (bytes[std::min(end + 1, size - 1)] == 'u' ? 6U : 2U) : 1U;
  end = std::min(end, size);
  while (end < size && continues_character(bytes[end])) ++end;
  return bytes.substr(from, end - from);
}

// At most about so many bytes of a part of a JSON string, its last escape whole.
std::string_view start_of(std::string_view bytes, Span span, uint32_t most) {
  uint32_t end = span.begin;
  while (end < span.end && (end - span.begin < most || continues_character(bytes[end])))
    end += bytes[end] == '\\' ? (bytes[end + 1] == 'u' ? 6U : 2U) : 1U;
  end = std::min(end, span.end);
  return bytes.substr(span.begin, end - span.begin);
}

// What is kept of a line of code around the mark.
void cut(std::string line, size_t mark, size_t size, ReportLocation& out) {
  size_t begin = mark > kMaxExcerpt ? mark - kMaxExcerpt : 0;
  while (begin < mark && continues_character(line[begin])) ++begin;
  out.cut_before = begin > 0;
  out.cut_behind = line.size() - mark - size >= kMaxExcerpt;
  out.excerpt = line.substr(begin);
  out.marked = static_cast<uint32_t>(mark - begin);
  out.marked_size = static_cast<uint32_t>(size);
}

}  // namespace

Excerpts::Excerpts(const Document& document) : document_(document), lines_(*document.file) {
  const uint32_t topic = document.find_name("topic");
  if (topic == Document::kNoName) return;
  for (NodeId id = 0; id < document.nodes.size(); ++id) {
    const JsonValue value = document.property(id, topic);
    if (value.kind() == JsonKind::string && !value.is_empty()) topics_.insert(value.text());
  }
}

void Excerpts::show(const Place& place, std::string_view key, ReportLocation& out) const {
  if (place.code_line != 0)
    show_code(place, key, out);
  else
    show_property(place.span, out);
}

// The line, if it holds nothing but this property; else the property alone: what stands beside it is not what the
// finding speaks of, and may be anything.
void Excerpts::show_property(Span span, ReportLocation& out) const {
  const std::string_view line = lines_.line_around(span.begin);
  const uint32_t line_begin = document_.file->offset_of(line.data());
  const uint32_t from = span.begin - line_begin;
  const uint32_t to = std::min(span.end - line_begin, static_cast<uint32_t>(line.size()));
  const uint32_t room = to - from < kMaxExcerpt ? kMaxExcerpt - (to - from) : 0;
  uint32_t begin = begin_of_member(line, from);
  if (from - begin > room) begin = from;
  uint32_t end = std::min(to, from + kMaxExcerpt);
  while (end < to && continues_character(line[end])) ++end;
  const auto is_alone = [](std::string_view rest) {
    return rest.find_first_not_of(" \t\r,[]{}") == std::string_view::npos;
  };
  if (end == to && is_alone(line.substr(0, begin)) && is_alone(line.substr(to)) && line.size() <= kMaxShown) {
    begin = 0;
    end = static_cast<uint32_t>(line.size());
  }
  out.excerpt = excerpt(line, begin, end);
  out.marked = from - begin;
  out.marked_size = std::min(to, end) - from;
  out.cut_before = begin > 0;
  out.cut_behind = end < line.size();
}

// Code stands in the file as one JSON string; people know it by the lines of the editor.
void Excerpts::show_code(const Place& place, std::string_view key, ReportLocation& out) const {
  const std::string_view bytes = document_.file->bytes();
  // What stands far behind is shown alone: nobody has read what it stands in.
  const std::optional<uint32_t> begin = string_begin(bytes, place.span.begin);
  const std::string before = begin ? unescape_json(bytes.substr(*begin, place.span.begin - *begin)) : std::string();
  std::string marked = unescape_json(start_of(bytes, place.span, kMaxMarked));
  std::string behind = begin ? unescape_json(end_of_line(bytes, place.span.end)) : std::string();
  if (const size_t line_end = marked.find('\n'); line_end != std::string::npos) {
    marked.resize(line_end);
    behind.clear();
  }
  const size_t line_begin = before.rfind('\n') == std::string::npos ? 0 : before.rfind('\n') + 1;
  const std::string text = before + marked + behind;
  const LineOfCode code{text, line_begin, before.size(), before.size() + marked.size()};
  cut(masked_code_line(code, [&](std::string_view word) { return is_known(word, key); }), before.size() - line_begin,
      marked.size(), out);
  out.cut_before = out.cut_before || !begin;
  out.cut_behind = out.cut_behind || !begin || place.span.size() > kMaxMarked;
}

// A topic of these flows, or the key that the finding is about.
bool Excerpts::is_known(std::string_view word, std::string_view key) const {
  if (word.empty()) return true;
  const size_t at = key.find(word);
  if (at != std::string_view::npos && at + word.size() == key.size()) return true;
  return topics_.find(std::string(word)) != topics_.end();
}

}  // namespace halint
