// The JSON form of a report. docs/formats.md explains it; docs/schema/halint-report.schema.json binds it.
// SPDX-License-Identifier: Apache-2.0
#include "halint/halint.h"
#include "halint/report/formats.h"
#include "report/brief.h"
#include "report/json_writer.h"
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

void write_files(JsonWriter& json, const Report& report) {
  json.key("files").begin_array();
  for (const ReportFile& file : report.files) {
    json.begin_object().member("path", file.path).member("shape", to_string(file.shape)).member("nodes", file.nodes);
    json.member("checked", file.checked).member("platform", to_string(file.platform));
    if (!file.platform_from.empty()) json.member("platformFrom", file.platform_from);
    json.member("deployment", to_string(file.deployment)).member("replicas", file.replicas);
    json.member("oneLine", file.one_line).key("flows").begin_array();
    for (const ReportFlow& flow : file.flows) {
      json.begin_object().member("id", flow.id).member("label", flow.label);
      if (flow.disabled) json.member("disabled", true);
      json.member("verdict", to_string(flow.verdict())).member("errors", flow.errors);
      json.member("warnings", flow.warnings).member("notes", flow.notes);
      json.member("accepted", flow.accepted).end_object();
    }
    json.end_array().end_object();
  }
  json.end_array();
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

void write_finding(JsonWriter& json, const Report& report, const ReportFinding& finding) {
  json.begin_object().member("rule", rule_id(finding)).member("level", to_string(finding.level));
  if (finding.rule != nullptr) json.member_unless_empty("url", rule_url(*finding.rule));
  json.member("confidence", to_string(finding.confidence)).member("message", finding.message);
  json.member("file", finding.file < report.files.size() ? report.files[finding.file].path : std::string());
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
  json.end_object();
}

void write_errors(JsonWriter& json, const Report& report) {
  json.key("errors").begin_array();
  for (const Error& error : report.errors) {
    json.begin_object().member("file", error.path).member("message", error.message);
    if (error.line != 0) json.member("line", error.line);
    if (error.column != 0) json.member("column", error.column);
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

void write_summary(JsonWriter& json, const Report& report) {
  json.key("summary").begin_object();
  json.member("errors", report.count(Level::error)).member("warnings", report.count(Level::warning));
  json.member("notes", report.count(Level::note)).member("suppressed", report.suppressed);
  json.member("hidden", report.hidden).member("fixable", report.fixable());
  json.member("filesLinted", report.files.size()).member("filesLeftOut", report.left_out.size());
  json.member("rulesRun", report.rules_run).member("rulesKnown", report.rules_known);
  json.key("unknownTypes").begin_object();
  for (const auto& [type, nodes] : report.unknown_types) json.member(type, nodes);
  json.end_object().end_object();
}

}  // namespace

std::string write_json(const Report& report) {
  std::string out;
  out.reserve(1024 + report.findings.size() * 1024);
  JsonWriter json(out);
  json.begin_object().member("version", kJsonVersion);
  json.key("tool").begin_object().member("name", "halint").member("version", version()).end_object();
  json.member("platform", to_string(report.platform)).member("deployment", to_string(report.deployment));
  json.member("replicas", report.replicas);
  write_files(json, report);
  json.key("findings").begin_array();
  for (const ReportFinding& finding : report.findings) write_finding(json, report, finding);
  json.end_array();
  write_errors(json, report);
  write_left_out(json, report);
  write_summary(json, report);
  json.end_object();
  out += '\n';
  return out;
}

}  // namespace halint
