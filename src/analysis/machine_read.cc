// Findings that rest on what a machine read of a node type: they say so, and say no more than that is worth.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <vector>

#include "analysis/analyses.h"
#include "analysis/words.h"

namespace halint {
namespace {

constexpr size_t kMaxTold = 3;

void add(const Model& model, NodeId node, std::vector<const NodeType*>& types) {
  if (node == kNoNode) return;
  const NodeType* const type = model.behaviors.types()[model.graph.node(node).type_index];
  if (type == nullptr || !type->machine) return;
  if (std::find(types.begin(), types.end(), type) == types.end()) types.push_back(type);
}

// The types of the nodes that a finding speaks of, as far as a machine read them.
std::vector<const NodeType*> machine_types(const Model& model, const Finding& finding) {
  std::vector<const NodeType*> types;
  add(model, finding.place.node, types);
  for (const Step& step : finding.path) add(model, step.node, types);
  for (const NodeId effect : finding.effects) add(model, effect, types);
  return types;
}

}  // namespace

void mark_machine_read(const Model& model, Findings& findings) {
  const auto& all = model.behaviors.types();
  const bool any =
      std::any_of(all.begin(), all.end(), [](const NodeType* type) { return type != nullptr && type->machine; });
  if (!any) return;
  for (Finding& finding : findings) {
    if (finding.level == Level::note) continue;
    const std::vector<const NodeType*> types = machine_types(model, finding);
    if (types.empty()) continue;
    finding.level = std::min(finding.level, Level::warning);
    finding.confidence = Confidence::low;
    for (size_t i = 0; i < std::min(types.size(), kMaxTold); ++i)
      finding.help.push_back(provenance(*types[i]) + ": " + std::string(types[i]->summary));
  }
}

}  // namespace halint
