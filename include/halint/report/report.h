// A report: findings with lines, columns and names, ready to be written in any format.
// Whoever writes a format decides nothing and needs neither the flows nor their files.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "halint/analysis/finding.h"
#include "halint/flow/graph.h"
#include "halint/report/stage_times.h"
#include "halint/rule/policy.h"
#include "halint/source/line_index.h"

namespace halint {

/// Text in these structs is as it stands in the flow (decoded, UTF-8) and therefore hostile: each format escapes it.
struct ReportNode {
  std::string id;
  std::string type;
  std::string name;  ///< as the editor shows it, or empty
};

/// A region of one file, and enough of its line to draw it.
struct ReportLocation {
  Position begin;
  Position end;  ///< column behind the last character
  Span bytes;
  std::string excerpt;  ///< the line, or the part of a long one around the region
  uint32_t marked = 0;  ///< byte offset of the region in `excerpt`
  uint32_t marked_size = 0;
  bool cut_before = false;  ///< the line goes on to the left of the excerpt
  bool cut_behind = false;
};

/// A place in the editor: flow › group › node › property.
struct ReportPlace {
  ReportNode node;
  ReportNode flow;    ///< the flow or subflow it stands on; empty id for a global config node
  std::string group;  ///< name of the innermost group, or empty
  std::string property;
  uint32_t code_line = 0;
  bool config = false;
  ReportLocation location;
};

struct ReportRelated {
  ReportPlace place;
  std::string message;
};

struct ReportStep {
  ReportPlace place;
  std::string note;
};

struct ReportFinding {
  const Rule* rule = nullptr;
  Level level{};
  Confidence confidence{};
  std::string message;
  uint32_t file = 0;  ///< index into Report::files
  ReportPlace place;
  std::string key;
  std::vector<ReportRelated> related;
  std::vector<ReportStep> path;
  std::vector<std::string> effects;  ///< node ids
  std::vector<std::string> used_by;  ///< names of flows whose nodes use it, for a config node; of many the first
  std::vector<uint32_t> flows;       ///< in whose rows it counts: indices into the flows of its file
  std::vector<std::string> help;
  std::vector<Fix> fixes;                  ///< edits are byte spans of the file
  std::string fingerprint;                 ///< `halint/v1`: 16 hexadecimal digits
  std::optional<Suppression> suppression;  ///< it is allowed, and counts for nothing
  uint32_t stands_for = 1;                 ///< findings that it sums up: see sum_up
};

/// `unchecked`: nothing in it would run, so nothing was looked for. `safe`: nothing to say above a note. `accepted`:
/// nothing but what somebody has accepted. `review`: warnings, or something that halint does not know or could not
/// read. `unsafe`: errors.
enum class Verdict : uint8_t { unchecked, safe, accepted, review, unsafe };
std::string_view to_string(Verdict verdict);

/// A flow or subflow; also one that is missing, but has nodes: Node-RED makes it, without a name.
struct ReportFlow {
  std::string id;
  std::string label;
  bool disabled = false;
  bool unclear = false;  ///< something in it is of an unknown type or could not be read
  uint32_t errors = 0;
  uint32_t warnings = 0;
  uint32_t notes = 0;
  uint32_t accepted = 0;  ///< errors and warnings that are allowed, and do not count
  uint32_t checked = 0;   ///< nodes in it that would run, and so were looked at

  [[nodiscard]] Verdict verdict() const;
};

struct ReportFile {
  std::string path;
  Shape shape{};
  uint32_t nodes = 0;
  uint32_t checked = 0;                    ///< nodes that would run, and so were looked at
  Platform platform = Platform::flowfuse;  ///< for which it was judged
  std::string platform_from;               ///< what tells of it, where it was not said; else empty
  Deployment deployment = Deployment::replicas;
  uint32_t replicas = 2;  ///< at work at once
  std::string digest;     ///< of its bytes: see content_digest; empty unless some format needs it
  bool one_line = false;  ///< the file is minified, so that every finding stands on line 1
  std::vector<ReportFlow> flows;
};

/// A file or folder that a search through folders has come by.
struct ReportLeftOut {
  std::string path;    ///< of a folder with a slash behind it
  std::string reason;  ///< in few words
};

/// How many copies are at work at once.
[[nodiscard]] constexpr uint32_t copies_at_work(Deployment deployment, uint32_t replicas) {
  return deployment == Deployment::replicas ? replicas : 1;
}

/// Sums of findings that are written already, and no longer held.
struct FindingSums {
  uint32_t listed = 0;  ///< suppressed ones included
  uint32_t errors = 0;  ///< without suppressed ones, as all below
  uint32_t warnings = 0;
  uint32_t notes = 0;
  uint32_t fixable = 0;
  bool in_several_flows = false;  ///< one of them counts in the rows of several flows
};

struct Report {
  Platform platform = Platform::flowfuse;        ///< of the first file
  Deployment deployment = Deployment::replicas;  ///< of the first file
  uint32_t replicas = 2;                         ///< at work at once; the most that a file is judged for
  std::vector<ReportFile> files;
  std::vector<ReportFinding> findings;            ///< sorted by file, place, rule
  std::vector<Error> errors;                      ///< inputs that could not be linted
  std::vector<ReportLeftOut> left_out;            ///< sorted by path
  std::map<std::string, uint32_t> unknown_types;  ///< type → nodes of it
  uint32_t rules_run = 0;                         ///< rules that were in force, in the file with the fewest
  uint32_t rules_known = 0;                       ///< rules there are, the user's own included
  bool unclear = false;                           ///< some node is of an unknown type, or some code could not be read
  uint32_t suppressed = 0;  ///< findings that are allowed, whether they are in `findings` or left out
  uint32_t hidden = 0;      ///< findings below the wanted level or confidence, left out; verdicts and flows count them
  FindingSums written{};    ///< see let_go
  StageTimes times{};       ///< what it took to get here
  std::vector<bool> used_ignores;  ///< by index in Policy::ignores: it fits a finding

  /// Without suppressed ones.
  [[nodiscard]] uint32_t count(Level level) const;
  [[nodiscard]] uint32_t fixable() const;
  /// Of all findings, the suppressed ones that are listed included.
  [[nodiscard]] size_t listed() const { return written.listed + findings.size(); }
};

}  // namespace halint
