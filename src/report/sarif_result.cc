// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>

#include "halint/report/formats.h"
#include "report/sarif.h"
#include "report/words.h"

namespace halint {
namespace {

std::string blank(Blank what) { return {kBlank, static_cast<char>(what)}; }

// Viewers link to related locations only from the message; more links than this would bury it.
constexpr size_t kMaxLinks = 10;

// SARIF reads `[text](1)` in a message as a link; a name in a flow must not make one.
std::string without_links(std::string_view text) {
  std::string out = printable(text);
  for (size_t at = out.find("]("); at != std::string::npos; at = out.find("](", at)) out.insert(at + 1, " ");
  return out;
}

void append_sentence(std::string& out, std::string_view text) {
  if (text.empty()) return;
  if (!out.empty()) out += ' ';
  out += without_links(text);
  const char last = out.back();
  if (last != '.' && last != '!' && last != '?') out += '.';
}

// Text between the brackets of a link.
std::string link_text(const ReportPlace& place) {
  std::string out = node_title(place.node);
  std::replace(out.begin(), out.end(), '[', '(');
  std::replace(out.begin(), out.end(), ']', ')');
  return out;
}

// The title first, since lists show the first sentence only.
std::string message_of(const ReportFinding& finding) {
  std::string out;
  append_sentence(out, finding.message);
  for (const std::string& help : finding.help) append_sentence(out, help);
  for (const Fix& fix : finding.fixes) append_sentence(out, "Fix: " + fix.description);
  const size_t links = std::min(finding.related.size(), kMaxLinks);
  for (size_t i = 0; i < links; ++i) {
    out += i == 0 ? " See " : ", ";
    out += '[' + link_text(finding.related[i].place) + "](" + std::to_string(i + 1) + ')';
  }
  if (links != 0) out += '.';
  return out;
}

void write_region(JsonWriter& json, const ReportLocation& location) {
  json.key("region").begin_object();
  json.member("startLine", location.begin.line).member("startColumn", location.begin.column);
  json.member("endLine", location.end.line).member("endColumn", location.end.column);
  const std::string_view excerpt = location.excerpt;
  const size_t marked = std::min<size_t>(location.marked, excerpt.size());
  // A snippet must be the whole region.
  if (location.marked_size == location.bytes.size() && marked + location.marked_size <= excerpt.size()) {
    json.key("snippet").begin_object().member("text", excerpt.substr(marked, location.marked_size)).end_object();
  }
  json.end_object();
}

// The whole line, where the report has it.
void write_context(JsonWriter& json, const ReportLocation& location) {
  if (location.excerpt.empty() || location.cut_before || location.cut_behind ||
      location.begin.line != location.end.line)
    return;
  json.key("contextRegion").begin_object().member("startLine", location.begin.line);
  json.key("snippet").begin_object().member("text", location.excerpt).end_object().end_object();
}

// In qualified names `/` parts the levels.
void append_level(std::string& out, std::string_view name) {
  if (name.empty()) return;
  if (!out.empty()) out += '/';
  for (const char c : printable(name)) out += c == '/' ? '|' : c;
}

std::string_view shown_name(const ReportNode& node) { return node.name.empty() ? node.id : node.name; }

void write_logical(JsonWriter& json, const ReportPlace& place) {
  std::string qualified;
  if (place.flow.id != place.node.id) append_level(qualified, shown_name(place.flow));
  append_level(qualified, place.group);
  append_level(qualified, shown_name(place.node));
  append_level(qualified, place.property);
  if (qualified.empty()) return;
  json.key("logicalLocations").begin_array().begin_object();
  json.member("name", printable(place.property.empty() ? shown_name(place.node) : place.property));
  json.member("fullyQualifiedName", qualified).member("decoratedName", place_title(place));
  json.member("kind", place.property.empty() ? "object" : "property").end_object().end_array();
}

// The members of a location object: where in the file and where in the editor.
void write_places(JsonWriter& json, const Report& report, uint32_t file, const ReportPlace& place) {
  if (file < report.files.size()) {
    json.key("physicalLocation").begin_object();
    write_sarif_artifact(json, "artifactLocation", report.files[file].path, file);
    if (place.location.begin.line != 0) {
      write_region(json, place.location);
      write_context(json, place.location);
    }
    json.end_object();
  }
  write_logical(json, place);
}

void write_message(JsonWriter& json, std::string_view text) {
  json.key("message").begin_object().member("text", text).end_object();
}

void write_related(JsonWriter& json, const Report& report, const ReportFinding& finding) {
  if (finding.related.empty()) return;
  json.key("relatedLocations").begin_array();
  for (size_t i = 0; i < std::min(finding.related.size(), kMaxLocations); ++i) {
    json.begin_object().member("id", i + 1);
    write_places(json, report, finding.file, finding.related[i].place);
    std::string text;
    append_sentence(
        text, finding.related[i].message.empty() ? link_text(finding.related[i].place) : finding.related[i].message);
    write_message(json, text);
    json.end_object();
  }
  json.end_array();
}

void write_step(JsonWriter& json, const Report& report, uint32_t file, const ReportStep& step, bool essential) {
  json.begin_object().key("location").begin_object();
  write_places(json, report, file, step.place);
  std::string text = without_links(node_title(step.place.node));
  if (!step.note.empty()) text += ": " + without_links(step.note);
  write_message(json, text);
  json.end_object().member("importance", essential ? "essential" : "important").end_object();
}

void write_code_flow(JsonWriter& json, const Report& report, const ReportFinding& finding) {
  const size_t count = finding.path.size();
  if (count < 2) return;
  json.key("codeFlows").begin_array().begin_object().key("threadFlows").begin_array().begin_object();
  json.key("locations").begin_array();
  for (size_t i = 0; i < count; ++i) {
    // Of a path that is too long, the middle is left out.
    const bool shown = i < kMaxFlowLocations / 2 || count - i <= kMaxFlowLocations / 2;
    const bool essential = i == 0 || i + 1 == count || !finding.path[i].note.empty();
    if (shown) write_step(json, report, finding.file, finding.path[i], essential);
  }
  json.end_array().end_object().end_array().end_object().end_array();
}

uint32_t utf16_length(std::string_view text) {
  uint32_t units = 0;
  for (size_t at = 0; at < text.size();) {
    const Utf8Char c = read_utf8(text, at);
    units += c.code >= 0x10000 ? 2 : 1;
    at += c.size;
  }
  return units;
}

// Columns of a byte span that lies in the excerpt, and so on its line.
std::optional<std::pair<uint32_t, uint32_t>> columns_of(Span span, const ReportLocation& location) {
  const std::string_view excerpt = location.excerpt;
  if (location.begin.line == 0 || location.bytes.begin < location.marked || location.marked > excerpt.size()) {
    return std::nullopt;
  }
  const uint32_t first = location.bytes.begin - location.marked;  // offset of the excerpt in the file
  if (span.begin < first || span.end > first + excerpt.size() || span.end < span.begin) return std::nullopt;
  const auto column = [&](uint32_t offset) {
    const uint32_t at = offset - first;
    if (at >= location.marked) {
      return location.begin.column + utf16_length(excerpt.substr(location.marked, at - location.marked));
    }
    return location.begin.column - utf16_length(excerpt.substr(at, location.marked - at));
  };
  return std::pair(column(span.begin), column(span.end));
}

// A text region where the place of the edit is known in lines and columns, else a binary one, as the standard has it.
void write_edit(JsonWriter& json, const Edit& edit, const ReportLocation& location) {
  json.begin_object().key("deletedRegion").begin_object();
  const auto columns = columns_of(edit.span, location);
  if (columns) {
    json.member("startLine", location.begin.line).member("startColumn", columns->first);
    json.member("endLine", location.begin.line).member("endColumn", columns->second);
  } else {
    json.member("byteOffset", edit.span.begin).member("byteLength", edit.span.size());
  }
  json.end_object().key("insertedContent").begin_object();
  if (columns)
    json.member("text", edit.text);
  else
    json.member("binary", base64(edit.text));
  json.end_object().end_object();
}

void write_fixes(JsonWriter& json, const Report& report, const ReportFinding& finding) {
  const auto has_edits = [](const Fix& fix) { return !fix.edits.empty(); };
  if (finding.file >= report.files.size()) return;
  if (std::none_of(finding.fixes.begin(), finding.fixes.end(), has_edits)) return;
  json.key("fixes").begin_array();
  for (const Fix& fix : finding.fixes) {
    if (!has_edits(fix)) continue;
    std::string description;
    append_sentence(description, fix.description);
    json.begin_object().key("description").begin_object().member("text", description).end_object();
    json.key("artifactChanges").begin_array().begin_object();
    write_sarif_artifact(json, "artifactLocation", report.files[finding.file].path, finding.file);
    json.key("replacements").begin_array();
    for (const Edit& edit : fix.edits) write_edit(json, edit, finding.place.location);
    json.end_array().end_object().end_array();
    json.key("properties").begin_object().member("applicability", to_string(fix.applicability)).end_object();
    json.end_object();
  }
  json.end_array();
}

void write_fingerprints(JsonWriter& json, const ReportFinding& finding) {
  if (finding.fingerprint.empty()) return;
  json.key("partialFingerprints").begin_object().member("halint/v1", finding.fingerprint);
  // The only one that GitHub heeds, in its own form. Its action would hash the text around the line, so that findings
  // in a file of one line became one and a formatted file had new ones; what is uploaded over the API would have none.
  json.key("primaryLocationLineHash").raw('"' + finding.fingerprint + ':' + blank(Blank::nth) + '"').end_object();
}

// Where one result has the member, all have it: without it, a viewer knows nothing (SARIF 2.1.0, 3.27.23).
void write_suppressions(JsonWriter& json, const ReportFinding& finding) {
  if (!finding.suppression) {
    json.mark(blank(Blank::suppressions));
    return;
  }
  json.key("suppressions").begin_array().begin_object();
  json.member("kind", finding.suppression->by == SuppressedBy::flow ? "inSource" : "external");
  json.member("status", "accepted").member("justification", finding.suppression->reason);
  json.end_object().end_array();
}

void write_properties(JsonWriter& json, const ReportFinding& finding) {
  json.key("properties").begin_object().member("confidence", to_string(finding.confidence));
  json.member("node", finding.place.node.id).member("nodeType", finding.place.node.type);
  json.member_unless_empty("key", finding.key);
  if (!finding.effects.empty()) {
    json.key("effects").begin_array();
    for (const std::string& id : finding.effects) json.value(id);
    json.end_array();
  }
  json.end_object();
}

}  // namespace

void write_sarif_artifact(JsonWriter& json, std::string_view name, std::string_view path,
                          std::optional<uint32_t> file) {
  json.key(name).begin_object();
  if (path.starts_with('/')) {
    json.member("uri", "file://" + percent_encoded(path));
  } else {
    json.member("uri", percent_encoded(path)).member("uriBaseId", "%SRCROOT%");
  }
  if (file) json.key("index").raw(blank(Blank::file) + std::to_string(*file));
  json.end_object();
}

void write_sarif_result(JsonWriter& json, const Report& report, KnownRules known, const ReportFinding& finding) {
  json.begin_object().member("ruleId", rule_id(finding));
  const auto rule =
      std::find_if(known.begin(), known.end(), [&](const Rule& one) { return one.id == rule_id(finding); });
  if (rule != known.end()) json.member("ruleIndex", rule - known.begin());
  json.member("level", to_string(finding.level));
  write_message(json, message_of(finding));
  json.key("locations").begin_array().begin_object();
  write_places(json, report, finding.file, finding.place);
  json.end_object().end_array();
  write_related(json, report, finding);
  write_code_flow(json, report, finding);
  write_fingerprints(json, finding);
  write_suppressions(json, finding);
  write_fixes(json, report, finding);
  write_properties(json, finding);
  json.end_object();
}

}  // namespace halint
