// SPDX-License-Identifier: Apache-2.0
#include "flow/node_table_builder.h"

#include <algorithm>
#include <iterator>

namespace halint {
namespace {

constexpr std::string_view kInstancePrefix = "subflow:";

NodeKind kind_of_type(std::string_view type) {
  if (type == "tab") return NodeKind::flow;
  if (type == "subflow") return NodeKind::subflow;
  if (type == "group") return NodeKind::group;
  return type.starts_with(kInstancePrefix) ? NodeKind::instance : NodeKind::node;
}

}  // namespace

void NodeTableBuilder::build() {
  table_.infos_.resize(document_.nodes.size());
  index_ids();
  classify();
  resolve_groups();
  find_cyclic_subflows();
  decide_what_runs();
  collect_config_uses();
}

void NodeTableBuilder::problem(ProblemKind kind, NodeId node, JsonValue place, std::string detail) {
  table_.problems_.push_back({kind, node, place, std::move(detail)});
}

void NodeTableBuilder::index_ids() {
  has_own_id_.resize(document_.nodes.size());
  for (NodeId id = 0; id < document_.nodes.size(); ++id) {
    const DocumentNode& node = document_.nodes[id];
    if (node.id.empty() || node.type.empty()) {
      problem(ProblemKind::missing_id, id, {}, std::string(node.id));
    } else if (table_.index_.insert(node.id, id) != id) {
      problem(ProblemKind::duplicate_id, id, document_.property(id, "id"), std::string(node.id));
    } else {
      has_own_id_[id] = true;
    }
  }
}

void NodeTableBuilder::classify() {
  std::vector<NodeKind> kinds;
  kinds.reserve(document_.types.size());
  for (const std::string_view type : document_.types) kinds.push_back(kind_of_type(type));
  for (NodeId id = 0; id < document_.nodes.size(); ++id) {
    const DocumentNode& node = document_.nodes[id];
    NodeKind& kind = table_.infos_[id].kind;
    kind = kinds[node.type_index];
    // The runtime takes what has no position for a config node, and starts it all the same: one with wires works as a
    // node.
    if (kind == NodeKind::node && !node.has_position && !document_.property(id, "wires")) kind = NodeKind::config;
  }
  for (NodeId id = 0; id < document_.nodes.size(); ++id) {
    place(id);
    join_members(id);
  }
}

// On which flow or subflow a node stands, and which subflow an instance is of.
void NodeTableBuilder::place(NodeId id) {
  const DocumentNode& node = document_.nodes[id];
  NodeInfo& info = table_.infos_[id];
  const auto kind_is = [&](NodeId other, NodeKind kind) {
    return other != kNoNode && table_.infos_[other].kind == kind;
  };
  // Neighbours in the file mostly stand on the same flow, and the document gives them the same text then.
  if (id > 0 && node.z.data() == document_.nodes[id - 1].z.data()) {
    info.container = table_.infos_[id - 1].container;
  } else if (!node.z.empty()) {
    const NodeId container = table_.find(node.z);
    if (kind_is(container, NodeKind::flow) || kind_is(container, NodeKind::subflow)) info.container = container;
  }
  if (info.kind == NodeKind::instance) {
    const std::string_view subflow = node.type.substr(kInstancePrefix.size());
    const NodeId definition = table_.find(subflow);
    if (kind_is(definition, NodeKind::subflow))
      info.definition = definition;
    else
      problem(ProblemKind::unknown_subflow, id, document_.property(id, "type"), std::string(subflow));
  }
  if (info.kind == NodeKind::config && table_.global_config_ == kNoNode && node.type == "global-config")
    table_.global_config_ = id;
}

void NodeTableBuilder::join_members(NodeId id) {
  const NodeInfo& info = table_.infos_[id];
  if (info.kind != NodeKind::node && info.kind != NodeKind::instance) return;
  if (!has_own_id_[id]) return;
  const bool in_subflow = info.container != kNoNode && table_.infos_[info.container].kind == NodeKind::subflow;
  (in_subflow ? table_.subflow_members_[info.container] : table_.root_members_).push_back(id);
}

void NodeTableBuilder::resolve_groups() {
  const uint32_t name = document_.find_name("g");
  if (name == Document::kNoName) return;
  for (NodeId id = 0; id < document_.nodes.size(); ++id) {
    const JsonValue group = document_.property(id, name);
    if (group.kind() != JsonKind::string) continue;
    const NodeId found = table_.find(group.text());
    if (found != kNoNode && table_.infos_[found].kind == NodeKind::group) table_.infos_[id].group = found;
  }
  // Each group has at most one parent, so a walk that comes back to where it is marked by itself has closed a circle.
  std::vector<uint32_t> seen(document_.nodes.size(), UINT32_MAX);
  for (NodeId id = 0; id < document_.nodes.size(); ++id) {
    if (table_.infos_[id].kind != NodeKind::group) continue;
    NodeId at = id;
    while (at != kNoNode && seen[at] == UINT32_MAX) {
      seen[at] = id;
      at = table_.infos_[at].group;
    }
    if (at == kNoNode || seen[at] != id) continue;
    problem(ProblemKind::cyclic_group, at, document_.property(at, "g"), std::string(document_.nodes[at].id));
    table_.infos_[at].group = kNoNode;
  }
}

// Kahn's algorithm over "contains an instance of": what is left over lies on a circle or leads into one.
void NodeTableBuilder::find_cyclic_subflows() {
  std::vector<NodeId> subflows;
  for (NodeId id = 0; id < document_.nodes.size(); ++id) {
    if (table_.infos_[id].kind == NodeKind::subflow) subflows.push_back(id);
  }
  std::unordered_map<NodeId, uint32_t> waits;
  std::unordered_map<NodeId, std::vector<NodeId>> used_in;
  std::vector<NodeId> ready;
  for (const NodeId id : subflows) {
    for (const NodeId member : table_.members(id)) {
      if (const NodeId inner = table_.infos_[member].definition; inner != kNoNode) {
        used_in[inner].push_back(id);
        ++waits[id];
      }
    }
    if (waits[id] == 0) ready.push_back(id);
  }
  while (!ready.empty()) {
    const NodeId id = ready.back();
    ready.pop_back();
    table_.definitions_.push_back(id);
    for (const NodeId outer : used_in[id]) {
      if (--waits[outer] == 0) ready.push_back(outer);
    }
  }
  for (const NodeId id : subflows) {
    if (waits[id] == 0) continue;
    in_cycle_.insert(id);
    problem(ProblemKind::cyclic_subflow, id, document_.property(id, "id"), std::string(document_.nodes[id].id));
  }
}

bool NodeTableBuilder::container_runs(NodeId id) const {
  const NodeId container = table_.infos_[id].container;
  return container == kNoNode || !document_.nodes[container].disabled;
}

const SwitchedOff* NodeTableBuilder::find_off(NodeId id) const {
  const auto found = std::lower_bound(off_.begin(), off_.end(), id,
                                      [](const SwitchedOff& off, NodeId wanted) { return off.node < wanted; });
  return found != off_.end() && found->node == id ? &*found : nullptr;
}

std::vector<NodeId> NodeTableBuilder::subflows_without_instance() const {
  std::vector<bool> used(document_.nodes.size());
  for (const NodeInfo& info : table_.infos_) {
    if (info.definition != kNoNode) used[info.definition] = true;
  }
  std::vector<NodeId> unused;
  std::copy_if(table_.definitions_.begin(), table_.definitions_.end(), std::back_inserter(unused),
               [&](NodeId id) { return !used[id]; });
  return unused;
}

// Nodes first; subflows and config nodes run when something that runs needs them.
void NodeTableBuilder::decide_what_runs() {
  std::vector<NodeId> started;
  const auto start = [&](NodeId id) {
    NodeInfo& info = table_.infos_[id];
    if (info.runs || document_.nodes[id].disabled) return;
    if (const SwitchedOff* const off = find_off(id)) {
      problem(ProblemKind::switched_off, id, document_.property(id, off->property), std::string(off->why));
      return;
    }
    info.runs = true;
    if (info.definition != kNoNode && !table_.infos_[info.definition].runs && !in_cycle_.contains(info.definition)) {
      table_.infos_[info.definition].runs = true;
      started.push_back(info.definition);
    }
  };
  for (const NodeId id : table_.root_members_) {
    if (container_runs(id)) start(id);
  }
  // Node-RED would not start these, but whoever reviews a library of subflows wants to know of them.
  for (const NodeId id : subflows_without_instance()) {
    table_.root_members_.push_back(id);
    table_.infos_[id].definition = id;
    table_.infos_[id].runs = true;
    started.push_back(id);
  }
  while (!started.empty()) {
    const NodeId definition = started.back();
    started.pop_back();
    for (const NodeId member : table_.members(definition)) start(member);
  }
  for (NodeId id = 0; id < document_.nodes.size(); ++id) {
    if (table_.infos_[id].kind == NodeKind::flow) table_.infos_[id].runs = !document_.nodes[id].disabled;
  }
}

}  // namespace halint
