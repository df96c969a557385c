// Which flows are ready for copies: the table's rows and the sentence that sums up, for people.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <numeric>
#include <tuple>

#include "halint/report/escape.h"
#include "halint/report/layout.h"
#include "report/brief.h"
#include "report/words.h"

namespace halint {
namespace {

constexpr uint32_t kMaxLabel = 48;
constexpr size_t kMaxTypes = 5;

Verdict overall(const Report& report) {
  Verdict worst = Verdict::safe;  // nodes on no flow are looked at too
  for (const FlowRow& row : running_flows(report)) worst = std::max(worst, row.flow->verdict());
  if (report.unclear) worst = std::max(worst, Verdict::review);
  if (report.count(Level::error) != 0) return Verdict::unsafe;
  return report.count(Level::warning) != 0 ? std::max(worst, Verdict::review) : worst;
}

// Nobody should take silence about these for a verdict.
std::string idle_flows(const Report& report) {
  size_t count = 0;
  size_t idle = 0;
  for (const ReportFile& file : report.files) {
    for (const ReportFlow& flow : file.flows) {
      count += flow.disabled ? 1U : 0U;
      idle += !flow.disabled && flow.verdict() == Verdict::unchecked ? 1U : 0U;
    }
  }
  std::string out;
  if (count != 0) out = " (" + std::to_string(count) + (count == 1 ? " more is" : " more are") + " disabled";
  if (idle != 0) {
    out += (out.empty() ? " (" + std::to_string(idle) + " more" : ", " + std::to_string(idle));
    out += idle == 1 ? " holds nothing that runs" : " hold nothing that runs";
  }
  return out.empty() ? out : out + ')';
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
  return "nothing to report in " + counted(nodes, "node") + " of " + counted(running_flows(report).size(), "flow") +
         idle_flows(report);
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

std::string other_counts(const Report& report) {
  std::vector<std::string> parts;
  if (report.suppressed != 0) parts.push_back(std::to_string(report.suppressed) + " suppressed");
  if (report.hidden != 0) parts.push_back(std::to_string(report.hidden) + " not shown");
  if (const uint32_t n = report.fixable(); n != 0) parts.push_back(std::to_string(n) + " fixable");
  std::string out;
  for (size_t i = 0; i < parts.size(); ++i) out += (i == 0 ? "; " : ", ") + parts[i];
  return out;
}

// Of how much of halint's knowledge this is the answer.
std::string rules_run(const Report& report) {
  if (report.rules_run >= report.rules_known) return {};
  return "; " + std::to_string(report.rules_run) + " of " + counted(report.rules_known, "rule") + " ran";
}

std::string files_looked_at(const Report& report) {
  std::string out = "; " + counted(report.files.size(), "file") + " linted";
  if (!report.left_out.empty()) out += ", " + std::to_string(report.left_out.size()) + " left out";
  return out;
}

// Files in which nothing runs: empty ones, and those whose flows are all disabled.
std::string unchecked_files(const Report& report) {
  std::vector<std::string> names;
  for (const ReportFile& file : report.files) {
    if (file.checked == 0) names.push_back(printable(bare_path(file.path)));
  }
  if (names.empty() || names.size() == report.files.size()) return {};
  const size_t more = names.size() > kMaxTypes ? names.size() - kMaxTypes : 0;
  names.resize(names.size() - more);
  if (more != 0) names.push_back(std::to_string(more) + " more");
  return "; nothing was checked in " + listed(names);
}

bool checked_nothing(const Report& report) {
  return report.listed() == 0 && report.suppressed == 0 &&
         std::all_of(report.files.begin(), report.files.end(),
                     [](const ReportFile& file) { return file.checked == 0; });
}

std::string nothing_checked(const Report& report) {
  uint64_t nodes = 0;
  uint64_t flows = 0;
  for (const ReportFile& file : report.files) {
    nodes += file.nodes;
    flows += file.flows.size();
  }
  const std::string where = report.files.size() == 1 ? "the file holds " : "the files hold ";
  if (nodes == 0) return where + "no nodes";
  if (flows == 0) return where + counted(nodes, "node") + " that nothing uses, and no flow";
  const auto disabled =
      std::accumulate(report.files.begin(), report.files.end(), uint64_t{0}, [](uint64_t sum, const ReportFile& file) {
        return sum + static_cast<uint64_t>(std::count_if(file.flows.begin(), file.flows.end(),
                                                         [](const ReportFlow& flow) { return flow.disabled; }));
      });
  return where + "no node that would run" +
         (disabled == 0 ? "" : " (" + counted(disabled, "flow is", "flows are") + " disabled)");
}

// What is known of the copies of several files.
std::string copies_of(const Report& report) {
  const auto differs = [&](const ReportFile& file) { return file.deployment != report.deployment; };
  if (std::any_of(report.files.begin(), report.files.end(), differs)) return "each file's deployment";
  if (report.deployment == Deployment::rolling) return "rolling updates";
  if (report.deployment == Deployment::standby) return "a stand-by that takes over";
  uint32_t least = report.replicas;
  for (const ReportFile& file : report.files) least = std::min(least, file.replicas);
  return (least < report.replicas ? std::to_string(least) + " to " : "") + std::to_string(report.replicas) + " copies";
}

// Which platform was taken, and why, where nobody said it.
std::string platform_taken(const Report& report) {
  const auto taken = std::find_if(report.files.begin(), report.files.end(),
                                  [](const ReportFile& file) { return !file.platform_from.empty(); });
  if (taken == report.files.end()) return {};
  std::string out = "; taken for " + std::string(to_string(taken->platform)) + ", because " + taken->platform_from;
  const auto other = [&](const ReportFile& file) { return file.platform_from != taken->platform_from; };
  if (std::any_of(report.files.begin(), report.files.end(), other))
    out += ", as far as " + printable(taken->path) + " goes";
  return out;
}

std::string opening(Verdict verdict, const Report& report) {
  switch (verdict) {
    case Verdict::unchecked:
      return "Nothing was checked for ";
    case Verdict::safe:
      return "Safe for ";
    case Verdict::accepted:
      return "Accepted for ";
    case Verdict::review:
      return report.deployment == Deployment::replicas ? "To review before running " : "To review before ";
    case Verdict::unsafe:
      return "Not safe for ";
  }
  return {};
}

}  // namespace

std::vector<FlowRow> running_flows(const Report& report) {
  std::vector<FlowRow> rows;
  for (const ReportFile& file : report.files) {
    for (const ReportFlow& flow : file.flows) {
      if (!flow.disabled && flow.verdict() != Verdict::unchecked) rows.push_back({&file, &flow});
    }
  }
  return rows;
}

std::vector<FlowRow> worst_flows(const std::vector<FlowRow>& all, size_t most) {
  if (all.size() <= most) return all;
  std::vector<FlowRow> bad;
  for (const FlowRow& row : all) {
    if (row.flow->verdict() != Verdict::safe) bad.push_back(row);
  }
  if (bad.size() <= most) return bad;
  std::vector<size_t> order(bad.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  const auto badness = [&](size_t i) {
    const ReportFlow& flow = *bad[i].flow;
    return std::tuple(flow.verdict(), flow.errors, flow.warnings, flow.notes);
  };
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return badness(a) > badness(b); });
  order.resize(most);
  std::sort(order.begin(), order.end());
  std::vector<FlowRow> worst;
  worst.reserve(most);
  for (const size_t i : order) worst.push_back(bad[i]);
  return worst;
}

std::string left_out_flows(const std::vector<FlowRow>& all, const std::vector<FlowRow>& shown) {
  std::array<size_t, 5> left{};  // by verdict
  for (const FlowRow& row : all) ++left[static_cast<size_t>(row.flow->verdict())];
  for (const FlowRow& row : shown) --left[static_cast<size_t>(row.flow->verdict())];
  std::vector<std::string> parts;
  for (const Verdict verdict : {Verdict::unsafe, Verdict::review, Verdict::accepted, Verdict::safe}) {
    const size_t count = left[static_cast<size_t>(verdict)];
    if (count != 0) parts.push_back(std::to_string(count) + ' ' + std::string(to_string(verdict)));
  }
  return listed(parts);
}

std::string flow_label(const ReportFlow& flow) {
  return shortened(printable(flow.label.empty() ? flow.id : flow.label), kMaxLabel);
}

Readiness readiness(const Report& report) {
  const std::string copies = copies_of(report);
  const std::string rest = rules_run(report) + unchecked_files(report) + files_looked_at(report);
  Readiness out;
  if (report.files.empty() || checked_nothing(report)) {
    out.verdict = Verdict::review;
    out.opening = "Nothing was checked";
    out.counts = (report.files.empty() ? "there was no file to lint" : nothing_checked(report)) + rest;
    if (!report.errors.empty()) out.counts += "; " + counted(report.errors.size(), "input") + " could not be checked";
    out.counts += '.';
    return out;
  }
  out.verdict = overall(report);
  // A verdict on half of the input must not read like one on all of it.
  const bool incomplete = !report.errors.empty() && out.verdict <= Verdict::accepted;
  // What was suppressed is accepted, but still there.
  if (report.suppressed != 0 && out.verdict == Verdict::safe) out.verdict = Verdict::accepted;
  out.opening = incomplete ? counted(report.errors.size(), "input") + " could not be checked; the rest is " +
                                 std::string(to_string(out.verdict)) + " for " + copies
                           : opening(out.verdict, report) + copies;
  if (out.verdict == Verdict::safe && report.rules_run < report.rules_known)
    out.opening += ", as far as " + counted(report.rules_run, "rule tells", "rules tell");
  if (incomplete) out.verdict = Verdict::review;
  out.counts = found(report) + other_counts(report) + unknown_types(report) + platform_taken(report) + rest;
  if (!report.errors.empty() && !incomplete) {
    out.counts += "; " + counted(report.errors.size(), "input") + " could not be checked";
  }
  out.counts += '.';
  return out;
}

}  // namespace halint
