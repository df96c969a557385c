// SPDX-License-Identifier: Apache-2.0
#include "report/text.h"

namespace halint {

std::string write_text(const Report& report, const TextOptions& options) {
  std::string out;
  for (const ReportFinding& finding : report.findings) {
    append_finding(out, report, finding, options);
    out += '\n';
  }
  if (options.summary) {
    append_summary(out, report, options);
  } else if (!out.empty()) {
    out.pop_back();
  }
  return out;
}

}  // namespace halint
