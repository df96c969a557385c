// SPDX-License-Identifier: Apache-2.0
#include "halint/flow/node_table.h"

#include <algorithm>

#include "flow/node_table_builder.h"

namespace halint {

NodeTable::NodeTable(const Document& document, std::span<const SwitchedOff> off)
    : document_(&document), index_(document.nodes.size()) {
  NodeTableBuilder(document, off, *this).build();
}

std::span<const NodeId> NodeTable::members(NodeId subflow) const {
  if (subflow == kNoNode) return root_members_;
  const auto found = subflow_members_.find(subflow);
  return found == subflow_members_.end() ? std::span<const NodeId>() : found->second;
}

std::span<const ConfigUse> NodeTable::users(NodeId config) const {
  const auto [first, last] =
      std::equal_range(config_uses_.begin(), config_uses_.end(), ConfigUse{config, 0},
                       [](const ConfigUse& a, const ConfigUse& b) { return a.config < b.config; });
  return {first, last};
}

}  // namespace halint
