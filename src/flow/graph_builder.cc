// SPDX-License-Identifier: Apache-2.0
#include "flow/graph_builder.h"

#include <algorithm>
#include <unordered_map>

namespace halint {
namespace {

// More unfolded nodes than this many per node of the file, and instances of a subflow share their vertices.
constexpr uint64_t kMaxUnfolding = 8;
constexpr uint64_t kUnfoldingAllowance = 100'000;

}  // namespace

GraphBuilder::GraphBuilder(const NodeTable& nodes, FlowGraph& graph)
    : document_(nodes.document()), nodes_(nodes), graph_(graph), wires_(document_.find_name("wires")) {
  parts_.reserve(document_.types.size());
  for (const std::string_view type : document_.types) parts_.push_back(part_of_type(type));
}

GraphBuilder::Part GraphBuilder::part_of_type(std::string_view type) {
  if (type == "link in") return Part::link_in;
  if (type == "link out") return Part::link_out;
  if (type == "link call") return Part::link_call;
  if (type == "catch") return Part::catches;
  if (type == "status") return Part::hears_status;
  return type == "complete" ? Part::hears_completion : Part::other;
}

void GraphBuilder::build() {
  graph_.problems_.assign(nodes_.problems().begin(), nodes_.problems().end());
  graph_.local_index_.assign(nodes_.size(), UINT32_MAX);
  unfold_instances();
  add_outputs();
  add_edges();
  sort_arcs();
}

void GraphBuilder::problem(ProblemKind kind, NodeId node, JsonValue place, std::string detail) {
  graph_.problems_.push_back({kind, node, place, std::move(detail)});
}

uint64_t GraphBuilder::unfolded_size() const {
  std::unordered_map<NodeId, uint64_t> size;
  const auto sum = [&](std::span<const NodeId> members) {
    uint64_t total = members.size();
    for (const NodeId member : members) {
      if (const NodeId inner = nodes_.info(member).definition; inner != kNoNode) total += size[inner];
      total = std::min<uint64_t>(total, UINT32_MAX);
    }
    return total;
  };
  for (const NodeId definition : nodes_.definitions()) size[definition] = sum(nodes_.members(definition));
  return sum(nodes_.members(kNoNode));
}

InstanceId GraphBuilder::add_instance(NodeId node, InstanceId parent) {
  const NodeId definition = node == kNoNode ? kNoNode : nodes_.info(node).definition;
  const auto id = static_cast<InstanceId>(graph_.instances_.size());
  graph_.instances_.push_back({node, definition, parent, static_cast<VertexId>(graph_.vertices_.size())});
  if (definition != kNoNode) graph_.instances_of_[definition].push_back(id);
  uint32_t local = 0;
  for (const NodeId member : nodes_.members(definition)) {
    if (!nodes_.info(member).runs) continue;
    graph_.local_index_[member] = local++;
    graph_.vertices_.push_back({member, id, VertexRole::node, 0});
  }
  return id;
}

void GraphBuilder::unfold_instances() {
  graph_.shares_instances_ = unfolded_size() > kMaxUnfolding * nodes_.size() + kUnfoldingAllowance;
  graph_.vertices_.reserve(nodes_.size());
  add_instance(kNoNode, 0);
  for (InstanceId at = 0; at < graph_.instances_.size(); ++at) {
    const VertexId begin = graph_.instances_[at].first_vertex;
    const size_t size = nodes_.members(graph_.instances_[at].definition).size();
    for (VertexId v = begin; v < begin + size && v < graph_.vertices_.size() && graph_.vertices_[v].instance == at;
         ++v) {
      const NodeId node = graph_.vertices_[v].node;
      const NodeId inner = nodes_.info(node).definition;
      if (inner == kNoNode || !nodes_.info(inner).runs) continue;
      if (graph_.shares_instances_ && !graph_.instances_of(inner).empty()) continue;
      inner_.emplace(v, add_instance(node, at));
    }
  }
}

}  // namespace halint
