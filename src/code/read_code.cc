// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "code/readers.h"

namespace halint {

const NodeCode* CodeFacts::find(NodeId node) const {
  const auto found = std::lower_bound(nodes.begin(), nodes.end(), node, [](const NodeCode& code, NodeId wanted) { return code.node < wanted; });
  return found != nodes.end() && found->node == node ? &*found : nullptr;
}

CodeFacts read_code(const FlowGraph& graph, const CodeProperties& code_properties) {
  CodeFacts facts;
  FunctionReader functions(graph);
  PropertyReader properties(graph);
  for (NodeId node = 0; node < graph.nodes().size(); ++node) {
    const NodeInfo& info = graph.info(node);
    if (!info.runs || info.kind != NodeKind::node) continue;
    if (!code_properties[info.type].empty()) functions.read(node, code_properties[info.type], facts);
    properties.read(node, facts);
  }
  return facts;
}

}  // namespace halint
