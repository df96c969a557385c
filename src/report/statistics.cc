// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "halint/report/formats.h"
#include "halint/report/layout.h"
#include "report/words.h"

namespace halint {
namespace {

// Not negative. With that many digits behind the point.
std::string decimal(double value, uint32_t places) {
  uint64_t scale = 1;
  for (uint32_t i = 0; i < places; ++i) scale *= 10;
  const auto whole = static_cast<uint64_t>(std::llround(value * static_cast<double>(scale)));
  if (places == 0) return std::to_string(whole);
  const std::string digits = std::to_string(whole % scale);
  return std::to_string(whole / scale) + '.' + std::string(places - digits.size(), '0') + digits;
}

void append_time(std::string& out, std::string_view stage, double seconds) {
  out += "  ";
  append_padded(out, stage, 9);
  append_right(out, decimal(seconds, 4), 10);
}

}  // namespace

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
  std::string out = counted(run.files.size(), "file") + ", " + counted(flows, "flow") + ", " + counted(nodes, "node") +
                    " in " + decimal(seconds, 2) + " s\n";
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
    append_right(out, std::to_string(counts.errors), 8);
    append_right(out, std::to_string(counts.warnings), 10);
    append_right(out, std::to_string(counts.notes), 7);
    append_right(out, std::to_string(counts.suppressed), 12);
    out += '\n';
  }
  return out;
}

std::string write_timings(const Report& report) {
  double all = 0;
  for (const double seconds : report.times) all += seconds;
  std::string out = "  stage      seconds\n";
  for (size_t i = 0; i < kStages.size(); ++i) {
    append_time(out, kStages[i], report.times[i]);
    append_right(out, decimal(all > 0 ? 100 * report.times[i] / all : 0, 0), 5);
    out += " %\n";
  }
  append_time(out, "all", all);
  return out + '\n';
}

}  // namespace halint
