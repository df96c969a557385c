// SPDX-License-Identifier: Apache-2.0
#include "halint/report/merge.h"

#include <algorithm>
#include <iterator>

namespace halint {
namespace {

void move_behind(auto& to, auto& from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

bool counts_for(const ReportFinding& finding, const ReportFlow& flow) {
  if (!finding.place.flow.id.empty()) return finding.place.flow.id == flow.id;
  if (finding.place.node.id == flow.id) return true;
  return std::find(finding.used_by.begin(), finding.used_by.end(), flow.label) != finding.used_by.end();
}

void uncount(ReportFlow& flow, Level level) {
  uint32_t& count = level == Level::error ? flow.errors : level == Level::warning ? flow.warnings : flow.notes;
  if (count != 0) --count;
}

// A flow that was `review` without a warning has unknown types on its paths, and stays so.
Verdict verdict_without(Verdict before, bool had_findings, const ReportFlow& flow) {
  if (flow.errors != 0) return Verdict::unsafe;
  if (flow.warnings != 0) return Verdict::review;
  return before == Verdict::review && !had_findings ? Verdict::review : Verdict::safe;
}

void forget(Report& report, const ReportFinding& finding) {
  if (finding.file >= report.files.size()) return;
  for (ReportFlow& flow : report.files[finding.file].flows) {
    if (!counts_for(finding, flow)) continue;
    const bool had_findings = flow.errors + flow.warnings != 0;
    uncount(flow, finding.level);
    flow.verdict = verdict_without(flow.verdict, had_findings, flow);
  }
}

bool holds(const std::vector<std::string>& ids, std::string_view id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

}  // namespace

void append_report(Report& report, Report&& more) {
  const auto first_file = static_cast<uint32_t>(report.files.size());
  for (ReportFinding& finding : more.findings) finding.file += first_file;
  move_behind(report.files, more.files);
  move_behind(report.findings, more.findings);
  move_behind(report.errors, more.errors);
  for (const auto& [type, nodes] : more.unknown_types) report.unknown_types[type] += nodes;
  report.suppressed += more.suppressed;
  report.hidden += more.hidden;
}

void keep_rules(Report& report, const std::vector<std::string>& select, const std::vector<std::string>& ignore) {
  if (select.empty() && ignore.empty()) return;
  const auto unwanted = [&](const ReportFinding& finding) {
    const std::string_view id = finding.rule != nullptr ? finding.rule->id : std::string_view();
    return (!select.empty() && !holds(select, id)) || holds(ignore, id);
  };
  for (const ReportFinding& finding : report.findings) {
    if (unwanted(finding)) forget(report, finding);
  }
  std::erase_if(report.findings, unwanted);
}

void hide_below(Report& report, Level level, Confidence confidence) {
  report.hidden += static_cast<uint32_t>(std::erase_if(report.findings, [&](const ReportFinding& finding) {
    return finding.level < level || finding.confidence < confidence;
  }));
}

}  // namespace halint
