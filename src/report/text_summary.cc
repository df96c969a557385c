// The end of the text format: which flows are ready for copies, and the counts.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "halint/report/escape.h"
#include "halint/report/layout.h"
#include "report/brief.h"
#include "report/text.h"
#include "report/text_style.h"
#include "report/words.h"

namespace halint {
namespace {

constexpr size_t kMaxRows = 40;
constexpr size_t kVerdictWidth = 8;

void append_counts(std::string& out, const ReportFlow& flow) {
  append_right(out, std::to_string(flow.errors), 8);
  append_right(out, std::to_string(flow.warnings), 10);
  append_right(out, std::to_string(flow.notes), 7);
}

void append_row(std::string& out, const ReportFlow& flow, uint32_t width, const TextOptions& options) {
  append_padded(out, flow_label(flow), width);
  out += "  ";
  const std::string_view verdict = to_string(flow.verdict());
  append_styled(out, options.color, style_of(flow.verdict()), verdict);
  out.append(kVerdictWidth - verdict.size(), ' ');
  append_counts(out, flow);
  out += '\n';
}

void append_table(std::string& out, const Report& report, const TextOptions& options) {
  const std::vector<FlowRow> all = running_flows(report);
  const std::vector<FlowRow> shown = worst_flows(all, kMaxRows);
  const bool by_file = report.files.size() > 1;
  const uint32_t indent = by_file ? 4 : 2;
  uint32_t width = 4;
  for (const FlowRow& row : shown) width = std::max(width, display_width(flow_label(*row.flow)));
  if (!shown.empty()) {
    std::string head(indent, ' ');
    append_padded(head, "flow", width);
    head += "  verdict   errors  warnings  notes";
    append_styled(out, options.color, Style::dim, head);
    out += '\n';
  }
  const ReportFile* file = nullptr;
  for (const FlowRow& row : shown) {
    if (by_file && row.file != file) out += "  " + printable(row.file->path) + '\n';
    file = row.file;
    out.append(indent, ' ');
    append_row(out, *row.flow, width, options);
  }
  if (all.size() != shown.size()) {
    out += shown.empty() ? "  " : "  and ";
    out += counted(all.size() - shown.size(), shown.empty() ? "flow" : "more flow") + ": " +
           left_out_flows(all, shown) + '\n';
  }
  if (counts_in_several(report)) out += "  " + std::string(kCountedTwice) + '\n';
  if (!all.empty()) out += '\n';
}

}  // namespace

std::string write_summary(const Report& report, const TextOptions& options) {
  std::string out;
  if (report.files.empty()) return out;
  append_table(out, report, options);
  const Readiness ready = readiness(report);
  std::string wrapped;
  append_wrapped(wrapped, ready.opening + ": " + ready.counts, 0, 0, options.width);
  const size_t colon = wrapped.find(':');
  append_styled(out, options.color, style_of(ready.verdict), wrapped.substr(0, colon));
  out += wrapped.substr(colon) + '\n';
  return out;
}

}  // namespace halint
