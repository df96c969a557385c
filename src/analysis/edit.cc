// SPDX-License-Identifier: Apache-2.0
#include "halint/analysis/edit.h"

#include <algorithm>
#include <array>

namespace halint {
namespace {

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

// Where the blanks begin that end at `at`.
uint32_t before_space(std::string_view text, uint32_t at) {
  while (at > 0 && is_space(text[at - 1])) --at;
  return at;
}

// A property's name with its quotes; what stands between it and the value is the rest up to `value.begin`.
Span name_span(const Document& document, const Property& property) {
  const std::string_view text = document.file->bytes();
  const uint32_t colon = before_space(text, property.value.begin) - 1;
  const uint32_t end = before_space(text, colon);
  const auto size = static_cast<uint32_t>(document.property_names[property.name].size() + 2);
  return {end - size, end};
}

const Property* find_property(const Document& document, NodeId node, std::string_view name) {
  const Property* found = nullptr;
  for (const Property& property : document.properties_of(node)) {
    if (document.property_names[property.name] == name) found = &property;
  }
  return found;
}

char hex_digit(unsigned value) { return "0123456789abcdef"[value & 0xFU]; }

}  // namespace

std::string json_string(std::string_view text) {
  constexpr std::array<std::pair<char, char>, 7> kShort{
      {{'"', '"'}, {'\\', '\\'}, {'\b', 'b'}, {'\f', 'f'}, {'\n', 'n'}, {'\r', 'r'}, {'\t', 't'}}};
  std::string out = "\"";
  for (const char c : text) {
    const auto found = std::find_if(kShort.begin(), kShort.end(), [c](const auto& pair) { return pair.first == c; });
    const auto byte = static_cast<unsigned char>(c);
    if (found != kShort.end())
      (out += '\\') += found->second;
    else if (byte < 0x20)
      (out += "\\u00") += {hex_digit(byte >> 4U), hex_digit(byte)};
    else
      out += c;
  }
  return out += '"';
}

Edit set_property(const Document& document, NodeId node, std::string_view name, std::string_view json) {
  if (const Property* const found = find_property(document, node, name)) return {found->value, std::string(json)};
  const std::string_view text = document.file->bytes();
  const Property& last = document.properties_of(node).back();
  const Span last_name = name_span(document, last);
  const uint32_t gap = before_space(text, last_name.begin);
  std::string added = ",";
  added += text.substr(gap, last_name.begin - gap);
  added += json_string(name);
  added += text.substr(last_name.end, last.value.begin - last_name.end);
  added += json;
  return {{last.value.end, last.value.end}, std::move(added)};
}

std::vector<Edit> add_line(const Document& document, NodeId node, std::string_view name, std::string_view line) {
  const JsonValue value = document.property(node, name);
  if (value.is_empty()) return {set_property(document, node, name, json_string(line))};
  if (value.kind() != JsonKind::string) return {};
  const uint32_t end = document.span_of(value).end - 1;
  std::string added = json_string(line);
  added.front() = 'n';
  added.pop_back();
  return {{{end, end}, '\\' + added}};
}

Edit copy_node(const Document& document, NodeId node,
               std::span<const std::pair<std::string_view, std::string>> changed) {
  const std::string_view text = document.file->bytes();
  const Span span = document.nodes[node].span;
  std::vector<Edit> edits;
  for (const auto& [name, json] : changed) {
    Edit& edit = edits.emplace_back(set_property(document, node, name, json));
    edit.span = {edit.span.begin - span.begin, edit.span.end - span.begin};
  }
  sort_edits(edits);
  const uint32_t gap = before_space(text, span.begin);
  std::string added = ",";
  added += text.substr(gap, span.begin - gap);
  added += apply_edits(document.file->cut(span), edits);
  return {{span.end, span.end}, std::move(added)};
}

std::string fresh_id(std::string_view seed) {
  constexpr uint64_t kPrime = 0x100000001B3ULL;
  uint64_t hash = 0xCBF29CE484222325ULL;
  for (const char c : seed) hash = (hash ^ static_cast<unsigned char>(c)) * kPrime;
  std::string id(16, '0');
  for (size_t i = 0; i < id.size(); ++i) id[i] = hex_digit(static_cast<unsigned>(hash >> (60 - 4 * i)));
  return id;
}

Edit remove_line(const Document& document, Span piece) {
  const std::string_view text = document.file->bytes();
  const auto escape_before = [text](uint32_t at, char c) {
    return text[at - 1] == c && text[at - 2] == '\\' && text[at - 3] != '\\';
  };
  uint32_t begin = piece.begin;
  while (text[begin - 1] == ' ' || escape_before(begin, 't')) begin -= text[begin - 1] == ' ' ? 1U : 2U;
  uint32_t end = piece.end;
  while (text[end] == ' ' || text.substr(end, 2) == "\\t" || text.substr(end, 2) == "\\r")
    end += text[end] == ' ' ? 1U : 2U;
  const bool first = text[begin - 1] == '"';
  const bool last = text[end] == '"';
  const bool alone = (first || escape_before(begin, 'n')) && (last || text.substr(end, 2) == "\\n");
  if (!alone) return {{begin, piece.end}, {}};
  if (!last) return {{begin, end + 2}, {}};
  if (!first) begin -= 2;
  if (!first && escape_before(begin, 'r')) begin -= 2;
  return {{begin, end}, {}};
}

void sort_edits(std::vector<Edit>& edits) {
  std::stable_sort(edits.begin(), edits.end(), [](const Edit& a, const Edit& b) {
    return std::pair(a.span.begin, a.span.end) < std::pair(b.span.begin, b.span.end);
  });
}

bool collide(std::span<const Edit> edits) {
  for (size_t i = 1; i < edits.size(); ++i) {
    const Span before = edits[i - 1].span;
    const Span span = edits[i].span;
    if (span.begin < before.end || span.begin == before.begin) return true;
  }
  return false;
}

std::string apply_edits(std::string_view text, std::span<const Edit> edits) {
  std::string out;
  uint32_t at = 0;
  for (const Edit& edit : edits) {
    out += text.substr(at, edit.span.begin - at);
    out += edit.text;
    at = edit.span.end;
  }
  return out += text.substr(at);
}

namespace {

// Text that the first list has put at a place of its outcome.
struct Piece {
  int64_t begin = 0;
  std::string_view text;
};

// What `edits` leave of these pieces, with what they put in between. Nothing else lies between the pieces.
std::string rewritten(std::span<const Piece> pieces, std::span<const Edit> edits) {
  std::string out;
  size_t edit = 0;
  for (const Piece& piece : pieces) {
    // An edit before may reach into this piece.
    int64_t at = edit == 0 ? piece.begin : std::max(piece.begin, int64_t{edits[edit - 1].span.end});
    const int64_t end = piece.begin + static_cast<int64_t>(piece.text.size());
    const auto keep_to = [&](int64_t to) {
      if (to > at) out += piece.text.substr(static_cast<size_t>(at - piece.begin), static_cast<size_t>(to - at));
    };
    for (; edit < edits.size() && edits[edit].span.begin <= end; ++edit) {
      keep_to(edits[edit].span.begin);
      out += edits[edit].text;
      at = std::max<int64_t>(at, edits[edit].span.end);
    }
    keep_to(end);
  }
  for (; edit < edits.size(); ++edit) out += edits[edit].text;
  return out;
}

}  // namespace

// Both lists are walked from left to right over the text between them. A stretch in which they meet becomes one edit:
// it begins where the first of them begins, and ends where none of them goes on.
std::vector<Edit> compose_edits(std::span<const Edit> first, std::span<const Edit> second) {
  std::vector<Edit> out;
  std::vector<Piece> pieces;
  int64_t shift = 0;  // what `first` has added before this place
  size_t a = 0;
  size_t b = 0;
  const auto next_first = [&] { return a == first.size() ? INT64_MAX : int64_t{first[a].span.begin} + shift; };
  const auto next_second = [&] { return b == second.size() ? INT64_MAX : int64_t{second[b].span.begin}; };
  while (a < first.size() || b < second.size()) {
    const int64_t begin = std::min(next_first(), next_second());
    const int64_t old_begin = begin - shift;
    const size_t first_of_second = b;
    int64_t end = begin;
    pieces.clear();
    for (;;) {
      if (next_first() <= end) {
        pieces.push_back({next_first(), first[a].text});
        end = std::max(end, next_first() + static_cast<int64_t>(first[a].text.size()));
        shift += static_cast<int64_t>(first[a].text.size()) - int64_t{first[a].span.size()};
        ++a;
      } else if (next_second() <= end) {
        end = std::max(end, int64_t{second[b].span.end});
        ++b;
      } else {
        break;
      }
    }
    out.push_back({{static_cast<uint32_t>(old_begin), static_cast<uint32_t>(end - shift)},
                   rewritten(pieces, second.subspan(first_of_second, b - first_of_second))});
  }
  return out;
}

}  // namespace halint
