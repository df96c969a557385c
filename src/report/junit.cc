// JUnit XML, as Jenkins, GitLab and Azure read it: what failed is a flow (the class) in the sense of a rule (the test).
//
// A test is known by its names over many runs, so they hold no numbers that change: a flow's label, with its id only
// where another flow of the file has the same label.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>

#include "halint/report/escape.h"
#include "halint/report/formats.h"
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

/// Findings of one flow and rule, by position in the report.
using Cases = std::map<std::pair<std::string, std::string_view>, std::vector<const ReportFinding*>>;

class SuiteWriter {
 public:
  SuiteWriter(const Report& report, std::optional<Level> fail_on) : report_(report), fail_on_(fail_on) {}

  /// The suite of one file, and what it counts. Findings from `next` on; leaves `next` behind those of the file.
  std::string write(size_t file, size_t& next, Counts& total) {
    body_.clear();
    counts_ = {};
    const ReportFile& of = report_.files[file];
    path_ = xml_escaped(bare_path(of.path));
    Cases cases;
    for (; next < report_.findings.size() && report_.findings[next].file == file; ++next) {
      const ReportFinding& finding = report_.findings[next];
      cases[{class_name(of, flow_id(finding)), rule_id(finding)}].push_back(&finding);
    }
    for (const ReportFlow& flow : of.flows) {
      if (flow.checked != 0 && flow.errors + flow.warnings + flow.notes == 0) append_ready(class_name(of, flow.id));
    }
    for (const auto& [names, findings] : cases) append_case(names.first, names.second, findings);
    total.add(counts_);
    return "  <testsuite name=\"" + path_ + "\" " + attributes(counts_) + ">\n" + body_ + "  </testsuite>\n";
  }

 private:
  const Report& report_;
  std::optional<Level> fail_on_;
  std::string body_;
  std::string path_;
  Counts counts_;

  static const std::string& flow_id(const ReportFinding& finding) {
    const bool is_flow = finding.place.node.type == "tab" || finding.place.node.type == "subflow";
    return is_flow ? finding.place.node.id : finding.place.flow.id;
  }

  static std::string class_name(const ReportFile& file, const std::string& id) {
    const auto flow =
        std::find_if(file.flows.begin(), file.flows.end(), [&](const ReportFlow& f) { return f.id == id; });
    if (flow == file.flows.end()) return std::string(kNoFlow);
    const std::string label = printable(flow->label.empty() ? flow->id : flow->label);
    const auto same = std::count_if(file.flows.begin(), file.flows.end(),
                                    [&](const ReportFlow& f) { return f.label == flow->label; });
    return same > 1 && !flow->label.empty() ? label + " (" + printable(flow->id) + ')' : label;
  }

  void begin(const std::string& flow, std::string_view name) {
    ++counts_.tests;
    body_ += "    <testcase classname=\"" + xml_escaped(flow) + "\" name=\"" + xml_escaped(name) + "\" file=\"" +
             path_ + "\" time=\"0\"";
  }

  void append_ready(const std::string& flow) {
    begin(flow, kReady);
    body_ += "/>\n";
  }

  [[nodiscard]] static std::string details(const std::vector<const ReportFinding*>& findings, std::string_view path) {
    std::string out;
    for (const ReportFinding* const finding : findings) {
      const Position& at = finding->place.location.begin;
      out += std::string(to_string(finding->level)) + ": " + printable(finding->message) + '\n';
      if (finding->suppression) out += "  suppressed: " + printable(finding->suppression->reason) + '\n';
      out += "  " + printable(path) + ':' + std::to_string(at.line) + ':' + std::to_string(at.column) + '\n';
      out += "  " + where_line(*finding) + '\n';
      if (const std::string way = path_line(*finding); !way.empty()) out += "  path: " + way + '\n';
      for (const std::string& sentence : advice(*finding)) out += "  help: " + sentence + '\n';
    }
    return out;
  }

  void append_case(const std::string& flow, std::string_view rule, const std::vector<const ReportFinding*>& findings) {
    // A finding that is allowed is milder than any other.
    const auto badness = [](const ReportFinding* one) { return std::pair(!one->suppression, one->level); };
    const auto worst = std::max_element(findings.begin(), findings.end(),
                                        [&](const auto* a, const auto* b) { return badness(a) < badness(b); });
    std::string message = printable((*worst)->message);
    if (findings.size() > 1) message += " (and " + std::to_string(findings.size() - 1) + " more)";
    begin(flow, rule);
    body_ += ">\n";
    std::string lines;
    const std::string text = details(findings, file_path(report_, **worst));
    for (size_t at = 0; at < text.size();) {
      const size_t end = text.find('\n', at);
      lines += xml_escaped(std::string_view(text).substr(at, end - at)) + '\n';
      at = end + 1;
    }
    const std::string type = " type=\"" + std::string(to_string((*worst)->level)) + "\">";
    if (fail_on_ && !(*worst)->suppression && (*worst)->level >= *fail_on_) {
      ++counts_.failures;
      body_ += "      <failure message=\"" + xml_escaped(message) + '"' + type + lines + "</failure>\n";
    } else {
      // The schema of Jenkins gives `skipped` no content; it shows what a test printed.
      ++counts_.skipped;
      body_ +=
          "      <skipped message=\"" + xml_escaped(message) + "\"/>\n      <system-out>" + lines + "</system-out>\n";
    }
    body_ += "    </testcase>\n";
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

}  // namespace

std::string write_junit(const Report& report, std::optional<Level> fail_on) {
  Counts total;
  std::string suites = unreadable_suite(report.errors, total);
  SuiteWriter writer(report, fail_on);
  size_t next = 0;
  for (size_t file = 0; file < report.files.size(); ++file) suites += writer.write(file, next, total);
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"halint\" " + attributes(total) + ">\n" +
         suites + "</testsuites>\n";
}

}  // namespace halint
