// SPDX-License-Identifier: Apache-2.0
#include "halint/code/module_knowledge.h"

#include <algorithm>

namespace halint {

ModuleCall ModuleKnowledge::call(std::string_view function) const {
  const auto has = [function](std::span<const std::string_view> names) {
    return std::binary_search(names.begin(), names.end(), function);
  };
  if (has(reads)) return ModuleCall::reads;
  if (has(sets)) return ModuleCall::sets;
  if (has(acts)) return ModuleCall::acts;
  if (has(queries)) return ModuleCall::queries;
  return has(listens) ? ModuleCall::listens : ModuleCall::unknown;
}

const ModuleKnowledge* find_module(std::string_view name) {
  const std::span<const ModuleKnowledge> all = builtin_modules();
  const auto found = std::lower_bound(all.begin(), all.end(), name,
                                      [](const ModuleKnowledge& entry, std::string_view n) { return entry.name < n; });
  return found != all.end() && found->name == name ? &*found : nullptr;
}

}  // namespace halint
