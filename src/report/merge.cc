// SPDX-License-Identifier: Apache-2.0
#include "halint/report/merge.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>

#include "report/brief.h"
#include "report/words.h"

namespace halint {
namespace {

void move_behind(auto& to, auto& from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

void uncount(ReportFlow& flow, Level level) {
  uint32_t& count = level == Level::error ? flow.errors : level == Level::warning ? flow.warnings : flow.notes;
  if (count != 0) --count;
}

void forget(Report& report, const ReportFinding& finding) {
  if (finding.file >= report.files.size()) return;
  for (const uint32_t at : finding.flows) {
    ReportFlow& flow = report.files[finding.file].flows[at];
    uncount(flow, finding.level);
    flow.accepted += finding.level >= Level::warning ? 1U : 0U;
  }
}

void add(FindingSums& sums, const FindingSums& more) {
  sums.listed += more.listed;
  sums.errors += more.errors;
  sums.warnings += more.warnings;
  sums.notes += more.notes;
  sums.fixable += more.fixable;
  sums.in_several_flows = sums.in_several_flows || more.in_several_flows;
}

}  // namespace

void append_report(Report& report, Report&& more) {
  const auto first_file = static_cast<uint32_t>(report.files.size());
  if (!more.files.empty()) {
    if (first_file == 0) {
      report.platform = more.platform;
      report.deployment = more.deployment;
      report.replicas = more.replicas;
      report.rules_run = more.rules_run;
    }
    report.replicas = std::max(report.replicas, more.replicas);
    report.rules_run = std::min(report.rules_run, more.rules_run);
  }
  for (ReportFinding& finding : more.findings) finding.file += first_file;
  move_behind(report.files, more.files);
  move_behind(report.findings, more.findings);
  move_behind(report.errors, more.errors);
  move_behind(report.left_out, more.left_out);
  for (const auto& [type, nodes] : more.unknown_types) report.unknown_types[type] += nodes;
  report.rules_known = std::max(report.rules_known, more.rules_known);
  report.unclear = report.unclear || more.unclear;
  report.suppressed += more.suppressed;
  report.hidden += more.hidden;
  add(report.written, more.written);
  for (size_t i = 0; i < report.times.size(); ++i) report.times[i] += more.times[i];
}

void let_go(Report& report) {
  report.written = {static_cast<uint32_t>(report.listed()),
                    report.count(Level::error),
                    report.count(Level::warning),
                    report.count(Level::note),
                    report.fixable(),
                    counts_in_several(report)};
  report.findings = {};
}

void suppress(Report& report, ReportFinding& finding, Suppression suppression) {
  if (finding.suppression) return;
  forget(report, finding);
  finding.suppression = std::move(suppression);
  ++report.suppressed;
}

void drop_suppressed(Report& report) {
  std::erase_if(report.findings, [](const ReportFinding& finding) { return finding.suppression.has_value(); });
}

void hide_below(Report& report, std::span<const Threshold> by_file) {
  std::erase_if(report.findings, [&](const ReportFinding& finding) {
    const Threshold& least = by_file[finding.file];
    const bool below = finding.level < least.level || finding.confidence < least.confidence;
    if (below && !finding.suppression) report.hidden += finding.stands_for;
    return below;
  });
}

void stand_for(ReportFinding& finding, size_t count) {
  finding.stands_for = static_cast<uint32_t>(count);
  finding.message = std::to_string(count) + " more findings of " + std::string(rule_id(finding)) +
                    " in this file, of which this is the first, are not listed";
  finding.path.clear();
  finding.effects.clear();
  finding.related.clear();
  finding.help.clear();
  finding.fixes.clear();
}

void sum_up(Report& report, size_t most) {
  const auto kind = [](const ReportFinding& f) {
    return std::tuple(f.file, rule_id(f), f.level, f.suppression.has_value());
  };
  std::map<decltype(kind(report.findings[0])), std::vector<size_t>> kinds;
  for (size_t i = 0; i < report.findings.size(); ++i) kinds[kind(report.findings[i])].push_back(i);
  std::vector<bool> left_out(report.findings.size());
  for (const auto& [key, alike] : kinds) {
    if (alike.size() <= most + 1) continue;  // one more is no longer than the words for it
    stand_for(report.findings[alike[most]], alike.size() - most);
    for (size_t i = most + 1; i < alike.size(); ++i) left_out[alike[i]] = true;
  }
  size_t at = 0;
  std::erase_if(report.findings, [&](const ReportFinding&) { return left_out[at++]; });
}

}  // namespace halint
