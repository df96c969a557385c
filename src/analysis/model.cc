// Delivery is propagated forward from the sources, once per kind, together with what is known of the messages;
// effects backward from the nodes that have one. Both are breadth-first over the edges, so they cost as much as the
// graph is large and give shortest ways.
// SPDX-License-Identifier: Apache-2.0
#include "halint/analysis/model.h"

#include <algorithm>
#include <memory>

#include "analysis/message_flow.h"
#include "analysis/outcome.h"
#include "analysis/shared_folders.h"
#include "analysis/sources.h"

namespace halint {
namespace {

DeliverySet own_of_code(const CodeFacts& code, NodeId node) {
  const NodeCode* own = code.find(node);
  if (own == nullptr) return 0;
  DeliverySet inputs = 0;
  for (const CodeInput& input : own->inputs)
    inputs |= bit(input.consumption == Consumption::shared ? Arrival::balanced : Arrival::every);
  // What an interval reports, catch and status nodes hear.
  const bool reports = std::any_of(own->reports.begin(), own->reports.end(), [](const CodeReport& report) {
    return report.time == UseTime::timer && report.repeats;
  });
  return static_cast<DeliverySet>(inputs | (own->sends_on_timer || reports ? bit(Arrival::timer) : 0) |
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
    // What comes into a subflow that nobody uses comes from somewhere.
    const NodeKind kind = graph.info(graph.vertex(v).node).kind;
    const bool source = graph.vertex(v).role == VertexRole::node &&
                        (kind == NodeKind::node || kind == NodeKind::subflow) && graph.in(v).empty() &&
                        !graph.out(v).empty();
    return source ? bit(Arrival::unknown) : DeliverySet{0};
  }
  // Where the copies share the volume, what one of them would see, all see.
  const bool shared_files = behavior.facts->resource == Resource::file_watch &&
                            may_be_shared(settings, graph.text(v, behavior.facts->path).text);
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

// Where balanced messages from anything but a browser arrive: where no browser sends any, all of them.
std::vector<bool> requests(const Behaviors& behaviors, const DeliveryMap& map, MessageFlow& flow) {
  const size_t size = map.own.size();
  std::vector<bool> reached(size, false);
  std::vector<VertexId> sources;
  bool clicks = false;
  for (VertexId v = 0; v < size; ++v) {
    if ((map.own[v] & bit(Arrival::balanced)) == 0) continue;
    const bool click = behaviors[v].facts->effect == Effect::screen;
    clicks = clicks || click;
    if (!click) sources.push_back(v);
  }
  if (clicks) {
    if (!sources.empty()) (void)flow.spread(sources, false, [&](VertexId, VertexId to) { reached[to] = true; });
  } else {
    for (VertexId v = 0; v < size; ++v) reached[v] = (map.in[v] & bit(Arrival::balanced)) != 0;
  }
  return reached;
}

// Which copies get what, each kind on its own. What is known of the messages at a vertex is that of all kinds.
DeliveryMap propagate(const FlowGraph& graph, const Behaviors& behaviors, std::vector<DeliverySet> own,
                      MessageState& messages) {
  MessageFlow& flow = messages.flow;
  const size_t size = graph.vertices().size();
  DeliveryMap map{std::move(own), std::vector<DeliverySet>(size, 0), {}, {}, {}};
  messages.all.assign(size, kNoMessage);
  for (std::vector<MessageId>& arrived : messages.arrived) arrived.clear();
  std::vector<VertexId> sources;
  for (size_t i = 0; i < kArrivals; ++i) {
    const DeliverySet mask = bit(static_cast<Arrival>(i));
    sources.clear();
    for (VertexId v = 0; v < size; ++v) {
      if ((map.own[v] & mask) != 0) sources.push_back(v);
    }
    if (sources.empty()) continue;
    std::vector<VertexId>& parent = map.parent[i];
    parent.assign(size, kNoVertex);
    std::vector<VertexId>& source = map.source[i];
    source.assign(size, kNoVertex);
    for (const VertexId first : sources) parent[first] = source[first] = first;
    std::vector<MessageId>& reached = messages.arrived[i];
    reached = flow.spread(sources, (mask & kEachCopy) != 0, [&](VertexId from, VertexId to) {
      map.in[to] |= mask;
      if ((map.own[to] & mask) != 0) return;
      parent[to] = from;
      source[to] = source[from];
    });
    for (VertexId v = 0; v < size; ++v) messages.all[v] = flow.table().join(messages.all[v], reached[v]);
  }
  map.request = requests(behaviors, map, flow);
  return map;
}

std::vector<DeliverySet> sources_of(const FlowGraph& graph, const Behaviors& behaviors, const CodeFacts& code,
                                    const Settings& settings) {
  std::vector<DeliverySet> own(graph.vertices().size(), 0);
  for (VertexId v = 0; v < own.size(); ++v) own[v] = own_of(graph, behaviors, v, settings);
  for (const NodeCode& node : code.nodes) {
    for (const VertexId v : graph.vertices_of(node.node)) own[v] |= own_of_code(code, node.node);
  }
  correct_sources(graph, behaviors, own);
  add_connection_events(graph, behaviors, own);
  return own;
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
    : graph(the_graph), behaviors(the_behaviors), code(the_code), settings(std::move(the_settings)) {
  const size_t size = graph.vertices().size();
  auto state = std::make_unique<MessageState>(graph, behaviors, code, settings.guards);
  MessageFlow& flow = state->flow;
  delivery = propagate(graph, behaviors, sources_of(graph, behaviors, code, settings), *state);
  std::vector<DeliverySet> own = delivery.own;
  if (add_asked_subscriptions(graph, flow, state->all, delivery.in, own))
    delivery = propagate(graph, behaviors, std::move(own), *state);
  if (!flow.flags().empty() && flow.learn_flags(delivery.own, delivery.in, state->all))
    delivery = propagate(graph, behaviors, std::vector<DeliverySet>(delivery.own), *state);
  const OutcomeReader outcome(graph, behaviors, flow);
  outcomes.reserve(size);
  for (VertexId v = 0; v < size; ++v) outcomes.push_back(outcome.of(v, state->all[v]));
  for (const NodeCode& node : code.nodes) {
    for (const VertexId v : graph.vertices_of(node.node))
      outcomes[v] = std::max(outcomes[v], code_outcome(graph, code, v));
  }
  messages = std::move(state);
  reach_back(*this, Outcome::non_idempotent, false, reach.strong, reach.strong_end);
  reach_back(*this, Outcome::idempotent, true, reach.any, reach.any_end);
}

Model::~Model() = default;

bool Model::crosses(VertexId from, const Edge& edge) const {
  return (MessageFlow::allowed(graph, behaviors, from, edge) & kEachCopy) != 0;
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
