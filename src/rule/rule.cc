// SPDX-License-Identifier: Apache-2.0
#include "halint/rule/rule.h"

#include <algorithm>

namespace halint {

const Rule* find_rule(std::string_view id) {
  const auto all = rules();
  const auto found = std::lower_bound(all.begin(), all.end(), id,
                                      [](const Rule& rule, std::string_view wanted) { return rule.id < wanted; });
  return found != all.end() && found->id == id ? &*found : nullptr;
}

}  // namespace halint
