// What stands in the way of an answer: types nobody knows, and files that Node-RED itself would stumble over.
// SPDX-License-Identifier: Apache-2.0
#include <map>

#include "analysis/analyses.h"
#include "analysis/words.h"

namespace halint {
namespace {

std::string problem_message(const Model& model, const Problem& problem) {
  const std::string who = label(model.document(), problem.node);
  const std::string what = quoted(problem.detail);
  switch (problem.kind) {
    case ProblemKind::duplicate_id:
      return "two nodes have the id " + what + "; Node-RED keeps only one of them";
    case ProblemKind::missing_id:
      return "an element of the flows has no id or no type, and is ignored";
    case ProblemKind::wire_to_nowhere:
      return who + " is wired to " + what + ", which is not in this file";
    case ProblemKind::misshapen_wires:
      return who + " has wires of the wrong shape, along which Node-RED sends nothing; expected a list of lists of ids";
    case ProblemKind::link_to_nowhere:
      return who + " is linked to " + what + ", which is not in this file";
    case ProblemKind::unknown_subflow:
      return who + " uses the subflow " + what + ", which is not in this file";
    case ProblemKind::missing_config:
      return who + " needs the config node " + what + ", which is not in this file";
    case ProblemKind::cyclic_subflow:
      return "the " + who + " contains itself, so Node-RED cannot start it";
    case ProblemKind::cyclic_group:
      return "the " + who + " lies inside itself";
    case ProblemKind::switched_off:
      return who + ' ' + problem.detail;
  }
  return {};
}

// Types that a machine read, and those of which the entry itself says that it is not sure, each once.
void find_doubtful_types(const Model& model, Findings& findings) {
  std::map<const NodeType*, NodeId> doubtful;
  for (VertexId v = 0; v < model.graph.vertices().size(); ++v) {
    const NodeType* const type = model.behaviors[v].type;
    if (type != nullptr && (type->machine || !type->maybe.empty())) doubtful.emplace(type, model.node_of(v));
  }
  std::map<NodeId, const NodeType*> in_order;
  for (const auto& [type, node] : doubtful) in_order.emplace(node, type);
  for (const auto& [node, type] : in_order) {
    Finding finding;
    finding.rule = "unknown-node-type";
    finding.level = Level::note;
    finding.confidence = Confidence::low;
    std::string_view summary = type->summary;
    if (summary.ends_with('.')) summary.remove_suffix(1);
    finding.message = provenance(*type) + ": " + std::string(summary);
    if (!type->maybe.empty()) finding.message += "; perhaps it " + std::string(type->maybe);
    finding.place = place_of(model.document(), node, "type");
    finding.key = std::string(type->type);
    findings.push_back(std::move(finding));
  }
}

}  // namespace

void find_invalid_flows(const Model& model, Findings& findings) {
  for (const Problem& problem : model.graph.problems()) {
    Finding finding;
    finding.rule = "invalid-flow";
    // A link's other end is often in a file of its own, and a node without a type is ignored by Node-RED too.
    const bool mild = problem.kind == ProblemKind::link_to_nowhere || problem.kind == ProblemKind::missing_id ||
                      problem.kind == ProblemKind::wire_to_nowhere || problem.kind == ProblemKind::missing_config;
    finding.level = mild ? Level::note : Level::warning;
    finding.confidence = Confidence::high;
    finding.message = problem_message(model, problem);
    finding.place = problem.place ? place_of(model.document(), problem.node, "", problem.place)
                                  : place_of(model.document(), problem.node);
    finding.key = problem.detail;
    findings.push_back(std::move(finding));
  }
}

namespace {

/// What halint has seen of a type that it does not know.
struct Unknown {
  NodeId first = kNoNode;
  size_t count = 0;
  VertexId source = kNoVertex;  // one of them, where messages begin that lead to an effect
};

bool is_unknown(const Model& model, VertexId v) {
  return model.graph.vertex(v).role == VertexRole::node && !model.behaviors[v].known() && !model.graph.is_subflow(v);
}

// The first vertex behind a source from which an effect can be reached, or the effect itself.
VertexId toward_effect(const Model& model, VertexId source) {
  for (const Edge& edge : model.graph.out(source)) {
    if (model.reach.any[edge.to] != kNoVertex) return edge.to;
  }
  return kNoVertex;
}

bool is_source(const Model& model, VertexId v) {
  return (model.delivery.own[v] & bit(Arrival::unknown)) != 0 && toward_effect(model, v) != kNoVertex;
}

void show_way(const Model& model, VertexId source, Finding& finding) {
  finding.path.push_back({model.graph.vertex(source).node, {}});
  VertexId at = toward_effect(model, source);
  for (; finding.path.size() < kMaxWay; at = model.reach.any[at]) {
    finding.path.push_back({model.graph.vertex(at).node, {}});
    if (model.reach.any[at] == at) break;
  }
  const NodeId effect = model.graph.vertex(model.reach.any_end[at]).node;
  if (finding.path.back().node != effect) finding.path.push_back({effect, {}});
  finding.effects.push_back(effect);
  finding.message += "; what it sends goes on to " + label(model.document(), effect) +
                     ", which happens once per copy if each copy gets its events";
}

}  // namespace

void find_unknown_types(const Model& model, Findings& findings) {
  std::map<std::string_view, Unknown> unknown;
  for (VertexId v = 0; v < model.graph.vertices().size(); ++v) {
    if (!is_unknown(model, v)) continue;
    Unknown& entry = unknown[model.type_of(v)];
    if (entry.count++ == 0) entry.first = model.graph.vertex(v).node;
    if (entry.source == kNoVertex && is_source(model, v)) entry.source = v;
  }
  for (NodeId id = 0; id < model.document().nodes.size(); ++id) {
    if (!model.is_unknown_config(id)) continue;
    Unknown& entry = unknown[model.document().nodes[id].type];
    if (entry.count++ == 0) entry.first = id;
  }
  find_doubtful_types(model, findings);
  for (const auto& [type, entry] : unknown) {
    if (type.empty()) continue;
    Finding finding;
    finding.rule = "unknown-node-type";
    finding.level = Level::note;
    finding.confidence = Confidence::high;
    finding.message = "halint does not know the node type " + quoted(type) + ", so it cannot say whether its " +
                      std::to_string(entry.count) + (entry.count == 1 ? " node is" : " nodes are") + " right in copies";
    finding.key = std::string(type);
    NodeId place = entry.first;
    if (entry.source != kNoVertex) {
      place = model.graph.vertex(entry.source).node;
      show_way(model, entry.source, finding);
    }
    finding.place = place_of(model.document(), place, "type");
    findings.push_back(std::move(finding));
  }
}

}  // namespace halint
