// Builds a FlowGraph step by step; each step only adds to what the ones before it made.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <unordered_map>
#include <vector>

#include "halint/flow/graph.h"

namespace halint {

/// The port of the one `output` vertex that stands between all link calls whose target a message names and every link
/// in that it may be.
inline constexpr uint16_t kDynamicCalls = 0xFFFF;

class GraphBuilder {
 public:
  GraphBuilder(const NodeTable& nodes, FlowGraph& graph);
  void build();
  /// Adds edges to a graph that is built.
  void add_calls(std::span<const LinkCall> calls);

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

  // What a type means for the ways of messages.
  enum class Part : uint8_t { other, link_in, link_out, link_call, catches, hears_status, hears_completion };

  const Document& document_;
  const NodeTable& nodes_;
  FlowGraph& graph_;
  uint32_t wires_;                                  // name of the property
  std::vector<Part> parts_;                         // by type
  std::unordered_map<VertexId, InstanceId> inner_;  // of an instance's vertex, unless instances share
  std::vector<Outputs> outputs_;                    // by vertex, for instances and link calls
  std::vector<Arc> arcs_;
  std::vector<VertexId> dynamic_calls_;  // link calls whose target a message names

  static Part part_of_type(std::string_view type);
  Part part_of_node(NodeId id) const { return parts_[nodes_.node(id).type_index]; }
  Part part_of(VertexId v) const { return part_of_node(graph_.vertices_[v].node); }
  void unfold_instances();
  uint64_t unfolded_size() const;
  InstanceId add_instance(NodeId node, InstanceId parent);
  void add_outputs();
  void add_edges();
  bool has_shape(JsonValue value, JsonKind kind, VertexId v);
  void add_wires(VertexId v);
  void add_instance_edges(VertexId v);
  bool sends_on(NodeId link_out) const;
  void add_links(VertexId v);
  void add_dynamic_calls();
  [[nodiscard]] VertexId call_hub();
  struct Hubs;
  void add_listeners();
  void add_listener(Hubs& hubs, VertexId v, EdgeKind kind);
  void tell_hubs(const Hubs& hubs);
  void listen(VertexId listener, EdgeKind kind);
  void add_arc(VertexId from, VertexId to, uint16_t port, EdgeKind kind);
  void sort_arcs();
  void turn_round();
  void problem(ProblemKind kind, NodeId node, JsonValue place, std::string detail);
  NodeId target(JsonValue id, NodeId from, ProblemKind missing);
  VertexId sender(VertexId v, uint16_t port) const;
};

}  // namespace halint
