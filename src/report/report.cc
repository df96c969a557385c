// SPDX-License-Identifier: Apache-2.0
#include "halint/report/report.h"

#include <algorithm>

namespace halint {

std::string_view to_string(Verdict verdict) {
  switch (verdict) {
    case Verdict::unchecked:
      return "unchecked";
    case Verdict::safe:
      return "safe";
    case Verdict::accepted:
      return "accepted";
    case Verdict::review:
      return "review";
    case Verdict::unsafe:
      return "unsafe";
  }
  return {};
}

Verdict ReportFlow::verdict() const {
  if (errors != 0) return Verdict::unsafe;
  if (warnings != 0 || unclear) return Verdict::review;
  if (accepted != 0) return Verdict::accepted;
  return checked != 0 ? Verdict::safe : Verdict::unchecked;
}

uint32_t Report::count(Level level) const {
  uint32_t count = level == Level::error ? written.errors : level == Level::warning ? written.warnings : written.notes;
  for (const ReportFinding& finding : findings)
    count += finding.level == level && !finding.suppression ? finding.stands_for : 0;
  return count;
}

uint32_t Report::fixable() const {
  return written.fixable +
         static_cast<uint32_t>(std::count_if(findings.begin(), findings.end(), [](const ReportFinding& finding) {
           return !finding.suppression && std::any_of(finding.fixes.begin(), finding.fixes.end(),
                                                      [](const Fix& fix) { return !fix.edits.empty(); });
         }));
}

}  // namespace halint
