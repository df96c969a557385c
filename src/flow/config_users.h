// Which nodes of flows a config node serves. Knows no node type. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "halint/flow/node_table.h"

namespace halint {

/// The nodes of flows that use a config node, in file order; also through others, as a widget uses its dashboard
/// through a group and a page. Empty for a node that is none.
[[nodiscard]] std::vector<NodeId> users_through(const NodeTable& nodes, NodeId config);

}  // namespace halint
