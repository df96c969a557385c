// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "halint/report/formats.h"
#include "halint/report/layout.h"
#include "report/words.h"

namespace halint {
namespace {

struct RuleCounts {
  std::string_view rule;
  uint32_t errors = 0;
  uint32_t warnings = 0;
  uint32_t notes = 0;
  uint32_t suppressed = 0;

  [[nodiscard]] uint32_t all() const { return errors + warnings + notes + suppressed; }
};

// Most often broken first.
std::vector<RuleCounts> count_rules(const Report& report) {
  std::map<std::string_view, RuleCounts> by_rule;
  for (const ReportFinding& finding : report.findings) {
    RuleCounts& counts = by_rule[rule_id(finding)];
    counts.rule = rule_id(finding);
    if (finding.suppression)
      ++counts.suppressed;
    else if (finding.level == Level::error)
      ++counts.errors;
    else if (finding.level == Level::warning)
      ++counts.warnings;
    else
      ++counts.notes;
  }
  std::vector<RuleCounts> out;
  out.reserve(by_rule.size());
  for (const auto& [rule, counts] : by_rule) out.push_back(counts);
  std::stable_sort(out.begin(), out.end(), [](const RuleCounts& a, const RuleCounts& b) { return a.all() > b.all(); });
  return out;
}

}  // namespace

std::string write_statistics(const Report& report, double seconds) {
  uint64_t nodes = 0;
  uint64_t flows = 0;
  for (const ReportFile& file : report.files) {
    nodes += file.nodes;
    flows += file.flows.size();
  }
  std::string out = fmt::format("{}, {}, {} in {:.2f} s\n", counted(report.files.size(), "file"),
                                counted(flows, "flow"), counted(nodes, "node"), seconds);
  const std::vector<RuleCounts> rules = count_rules(report);
  if (rules.empty()) return out;
  uint32_t width = 4;
  for (const RuleCounts& counts : rules) width = std::max(width, display_width(counts.rule));
  out += "  ";
  append_padded(out, "rule", width);
  out += "  errors  warnings  notes  suppressed\n";
  for (const RuleCounts& counts : rules) {
    out += "  ";
    append_padded(out, counts.rule, width);
    out += fmt::format("{:8}{:10}{:7}{:12}\n", counts.errors, counts.warnings, counts.notes, counts.suppressed);
  }
  return out;
}

std::string write_timings(const Report& report) {
  double all = 0;
  for (const double seconds : report.times) all += seconds;
  std::string out = "  stage      seconds\n";
  for (size_t i = 0; i < kStages.size(); ++i) {
    out += fmt::format("  {:9} {:9.4f}{:5.0f} %\n", kStages[i], report.times[i],
                       all > 0 ? 100 * report.times[i] / all : 0);
  }
  return out + fmt::format("  {:9} {:9.4f}\n", "all", all);
}

}  // namespace halint
