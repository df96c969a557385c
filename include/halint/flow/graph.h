// The graph that Node-RED would run: what is enabled, subflow instances unfolded, and every way a message
// goes on. Modelled on @node-red/runtime lib/flows/{util,Flow,Subflow}.js.
// Knows nothing of what a node type does.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "halint/flow/node_table.h"

namespace halint {

/// A vertex is a node in one subflow instance, or a place where messages come together.
using VertexId = uint32_t;
inline constexpr VertexId kNoVertex = UINT32_MAX;
/// Index into FlowGraph::instances; 0 is the flows themselves.
using InstanceId = uint32_t;

enum class VertexRole : uint8_t {
  node,      ///< the node itself; of a subflow instance or link call: what goes in
  output,    ///< what comes out of a subflow instance or link call, one per output
  errors,    ///< the errors of all nodes of a flow, on their way to its catch nodes
  statuses,  ///< the status events of all nodes of a flow
};

struct Vertex {
  NodeId node = kNoNode;  ///< of errors and statuses: the flow, subflow or group
  InstanceId instance = 0;
  VertexRole role = VertexRole::node;
  uint16_t port = 0;  ///< of an output
};

/// How a message gets from one vertex to the next.
enum class EdgeKind : uint8_t { wire, link, call, answer, into_subflow, out_of_subflow, error, status, complete };

struct Edge {
  VertexId to = kNoVertex;  ///< or `from`, in the list of edges that come in
  uint16_t port = 0;        ///< output of the sending node
  EdgeKind kind = EdgeKind::wire;
};

/// One running subflow node, or (index 0) the flows themselves.
struct Instance {
  NodeId node = kNoNode;
  NodeId definition = kNoNode;
  InstanceId parent = 0;
  VertexId first_vertex = 0;
};

/// The text of a property as the node sees it, environment variables replaced.
struct TextValue {
  enum class State : uint8_t { missing, known, unknown } state = State::missing;
  std::string text;
  std::string variable = {};  ///< the name, if the value was `${name}` as a whole
  [[nodiscard]] bool known() const { return state == State::known; }
};

/// Views a NodeTable and its Document, which must outlive it. Built once, then only read.
/// Code of a node calls a link in: `node.linkcall(target, …)` (Node-RED 5).
struct LinkCall {
  NodeId node = kNoNode;
  std::string_view target;  ///< id or name of the link in; empty if it is not known
};

/// The vertices of a node, each worked out as it is asked for. Views the graph that made it.
class VertexRange {
 public:
  class Iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = VertexId;
    using difference_type = std::ptrdiff_t;
    using pointer = const VertexId*;
    using reference = VertexId;

    Iterator(const Instance* instances, const InstanceId* at, uint32_t local)
        : instances_(instances), at_(at), local_(local) {}
    VertexId operator*() const { return instances_[*at_].first_vertex + local_; }
    Iterator& operator++() {
      ++at_;
      return *this;
    }
    friend bool operator==(const Iterator&, const Iterator&) = default;

   private:
    const Instance* instances_;
    const InstanceId* at_;
    uint32_t local_;
  };

  VertexRange() = default;
  /// `local` is the place of the node's vertex among those of each of the instances `in`.
  VertexRange(const Instance* instances, std::span<const InstanceId> in, uint32_t local)
      : instances_(instances), in_(in), local_(local) {}

  [[nodiscard]] Iterator begin() const { return {instances_, in_.data(), local_}; }
  [[nodiscard]] Iterator end() const { return {instances_, in_.data() + in_.size(), local_}; }
  [[nodiscard]] size_t size() const { return in_.size(); }
  [[nodiscard]] bool empty() const { return in_.empty(); }
  [[nodiscard]] VertexId front() const { return *begin(); }

 private:
  const Instance* instances_ = nullptr;
  std::span<const InstanceId> in_;
  uint32_t local_ = 0;
};

class FlowGraph {
 public:
  explicit FlowGraph(const NodeTable& nodes);

  /// Adds what only the code says: an edge of kind `call` from each vertex of a node to the link ins that it calls.
  /// May add a vertex. Done before anything else is made of the graph.
  void add_calls(std::span<const LinkCall> calls);

  [[nodiscard]] const NodeTable& nodes() const { return *nodes_; }
  [[nodiscard]] const Document& document() const { return nodes_->document(); }
  [[nodiscard]] const DocumentNode& node(NodeId id) const { return nodes_->node(id); }
  [[nodiscard]] const NodeInfo& info(NodeId id) const { return nodes_->info(id); }
  [[nodiscard]] NodeId find(std::string_view id) const { return nodes_->find(id); }

  [[nodiscard]] std::span<const Vertex> vertices() const { return vertices_; }
  [[nodiscard]] const Vertex& vertex(VertexId id) const { return vertices_[id]; }
  [[nodiscard]] std::span<const Edge> out(VertexId v) const {
    return {out_.data() + out_begin_[v], out_begin_[v + 1] - out_begin_[v]};
  }
  [[nodiscard]] std::span<const Edge> in(VertexId v) const {
    return {in_.data() + in_begin_[v], in_begin_[v + 1] - in_begin_[v]};
  }
  [[nodiscard]] std::span<const Instance> instances() const { return instances_; }
  /// The vertex of a node in an instance, or kNoVertex if it does not run there.
  [[nodiscard]] VertexId vertex_of(NodeId node, InstanceId instance) const;
  /// Every vertex whose node it is, in instance order.
  [[nodiscard]] VertexRange vertices_of(NodeId node) const;
  /// The first of them, or kNoVertex.
  [[nodiscard]] VertexId first_vertex_of(NodeId node) const;
  /// Its node is only the outside of a subflow: an instance, or the subflow itself where nobody uses it.
  [[nodiscard]] bool is_subflow(VertexId v) const { return info(vertices_[v].node).definition != kNoNode; }
  /// All instances of one subflow share one set of vertices, because unfolding them would be too much.
  [[nodiscard]] bool shares_instances() const { return shares_instances_; }

  /// Those of the nodes, and wires and links that lead nowhere.
  [[nodiscard]] std::span<const Problem> problems() const { return problems_; }
  /// The config node that a property of a node names, or kNoNode.
  [[nodiscard]] NodeId config_of(VertexId vertex, std::string_view property) const;

  /// A text property as the node would get it: `${NAME}` and `$(NAME)` are replaced only when they are the
  /// whole value (@node-red/runtime lib/flows/util.js, mapEnvVarProperties). `unknown` when the variable
  /// is set outside of the file.
  [[nodiscard]] TextValue text(VertexId vertex, std::string_view property) const;
  /// For a config node's property `vertex` is a user of it, or kNoVertex: then a variable's value is unknown.
  [[nodiscard]] TextValue text(VertexId vertex, JsonValue value) const;

 private:
  friend class GraphBuilder;
  const NodeTable* nodes_;
  std::vector<Vertex> vertices_;
  std::vector<uint32_t> out_begin_, in_begin_;
  std::vector<Edge> out_, in_;
  std::vector<Instance> instances_;
  std::vector<uint32_t> local_index_;                                 // of a node among those of its container
  std::unordered_map<NodeId, std::vector<InstanceId>> instances_of_;  // by subflow
  std::vector<Problem> problems_;
  bool shares_instances_ = false;

  [[nodiscard]] std::span<const InstanceId> instances_of(NodeId subflow) const;
  [[nodiscard]] TextValue environment(NodeId node, InstanceId instance, std::string_view name) const;
};

}  // namespace halint
