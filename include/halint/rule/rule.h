// The rules: their names, usual levels and texts, as rules/*.toml give them.
// Knows nothing of how a rule is found to be broken.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "halint/analysis/finding.h"

namespace halint {

/// What the ids of rules that users write begin with.
inline constexpr std::string_view kOwnPrefix = "local/";

/// What becomes of a rule's findings under another deployment than replicas. A rule without one for it says nothing.
struct RuleView {
  Deployment deployment{};
  std::string_view when;  ///< for findings of this case; empty: for all that no other view is for
  Level error{};          ///< what an error becomes; none: nothing is said
  Level warning{};
  Level note{};
  std::string_view message;  ///< in place of the finding's; `{node}`, `{effects}`, `{key}`, `{value}` stand for its
                             ///< own; empty: the finding stays as it is
  std::string_view help;     ///< in place of the finding's: what happens here, and what to do
  bool fixes = false;        ///< the finding's fixes hold here, too
};

/// One entry of rules/*.toml. All texts are static, plain English, in whole sentences; paragraphs are parted by a blank
/// line.
struct Rule {
  std::string_view id;       ///< kebab-case name of the pattern
  Level level{};             ///< at most: a finding may be milder
  Confidence confidence{};   ///< usual; a finding may be less sure
  std::string_view since;    ///< version of halint
  std::string_view summary;  ///< one sentence
  std::string_view happens;  ///< what happens with two copies
  std::string_view fix;      ///< what to do
  std::string_view fine;     ///< when the pattern is right
  std::string_view seen;     ///< what was observed on real Node-RED, or which source was read
  std::span<const std::string_view> tags;
  std::span<const std::string_view> references;  ///< URLs
  std::string_view drawing;  ///< the pattern in two copies, drawn in ASCII, lines of up to 78 columns; empty: none
  std::span<const RuleView> views = {};  ///< by deployment, in the order of the file

  /// What is said of findings of this case, or null. Not for Deployment::replicas.
  [[nodiscard]] const RuleView* view(Deployment deployment, std::string_view when) const;
  /// The worst that a finding becomes under a deployment, in the words of that if it has some; none: nothing is said.
  [[nodiscard]] Level level_under(Deployment deployment) const;
};

/// Every rule, sorted by id. Static.
std::span<const Rule> rules();
/// The rule of that id, or null.
const Rule* find_rule(std::string_view id);

}  // namespace halint
