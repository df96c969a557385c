// SPDX-License-Identifier: Apache-2.0
#include "flow/config_users.h"

#include <algorithm>
#include <set>

namespace halint {

std::vector<NodeId> users_through(const NodeTable& nodes, NodeId config) {
  std::vector<NodeId> found;
  std::vector<NodeId> configs{config};
  std::set<NodeId> seen{config};
  for (size_t at = 0; at < configs.size(); ++at) {
    for (const ConfigUse& use : nodes.users(configs[at])) {
      if (!seen.insert(use.user).second) continue;
      (nodes.info(use.user).kind == NodeKind::config ? configs : found).push_back(use.user);
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace halint
