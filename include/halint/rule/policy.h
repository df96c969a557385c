// What is to be done with findings: which rules are in force, how bad they are, which findings are allowed, and why.
// Knows nothing of files and formats. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "halint/analysis/model.h"
#include "halint/rule/rule.h"

namespace halint {

/// Where it is said that a finding is allowed: in the flow, in the configuration, in a baseline of accepted findings.
enum class SuppressedBy : uint8_t { flow, config, baseline };
std::string_view to_string(SuppressedBy by);

/// Why a finding does not count.
struct Suppression {
  SuppressedBy by{};
  std::string reason;
};

/// One `[[ignore]]`: findings of a rule at places that all given patterns fit. Empty patterns fit everything.
struct Ignore {
  std::string rule;
  std::string node;  ///< id
  std::string flow;  ///< glob: label or id of the flow or subflow that the node stands on
  std::string type;  ///< glob
  std::string file;  ///< glob: the path, or its end behind a slash
  std::string reason;
  std::string path;   ///< of the configuration
  uint32_t line = 0;  ///< in it
  uint32_t column = 0;
};

/// One `[[rule]]` of the user's own: nodes for which all tests hold, and which such a delivery reaches.
struct OwnRule {
  Rule rule;
  std::string_view message;  ///< `{node}` stands for the node
  std::span<const Test> when;
  DeliverySet arrives = 0;  ///< any of these; 0: whatever arrives
};

/// Everything that decides on findings but their places. Plain values; `own_rules` must outlive the reports made with
/// it.
struct Policy {
  std::vector<std::string> select = {};  ///< ids of the only rules in force; empty: all
  std::vector<std::string> ignore = {};
  std::map<std::string, Level, std::less<>> levels = {};  ///< by rule id; Level::none: off
  std::vector<Ignore> ignores = {};
  std::span<const OwnRule> own_rules = {};
  Deployment deployment = Deployment::replicas;  ///< built-in rules that say nothing there are not in force
  bool keep_suppressed = false;                  ///< suppressed findings stay in the report, marked

  /// A built-in or own rule, or null.
  [[nodiscard]] const Rule* find(std::string_view id) const;
  [[nodiscard]] bool in_force(std::string_view id) const;
  /// How many rules are in force, and how many there are.
  [[nodiscard]] std::pair<uint32_t, uint32_t> count_rules() const;
};

struct JudgedFinding {
  Finding finding;
  std::optional<Suppression> suppression = {};
};

/// Adds what the user's own rules find.
void find_own(const Model& model, const Policy& policy, std::vector<Finding>& findings);

/// Drops findings of rules that are not in force, sets levels, marks what the flow or the policy suppresses, and adds a
/// finding for each suppression in the flow that is broken or suppresses nothing. `used_ignores` grows to the number of
/// the policy's ignores and is set at those that fit a finding.
[[nodiscard]] std::vector<JudgedFinding> judge(const Model& model, const Policy& policy,
                                               std::vector<std::vector<Finding>> findings,
                                               std::vector<bool>& used_ignores);

/// The ignores that fit no finding although their rules are in force and one of the linted files fits; by index in
/// `policy.ignores`.
[[nodiscard]] std::vector<size_t> unused_ignores(const Policy& policy, const std::vector<bool>& used,
                                                 std::span<const std::string> files);

/// Whether `text` fits a pattern in which `*` stands for any text and `?` for any one byte.
[[nodiscard]] bool fits(std::string_view pattern, std::string_view text);

}  // namespace halint
