// The JSON form of a report. docs/formats.md explains it; docs/schema/halint-report.schema.json binds it.
// SPDX-License-Identifier: Apache-2.0
#include "halint/halint.h"
#include "halint/report/formats.h"
#include "halint/report/writer.h"
#include "report/brief.h"
#include "report/json_parts.h"
#include "report/words.h"

namespace halint {
namespace {

void write_strings(JsonWriter& json, std::string_view name, const std::vector<std::string>& items) {
  json.key(name).begin_array();
  for (const std::string& item : items) json.value(item);
  json.end_array();
}

void write_location(JsonWriter& json, const ReportLocation& location) {
  if (location.begin.line == 0) return;
  json.member("line", location.begin.line).member("column", location.begin.column);
  json.member("endLine", location.end.line).member("endColumn", location.end.column);
}

void write_place(JsonWriter& json, const ReportPlace& place) {
  if (!place.flow.id.empty()) {
    json.key("flow").begin_object().member("id", place.flow.id).member("label", place.flow.name);
    if (place.flow.type == "subflow") json.member("subflow", true);
    json.end_object();
  }
  json.member_unless_empty("group", place.group);
  json.key("node").begin_object().member("id", place.node.id).member("type", place.node.type);
  json.member("name", place.node.name).end_object();
  json.member_unless_empty("property", place.property);
  if (place.code_line != 0) json.member("codeLine", place.code_line);
}

void write_related(JsonWriter& json, const std::vector<ReportRelated>& related) {
  json.key("related").begin_array();
  for (const ReportRelated& other : related) {
    json.begin_object().member("node", other.place.node.id).member("message", other.message);
    json.member_unless_empty("property", other.place.property);
    write_location(json, other.place.location);
    json.end_object();
  }
  json.end_array();
}

void write_fixes(JsonWriter& json, const std::vector<Fix>& fixes) {
  json.key("fixes").begin_array();
  for (const Fix& fix : fixes) {
    json.begin_object().member("applicability", to_string(fix.applicability));
    json.member("description", fix.description).key("edits").begin_array();
    for (const Edit& edit : fix.edits) {
      json.begin_object().member("begin", edit.span.begin).member("end", edit.span.end);
      json.member("text", edit.text).end_object();
    }
    json.end_array().end_object();
  }
  json.end_array();
}

void write_errors(JsonWriter& json, const Report& report) {
  json.key("errors").begin_array();
  for (const Error& error : report.errors) {
    json.begin_object();
    write_error_members(json, error);
    json.end_object();
  }
  json.end_array();
}

void write_left_out(JsonWriter& json, const Report& report) {
  json.key("leftOut").begin_array();
  for (const ReportLeftOut& one : report.left_out)
    json.begin_object().member("path", one.path).member("reason", one.reason).end_object();
  json.end_array();
}

class Writer final : public ReportWriter {
 public:
  [[nodiscard]] bool head_comes_last() const override { return true; }

  // The files stand before the findings.
  [[nodiscard]] std::string head(const Report& run) const override {
    std::string out;
    JsonWriter json(out);
    json.begin_object().member("version", kJsonVersion);
    write_tool(json);
    json.member("platform", to_string(run.platform)).member("deployment", to_string(run.deployment));
    json.member("replicas", run.replicas).key("files").begin_array();
    for (const ReportFile& file : run.files) {
      json.begin_object();
      write_file_members(json, file);
      json.key("flows");
      write_flows(json, file);
      json.end_object();
    }
    json.end_array().key("findings").begin_array();
    return out;
  }

  [[nodiscard]] std::string body(const Report& piece) const override {
    std::string out;
    out.reserve(piece.findings.size() * 1024);
    JsonWriter json(out, 2, true);
    for (const ReportFinding& finding : piece.findings) {
      json.begin_object();
      const bool known = finding.file < piece.files.size();
      write_finding_members(json, known ? std::string_view(piece.files[finding.file].path) : "", finding);
      json.end_object();
    }
    return out;
  }

  [[nodiscard]] std::string_view between() const override { return ","; }

  [[nodiscard]] std::string tail(const Report& run) const override {
    std::string out;
    JsonWriter json(out, 2, run.listed() == 0);
    json.end_array();
    write_errors(json, run);
    write_left_out(json, run);
    json.key("summary");
    write_sums(json, run);
    json.end_object();
    out += '\n';
    return out;
  }
};

}  // namespace

void write_file_members(JsonWriter& json, const ReportFile& file) {
  json.member("path", file.path).member("shape", to_string(file.shape)).member("nodes", file.nodes);
  json.member("checked", file.checked).member("platform", to_string(file.platform));
  if (!file.platform_from.empty()) json.member("platformFrom", file.platform_from);
  json.member("deployment", to_string(file.deployment)).member("replicas", file.replicas);
  json.member("oneLine", file.one_line);
}

void write_flows(JsonWriter& json, const ReportFile& file) {
  json.begin_array();
  for (const ReportFlow& flow : file.flows) {
    json.begin_object().member("id", flow.id).member("label", flow.label);
    if (flow.disabled) json.member("disabled", true);
    json.member("verdict", to_string(flow.verdict())).member("errors", flow.errors);
    json.member("warnings", flow.warnings).member("notes", flow.notes);
    json.member("accepted", flow.accepted).end_object();
  }
  json.end_array();
}

void write_finding_members(JsonWriter& json, std::string_view path, const ReportFinding& finding) {
  json.member("rule", rule_id(finding)).member("level", to_string(finding.level));
  if (finding.rule != nullptr) json.member_unless_empty("url", rule_url(*finding.rule));
  json.member("confidence", to_string(finding.confidence)).member("message", finding.message);
  json.member("file", path);
  write_location(json, finding.place.location);
  write_place(json, finding.place);
  json.member_unless_empty("key", finding.key);
  json.key("path").begin_array();
  for (const ReportStep& step : finding.path) json.value(step.place.node.id);
  json.end_array();
  write_strings(json, "effects", finding.effects);
  if (!finding.used_by.empty()) write_strings(json, "usedBy", finding.used_by);
  write_related(json, finding.related);
  write_strings(json, "help", finding.help);
  json.member("fingerprint", finding.fingerprint);
  if (finding.stands_for != 1) json.member("standsFor", finding.stands_for);
  if (finding.suppression) {
    json.key("suppressed").begin_object().member("by", to_string(finding.suppression->by));
    json.member("justification", finding.suppression->reason).end_object();
  }
  write_fixes(json, finding.fixes);
}

void write_error_members(JsonWriter& json, const Error& error) {
  json.member("file", error.path).member("message", error.message);
  if (error.line != 0) json.member("line", error.line);
  if (error.column != 0) json.member("column", error.column);
}

void write_sums(JsonWriter& json, const Report& report) {
  json.begin_object();
  json.member("errors", report.count(Level::error)).member("warnings", report.count(Level::warning));
  json.member("notes", report.count(Level::note)).member("suppressed", report.suppressed);
  json.member("hidden", report.hidden).member("fixable", report.fixable());
  json.member("filesLinted", report.files.size()).member("filesLeftOut", report.left_out.size());
  json.member("rulesRun", report.rules_run).member("rulesKnown", report.rules_known);
  json.key("unknownTypes").begin_object();
  for (const auto& [type, nodes] : report.unknown_types) json.member(type, nodes);
  json.end_object().end_object();
}

void write_tool(JsonWriter& json) {
  json.key("tool").begin_object().member("name", "halint").member("version", version()).end_object();
}

std::unique_ptr<ReportWriter> json_writer() { return std::make_unique<Writer>(); }

std::string write_json(const Report& report) { return Writer().write(report); }

}  // namespace halint
