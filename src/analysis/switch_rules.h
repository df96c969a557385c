// Which outputs of a switch a message may leave by, given what is known of the property that the switch looks at.
// Modelled on core/function/10-switch.js. Knows nothing of where the message comes from.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "analysis/message_value.h"
#include "halint/code/sent_message.h"
#include "halint/source/json_value.h"

namespace halint {

/// One rule of a switch, read once.
struct SwitchRule {
  std::string kind;         ///< `eq`, `else`, …
  bool comparable = false;  ///< `value` is a constant of the file
  Constant value;
  std::string type;  ///< `vt`
  std::string text;  ///< `v`
};

/// The rules of a switch node and whether it goes on behind the first that holds.
struct SwitchRules {
  std::vector<SwitchRule> rules;
  bool all = true;

  SwitchRules() = default;
  SwitchRules(JsonValue rules, JsonValue check_all);
  /// What leaves by this output has a value that an `if` takes, such as a flag that is set.
  [[nodiscard]] bool needs_truth(size_t port) const;
  /// By output: a message may leave there.
  [[nodiscard]] std::vector<bool> open_ports(const MessageValue& value) const;
};

enum class Truth : uint8_t { no, maybe, yes };
/// Whether a rule holds for a constant.
[[nodiscard]] Truth holds(const SwitchRule& rule, const Constant& constant);
/// `a == b` as JavaScript compares; `maybe` for objects.
[[nodiscard]] Truth loosely_equal(const Constant& a, const Constant& b);
/// A test that code makes may hold for a constant.
[[nodiscard]] bool may_hold(const CodeCondition& condition, const Constant& constant);
/// Whether an `if` takes it.
[[nodiscard]] Truth truthy(const Constant& constant);

}  // namespace halint
