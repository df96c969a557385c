// Every finding over all of testdata/ cuts out of the file exactly the text it speaks of, however the file is written:
// pretty, minified, with CRLF, with a byte order mark, with emoji and escapes in front of everything.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "tests/catch.h"
#include "tests/support/testdata.h"

namespace fs = std::filesystem;

namespace halint::test {
namespace {

// JSON text without blanks between its tokens.
std::string minified(std::string_view json) {
  std::string out;
  bool text = false;
  for (size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (text && c == '\\') {
      out += c;
      out += json[++i];
      continue;
    }
    if (c == '"') text = !text;
    if (text || (c != ' ' && c != '\n' && c != '\r' && c != '\t')) out += c;
  }
  return out;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

// Names with everything in them that is hard to count: astral and combining characters, escapes of all kinds.
std::string with_names(const std::string& json) {
  // Nodes stand eight blanks deep; further in, names are those of variables.
  return replaced(
      json, "\n        \"name\": \"",
      "\n        \"name\": \"\xF0\x9F\x90\x9D e\xCC\x81 \\ud83d\\ude00 \\\"q\\\" \\\\ \\u00e9\\t\xE2\x80\x8F ");
}

// The values that a property path leads to: `topic`, `rules[].vt`, `rules[1].to`.
void collect(JsonValue value, std::string_view path, std::vector<JsonValue>& values) {
  if (!value) return;
  if (path.empty()) {
    values.push_back(value);
    return;
  }
  if (path.front() == '[') {
    const size_t end = path.find(']');
    const std::string index(path.substr(1, end - 1));
    size_t at = 0;
    value.for_each_element([&](JsonValue element) {
      if (index.empty() || std::to_string(at) == index) collect(element, path.substr(end + 1), values);
      ++at;
    });
    return;
  }
  if (path.front() == '.') path.remove_prefix(1);
  const size_t end = std::min(path.find_first_of(".["), path.size());
  collect(value.member(path.substr(0, end)), path.substr(end), values);
}

std::vector<JsonValue> values_at(const Document& document, NodeId node, std::string_view path) {
  std::vector<JsonValue> values;
  const size_t end = std::min(path.find_first_of(".["), path.size());
  collect(document.property(node, path.substr(0, end)), path.substr(end), values);
  return values;
}

// The span is a whole value, or the piece of an expression or template inside one that touches context.
bool is_one_of(const FlowFile& file, const std::vector<JsonValue>& values, Span span) {
  const std::string_view cut = file.source().cut(span);
  const bool context = cut.find("flow") != std::string_view::npos || cut.find("global") != std::string_view::npos;
  return std::any_of(values.begin(), values.end(), [&](JsonValue value) {
    const Span whole = file.document().span_of(value);
    const bool inside = value.kind() == JsonKind::string && whole.begin < span.begin && span.end < whole.end;
    return whole == span || (inside && context);
  });
}

// Lines and UTF-16 columns counted the slow way.
Position slow_position(std::string_view bytes, uint32_t text_begin, uint32_t offset) {
  Position position{1, 1};
  for (uint32_t i = text_begin; i < offset; ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    if (byte == '\n')
      position = {position.line + 1, 1};
    else if ((byte & 0xC0U) != 0x80U)
      position.column += byte >= 0xF0U ? 2 : 1;
  }
  return position;
}

void check_location(const FlowFile& file, const ReportLocation& at) {
  const std::string_view bytes = file.source().bytes();
  REQUIRE(at.bytes.end <= bytes.size());
  REQUIRE(at.bytes.begin < at.bytes.end);
  const std::string cut(file.source().cut(at.bytes));
  INFO("cut: " << cut);
  CHECK(cut.find_first_of("\r\n") == std::string::npos);
  const Position begin = slow_position(bytes, file.source().text_begin(), at.bytes.begin);
  const Position end = slow_position(bytes, file.source().text_begin(), at.bytes.end);
  CHECK(std::tie(at.begin.line, at.begin.column) == std::tie(begin.line, begin.column));
  CHECK(std::tie(at.end.line, at.end.column) == std::tie(end.line, end.column));
}

void check_excerpt(const FlowFile& file, const ReportLocation& at) {
  std::string cut(file.source().cut(at.bytes));
  INFO("cut: " << cut);
  // The excerpt shows code as people write it, the file has quotes and backslashes escaped.
  for (size_t i = 0; (i = cut.find('\\', i)) != std::string::npos; ++i) {
    if (i + 1 < cut.size() && (cut[i + 1] == '"' || cut[i + 1] == '\\')) cut.erase(i, 1);
  }
  // A very long value is shown only in part.
  REQUIRE(at.marked + at.marked_size <= at.excerpt.size());
  CHECK(at.marked_size > 0);
  CHECK(cut.find(at.excerpt.substr(at.marked, at.marked_size)) == 0);
}

// The node that the byte belongs to: the last one that begins before it.
NodeId node_at(const Document& document, uint32_t offset) {
  NodeId found = kNoNode;
  for (NodeId node = 0; node < document.nodes.size() && document.nodes[node].span.begin <= offset; ++node) found = node;
  return found;
}

void check_place(const FlowFile& file, const ReportPlace& place) {
  INFO("place: " << place.node.id << " › " << place.property);
  check_location(file, place.location);
  const Document& document = file.document();
  const NodeId node = node_at(document, place.location.bytes.begin);
  REQUIRE(node != kNoNode);
  CHECK(document.nodes[node].id == place.node.id);
  CHECK(document.nodes[node].type == place.node.type);
  const std::string cut(file.source().cut(place.location.bytes));
  const std::string id(document.property(node, "id").raw());
  if (place.code_line > 0) {
    const std::vector<std::string> code = lines(document.property(node, place.property).text());
    REQUIRE(place.code_line <= code.size());
    // A call may go on over several lines of code; its first one is named.
    CHECK(code[place.code_line - 1].find(lines(unescape_json(cut)).front()) != std::string::npos);
  } else if (place.property.empty()) {
    // The node as a whole; a fault in the file may be any value of it.
    CHECK((cut == id || JsonValue(cut.c_str()).raw() == cut));
  } else {
    const std::vector<JsonValue> values = values_at(document, node, place.property);
    const bool one_line = std::any_of(values.begin(), values.end(),
                                      [](JsonValue v) { return v.raw().find('\n') == std::string_view::npos; });
    if (one_line)
      CHECK(is_one_of(file, values, place.location.bytes));
    else
      CHECK(cut == id);
  }
}

// What was found, whatever the names and line ends: a line for each finding with rule, node and property.
using Essence = std::string;

Essence check_spans(const std::string& name, const std::string& bytes, Platform platform) {
  const FlowFile file(name, bytes);
  std::multiset<std::string> found;
  for (const ReportFinding& f : file.check(platform).findings) {
    INFO(name << ": " << f.rule->id << ": " << f.message);
    check_place(file, f.place);
    check_excerpt(file, f.place.location);
    for (const ReportRelated& related : f.related) {
      check_place(file, related.place);
      check_excerpt(file, related.place.location);
    }
    for (const ReportStep& step : f.path) {
      check_place(file, step.place);
      CHECK(step.place.location.excerpt.empty());
    }
    for (const Fix& fix : f.fixes) {
      for (const Edit& edit : fix.edits) CHECK((edit.span.begin <= edit.span.end && edit.span.end <= bytes.size()));
    }
    found.insert(std::string(f.rule->id) + " " + f.place.node.id + " " + f.place.property + "\n");
  }
  Essence essence;
  for (const std::string& line : found) essence += line;
  return essence;
}

}  // namespace

TEST_CASE("spans: every finding cuts out what it speaks of", "[rules][spans]") {
  for (const fs::path& path : all_flow_files()) {
    const std::string bytes = read_file(path);
    const std::string name = short_name(path);
    INFO(name);
    const Platform platform = FlowFile(path).platform();
    const Essence pretty = check_spans(name, bytes, platform);
    CHECK(check_spans(name + " (minified)", minified(bytes), platform) == pretty);
    CHECK(check_spans(name + " (CRLF)", replaced(bytes, "\n", "\r\n"), platform) == pretty);
    CHECK(check_spans(name + " (byte order mark)", "\xEF\xBB\xBF" + bytes, platform) == pretty);
    CHECK(check_spans(name + " (names)", with_names(bytes), platform) == pretty);
    CHECK(check_spans(name + " (names, minified)", minified(with_names(bytes)), platform) == pretty);
  }
}

}  // namespace halint::test
