// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "halint/report/formats.h"
#include "halint/report/layout.h"
#include "report/words.h"

namespace halint {

void RuleStatistics::count(const Report& piece) {
  for (const ReportFinding& finding : piece.findings) {
    Counts& counts = rules_[rule_id(finding)];
    if (finding.suppression)
      ++counts.suppressed;
    else if (finding.level == Level::error)
      ++counts.errors;
    else if (finding.level == Level::warning)
      ++counts.warnings;
    else
      ++counts.notes;
  }
}

std::string RuleStatistics::write(const Report& run, double seconds) const {
  uint64_t nodes = 0;
  uint64_t flows = 0;
  for (const ReportFile& file : run.files) {
    nodes += file.nodes;
    flows += file.flows.size();
  }
  std::string out = fmt::format("{}, {}, {} in {:.2f} s\n", counted(run.files.size(), "file"), counted(flows, "flow"),
                                counted(nodes, "node"), seconds);
  if (rules_.empty()) return out;
  std::vector<std::pair<std::string_view, Counts>> rules(rules_.begin(), rules_.end());
  std::stable_sort(rules.begin(), rules.end(),
                   [](const auto& a, const auto& b) { return a.second.all() > b.second.all(); });
  uint32_t width = 4;
  for (const auto& [rule, counts] : rules) width = std::max(width, display_width(rule));
  out += "  ";
  append_padded(out, "rule", width);
  out += "  errors  warnings  notes  suppressed\n";
  for (const auto& [rule, counts] : rules) {
    out += "  ";
    append_padded(out, rule, width);
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
