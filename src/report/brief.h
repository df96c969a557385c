// What the formats for pipelines say of a finding, in few words, and the readiness of flows as text and pages sum it
// up. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "halint/report/report.h"

namespace halint {

/// The path of a finding's file as hosts want it: as given, without a leading `./`. Not escaped.
std::string_view bare_path(std::string_view path);
std::string_view file_path(const Report& report, const ReportFinding& finding);

/// `inject “a” → function “b” → … 3 more … → mqtt out “c”`; empty with less than two steps. Printable.
std::string path_line(const ReportFinding& finding);
/// What to do: the help and fixes of the finding, else the first sentence of its rule's. Printable sentences.
std::vector<std::string> advice(const ReportFinding& finding);
/// Where in the editor, and which flows use it. Printable.
std::string where_line(const ReportFinding& finding);
/// The page of a rule; empty for a user's own that refers to none.
std::string rule_url(const Rule& rule);
/// An input that could not be linted, without its place. Printable.
std::string error_line(const Error& error);

/// Text with the five characters that XML reserves escaped; printable, so that any reader takes it.
std::string xml_escaped(std::string_view text);

/// The digits of report/hash.h over the texts.
std::string digest(std::initializer_list<std::string_view> texts);

/// Tells each sentence of a rule once per file: two hundred findings need no two hundred copies of the same help.
class HelpOnce {
 public:
  /// The first time for this rule, file and sentence.
  bool tells(const ReportFinding& finding, const std::string& sentence);

 private:
  std::set<std::pair<std::string, std::string>> told_;
};

/// Some finding counts in the rows of several flows, whose sums then are more than all.
bool counts_in_several(const Report& report);
inline constexpr std::string_view kCountedTwice = "A finding at a config node counts in every flow that uses it.";

struct FlowRow {
  const ReportFile* file;
  const ReportFlow* flow;
};
/// Flows in which something runs, in their order.
std::vector<FlowRow> running_flows(const Report& report);
/// `all` if it is small enough, else the worst that are not safe, in their order of appearance.
std::vector<FlowRow> worst_flows(const std::vector<FlowRow>& all, size_t most);
/// `2 safe and 1 unsafe`: what stands in `all` and not in `shown`.
std::string left_out_flows(const std::vector<FlowRow>& all, const std::vector<FlowRow>& shown);
/// Name or id of a flow, short and printable.
std::string flow_label(const ReportFlow& flow);

/// The whole input in one sentence: `Not safe for 2 copies: 5 errors; 1 fixable.`
struct Readiness {
  Verdict verdict = Verdict::safe;
  std::string opening;  ///< up to the colon
  std::string counts;   ///< behind it, with the full stop
};
Readiness readiness(const Report& report);

}  // namespace halint
