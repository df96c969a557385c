// GitLab's Code Quality report: the issues of Code Climate's specification, with what GitLab asks of them.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <unordered_map>

#include "halint/report/escape.h"
#include "halint/report/writer.h"
#include "report/brief.h"
#include "report/json_writer.h"
#include "report/words.h"

namespace halint {
namespace {

std::string_view severity(Level level) {
  if (level == Level::error) return "critical";
  return level == Level::warning ? "major" : "info";
}

struct Issue {
  std::string_view rule;
  std::string_view severity;
  std::string description;
  std::string body;
  std::string_view path;
  Position begin, end;
};

class IssueWriter {
 public:
  explicit IssueWriter(JsonWriter& json) : json_(json) {}

  void write(const Error& error) {
    const Position at{error.line, error.column};
    const std::string text = error_line(error);
    write(Issue{"halint", "blocker", text, {}, bare_path(error.path), at, at}, text);
  }

  void write(const Report& report, const ReportFinding& finding) {
    const ReportLocation& at = finding.place.location;
    Issue issue{rule_id(finding),
                severity(finding.level),
                printable(finding.message),
                where_line(finding),
                file_path(report, finding),
                at.begin,
                at.end};
    for (const std::string& sentence : advice(finding)) issue.body += "\n\n" + sentence;
    write(issue, finding.fingerprint);
  }

 private:
  JsonWriter& json_;
  std::unordered_map<std::string, uint32_t> seen_;

  // GitLab drops all but one issue with the same fingerprint. halint's own says nothing of the file, and one rule can
  // speak twice about one property.
  std::string unique_fingerprint(const Issue& issue, std::string_view own) {
    std::string print = digest({own, issue.rule, issue.path});
    for (uint32_t count = ++seen_[print]; count > 1; count = ++seen_[print]) {
      print = digest({own, issue.rule, issue.path, std::to_string(count)});
    }
    return print;
  }

  void write(const Issue& issue, std::string_view fingerprint) {
    json_.begin_object().member("type", "issue").member("check_name", issue.rule);
    json_.member("description", issue.description);
    if (!issue.body.empty()) json_.key("content").begin_object().member("body", issue.body).end_object();
    json_.key("categories").begin_array().value("Bug Risk").end_array();
    json_.member("severity", issue.severity).member("fingerprint", unique_fingerprint(issue, fingerprint));
    json_.key("location").begin_object().member("path", issue.path.empty() ? "." : issue.path);
    const uint32_t line = std::max(1U, issue.begin.line);
    json_.key("lines").begin_object().member("begin", line).member("end", std::max(line, issue.end.line)).end_object();
    json_.end_object().end_object();
  }
};

class Writer final : public ReportWriter {
 public:
  // Inputs that could not be linted come first.
  [[nodiscard]] bool head_comes_last() const override { return true; }

  void note(const Report& piece) override {
    any_ = any_ || std::any_of(piece.findings.begin(), piece.findings.end(), is_told);
  }

  [[nodiscard]] std::string head(const Report& run) const override {
    std::string out;
    JsonWriter json(out);
    json.begin_array();
    IssueWriter issues(json);
    for (const Error& error : run.errors) issues.write(error);
    if (!run.errors.empty() && any_) out += between();
    return out;
  }

  [[nodiscard]] std::string body(const Report& piece) const override {
    std::string out;
    JsonWriter json(out, 1, true);
    IssueWriter issues(json);
    for (const ReportFinding& finding : piece.findings) {
      if (is_told(finding)) issues.write(piece, finding);
    }
    return out;
  }

  [[nodiscard]] std::string_view between() const override { return ","; }

  [[nodiscard]] std::string tail(const Report& run) const override {
    std::string out;
    JsonWriter(out, 1, run.errors.empty() && !any_).end_array();
    return out += '\n';
  }

 private:
  bool any_ = false;

  static bool is_told(const ReportFinding& finding) { return !finding.suppression; }
};

}  // namespace

std::unique_ptr<ReportWriter> gitlab_writer() { return std::make_unique<Writer>(); }

std::string write_gitlab(const Report& report) { return Writer().write(report); }

}  // namespace halint
