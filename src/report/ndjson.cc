// Writes a report as lines. A finding has what it has in the JSON form and, under `detail`, the rest that other formats
// show of it. SPDX-License-Identifier: Apache-2.0
#include "halint/report/ndjson.h"

#include "report/brief.h"
#include "report/hash.h"
#include "report/json_parts.h"
#include "report/words.h"

namespace halint {
namespace {

/// One line: an object.
class Line {
 public:
  Line(std::string& out, std::string_view record) : out_(out), json_(out, JsonWriter::Layout::line) {
    json_.begin_object().member("record", record);
  }
  ~Line() {
    json_.end_object();
    out_ += '\n';
  }
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;
  JsonWriter& json() { return json_; }

 private:
  std::string& out_;
  JsonWriter json_;
};

void write_node(JsonWriter& json, std::string_view name, const ReportNode& node) {
  json.key(name).begin_array().value(node.id).value(node.type).value(node.name).end_array();
}

// Lines and columns, bytes, and what of the excerpt is marked; 1: it was cut before, 2: behind.
void write_location(JsonWriter& json, const ReportLocation& at) {
  json.key("at").begin_array().value(at.begin.line).value(at.begin.column).value(at.end.line).value(at.end.column);
  json.value(at.bytes.begin).value(at.bytes.end).value(at.marked).value(at.marked_size);
  json.value((at.cut_before ? 1U : 0U) + (at.cut_behind ? 2U : 0U)).end_array();
  json.member_unless_empty("excerpt", at.excerpt);
}

void write_place(JsonWriter& json, const ReportPlace& place) {
  write_node(json, "node", place.node);
  if (!(place.flow.id + place.flow.type + place.flow.name).empty()) write_node(json, "flow", place.flow);
  json.member_unless_empty("group", place.group).member_unless_empty("property", place.property);
  if (place.code_line != 0) json.member("codeLine", place.code_line);
  if (place.config) json.member("config", true);
  write_location(json, place.location);
}

void write_detail(JsonWriter& json, const ReportFinding& finding) {
  json.key("detail").begin_object().key("place").begin_object();
  write_place(json, finding.place);
  json.end_object().key("flows").begin_array();
  for (const uint32_t flow : finding.flows) json.value(flow);
  json.end_array().key("related").begin_array();
  for (const ReportRelated& other : finding.related) {
    json.begin_object();
    write_place(json, other.place);
    json.end_object();
  }
  json.end_array().key("path").begin_array();
  for (const ReportStep& step : finding.path) {
    json.begin_object();
    write_place(json, step.place);
    json.member_unless_empty("note", step.note).end_object();
  }
  json.end_array().end_object();
}

void write_file(JsonWriter& json, const Report& piece) {
  const ReportFile& file = piece.files.front();
  write_file_members(json, file);
  json.member("verdict", to_string(file.checked == 0 ? Verdict::unchecked : readiness(piece).verdict));
  json.key("summary");
  write_sums(json, piece);
  json.key("flows");
  write_flows(json, file);
  json.key("detail")
      .begin_object()
      .member_unless_empty("digest", file.digest)
      .member("unclear", piece.unclear)
      .key("flows")
      .begin_array();
  for (const ReportFlow& flow : file.flows)
    json.begin_array().value(flow.checked).value(flow.unclear ? 1U : 0U).end_array();
  json.end_array().end_object();
}

void append_error(std::string& out, std::string_view scope, const Error& error) {
  Line line(out, "error");
  line.json().member("scope", scope);
  write_error_members(line.json(), error);
}

void append_left_out(std::string& out, std::string_view scope, const ReportLeftOut& one) {
  Line(out, "leftOut").json().member("scope", scope).member("path", one.path).member("reason", one.reason);
}

void write_texts(JsonWriter& json, std::string_view name, std::span<const std::string_view> texts) {
  if (texts.empty()) return;
  json.key(name).begin_array();
  for (const std::string_view text : texts) json.value(text);
  json.end_array();
}

void write_rule(JsonWriter& json, const Rule& rule) {
  json.begin_object().member("id", rule.id).member("level", to_string(rule.level));
  json.member("confidence", to_string(rule.confidence)).member("summary", rule.summary);
  json.member_unless_empty("fix", rule.fix);
  write_texts(json, "references", rule.references);
  json.end_object();
}

void append_begin(std::string& out, const RunHead& head) {
  Line line(out, "begin");
  JsonWriter& json = line.json();
  json.member("version", kJsonVersion);
  write_tool(json);
  json.key("shard").begin_object().member("number", head.shard.number).member("of", head.shard.of).end_object();
  json.key("inputs").begin_object().member("files", head.inputs).member("digest", head.digest).end_object();
  json.member("platform", to_string(head.platform)).member("deployment", to_string(head.deployment));
  json.member("replicas", head.replicas).member("failOn", head.fail_on ? to_string(*head.fail_on) : "never");
  json.member("strict", head.strict).key("rules").begin_array();
  for (const Rule& rule : head.rules) write_rule(json, rule);
  json.end_array();
}

std::string_view word(IgnoreUse use) {
  switch (use) {
    case IgnoreUse::idle:
      return "idle";
    case IgnoreUse::unused:
      return "unused";
    case IgnoreUse::used:
      return "used";
  }
  return {};
}

void append_end(std::string& out, const RunEnd& end, const Report& run) {
  Line line(out, "end");
  JsonWriter& json = line.json();
  json.key("summary");
  write_sums(json, run);
  json.key("folders").begin_array();
  for (const SearchedFolder& folder : end.folders) {
    json.begin_object().member("path", folder.path).member("covered", folder.covered);
    json.member("fruitful", folder.fruitful).member("skipped", folder.skipped).end_object();
  }
  json.end_array().key("ignores").begin_array();
  for (const IgnoreState& ignore : end.ignores) {
    json.begin_object().member("rule", ignore.rule).member("path", ignore.path).member("line", ignore.line);
    json.member("column", ignore.column).member("use", word(ignore.use)).end_object();
  }
  json.end_array().member("gone", end.gone);
}

class Writer final : public ReportWriter {
 public:
  Writer(const RunHead& head, const RunEnd& end) : head_(head), end_(end) {}

  [[nodiscard]] bool head_comes_last() const override { return false; }

  [[nodiscard]] std::string head(const Report& /*run*/) const override {
    std::string out;
    append_begin(out, head_);
    for (const Error& error : head_.errors) append_error(out, "run", error);
    for (const ReportLeftOut& one : head_.left_out) append_left_out(out, "run", one);
    return out;
  }

  [[nodiscard]] std::string body(const Report& piece) const override {
    std::string out;
    for (const Error& error : piece.errors) append_error(out, "file", error);
    for (const ReportLeftOut& one : piece.left_out) append_left_out(out, "file", one);
    for (const ReportFinding& finding : piece.findings) {
      Line line(out, "finding");
      write_finding_members(line.json(), piece.files.front().path, finding);
      write_detail(line.json(), finding);
    }
    if (!piece.files.empty()) write_file(Line(out, "file").json(), piece);
    return out;
  }

  [[nodiscard]] std::string tail(const Report& run) const override {
    std::string out;
    for (const Error& error : end_.errors) append_error(out, "end", error);
    append_end(out, end_, run);
    return out;
  }

 private:
  const RunHead& head_;
  const RunEnd& end_;
};

}  // namespace

std::string content_digest(std::string_view bytes) { return hex(hash_bytes(bytes)); }

std::unique_ptr<ReportWriter> ndjson_writer(const RunHead& head, const RunEnd& end) {
  return std::make_unique<Writer>(head, end);
}

}  // namespace halint
