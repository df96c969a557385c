// The end of the text format: which flows are ready for copies, and the counts.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "halint/report/escape.h"
#include "halint/report/layout.h"
#include "report/text.h"
#include "report/text_style.h"
#include "report/words.h"

namespace halint {
namespace {

constexpr size_t kMaxRows = 40;
constexpr uint32_t kMaxLabel = 48;
constexpr size_t kMaxTypes = 5;

struct Row {
  const ReportFile* file;
  const ReportFlow* flow;
};

std::vector<Row> running_flows(const Report& report) {
  std::vector<Row> rows;
  for (const ReportFile& file : report.files) {
    for (const ReportFlow& flow : file.flows) {
      if (!flow.disabled) rows.push_back({&file, &flow});
    }
  }
  return rows;
}

// With too many flows, the worst that are not safe, in their order of appearance.
std::vector<Row> shown_of(const std::vector<Row>& all) {
  if (all.size() <= kMaxRows) return all;
  std::vector<Row> bad;
  for (const Row& row : all) {
    if (row.flow->verdict != Verdict::safe) bad.push_back(row);
  }
  if (bad.size() <= kMaxRows) return bad;
  std::vector<size_t> order(bad.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  const auto badness = [&](size_t i) {
    const ReportFlow& flow = *bad[i].flow;
    return std::tuple(flow.verdict, flow.errors, flow.warnings, flow.notes);
  };
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return badness(a) > badness(b); });
  order.resize(kMaxRows);
  std::sort(order.begin(), order.end());
  std::vector<Row> worst;
  worst.reserve(kMaxRows);
  for (const size_t i : order) worst.push_back(bad[i]);
  return worst;
}

std::string label_of(const ReportFlow& flow) {
  const std::string label = printable(flow.label.empty() ? flow.id : flow.label);
  return shortened(label, kMaxLabel);
}

void append_counts(std::string& out, const ReportFlow& flow) {
  append_right(out, std::to_string(flow.errors), 8);
  append_right(out, std::to_string(flow.warnings), 10);
  append_right(out, std::to_string(flow.notes), 7);
}

void append_left_out(std::string& out, const std::vector<Row>& all, const std::vector<Row>& shown) {
  if (all.size() == shown.size()) return;
  std::array<size_t, 3> left{};
  for (const Row& row : all) ++left[static_cast<size_t>(row.flow->verdict)];
  for (const Row& row : shown) --left[static_cast<size_t>(row.flow->verdict)];
  std::vector<std::string> parts;
  for (const Verdict verdict : {Verdict::unsafe, Verdict::review, Verdict::safe}) {
    const size_t count = left[static_cast<size_t>(verdict)];
    if (count != 0) parts.push_back(std::to_string(count) + ' ' + std::string(to_string(verdict)));
  }
  out += shown.empty() ? "  " : "  and ";
  out += counted(all.size() - shown.size(), shown.empty() ? "flow" : "more flow") + ": " + listed(parts) + '\n';
}

void append_table(std::string& out, const Report& report, const TextOptions& options) {
  const std::vector<Row> all = running_flows(report);
  const std::vector<Row> shown = shown_of(all);
  const bool by_file = report.files.size() > 1;
  const uint32_t indent = by_file ? 4 : 2;
  uint32_t width = 4;
  for (const Row& row : shown) width = std::max(width, display_width(label_of(*row.flow)));
  if (!shown.empty()) {
    std::string head(indent, ' ');
    append_padded(head, "flow", width);
    head += "  verdict   errors  warnings  notes";
    append_styled(out, options.color, Style::dim, head);
    out += '\n';
  }
  const ReportFile* file = nullptr;
  for (const Row& row : shown) {
    if (by_file && row.file != file) out += "  " + printable(row.file->path) + '\n';
    file = row.file;
    out.append(indent, ' ');
    append_padded(out, label_of(*row.flow), width);
    out += "  ";
    append_styled(out, options.color, style_of(row.flow->verdict), to_string(row.flow->verdict));
    out.append(std::string_view("verdict").size() - to_string(row.flow->verdict).size() + 1, ' ');
    append_counts(out, *row.flow);
    out += '\n';
  }
  append_left_out(out, all, shown);
  if (!all.empty()) out += '\n';
}

Verdict overall(const Report& report) {
  Verdict worst = Verdict::safe;
  for (const ReportFile& file : report.files) {
    for (const ReportFlow& flow : file.flows) {
      if (!flow.disabled) worst = std::max(worst, flow.verdict);
    }
  }
  if (report.count(Level::error) != 0) return Verdict::unsafe;
  return report.count(Level::warning) != 0 ? std::max(worst, Verdict::review) : worst;
}

std::string found(const Report& report) {
  std::vector<std::string> parts;
  if (const uint32_t n = report.count(Level::error); n != 0) parts.push_back(counted(n, "error"));
  if (const uint32_t n = report.count(Level::warning); n != 0) parts.push_back(counted(n, "warning"));
  if (const uint32_t n = report.count(Level::note); n != 0) parts.push_back(counted(n, "note"));
  if (!parts.empty()) {
    std::string out = parts.front();
    for (size_t i = 1; i < parts.size(); ++i) out += ", " + parts[i];
    return out;
  }
  uint64_t nodes = 0;
  for (const ReportFile& file : report.files) nodes += file.nodes;
  const std::string files = report.files.size() > 1 ? " in " + counted(report.files.size(), "file") : std::string();
  return "nothing to report in " + counted(nodes, "node") + " of " + counted(running_flows(report).size(), "flow") +
         files;
}

std::string unknown_types(const Report& report) {
  if (report.unknown_types.empty()) return {};
  std::vector<std::pair<std::string, uint32_t>> types(report.unknown_types.begin(), report.unknown_types.end());
  std::stable_sort(types.begin(), types.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  std::string out = "; unknown node types: ";
  for (size_t i = 0; i < std::min(types.size(), kMaxTypes); ++i) {
    if (i != 0) out += ", ";
    out += shortened(printable(types[i].first), 40) + " (" + std::to_string(types[i].second) + ')';
  }
  if (types.size() > kMaxTypes) out += " and " + std::to_string(types.size() - kMaxTypes) + " more";
  return out;
}

std::string counts(const Report& report) {
  std::vector<std::string> parts;
  if (report.suppressed != 0) parts.push_back(std::to_string(report.suppressed) + " suppressed");
  if (report.hidden != 0) parts.push_back(std::to_string(report.hidden) + " not shown");
  if (const uint32_t n = report.fixable(); n != 0) parts.push_back(std::to_string(n) + " fixable");
  std::string out;
  for (size_t i = 0; i < parts.size(); ++i) out += (i == 0 ? "; " : ", ") + parts[i];
  return out;
}

std::string opening(Verdict verdict) {
  switch (verdict) {
    case Verdict::safe:
      return "Safe for ";
    case Verdict::review:
      return "To review before running ";
    case Verdict::unsafe:
      return "Not safe for ";
  }
  return {};
}

}  // namespace

void append_summary(std::string& out, const Report& report, const TextOptions& options) {
  if (report.files.empty()) return;
  append_table(out, report, options);
  const Verdict verdict = overall(report);
  const std::string copies = std::to_string(report.replicas) + " copies";
  // A verdict on half of the input must not read like one on all of it.
  const bool incomplete = !report.errors.empty() && verdict == Verdict::safe;
  std::string line;
  if (incomplete)
    line = counted(report.errors.size(), "input") + " could not be checked; the rest is safe for " + copies;
  else
    line = opening(verdict) + copies;
  line += ": " + found(report) + counts(report) + unknown_types(report);
  if (!report.errors.empty() && !incomplete)
    line += "; " + counted(report.errors.size(), "input") + " could not be checked";
  line += '.';
  std::string wrapped;
  append_wrapped(wrapped, line, 0, 0, options.width);
  const size_t colon = wrapped.find(':');
  append_styled(out, options.color, style_of(incomplete ? Verdict::review : verdict), wrapped.substr(0, colon));
  out += wrapped.substr(colon) + '\n';
}

}  // namespace halint
