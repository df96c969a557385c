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

const RuleView* Rule::view(Deployment deployment, std::string_view when) const {
  const RuleView* usual = nullptr;
  for (const RuleView& view : views) {
    if (view.deployment != deployment) continue;
    if (!when.empty() && view.when == when) return &view;
    if (view.when.empty()) usual = &view;
  }
  return usual;
}

Level Rule::level_under(Deployment deployment) const {
  if (deployment == Deployment::replicas) return level;
  Level own = Level::none;
  Level same = Level::none;
  for (const RuleView& view : views) {
    if (view.deployment != deployment) continue;
    Level& worst = view.message.empty() ? same : own;
    worst = std::max({worst, view.error, view.warning, view.note});
  }
  return std::min(level, own != Level::none ? own : same);
}

}  // namespace halint
