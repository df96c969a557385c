// Delivery is propagated forward from the sources, once per kind; effects backward from the nodes that have one.
// Both are breadth-first over the edges, so they cost as much as the graph is large and give shortest ways.
// SPDX-License-Identifier: Apache-2.0
#include "halint/analysis/model.h"

#include <algorithm>

#include "analysis/outcome.h"

namespace halint {
namespace {

constexpr DeliverySet kAll = 0xFF;

bool follows_message(EdgeKind kind) { return kind != EdgeKind::error && kind != EdgeKind::status; }

bool is_guard(const Facts& facts, uint16_t port) {
  return std::find(facts.guard.begin(), facts.guard.end(), port) != facts.guard.end();
}

// What of an arriving message's deliveries goes on over an edge.
DeliverySet allowed(const FlowGraph& graph, const Behaviors& behaviors, VertexId from, const Edge& edge) {
  if (edge.kind == EdgeKind::error || edge.kind == EdgeKind::status || edge.kind == EdgeKind::complete) return kAll;
  if (graph.vertex(from).role != VertexRole::node) return kAll;
  const Behavior& behavior = behaviors[from];
  if (!behavior.passes()) return 0;
  return is_guard(*behavior.facts, edge.port) ? static_cast<DeliverySet>(~kEachCopy) : kAll;
}

DeliverySet own_of_code(const CodeFacts& code, NodeId node) {
  const NodeCode* own = code.find(node);
  if (own == nullptr) return 0;
  return static_cast<DeliverySet>((own->sends_on_timer ? bit(Arrival::timer) : 0) |
                                  (own->sends_at_start ? bit(Arrival::startup) : 0));
}

DeliverySet arrival_of(Delivery delivery, bool shared_files) {
  switch (delivery) {
    case Delivery::unset:
    case Delivery::none:
      return 0;
    case Delivery::balanced:
      return bit(Arrival::balanced);
    case Delivery::every:
      return bit(Arrival::every);
    case Delivery::timer:
      return bit(Arrival::timer);
    case Delivery::startup:
      return bit(Arrival::startup);
    case Delivery::local:
      return shared_files ? bit(Arrival::every) : bit(Arrival::local);
  }
  return 0;
}

DeliverySet own_of(const FlowGraph& graph, const Behaviors& behaviors, VertexId v, const Settings& settings) {
  const Behavior& behavior = behaviors[v];
  if (!behavior.known()) {
    const bool source = graph.vertex(v).role == VertexRole::node &&
                        graph.info(graph.vertex(v).node).kind == NodeKind::node && graph.in(v).empty() &&
                        !graph.out(v).empty();
    return source ? bit(Arrival::unknown) : DeliverySet{0};
  }
  // On FlowFuse the copies share the volume, so what one of them would see, all see.
  const bool shared_files = settings.platform == Platform::flowfuse && behavior.facts->resource == Resource::file_watch;
  DeliverySet own = 0;
  for (const Delivery delivery : behavior.facts->delivery) own |= arrival_of(delivery, shared_files);
  return own;
}

// A node that reports a connection in its status does so in each copy; a status node hears it.
void add_connection_events(const FlowGraph& graph, const Behaviors& behaviors, std::vector<DeliverySet>& own) {
  std::vector<bool> reports(graph.vertices().size(), false);
  for (VertexId v = 0; v < graph.vertices().size(); ++v) reports[v] = behaviors[v].facts->connection.value_or(false);
  // Hubs come behind all nodes, so one more round suffices for them.
  for (VertexId v = 0; v < graph.vertices().size(); ++v) {
    if (graph.vertex(v).role != VertexRole::statuses) continue;
    const auto in = graph.in(v);
    reports[v] = std::any_of(in.begin(), in.end(), [&](const Edge& edge) { return reports[edge.to]; });
  }
  for (VertexId v = 0; v < graph.vertices().size(); ++v) {
    for (const Edge& edge : graph.in(v)) {
      if (edge.kind == EdgeKind::status && graph.vertex(v).role == VertexRole::node && reports[edge.to])
        own[v] |= bit(Arrival::startup);
    }
  }
}

// Balanced messages from anything but a browser: as propagate, for this one bit.
std::vector<bool> requests(const FlowGraph& graph, const Behaviors& behaviors, const DeliveryMap& map) {
  std::vector<bool> arrives(graph.vertices().size(), false);
  std::vector<VertexId> queue;
  const auto is_source = [&](VertexId v) {
    return (map.own[v] & bit(Arrival::balanced)) != 0 && behaviors[v].facts->effect != Effect::screen;
  };
  for (VertexId v = 0; v < graph.vertices().size(); ++v) {
    if (is_source(v)) queue.push_back(v);
  }
  for (size_t at = 0; at < queue.size(); ++at) {
    for (const Edge& edge : graph.out(queue[at])) {
      if (arrives[edge.to] || (!is_source(queue[at]) && allowed(graph, behaviors, queue[at], edge) == 0)) continue;
      arrives[edge.to] = true;
      if (!is_source(edge.to)) queue.push_back(edge.to);
    }
  }
  return arrives;
}

DeliveryMap propagate(const FlowGraph& graph, const Behaviors& behaviors, const CodeFacts& code,
                      const Settings& settings) {
  const size_t size = graph.vertices().size();
  DeliveryMap map{std::vector<DeliverySet>(size, 0), std::vector<DeliverySet>(size, 0), {}, {}, {}};
  for (VertexId v = 0; v < size; ++v) map.own[v] = own_of(graph, behaviors, v, settings);
  for (const NodeCode& node : code.nodes) {
    for (const VertexId v : graph.vertices_of(node.node)) map.own[v] |= own_of_code(code, node.node);
  }
  add_connection_events(graph, behaviors, map.own);
  std::vector<VertexId> queue;
  queue.reserve(size);
  for (size_t i = 0; i < kArrivals; ++i) {
    const DeliverySet mask = bit(static_cast<Arrival>(i));
    queue.clear();
    for (VertexId v = 0; v < size; ++v) {
      if ((map.own[v] & mask) != 0) queue.push_back(v);
    }
    if (queue.empty()) continue;
    std::vector<VertexId>& parent = map.parent[i];
    parent.assign(size, kNoVertex);
    std::vector<VertexId>& source = map.source[i];
    source.assign(size, kNoVertex);
    for (const VertexId first : queue) parent[first] = source[first] = first;
    for (size_t at = 0; at < queue.size(); ++at) {
      const VertexId v = queue[at];
      for (const Edge& edge : graph.out(v)) {
        if (((map.own[v] & mask) == 0 || !follows_message(edge.kind)) &&
            (allowed(graph, behaviors, v, edge) & mask) == 0)
          continue;
        const bool fresh = (map.in[edge.to] & mask) == 0;
        map.in[edge.to] |= mask;
        if (!fresh || (map.own[edge.to] & mask) != 0) continue;
        parent[edge.to] = v;
        source[edge.to] = source[v];
        queue.push_back(edge.to);
      }
    }
  }
  map.request = requests(graph, behaviors, map);
  return map;
}

// Backward from the effects that count, over the edges that count. A node that does not pass messages on is still
// the source of its own.
void reach_back(const Model& model, Outcome least, bool over_errors, std::vector<VertexId>& next,
                std::vector<VertexId>& end) {
  const size_t size = model.graph.vertices().size();
  next.assign(size, kNoVertex);
  end.assign(size, kNoVertex);
  std::vector<bool> queued(size, false);
  std::vector<VertexId> queue;
  for (VertexId v = 0; v < size; ++v) {
    if (model.outcomes[v] < least) continue;
    next[v] = end[v] = v;
    queued[v] = true;
    queue.push_back(v);
  }
  for (size_t at = 0; at < queue.size(); ++at) {
    for (const Edge& edge : model.graph.in(queue[at])) {
      const VertexId from = edge.to;
      if (!over_errors && !follows_message(edge.kind)) continue;
      const Edge forward{queue[at], edge.port, edge.kind};
      const bool crosses = model.crosses(from, forward);
      if (next[from] == kNoVertex && (crosses || model.delivery.own[from] != 0)) {
        next[from] = queue[at];
        end[from] = end[queue[at]];
      }
      if (!crosses || queued[from]) continue;
      queued[from] = true;
      queue.push_back(from);
    }
  }
}

}  // namespace

Model::Model(const FlowGraph& the_graph, const Behaviors& the_behaviors, const CodeFacts& the_code,
             Settings the_settings)
    : graph(the_graph),
      behaviors(the_behaviors),
      code(the_code),
      settings(std::move(the_settings)),
      delivery(propagate(graph, behaviors, code, settings)) {
  outcomes.reserve(graph.vertices().size());
  OutcomeReader outcome(graph, behaviors);
  for (VertexId v = 0; v < graph.vertices().size(); ++v) outcomes.push_back(outcome.of(v));
  for (const NodeCode& node : code.nodes) {
    if (!node.acts_outside && !node.may_act_outside) continue;
    for (const VertexId v : graph.vertices_of(node.node))
      outcomes[v] = node.acts_outside ? Outcome::non_idempotent : Outcome::unknown;
  }
  reach_back(*this, Outcome::non_idempotent, false, reach.strong, reach.strong_end);
  reach_back(*this, Outcome::idempotent, true, reach.any, reach.any_end);
}

bool Model::crosses(VertexId from, const Edge& edge) const {
  return (allowed(graph, behaviors, from, edge) & kEachCopy) != 0;
}

std::vector<VertexId> Model::way_to(VertexId v, Arrival arrival) const {
  std::vector<VertexId> way;
  const std::vector<VertexId>& parent = delivery.parent[static_cast<size_t>(arrival)];
  if (parent.empty() || parent[v] == kNoVertex) return way;
  way.push_back(v);
  while (parent[way.back()] != way.back() && way.size() < kMaxWay) way.push_back(parent[way.back()]);
  if (parent[way.back()] != way.back()) way.push_back(delivery.source[static_cast<size_t>(arrival)][v]);
  std::reverse(way.begin(), way.end());
  return way;
}

}  // namespace halint
