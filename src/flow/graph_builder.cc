// SPDX-License-Identifier: Apache-2.0
#include "flow/graph_builder.h"

#include <algorithm>
#include <unordered_map>

namespace halint {
namespace {

// More unfolded nodes than this many per node of the file, and instances of a subflow share their vertices.
constexpr uint64_t kMaxUnfolding = 8;
constexpr uint64_t kUnfoldingAllowance = 100'000;
constexpr std::string_view kInstancePrefix = "subflow:";

}  // namespace

void GraphBuilder::build() {
  graph_.nodes_.resize(document_.nodes.size());
  graph_.local_index_.assign(document_.nodes.size(), UINT32_MAX);
  graph_.instances_of_.resize(document_.nodes.size());
  index_ids();
  classify();
  resolve_groups();
  find_cyclic_subflows();
  decide_what_runs();
  unfold_instances();
  add_outputs();
  add_edges();
  sort_arcs();
  collect_config_uses();
}

void GraphBuilder::problem(ProblemKind kind, NodeId node, JsonValue place, std::string detail) {
  graph_.problems_.push_back({kind, node, place, std::move(detail)});
}

void GraphBuilder::index_ids() {
  std::unordered_map<std::string_view, uint32_t> type_ids;
  std::string_view last_type;
  uint32_t last_type_id = UINT32_MAX;
  for (NodeId id = 0; id < document_.nodes.size(); ++id) {
    const DocumentNode& node = document_.nodes[id];
    if (node.id.empty() || node.type.empty()) {
      problem(ProblemKind::missing_id, id, {}, std::string(node.id));
    } else if (graph_.index_.insert(node.id, id) != id) {
      problem(ProblemKind::duplicate_id, id, document_.property(id, "id"), std::string(node.id));
    }
    if (last_type_id == UINT32_MAX || node.type != last_type) {
      last_type = node.type;
      last_type_id = type_ids.emplace(node.type, static_cast<uint32_t>(type_ids.size())).first->second;
      if (last_type_id == graph_.types_.size()) graph_.types_.push_back(node.type);
    }
    graph_.nodes_[id].type = last_type_id;
  }
}

NodeKind GraphBuilder::kind_of(NodeId id) const {
  const DocumentNode& node = document_.nodes[id];
  if (node.type == "tab") return NodeKind::flow;
  if (node.type == "subflow") return NodeKind::subflow;
  if (node.type == "group") return NodeKind::group;
  if (node.type.substr(0, kInstancePrefix.size()) == kInstancePrefix) return NodeKind::instance;
  // The runtime takes what has no position for a config node, and starts it all the same: one with wires works as a
  // node.
  if (node.has_position || document_.property(id, "wires")) return NodeKind::node;
  return NodeKind::config;
}

void GraphBuilder::classify() {
  for (NodeId id = 0; id < document_.nodes.size(); ++id) graph_.nodes_[id].kind = kind_of(id);
  for (NodeId id = 0; id < document_.nodes.size(); ++id) {
    const DocumentNode& node = document_.nodes[id];
    NodeInfo& info = graph_.nodes_[id];
    const bool first = graph_.index_.find(node.id) == id;
    if (!node.z.empty()) {
      const NodeId container = graph_.index_.find(node.z);
      if (container != kNoNode &&
          (graph_.nodes_[container].kind == NodeKind::flow || graph_.nodes_[container].kind == NodeKind::subflow)) {
        info.container = container;
      }
    }
    if (info.kind == NodeKind::instance) {
      const NodeId definition = graph_.index_.find(node.type.substr(kInstancePrefix.size()));
      if (definition != kNoNode && graph_.nodes_[definition].kind == NodeKind::subflow)
        info.definition = definition;
      else
        problem(ProblemKind::unknown_subflow, id, document_.property(id, "type"),
                std::string(node.type.substr(kInstancePrefix.size())));
    }
    if (node.type == "global-config" && graph_.global_config_ == kNoNode) graph_.global_config_ = id;
    if (first && (info.kind == NodeKind::node || info.kind == NodeKind::instance)) {
      const bool in_subflow = info.container != kNoNode && graph_.nodes_[info.container].kind == NodeKind::subflow;
      if (in_subflow) {
        if (members_.empty()) members_.resize(document_.nodes.size());
        members_[info.container].push_back(id);
      } else {
        root_members_.push_back(id);
      }
    }
  }
  if (members_.empty()) members_.resize(document_.nodes.size());
}

void GraphBuilder::resolve_groups() {
  for (NodeId id = 0; id < document_.nodes.size(); ++id) {
    const JsonValue group = document_.property(id, "g");
    if (group.kind() != JsonKind::string) continue;
    const NodeId found = graph_.index_.find(group.text());
    if (found != kNoNode && graph_.nodes_[found].kind == NodeKind::group) graph_.nodes_[id].group = found;
  }
  // Each group has at most one parent, so a walk that comes back to where it is marked by itself has closed a circle.
  std::vector<uint32_t> seen(document_.nodes.size(), UINT32_MAX);
  for (NodeId id = 0; id < document_.nodes.size(); ++id) {
    if (graph_.nodes_[id].kind != NodeKind::group) continue;
    NodeId at = id;
    while (at != kNoNode && seen[at] == UINT32_MAX) {
      seen[at] = id;
      at = graph_.nodes_[at].group;
    }
    if (at == kNoNode || seen[at] != id) continue;
    problem(ProblemKind::cyclic_group, at, document_.property(at, "g"), std::string(document_.nodes[at].id));
    graph_.nodes_[at].group = kNoNode;
  }
}

// Kahn's algorithm over "contains an instance of": what is left over lies on a circle or leads into one.
void GraphBuilder::find_cyclic_subflows() {
  std::vector<uint32_t> waits(document_.nodes.size(), 0);
  std::vector<std::vector<NodeId>> used_in(document_.nodes.size());
  std::vector<NodeId> ready;
  definitions_.clear();
  for (NodeId id = 0; id < document_.nodes.size(); ++id) {
    if (graph_.nodes_[id].kind != NodeKind::subflow) continue;
    for (const NodeId member : members_[id]) {
      if (const NodeId inner = graph_.nodes_[member].definition; inner != kNoNode) {
        used_in[inner].push_back(id);
        ++waits[id];
      }
    }
    if (waits[id] == 0) ready.push_back(id);
  }
  while (!ready.empty()) {
    const NodeId id = ready.back();
    ready.pop_back();
    definitions_.push_back(id);
    for (const NodeId outer : used_in[id]) {
      if (--waits[outer] == 0) ready.push_back(outer);
    }
  }
  in_cycle_.assign(document_.nodes.size(), false);
  for (NodeId id = 0; id < document_.nodes.size(); ++id) {
    if (graph_.nodes_[id].kind != NodeKind::subflow || waits[id] == 0) continue;
    in_cycle_[id] = true;
    problem(ProblemKind::cyclic_subflow, id, document_.property(id, "id"), std::string(document_.nodes[id].id));
  }
}

bool GraphBuilder::container_runs(NodeId id) const {
  const NodeId container = graph_.nodes_[id].container;
  return container == kNoNode || !document_.nodes[container].disabled;
}

// Nodes first; subflows and config nodes run when something that runs needs them.
void GraphBuilder::decide_what_runs() {
  std::vector<NodeId> started;
  const auto start = [&](NodeId id) {
    NodeInfo& info = graph_.nodes_[id];
    if (info.runs || document_.nodes[id].disabled) return;
    info.runs = true;
    if (info.definition != kNoNode && !graph_.nodes_[info.definition].runs && !in_cycle_[info.definition]) {
      graph_.nodes_[info.definition].runs = true;
      started.push_back(info.definition);
    }
  };
  for (const NodeId id : root_members_) {
    if (container_runs(id)) start(id);
  }
  while (!started.empty()) {
    const NodeId definition = started.back();
    started.pop_back();
    for (const NodeId member : members_[definition]) start(member);
  }
  for (NodeId id = 0; id < document_.nodes.size(); ++id) {
    if (graph_.nodes_[id].kind == NodeKind::flow) graph_.nodes_[id].runs = !document_.nodes[id].disabled;
  }
}

uint64_t GraphBuilder::unfolded_size() const {
  std::vector<uint64_t> size(document_.nodes.size(), 0);
  const auto sum = [&](const std::vector<NodeId>& members) {
    uint64_t total = members.size();
    for (const NodeId member : members) {
      if (const NodeId inner = graph_.nodes_[member].definition; inner != kNoNode) total += size[inner];
      total = std::min<uint64_t>(total, UINT32_MAX);
    }
    return total;
  };
  for (const NodeId definition : definitions_) size[definition] = sum(members_[definition]);
  return sum(root_members_);
}

InstanceId GraphBuilder::add_instance(NodeId node, InstanceId parent) {
  const NodeId definition = node == kNoNode ? kNoNode : graph_.nodes_[node].definition;
  const auto id = static_cast<InstanceId>(graph_.instances_.size());
  graph_.instances_.push_back({node, definition, parent, static_cast<VertexId>(graph_.vertices_.size())});
  if (definition != kNoNode) graph_.instances_of_[definition].push_back(id);
  uint32_t local = 0;
  for (const NodeId member : node == kNoNode ? root_members_ : members_[definition]) {
    if (!graph_.nodes_[member].runs) continue;
    graph_.local_index_[member] = local++;
    graph_.vertices_.push_back({member, id, VertexRole::node, 0});
  }
  return id;
}

void GraphBuilder::unfold_instances() {
  graph_.shares_instances_ = unfolded_size() > kMaxUnfolding * document_.nodes.size() + kUnfoldingAllowance;
  add_instance(kNoNode, 0);
  for (InstanceId at = 0; at < graph_.instances_.size(); ++at) {
    const VertexId begin = graph_.instances_[at].first_vertex;
    const NodeId definition = graph_.instances_[at].definition;
    const size_t size = definition == kNoNode ? root_members_.size() : members_[definition].size();
    for (VertexId v = begin; v < begin + size && v < graph_.vertices_.size() && graph_.vertices_[v].instance == at;
         ++v) {
      const NodeId node = graph_.vertices_[v].node;
      const NodeId inner = graph_.nodes_[node].definition;
      if (inner == kNoNode || !graph_.nodes_[inner].runs) continue;
      if (graph_.shares_instances_ && !graph_.instances_of_[inner].empty()) continue;
      inner_.emplace(v, add_instance(node, at));
    }
  }
}

}  // namespace halint
