// What a project calls a guard besides nodes of a type: what at most one copy has, or passes.
// Plain names; who reads them is for the configuration, what they stop for MessageFlow.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace halint {

struct GuardNames {
  std::vector<std::string> keys;       ///< context keys that are true in one copy: `flow:active`, `global:leader`
  std::vector<std::string> variables;  ///< environment variables that one copy alone has, or has with another value
  std::vector<std::string> subflows;   ///< names or ids of subflows that let one copy through
  std::vector<std::string> links;  ///< names or ids of link in nodes behind which, or back from which, one copy goes

  [[nodiscard]] bool empty() const { return keys.empty() && variables.empty() && subflows.empty() && links.empty(); }
};

}  // namespace halint
