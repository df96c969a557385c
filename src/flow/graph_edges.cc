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
    const NodeInfo& info = nodes_.info(vertex.node);
    uint16_t count = 0;
    if (info.definition != kNoNode) {
      document_.property(info.definition, "out").for_each_element([&](JsonValue) { ++count; });
      if (document_.property(info.definition, "status").kind() == JsonKind::object) ++count;
    } else if (part_of(v) == Part::link_call) {
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
  const NodeId found = raw.find('\\') == std::string_view::npos ? nodes_.find(raw) : nodes_.find(id.text());
  if (found == kNoNode) problem(missing, from, id, id.text());
  return found;
}

// Node-RED sends nothing along wires that are no list of lists of ids.
bool GraphBuilder::has_shape(JsonValue value, JsonKind kind, VertexId v) {
  if (value.kind() == kind) return true;
  if (value.kind() != JsonKind::missing && value.kind() != JsonKind::null)
    problem(ProblemKind::misshapen_wires, graph_.vertices_[v].node, value, {});
  return false;
}

void GraphBuilder::add_wires(VertexId v) {
  const Vertex vertex = graph_.vertices_[v];
  uint16_t port = 0;
  const JsonValue all = document_.property(vertex.node, wires_);
  if (!has_shape(all, JsonKind::array, v)) return;
  all.for_each_element([&](JsonValue wires) {
    if (!has_shape(wires, JsonKind::array, v)) {
      ++port;
      return wires.end();
    }
    const char* const end = wires.for_each_element([&](JsonValue id) {
      if (!has_shape(id, JsonKind::string, v)) return;
      const NodeId to = target(id, vertex.node, ProblemKind::wire_to_nowhere);
      if (to != kNoNode) add_arc(sender(v, port), graph_.vertex_of(to, vertex.instance), port, EdgeKind::wire);
    });
    ++port;
    return end;
  });
}

// A subflow's `in` and `out` list inner nodes; an `out` may name the subflow itself, for what goes straight through.
void GraphBuilder::add_instance_edges(VertexId v) {
  const Vertex vertex = graph_.vertices_[v];
  const NodeId definition = nodes_.info(vertex.node).definition;
  if (definition == kNoNode || graph_.instances_of(definition).empty()) return;
  InstanceId inner = graph_.instances_of(definition).front();
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

// A `link out` that answers a call leads nowhere by itself: what arrives there goes on from the call, or the callers of
// one routine would be mixed.
bool GraphBuilder::sends_on(NodeId link_out) const { return document_.property(link_out, "mode").text() != "return"; }

// Either end may know of a link, as after an import of one of them.
void GraphBuilder::add_links(VertexId v) {
  const Vertex vertex = graph_.vertices_[v];
  const Part part = part_of(v);
  if (part == Part::link_call) add_arc(v, sender(v, 0), 0, EdgeKind::answer);
  if (part == Part::link_call && document_.property(vertex.node, "linkType").text() == "dynamic") {
    dynamic_calls_.push_back(v);
    return;
  }
  if (part == Part::link_out && !sends_on(vertex.node)) return;
  document_.property(vertex.node, "links").for_each_element([&](JsonValue id) {
    const NodeId other = nodes_.find(id.text());
    if (other == kNoNode) {
      problem(ProblemKind::link_to_nowhere, vertex.node, id, id.text());
      return;
    }
    // Links join flows, so the other end may stand in another container of the same instance only.
    const VertexId there = graph_.vertex_of(other, vertex.instance);
    const Part other_part = part_of_node(other);
    if (part != Part::link_in) {
      if (other_part == Part::link_in) add_arc(v, there, 0, part == Part::link_call ? EdgeKind::call : EdgeKind::link);
    } else if (other_part == Part::link_call) {
      add_arc(there, v, 0, EdgeKind::call);
    } else if (other_part == Part::link_out && sends_on(other)) {
      add_arc(there, v, 0, EdgeKind::link);
    }
  });
}

// The target is the id or the name of a link in: any of the flows, or of the subflow that the call stands in
// (core/common/60-link.js, getTargetNode). One vertex stands between all calls and all of the flows.
void GraphBuilder::add_dynamic_calls() {
  if (dynamic_calls_.empty()) return;
  const VertexId hub = call_hub();
  for (const VertexId call : dynamic_calls_) {
    const InstanceId instance = graph_.vertices_[call].instance;
    add_arc(call, hub, 0, EdgeKind::call);
    if (instance == 0) continue;
    for (const NodeId member : nodes_.members(graph_.instances_[instance].definition)) {
      if (part_of_node(member) == Part::link_in) add_arc(call, graph_.vertex_of(member, instance), 0, EdgeKind::call);
    }
  }
}

// Made when it is needed first, with the edges that lead from it.
VertexId GraphBuilder::call_hub() {
  const auto hub = static_cast<VertexId>(graph_.vertices_.size());
  for (VertexId v = 0; v < hub; ++v) {
    const Vertex& vertex = graph_.vertices_[v];
    if (vertex.role == VertexRole::output && vertex.port == kDynamicCalls) return v;
  }
  graph_.vertices_.push_back({graph_.vertices_[dynamic_calls_.front()].node, 0, VertexRole::output, kDynamicCalls});
  for (VertexId v = 0; v < hub; ++v) {
    const bool flow_node = graph_.vertices_[v].role == VertexRole::node && graph_.vertices_[v].instance == 0;
    if (flow_node && part_of(v) == Part::link_in) add_arc(hub, v, 0, EdgeKind::call);
  }
  return hub;
}

// An id comes before a name; a name is looked for in the flow of the caller, then in all of them, and must be one
// link in's alone.
void GraphBuilder::add_calls(std::span<const LinkCall> calls) {
  for (VertexId v = 0; v < graph_.vertices_.size(); ++v) {
    for (const Edge& edge : graph_.out(v)) arcs_.push_back({v, edge});
  }
  std::unordered_multimap<std::string_view, NodeId> named;
  for (NodeId node = 0; node < nodes_.size(); ++node) {
    if (part_of_node(node) == Part::link_in && nodes_.info(node).runs) named.emplace(nodes_.node(node).name, node);
  }
  const auto target_of = [&](const LinkCall& call) {
    const NodeId by_id = nodes_.find(call.target);
    if (by_id != kNoNode) return part_of_node(by_id) == Part::link_in ? by_id : kNoNode;
    const auto [first, last] = named.equal_range(call.target);
    constexpr ptrdiff_t kMostLooked = 64;
    ptrdiff_t looked = 0;
    NodeId here = kNoNode;
    NodeId anywhere = kNoNode;
    for (auto at = first; at != last && ++looked < kMostLooked; ++at) {
      if (nodes_.info(at->second).container == nodes_.info(call.node).container) here = at->second;
      anywhere = at->second;
    }
    return here != kNoNode ? here : anywhere;
  };
  for (const LinkCall& call : calls) {
    const NodeId target = call.target.empty() ? kNoNode : target_of(call);
    for (const VertexId v : graph_.vertices_of(call.node)) {
      if (call.target.empty()) dynamic_calls_.push_back(v);
      if (target == kNoNode) continue;
      const VertexId inside = graph_.vertex_of(target, graph_.vertices_[v].instance);
      add_arc(v, inside != kNoVertex ? inside : graph_.vertex_of(target, 0), 0, EdgeKind::call);
    }
  }
  add_dynamic_calls();
  sort_arcs();
}

// A catch, status or complete node hears the nodes it lists, those of its group, or all of its flow. For the
// last two, one vertex gathers the events, or ten thousand nodes and ten catch nodes would need 100,000 edges.
void GraphBuilder::listen(VertexId listener, EdgeKind kind) {
  const Vertex vertex = graph_.vertices_[listener];
  const JsonValue scope = document_.property(vertex.node, "scope");
  if (scope.kind() != JsonKind::array) return;
  scope.for_each_element([&](JsonValue id) {
    const NodeId source = nodes_.find(id.text());
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
    const Part part = part_of(v);
    if (part == Part::catches) add_listener(hubs, v, EdgeKind::error);
    if (part == Part::hears_status) add_listener(hubs, v, EdgeKind::status);
    if (part == Part::hears_completion) add_listener(hubs, v, EdgeKind::complete);
  }
  if (!hubs.vertices.empty()) tell_hubs(hubs);
}

void GraphBuilder::add_listener(Hubs& hubs, VertexId v, EdgeKind kind) {
  const Vertex vertex = graph_.vertices_[v];
  const JsonValue scope = document_.property(vertex.node, "scope");
  if (scope.kind() == JsonKind::array || kind == EdgeKind::complete) return listen(v, kind);
  const NodeInfo& info = nodes_.info(vertex.node);
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
  around.reserve(nodes_.size());
  for (NodeId id = 0; id < nodes_.size(); ++id) around.push_back(nodes_.info(id).group);
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
    const Part part = part_of(v);
    if (part == Part::catches || part == Part::hears_status) continue;
    const auto tell_in = [&](NodeId place, InstanceId instance) {
      if (place == kNoNode || !hubs.heard[place]) return false;
      bool told = false;
      for (const EdgeKind kind : {EdgeKind::error, EdgeKind::status}) {
        const auto found = hubs.vertices.find(Hubs::key(place, instance, kind));
        if (found == hubs.vertices.end()) continue;
        add_arc(v, found->second, 0, kind);
        told = true;
      }
      return told;
    };
    const auto tell = [&](NodeId place) { return tell_in(place, vertex.instance); };
    bool told = tell(nodes_.info(vertex.node).container);
    // What nobody hears inside of a subflow goes to the flow around it (runtime lib/flows/Subflow.js).
    for (InstanceId inside = vertex.instance; !told && inside != 0 && !graph_.shares_instances_;) {
      const Instance& instance = graph_.instances_[inside];
      inside = instance.parent;
      told = tell_in(nodes_.info(instance.node).container, inside);
    }
    for (NodeId group = next_heard(nodes_.info(vertex.node).group); group != kNoNode;
         group = next_heard(nodes_.info(group).group))
      (void)tell(group);
  }
}

void GraphBuilder::add_edges() {
  const auto nodes = static_cast<VertexId>(outputs_.size());
  arcs_.reserve(nodes + nodes / 2);
  for (VertexId v = 0; v < nodes; ++v) {
    add_wires(v);
    const NodeInfo& info = nodes_.info(graph_.vertices_[v].node);
    const Part part = part_of(v);
    if (info.definition != kNoNode)
      add_instance_edges(v);
    else if (part == Part::link_in || part == Part::link_out || part == Part::link_call)
      add_links(v);
  }
  add_dynamic_calls();
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
  graph_.out_.clear();
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
