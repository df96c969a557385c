// JUnit XML, as Jenkins, GitLab and Azure read it: what failed is a flow (the class) in the sense of a rule (the test).
//
// A test is known by its names over many runs, so they hold no numbers that change: a flow's label, with its id only
// where another flow of the file has the same label.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <unordered_map>

#include "halint/report/escape.h"
#include "halint/report/writer.h"
#include "report/brief.h"
#include "report/words.h"

namespace halint {
namespace {

constexpr std::string_view kNoFlow = "global configuration";
constexpr std::string_view kReady = "ready for several copies";

struct Counts {
  size_t tests = 0;
  size_t failures = 0;
  size_t errors = 0;
  size_t skipped = 0;

  void add(const Counts& more) {
    tests += more.tests;
    failures += more.failures;
    errors += more.errors;
    skipped += more.skipped;
  }
};

std::string attributes(const Counts& counts) {
  return "tests=\"" + std::to_string(counts.tests) + "\" failures=\"" + std::to_string(counts.failures) +
         "\" errors=\"" + std::to_string(counts.errors) + "\" skipped=\"" + std::to_string(counts.skipped) +
         "\" time=\"0\"";
}

/// How tests of a file are called after its flows, by id.
class ClassNames {
 public:
  explicit ClassNames(const ReportFile& file) {
    std::unordered_map<std::string_view, size_t> labels;
    for (const ReportFlow& flow : file.flows) ++labels[flow.label];
    for (const ReportFlow& flow : file.flows) {
      std::string name = printable(flow.label.empty() ? flow.id : flow.label);
      if (!flow.label.empty() && labels[flow.label] > 1) name += " (" + printable(flow.id) + ')';
      names_.emplace(flow.id, std::move(name));
    }
  }

  [[nodiscard]] std::string of(std::string_view id) const {
    const auto found = names_.find(id);
    return found == names_.end() ? std::string(kNoFlow) : found->second;
  }

 private:
  std::unordered_map<std::string_view, std::string> names_;
};

const std::string& flow_id(const ReportFinding& finding) {
  const bool is_flow = finding.place.node.type == "tab" || finding.place.node.type == "subflow";
  return is_flow ? finding.place.node.id : finding.place.flow.id;
}

// A finding that is allowed is milder than any other.
std::pair<bool, Level> badness(const ReportFinding& finding) { return {!finding.suppression, finding.level}; }

/// The findings of one flow and rule.
struct Case {
  std::vector<const ReportFinding*> findings;
  const ReportFinding* worst = nullptr;  ///< the first of the worst
};

/// What there is to say of one file.
class Suite {
 public:
  /// Takes the findings from `next` on; leaves `next` behind those of the file.
  Suite(const Report& report, size_t file, size_t& next, std::optional<Level> fail_on)
      : fail_on_(fail_on), path_(bare_path(report.files[file].path)) {
    const ReportFile& of = report.files[file];
    const ClassNames names(of);
    for (; next < report.findings.size() && report.findings[next].file == file; ++next)
      add(names.of(flow_id(report.findings[next])), report.findings[next]);
    for (const ReportFlow& flow : of.flows) {
      if (flow.checked != 0 && flow.errors + flow.warnings + flow.notes == 0) ready_.push_back(names.of(flow.id));
    }
    count();
  }

  [[nodiscard]] const Counts& counts() const { return counts_; }

  [[nodiscard]] std::string write() const {
    std::string out = "  <testsuite name=\"" + xml_escaped(path_) + "\" " + attributes(counts_) + ">\n";
    for (const std::string& flow : ready_) {
      begin(out, flow, kReady);
      out += "/>\n";
    }
    for (const auto& [names, one] : cases_) append_case(out, names.first, names.second, one);
    return out += "  </testsuite>\n";
  }

 private:
  std::optional<Level> fail_on_;
  std::string_view path_;
  std::vector<std::string> ready_;                                  // flows
  std::map<std::pair<std::string, std::string_view>, Case> cases_;  // by flow and rule
  Counts counts_;

  void add(std::string flow, const ReportFinding& finding) {
    Case& one = cases_[{std::move(flow), rule_id(finding)}];
    one.findings.push_back(&finding);
    if (one.worst == nullptr || badness(*one.worst) < badness(finding)) one.worst = &finding;
  }

  [[nodiscard]] bool fails(const ReportFinding& worst) const {
    return fail_on_ && !worst.suppression && worst.level >= *fail_on_;
  }

  void count() {
    counts_.tests = ready_.size() + cases_.size();
    for (const auto& [names, one] : cases_) ++(fails(*one.worst) ? counts_.failures : counts_.skipped);
  }

  void begin(std::string& out, std::string_view flow, std::string_view name) const {
    out += "    <testcase classname=\"" + xml_escaped(flow) + "\" name=\"" + xml_escaped(name) + "\" file=\"" +
           xml_escaped(path_) + "\" time=\"0\"";
  }

  [[nodiscard]] std::string details(const std::vector<const ReportFinding*>& findings) const {
    std::string out;
    for (const ReportFinding* const finding : findings) {
      const Position& at = finding->place.location.begin;
      out += std::string(to_string(finding->level)) + ": " + printable(finding->message) + '\n';
      if (finding->suppression) out += "  suppressed: " + printable(finding->suppression->reason) + '\n';
      out += "  " + printable(path_) + ':' + std::to_string(at.line) + ':' + std::to_string(at.column) + '\n';
      out += "  " + where_line(*finding) + '\n';
      if (const std::string way = path_line(*finding); !way.empty()) out += "  path: " + way + '\n';
      for (const std::string& sentence : advice(*finding)) out += "  help: " + sentence + '\n';
    }
    return out;
  }

  void append_case(std::string& out, std::string_view flow, std::string_view rule, const Case& one) const {
    std::string message = printable(one.worst->message);
    if (one.findings.size() > 1) message += " (and " + std::to_string(one.findings.size() - 1) + " more)";
    begin(out, flow, rule);
    out += ">\n";
    std::string lines;
    const std::string text = details(one.findings);
    for (size_t at = 0; at < text.size();) {
      const size_t end = text.find('\n', at);
      lines += xml_escaped(std::string_view(text).substr(at, end - at)) + '\n';
      at = end + 1;
    }
    if (fails(*one.worst)) {
      out += "      <failure message=\"" + xml_escaped(message) + "\" type=\"" +
             std::string(to_string(one.worst->level)) + "\">" + lines + "</failure>\n";
    } else {
      // The schema of Jenkins gives `skipped` no content; it shows what a test printed.
      out +=
          "      <skipped message=\"" + xml_escaped(message) + "\"/>\n      <system-out>" + lines + "</system-out>\n";
    }
    out += "    </testcase>\n";
  }
};

std::string unreadable_suite(const std::vector<Error>& errors, Counts& total) {
  if (errors.empty()) return {};
  Counts counts;
  counts.tests = counts.errors = errors.size();
  total.add(counts);
  std::string out = "  <testsuite name=\"halint\" " + attributes(counts) + ">\n";
  for (const Error& error : errors) {
    const std::string path = xml_escaped(bare_path(error.path));
    const std::string where = error.line == 0 ? std::string() : "line " + std::to_string(error.line);
    out.append("    <testcase classname=\"inputs\" name=\"")
        .append(path)
        .append("\" file=\"")
        .append(path)
        .append("\" time=\"0\">\n");
    out += "      <error message=\"" + xml_escaped(error_line(error)) + "\" type=\"input\">" + where +
           "</error>\n    </testcase>\n";
  }
  return out + "  </testsuite>\n";
}

class Writer final : public ReportWriter {
 public:
  explicit Writer(std::optional<Level> fail_on) : fail_on_(fail_on) {}

  // It counts all tests.
  [[nodiscard]] bool head_comes_last() const override { return true; }

  void note(const Report& piece) override {
    for_each_suite(piece, [&](const Suite& suite) { total_.add(suite.counts()); });
  }

  [[nodiscard]] std::string head(const Report& run) const override {
    Counts total = total_;
    const std::string unreadable = unreadable_suite(run.errors, total);
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"halint\" " + attributes(total) + ">\n" +
           unreadable;
  }

  [[nodiscard]] std::string body(const Report& piece) const override {
    std::string out;
    for_each_suite(piece, [&](const Suite& suite) { out += suite.write(); });
    return out;
  }

  [[nodiscard]] std::string tail(const Report& /*run*/) const override { return "</testsuites>\n"; }

 private:
  std::optional<Level> fail_on_;
  Counts total_;

  void for_each_suite(const Report& piece, const auto& take) const {
    size_t next = 0;
    for (size_t file = 0; file < piece.files.size(); ++file) take(Suite(piece, file, next, fail_on_));
  }
};

}  // namespace

std::unique_ptr<ReportWriter> junit_writer(std::optional<Level> fail_on) { return std::make_unique<Writer>(fail_on); }

std::string write_junit(const Report& report, std::optional<Level> fail_on) { return Writer(fail_on).write(report); }

}  // namespace halint
