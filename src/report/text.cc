// SPDX-License-Identifier: Apache-2.0
#include "report/text.h"

#include <algorithm>
#include <vector>

#include "report/brief.h"
#include "source/shared_work.h"

namespace halint {
namespace {

constexpr size_t kChunk = 256;  // findings that a thread takes at a time

}  // namespace

std::string write_text(const Report& report, const TextOptions& options) {
  // Which help is new goes by the order of the findings, which are then written in any.
  HelpOnce once;
  std::vector<std::vector<std::string>> help;
  help.reserve(report.findings.size());
  for (const ReportFinding& finding : report.findings) {
    help.push_back(help_of(finding));
    std::erase_if(help.back(), [&](const std::string& sentence) { return !once.tells(finding, sentence); });
  }
  std::vector<std::string> parts((report.findings.size() + kChunk - 1) / kChunk);
  share_work(parts.size(), options.jobs, [&](size_t part) {
    for (size_t i = part * kChunk; i < std::min(report.findings.size(), (part + 1) * kChunk); ++i) {
      append_finding(parts[part], report, report.findings[i], help[i], options);
      parts[part] += '\n';
    }
  });
  std::string out;
  for (const std::string& part : parts) out += part;
  if (options.summary) {
    out += write_summary(report, options);
  } else if (!out.empty()) {
    out.pop_back();
  }
  return out;
}

}  // namespace halint
