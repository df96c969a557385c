// Builds a NodeTable step by step; each step only adds to what the ones before it made.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "halint/flow/node_table.h"

namespace halint {

class NodeTableBuilder {
 public:
  NodeTableBuilder(const Document& document, std::span<const SwitchedOff> off, NodeTable& table)
      : document_(document), off_(off), table_(table) {}
  void build();

 private:
  const Document& document_;
  const std::span<const SwitchedOff> off_;  // ascending
  NodeTable& table_;
  std::vector<bool> has_own_id_;         // an id and a type, and no node before it has the same id
  std::unordered_set<NodeId> in_cycle_;  // subflows that contain themselves, or one that does

  void index_ids();
  void classify();
  void place(NodeId id);
  void join_members(NodeId id);
  void resolve_groups();
  void find_cyclic_subflows();
  void decide_what_runs();
  std::vector<NodeId> subflows_without_instance() const;
  bool container_runs(NodeId id) const;
  const SwitchedOff* find_off(NodeId id) const;
  struct ConfigSearch;
  void collect_config_uses();
  void search_node(ConfigSearch& search, NodeId id);
  void use_config(ConfigSearch& search, NodeId user, JsonValue value);
  void problem(ProblemKind kind, NodeId node, JsonValue place, std::string detail);
};

}  // namespace halint
