// Every way a message goes on: wires, links, in and out of subflows, and what catch, status and complete nodes hear.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <unordered_map>
#include <utility>

#include "flow/graph_builder.h"

namespace halint {

void GraphBuilder::add_outputs() {
  const auto nodes = static_cast<VertexId>(graph_.vertices_.size());
  outputs_.resize(nodes);
  for (VertexId v = 0; v < nodes; ++v) {
    const Vertex vertex = graph_.vertices_[v];
    const NodeInfo& info = graph_.nodes_[vertex.node];
    uint16_t count = 0;
    if (info.definition != kNoNode) {
      document_.property(info.definition, "out").for_each_element([&](JsonValue) { ++count; });
      if (document_.property(info.definition, "status").kind() == JsonKind::object) ++count;
    } else if (document_.nodes[vertex.node].type == "link call") {
      count = 1;
    }
    if (count == 0) continue;
    outputs_[v] = {static_cast<VertexId>(graph_.vertices_.size()), count};
    for (uint16_t port = 0; port < count; ++port) {
      graph_.vertices_.push_back({vertex.node, vertex.instance, VertexRole::output, port});
    }
  }
}

// Where messages leave a vertex by one of its ports.
VertexId GraphBuilder::sender(VertexId v, uint16_t port) const {
  if (v >= outputs_.size() || outputs_[v].first == kNoVertex) return v;
  return port < outputs_[v].count ? outputs_[v].first + port : kNoVertex;
}

void GraphBuilder::add_arc(VertexId from, VertexId to, uint16_t port, EdgeKind kind) {
  if (from != kNoVertex && to != kNoVertex) arcs_.push_back({from, {to, port, kind}});
}

NodeId GraphBuilder::target(JsonValue id, NodeId from, ProblemKind missing) {
  if (id.kind() != JsonKind::string) return kNoNode;
  const std::string_view raw = id.raw_string();
  const NodeId found =
      raw.find('\\') == std::string_view::npos ? graph_.index_.find(raw) : graph_.index_.find(id.text());
  if (found == kNoNode) problem(missing, from, id, id.text());
  return found;
}

void GraphBuilder::add_wires(VertexId v) {
  const Vertex vertex = graph_.vertices_[v];
  uint16_t port = 0;
  document_.property(vertex.node, "wires").for_each_element([&](JsonValue wires) {
    wires.for_each_element([&](JsonValue id) {
      const NodeId to = target(id, vertex.node, ProblemKind::wire_to_nowhere);
      if (to != kNoNode) add_arc(sender(v, port), graph_.vertex_of(to, vertex.instance), port, EdgeKind::wire);
    });
    ++port;
  });
}

// A subflow's `in` and `out` list inner nodes; an `out` may name the subflow itself, for what goes straight through.
void GraphBuilder::add_instance_edges(VertexId v) {
  const Vertex vertex = graph_.vertices_[v];
  const NodeId definition = graph_.nodes_[vertex.node].definition;
  if (definition == kNoNode || graph_.instances_of_[definition].empty()) return;
  InstanceId inner = graph_.instances_of_[definition].front();
  if (!graph_.shares_instances_) {
    if (const auto found = inner_.find(v); found != inner_.end()) inner = found->second;
  }
  document_.property(definition, "in").for_each_element([&](JsonValue in) {
    in.member("wires").for_each_element([&](JsonValue wire) {
      const NodeId to = target(wire.member("id"), definition, ProblemKind::wire_to_nowhere);
      if (to != kNoNode) add_arc(v, graph_.vertex_of(to, inner), 0, EdgeKind::into_subflow);
    });
  });
  uint16_t port = 0;
  const auto leave = [&](JsonValue output) {
    output.member("wires").for_each_element([&](JsonValue wire) {
      const NodeId from = target(wire.member("id"), definition, ProblemKind::wire_to_nowhere);
      if (from == kNoNode) return;
      const auto from_port = static_cast<uint16_t>(wire.member("port").number().value_or(0));
      const VertexId source = from == definition ? v : graph_.vertex_of(from, inner);
      if (source != kNoVertex)
        add_arc(from == definition ? v : sender(source, from_port), sender(v, port), from_port,
                EdgeKind::out_of_subflow);
    });
    ++port;
  };
  document_.property(definition, "out").for_each_element(leave);
  if (const JsonValue status = document_.property(definition, "status"); status.kind() == JsonKind::object)
    leave(status);
}

// Either end may know of a link, as after an import of one of them.
void GraphBuilder::add_links(VertexId v) {
  const Vertex vertex = graph_.vertices_[v];
  const std::string_view type = document_.nodes[vertex.node].type;
  if (type == "link call") {
    // The answer is the same message coming back, so what arrives goes on from the call itself; going through
    // the `return` would mix the callers of one routine.
    add_arc(v, sender(v, 0), 0, EdgeKind::answer);
  } else if (type == "link out" && document_.property(vertex.node, "mode").text() == "return") {
    return;
  }
  document_.property(vertex.node, "links").for_each_element([&](JsonValue id) {
    const NodeId other = graph_.index_.find(id.text());
    if (other == kNoNode) {
      problem(ProblemKind::link_to_nowhere, vertex.node, id, id.text());
      return;
    }
    // Links join flows, so the other end may stand in another container of the same instance only.
    const VertexId there = graph_.vertex_of(other, vertex.instance);
    const std::string_view other_type = document_.nodes[other].type;
    if (type == "link in" && (other_type == "link out" || other_type == "link call")) {
      if (other_type == "link out" && document_.property(other, "mode").text() == "return") return;
      add_arc(there, v, 0, other_type == "link call" ? EdgeKind::call : EdgeKind::link);
    } else if (type != "link in" && other_type == "link in") {
      add_arc(v, there, 0, type == "link call" ? EdgeKind::call : EdgeKind::link);
    }
  });
}

// A catch, status or complete node hears the nodes it lists, those of its group, or all of its flow. For the
// last two, one vertex gathers the events, or ten thousand nodes and ten catch nodes would need 100,000 edges.
void GraphBuilder::listen(VertexId listener, EdgeKind kind) {
  const Vertex vertex = graph_.vertices_[listener];
  const JsonValue scope = document_.property(vertex.node, "scope");
  if (scope.kind() != JsonKind::array) return;
  scope.for_each_element([&](JsonValue id) {
    const NodeId source = graph_.index_.find(id.text());
    if (source == kNoNode) return;
    const VertexId v = graph_.vertex_of(source, vertex.instance);
    if (v == kNoVertex) return;
    add_arc(v, listener, 0, kind);
    if (outputs_[v].first == kNoVertex) return;
    for (uint16_t port = 0; port < outputs_[v].count; ++port) add_arc(outputs_[v].first + port, listener, 0, kind);
  });
}

struct GraphBuilder::Hubs {
  std::unordered_map<uint64_t, VertexId> vertices;
  std::vector<bool> heard;  // flows, subflows and groups that somebody listens to

  static uint64_t key(NodeId place, InstanceId instance, EdgeKind kind) {
    return (static_cast<uint64_t>(place) << 33) ^ (static_cast<uint64_t>(instance) << 1) ^
           static_cast<uint64_t>(kind == EdgeKind::status);
  }
};

void GraphBuilder::add_listeners() {
  Hubs hubs;
  hubs.heard.resize(document_.nodes.size(), false);
  const auto nodes = static_cast<VertexId>(outputs_.size());
  for (VertexId v = 0; v < nodes; ++v) {
    const std::string_view type = document_.nodes[graph_.vertices_[v].node].type;
    if (type != "catch" && type != "status" && type != "complete") continue;
    const EdgeKind kind = type == "catch" ? EdgeKind::error : type == "status" ? EdgeKind::status : EdgeKind::complete;
    add_listener(hubs, v, kind);
  }
  if (!hubs.vertices.empty()) tell_hubs(hubs);
}

void GraphBuilder::add_listener(Hubs& hubs, VertexId v, EdgeKind kind) {
  const Vertex vertex = graph_.vertices_[v];
  const JsonValue scope = document_.property(vertex.node, "scope");
  if (scope.kind() == JsonKind::array || kind == EdgeKind::complete) return listen(v, kind);
  const NodeInfo& info = graph_.nodes_[vertex.node];
  const NodeId place = scope.text() == "group" ? info.group : info.container;
  if (place == kNoNode) return;
  hubs.heard[place] = true;
  const auto [at, added] =
      hubs.vertices.emplace(Hubs::key(place, vertex.instance, kind), static_cast<VertexId>(graph_.vertices_.size()));
  if (added) {
    graph_.vertices_.push_back(
        {place, vertex.instance, kind == EdgeKind::error ? VertexRole::errors : VertexRole::statuses, 0});
  }
  add_arc(at->second, v, 0, kind);
}

// Every node's errors and status events go to the hubs of its groups and of its flow.
void GraphBuilder::tell_hubs(const Hubs& hubs) {
  std::vector<NodeId> around;
  around.reserve(graph_.nodes_.size());
  for (const NodeInfo& info : graph_.nodes_) around.push_back(info.group);
  // The innermost group from `group` on that somebody listens to. Shortens the way for whoever comes next.
  const auto next_heard = [&](NodeId group) {
    NodeId found = group;
    while (found != kNoNode && !hubs.heard[found]) found = around[found];
    while (group != found) group = std::exchange(around[group], found);
    return found;
  };
  const auto nodes = static_cast<VertexId>(outputs_.size());
  for (VertexId v = 0; v < nodes; ++v) {
    const Vertex vertex = graph_.vertices_[v];
    const std::string_view type = document_.nodes[vertex.node].type;
    if (type == "catch" || type == "status") continue;
    const auto tell = [&](NodeId place) {
      if (place == kNoNode || !hubs.heard[place]) return;
      for (const EdgeKind kind : {EdgeKind::error, EdgeKind::status}) {
        const auto found = hubs.vertices.find(Hubs::key(place, vertex.instance, kind));
        if (found != hubs.vertices.end()) add_arc(v, found->second, 0, kind);
      }
    };
    tell(graph_.nodes_[vertex.node].container);
    for (NodeId group = next_heard(graph_.nodes_[vertex.node].group); group != kNoNode;
         group = next_heard(graph_.nodes_[group].group))
      tell(group);
  }
}

void GraphBuilder::add_edges() {
  const auto nodes = static_cast<VertexId>(outputs_.size());
  arcs_.reserve(nodes + nodes / 2);
  for (VertexId v = 0; v < nodes; ++v) {
    add_wires(v);
    const NodeInfo& info = graph_.nodes_[graph_.vertices_[v].node];
    if (info.definition != kNoNode)
      add_instance_edges(v);
    else if (document_.nodes[graph_.vertices_[v].node].type.substr(0, 5) == "link ")
      add_links(v);
  }
  add_listeners();
}

// Brings the arcs into the order of the vertices they leave, and that of their ports, each once.
void GraphBuilder::sort_arcs() {
  const size_t vertices = graph_.vertices_.size();
  std::vector<uint32_t> begin(vertices + 1, 0);
  for (const Arc& arc : arcs_) ++begin[arc.from + 1];
  for (size_t v = 0; v < vertices; ++v) begin[v + 1] += begin[v];
  std::vector<Edge> sorted(arcs_.size());
  {
    std::vector<uint32_t> next(begin.begin(), begin.end() - 1);
    for (const Arc& arc : arcs_) sorted[next[arc.from]++] = arc.edge;
  }
  graph_.out_.reserve(sorted.size());
  graph_.out_begin_.assign(vertices + 1, 0);
  for (size_t v = 0; v < vertices; ++v) {
    const std::span<Edge> edges(sorted.data() + begin[v], begin[v + 1] - begin[v]);
    const auto earlier = [](const Edge& a, const Edge& b) { return a.port != b.port ? a.port < b.port : a.to < b.to; };
    if (!std::is_sorted(edges.begin(), edges.end(), earlier)) std::stable_sort(edges.begin(), edges.end(), earlier);
    const auto last = std::unique(edges.begin(), edges.end(), [](const Edge& a, const Edge& b) {
      return a.to == b.to && a.port == b.port && a.kind == b.kind;
    });
    graph_.out_.insert(graph_.out_.end(), edges.begin(), last);
    graph_.out_begin_[v + 1] = static_cast<uint32_t>(graph_.out_.size());
  }
  turn_round();
}

// The edges that come in, from those that go out.
void GraphBuilder::turn_round() {
  const size_t vertices = graph_.vertices_.size();
  graph_.in_begin_.assign(vertices + 1, 0);
  for (const Edge& edge : graph_.out_) ++graph_.in_begin_[edge.to + 1];
  for (size_t v = 0; v < vertices; ++v) graph_.in_begin_[v + 1] += graph_.in_begin_[v];
  graph_.in_.resize(graph_.out_.size());
  std::vector<uint32_t> next(graph_.in_begin_.begin(), graph_.in_begin_.end() - 1);
  for (VertexId v = 0; v < vertices; ++v) {
    for (const Edge& edge : graph_.out(v)) graph_.in_[next[edge.to]++] = {v, edge.port, edge.kind};
  }
}

}  // namespace halint
