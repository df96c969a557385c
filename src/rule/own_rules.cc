// The user's own `[[rule]]`s, held against every node that runs.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "halint/rule/policy.h"

namespace halint {
namespace {

std::string message_for(const Document& document, NodeId node, std::string_view text) {
  constexpr std::string_view kNode = "{node}";
  std::string out(text);
  const std::string name = label(document, node);
  for (size_t at = out.find(kNode); at != std::string::npos; at = out.find(kNode, at + name.size()))
    out.replace(at, kNode.size(), name);
  return out;
}

// The way of the first delivery that arrives of those asked for.
std::vector<Step> way(const Model& model, VertexId vertex, DeliverySet arrives) {
  for (size_t i = 0; i < kArrivals && vertex != kNoVertex; ++i) {
    const auto arrival = static_cast<Arrival>(i);
    if ((model.at(vertex) & arrives & bit(arrival)) != 0) return steps(model, model.way_to(vertex, arrival));
  }
  return {};
}

void judge_node(const Model& model, const OwnRule& own, NodeId node, std::vector<Finding>& findings) {
  const VertexRange running = model.graph.vertices_of(node);
  std::vector<VertexId> vertices(running.begin(), running.end());
  if (vertices.empty() && own.arrives == 0) vertices.push_back(kNoVertex);
  for (const VertexId vertex : vertices) {
    if (own.arrives != 0 && (model.at(vertex) & own.arrives) == 0) continue;
    const Behaviors::Match match = model.behaviors.match(vertex, node, own.when);
    if (!match.holds) continue;
    Finding finding;
    finding.rule = own.rule.id;
    finding.level = own.rule.level;
    finding.confidence = own.rule.confidence;
    finding.message = message_for(model.document(), node, own.message);
    finding.place = match.deciding && match.test->path != "type"
                        ? place_of(model.document(), node, match.test->path, match.deciding)
                        : place_of(model.document(), node);
    finding.path = way(model, vertex, own.arrives);
    if (!own.rule.fix.empty()) finding.fixes.push_back({Applicability::display, std::string(own.rule.fix), {}});
    findings.push_back(std::move(finding));
    return;  // once for all instances of a subflow
  }
}

}  // namespace

void find_own(const Model& model, const Policy& policy, std::vector<Finding>& findings) {
  for (const OwnRule& own : policy.own_rules) {
    for (NodeId node = 0; node < model.document().nodes.size(); ++node) {
      if (model.graph.info(node).runs) judge_node(model, own, node, findings);
    }
  }
}

}  // namespace halint
