// SARIF 2.1.0 (OASIS standard), filled for GitHub's code scanning first and for editors second.
// SPDX-License-Identifier: Apache-2.0
#include "report/sarif.h"

#include <algorithm>
#include <array>
#include <map>

#include "halint/halint.h"
#include "halint/report/formats.h"
#include "report/words.h"

namespace halint {
namespace {

constexpr std::string_view kSchema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

void write_driver(JsonWriter& json, KnownRules known) {
  json.key("tool").begin_object().key("driver").begin_object();
  json.member("name", "halint").member("fullName", "halint " + std::string(version()));
  json.member("version", version()).member("semanticVersion", version());
  json.member("informationUri", kHomePage);
  json.key("shortDescription").begin_object();
  json.member("text", "Says what goes wrong when several copies of a Node-RED flow run at once.").end_object();
  write_sarif_rules(json, known);
  json.end_object().end_object();
}

void write_notification(JsonWriter& json, std::string_view level, std::string_view text, const Error* where) {
  json.begin_object().member("level", level);
  json.key("message").begin_object().member("text", text).end_object();
  if (where != nullptr && !where->path.empty()) {
    json.key("locations").begin_array().begin_object().key("physicalLocation").begin_object();
    write_sarif_artifact(json, "artifactLocation", where->path, -1);
    if (where->line != 0) {
      json.key("region").begin_object().member("startLine", where->line);
      if (where->column != 0) json.member("startColumn", where->column);
      json.end_object();
    }
    json.end_object().end_object().end_array();
  }
  json.end_object();
}

void write_invocation(JsonWriter& json, const Report& report, size_t left_out) {
  json.key("invocations").begin_array().begin_object().member("executionSuccessful", report.errors.empty());
  if (!report.errors.empty() || left_out != 0) {
    json.key("toolExecutionNotifications").begin_array();
    for (const Error& error : report.errors) write_notification(json, "error", error.message, &error);
    if (left_out != 0) {
      const std::string text = counted(left_out, "finding was", "findings were") +
                               " left out, the mildest first: " + std::to_string(kMaxResults) +
                               " are the most that GitHub takes.";
      write_notification(json, "warning", text, nullptr);
    }
    json.end_array();
  }
  json.end_object().end_array();
}

void write_artifacts(JsonWriter& json, const Report& report) {
  json.key("artifacts").begin_array();
  for (const ReportFile& file : report.files) {
    json.begin_object();
    write_sarif_artifact(json, "location", file.path, -1);
    json.key("roles").begin_array().value("analysisTarget").end_array();
    json.member("mimeType", "application/json").member("encoding", "utf-8").end_object();
  }
  json.end_array();
}

// Which findings to write when there are too many: the most severe, in their order.
std::vector<const ReportFinding*> within_limit(const Report& report) {
  std::vector<const ReportFinding*> kept;
  for (const ReportFinding& finding : report.findings) kept.push_back(&finding);
  if (kept.size() <= kMaxResults) return kept;
  std::array<size_t, 5> room{};
  for (const ReportFinding* finding : kept) ++room[static_cast<size_t>(finding->level)];
  size_t left = kMaxResults;
  for (const Level level : {Level::error, Level::warning, Level::note}) {
    size_t& quota = room[static_cast<size_t>(level)];
    quota = std::min(left, quota);
    left -= quota;
  }
  std::erase_if(kept, [&](const ReportFinding* finding) {
    size_t& quota = room[static_cast<size_t>(finding->level)];
    return quota == 0 || quota-- == 0;
  });
  return kept;
}

void write_run(JsonWriter& json, const Report& report, KnownRules known) {
  const std::vector<const ReportFinding*> findings = within_limit(report);
  json.begin_object();
  write_driver(json, known);
  write_invocation(json, report, report.findings.size() - findings.size());
  json.key("automationDetails").begin_object().member("id", "halint/").end_object();
  json.key("originalUriBaseIds").begin_object().key("%SRCROOT%").begin_object();
  json.key("description").begin_object().member("text", "The directory that halint was run in.").end_object();
  json.end_object().end_object();
  json.member("columnKind", "utf16CodeUnits").member("defaultEncoding", "utf-8");
  write_artifacts(json, report);
  json.key("results").begin_array();
  std::map<std::string_view, uint32_t> seen;  // by fingerprint
  for (const ReportFinding* finding : findings)
    write_sarif_result(json, report, known, *finding, ++seen[finding->fingerprint]);
  json.end_array();
  json.key("properties").begin_object().member("platform", to_string(report.platform));
  json.member("deployment", to_string(report.deployment)).member("replicas", report.replicas).end_object();
  json.end_object();
}

}  // namespace

void write_sarif_artifact(JsonWriter& json, std::string_view name, std::string_view path, int64_t index) {
  json.key(name).begin_object();
  if (path.starts_with('/')) {
    json.member("uri", "file://" + percent_encoded(path));
  } else {
    json.member("uri", percent_encoded(path)).member("uriBaseId", "%SRCROOT%");
  }
  if (index >= 0) json.member("index", index);
  json.end_object();
}

std::string write_sarif(const Report& report, std::span<const Rule> known) {
  std::string out;
  out.reserve(size_t{64} * 1024 + report.findings.size() * 4096);
  JsonWriter json(out);
  json.begin_object().member("$schema", kSchema).member("version", "2.1.0").key("runs").begin_array();
  write_run(json, report, known);
  json.end_array().end_object();
  out += '\n';
  return out;
}

}  // namespace halint
