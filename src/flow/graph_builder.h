// Builds a FlowGraph step by step; each step only adds to what the ones before it made.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <unordered_map>
#include <vector>

#include "halint/flow/graph.h"

namespace halint {

class GraphBuilder {
 public:
  GraphBuilder(const Document& document, FlowGraph& graph) : document_(document), graph_(graph) {}
  void build();

 private:
  struct Arc {
    VertexId from;
    Edge edge;
  };
  // What leaves a subflow instance or link call; `statuses` is one more output of an instance that has a status port.
  struct Outputs {
    VertexId first = kNoVertex;
    uint16_t count = 0;
  };

  const Document& document_;
  FlowGraph& graph_;
  std::vector<NodeId> definitions_;           // subflows that do not contain themselves, innermost first
  std::vector<std::vector<NodeId>> members_;  // by container: nodes that can be vertices
  std::vector<NodeId> root_members_;
  std::vector<bool> in_cycle_;                      // subflow definitions that contain themselves
  std::unordered_map<VertexId, InstanceId> inner_;  // of an instance's vertex, unless instances share
  std::vector<Outputs> outputs_;                    // by vertex, for instances and link calls
  std::vector<Arc> arcs_;

  void index_ids();
  void classify();
  NodeKind kind_of(NodeId id) const;
  void resolve_groups();
  void find_cyclic_subflows();
  void decide_what_runs();
  bool container_runs(NodeId id) const;
  void unfold_instances();
  uint64_t unfolded_size() const;
  InstanceId add_instance(NodeId node, InstanceId parent);
  void add_outputs();
  void add_edges();
  void add_wires(VertexId v);
  void add_instance_edges(VertexId v);
  void add_links(VertexId v);
  struct Hubs;
  void add_listeners();
  void add_listener(Hubs& hubs, VertexId v, EdgeKind kind);
  void tell_hubs(const Hubs& hubs);
  void listen(VertexId listener, EdgeKind kind);
  void add_arc(VertexId from, VertexId to, uint16_t port, EdgeKind kind);
  void sort_arcs();
  void turn_round();
  struct ConfigSearch;
  void collect_config_uses();
  void search_node(ConfigSearch& search, NodeId id);
  void use_config(ConfigSearch& search, NodeId user, JsonValue value);
  void problem(ProblemKind kind, NodeId node, JsonValue place, std::string detail);
  NodeId target(JsonValue id, NodeId from, ProblemKind missing);
  VertexId sender(VertexId v, uint16_t port) const;
};

}  // namespace halint
