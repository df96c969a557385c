// SARIF 2.1.0 (OASIS standard), filled for GitHub's code scanning first and for editors second.
// SPDX-License-Identifier: Apache-2.0
#include "report/sarif.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "halint/halint.h"
#include "halint/report/writer.h"
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
    write_sarif_artifact(json, "artifactLocation", where->path);
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
    write_sarif_artifact(json, "location", file.path);
    json.key("roles").begin_array().value("analysisTarget").end_array();
    json.member("mimeType", "application/json").member("encoding", "utf-8").end_object();
  }
  json.end_array();
}

/// Findings by level.
using Counts = std::array<size_t, 5>;

size_t sum(const Counts& counts) { return std::accumulate(counts.begin(), counts.end(), size_t{0}); }

// How many of each level to write when there are too many: the most severe.
Counts within_limit(const Counts& found) {
  if (sum(found) <= kMaxResults) return found;
  Counts room{};
  size_t left = kMaxResults;
  for (const Level level : {Level::error, Level::warning, Level::note}) {
    size_t& quota = room[static_cast<size_t>(level)];
    quota = std::min(left, found[static_cast<size_t>(level)]);
    left -= quota;
  }
  return room;
}

// A body has a digit for the level before each result, and this behind it: no JSON string holds it.
constexpr char kEndOfResult = '\x02';

class Writer final : public ReportWriter {
 public:
  explicit Writer(KnownRules known) : known_(known) {}

  // What of the findings is written depends on how many there are.
  [[nodiscard]] bool head_comes_last() const override { return true; }

  void note(const Report& piece) override {
    for (const ReportFinding& finding : piece.findings) {
      ++found_[static_cast<size_t>(finding.level)];
      suppressions_ = suppressions_ || finding.suppression;
    }
  }

  [[nodiscard]] std::string head(const Report& run) const override {
    std::string out;
    JsonWriter json(out);
    json.begin_object().member("$schema", kSchema).member("version", "2.1.0").key("runs").begin_array().begin_object();
    write_driver(json, known_);
    write_invocation(json, run, sum(found_) - sum(within_limit(found_)));
    json.key("automationDetails").begin_object().member("id", "halint/").end_object();
    json.key("originalUriBaseIds").begin_object().key("%SRCROOT%").begin_object();
    json.key("description").begin_object().member("text", "The directory that halint was run in.").end_object();
    json.end_object().end_object();
    json.member("columnKind", "utf16CodeUnits").member("defaultEncoding", "utf-8");
    write_artifacts(json, run);
    json.key("results").begin_array();
    return out;
  }

  [[nodiscard]] std::string body(const Report& piece) const override {
    std::string out;
    out.reserve(piece.findings.size() * 4096);
    for (const ReportFinding& finding : piece.findings) {
      out += static_cast<char>('0' + static_cast<int>(finding.level));
      JsonWriter json(out, 4, true);
      write_sarif_result(json, piece, known_, finding);
      out += kEndOfResult;
    }
    return out;
  }

  [[nodiscard]] std::string filled(std::string body, const Report& /*run*/, size_t first) override {
    const Counts room = within_limit(found_);
    std::string out;
    out.reserve(body.size());
    for (size_t at = 0, end = 0; (end = body.find(kEndOfResult, at)) != std::string::npos; at = end + 1) {
      const auto level = static_cast<size_t>(body[at] - '0');
      if (written_[level] == room[level]) continue;
      ++written_[level];
      if (!out.empty()) out += between();
      blanks_.fill(out, std::string_view(body).substr(at + 1, end - at - 1), first, suppressions_);
    }
    return out;
  }

  [[nodiscard]] std::string_view between() const override { return ","; }

  [[nodiscard]] std::string tail(const Report& run) const override {
    std::string out;
    JsonWriter json(out, 4, sum(found_) == 0);
    json.end_array();
    json.key("properties").begin_object().member("platform", to_string(run.platform));
    json.member("deployment", to_string(run.deployment)).member("replicas", run.replicas).end_object();
    json.end_object().end_array().end_object();
    return out += '\n';
  }

 private:
  KnownRules known_;
  Counts found_{};
  Counts written_{};
  bool suppressions_ = false;
  SarifBlanks blanks_;
};

}  // namespace

std::unique_ptr<ReportWriter> sarif_writer(std::span<const Rule> known) { return std::make_unique<Writer>(known); }

std::string write_sarif(const Report& report, std::span<const Rule> known) { return Writer(known).write(report); }

}  // namespace halint
