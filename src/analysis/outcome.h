// Whether a node does something outside, and whether twice is the same as once.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "halint/analysis/model.h"

namespace halint {

/// Looks at the catalogue's word, and where that leaves it to a query or a method, at the node's own text and at
/// what the nodes shortly before it write into the message.
[[nodiscard]] Outcome outcome_of(const FlowGraph& graph, const Behaviors& behaviors, VertexId vertex);

}  // namespace halint
