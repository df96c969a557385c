// Where messages go and what is in them there: a dataflow over the graph. Each vertex has what is known of the
// messages that reach it (reaching definitions of the properties that somebody asks for); a switch, a guard or a node
// that keeps its messages stops those that cannot pass. Knows nothing of what is wrong with that.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <map>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "analysis/message_value.h"
#include "analysis/message_writes.h"
#include "analysis/switch_rules.h"
#include "halint/analysis/model.h"

namespace halint {

/// One vertex that messages of a source reach.
struct Stop {
  VertexId vertex = kNoVertex;
  uint32_t parent = 0;  ///< index of the stop before it; its own for the source
  MessageId message = kNoMessage;
  bool over_errors = false;    ///< only by way of an error or a status
  VertexId guard = kNoVertex;  ///< only behind this likely guard
};

/// In order of distance.
struct Walk {
  std::vector<Stop> stops;
  bool spent = false;  ///< there is more than was looked at

  /// The vertices from the source to a stop.
  [[nodiscard]] std::vector<VertexId> way_to(size_t stop) const;
};

/// Views the graph and what belongs to it. Remembers what it has worked out: one per thread.
class MessageFlow {
 public:
  /// `names` outlives it.
  MessageFlow(const FlowGraph& graph, const Behaviors& behaviors, const CodeFacts& code, const GuardNames& names);
  /// Another one of the same file, that has learned the same: for another thread.
  explicit MessageFlow(const MessageFlow& other);
  MessageFlow& operator=(const MessageFlow&) = delete;

  /// What the node lets through whatever is in the message: the deliveries that go on over an edge.
  [[nodiscard]] static DeliverySet allowed(const FlowGraph& graph, const Behaviors& behaviors, VertexId from,
                                           const Edge& edge);
  /// The message behind an edge, or kNoMessage if it does not get there. `each_copy`: it is one of many alike.
  [[nodiscard]] MessageId over(VertexId from, MessageId message, const Edge& edge, bool each_copy);
  /// The same for a message that the vertex itself sends, as a source.
  [[nodiscard]] MessageId sent_over(VertexId source, const Edge& edge);
  /// What the messages of one source meet, up to `limit` vertices.
  [[nodiscard]] Walk walk(VertexId source, size_t limit);
  /// By vertex: what is known of the messages that reach it from these sources, kNoMessage where none does. Calls
  /// `reached(from, to)` when a vertex is reached first, on a shortest way.
  template <typename Reached>
  std::vector<MessageId> spread(const std::vector<VertexId>& sources, bool each_copy, Reached reached);

  /// Learns which context keys are guards, from the sources and from what reaches each vertex with the guards known so
  /// far. True if there are any.
  bool learn_flags(const std::vector<DeliverySet>& own, const std::vector<DeliverySet>& in,
                   const std::vector<MessageId>& messages);
  [[nodiscard]] const FlagGuards& flags() const { return flags_; }
  [[nodiscard]] bool has_property(std::string_view name) const { return asked_.find(name) != AskedProperties::kNone; }
  [[nodiscard]] MessageTable& table() { return table_; }
  /// Of a property as a node names it; anything if nobody asked for it.
  [[nodiscard]] const MessageValue& value(MessageId message, std::string_view property) const;

 private:
  /// What a switch node asks for, read once.
  struct Switch {
    SwitchRules rules;
    std::string of;        ///< `msg`, `flow`, `global`, `env`, `jsonata`; empty as `msg`
    std::string property;  ///< as the node has it
    PropertyIndex asked = AskedProperties::kNone;
  };

  static constexpr uint8_t kMostVisits = 8;
  static constexpr uint32_t kNoStop = UINT32_MAX;
  const FlowGraph& graph_;
  const Behaviors& behaviors_;
  const CodeFacts& code_;
  const GuardNames& names_;
  AskedProperties asked_;
  FlagGuards flags_;
  MessageTable table_;
  MessageWrites writes_;
  std::unordered_map<NodeId, Switch> switches_;
  std::map<std::tuple<VertexId, MessageId, bool>, MessageId> answers_;
  std::vector<uint32_t> stop_of_;  // by vertex: its stop in the walk under way, or kNoStop
  uint32_t depth_ = 0;             // of link calls

  [[nodiscard]] const Switch& switch_at(NodeId node);
  [[nodiscard]] bool switch_passes(VertexId v, MessageId message, uint16_t port, bool each_copy);
  [[nodiscard]] bool flag_passes(VertexId v, const Switch& at, uint16_t port) const;
  [[nodiscard]] bool is_called(VertexId link_in, MessageId message, bool each_copy);
  [[nodiscard]] bool is_named_guard(VertexId v) const;
  /// A comparison with a variable that may well be another one in each copy.
  [[nodiscard]] bool is_likely_guard(VertexId v, const Edge& edge) const;
  [[nodiscard]] bool compares_copies(VertexId v, const CodeCondition& condition) const;
  [[nodiscard]] bool reports_status(VertexId v) const;
  [[nodiscard]] bool is_held(VertexId v, MessageId message) const;
  [[nodiscard]] MessageId answer(VertexId call, MessageId message, bool each_copy);
  [[nodiscard]] MessageId routine(VertexId link_in, MessageId message, bool each_copy);
  void step(Walk& walk, std::vector<uint32_t>& queue, uint32_t from, const Edge& edge, MessageId message);
};

/// A junction, a link, or the edge of a subflow: what comes goes on as it is.
[[nodiscard]] bool hands_on(const Model& model, VertexId v);

/// An exec node that starts a program and passes on what it says as it goes: events of this host, not of the start.
[[nodiscard]] bool starts_program(const FlowGraph& graph, VertexId v);

/// What is known of the messages at each vertex of a model, with all guards: for analyses that ask about values.
class MessageState {
 public:
  MessageState(const FlowGraph& graph, const Behaviors& behaviors, const CodeFacts& code, const GuardNames& names)
      : flow(graph, behaviors, code, names) {}

  MessageFlow flow;
  std::vector<MessageId> all;                             ///< by vertex, of all sources together
  std::array<std::vector<MessageId>, kArrivals> arrived;  ///< by arrival and vertex; empty where nothing arrives so

  /// What a property holds in the messages that reach a vertex.
  [[nodiscard]] const MessageValue& value_at(VertexId v, std::string_view property) const {
    return flow.value(all[v], property);
  }
  [[nodiscard]] const MessageValue& value_at(VertexId v, std::string_view property, Arrival arrival) const {
    const std::vector<MessageId>& at = arrived[static_cast<size_t>(arrival)];
    return flow.value(at.empty() ? kNoMessage : at[v], property);
  }
};

/// What a message that arrives makes a node send besides: it follows a wire, not an error or a status.
[[nodiscard]] constexpr bool follows_message(EdgeKind kind) {
  return kind != EdgeKind::error && kind != EdgeKind::status;
}

template <typename Reached>
std::vector<MessageId> MessageFlow::spread(const std::vector<VertexId>& sources, bool each_copy, Reached reached) {
  std::vector<MessageId> at(graph_.vertices().size(), kNoMessage);
  std::vector<uint8_t> visits(at.size(), 0);
  std::vector<bool> queued(at.size(), false);
  std::vector<VertexId> queue;
  const auto arrive = [&](VertexId from, VertexId to, MessageId message) {
    const bool fresh = at[to] == kNoMessage;
    const MessageId joined = visits[to] >= kMostVisits ? kAnyMessage : table_.join(at[to], message);
    if (fresh) reached(from, to);
    if (joined == at[to]) return;
    at[to] = joined;
    ++visits[to];
    if (queued[to]) return;
    queued[to] = true;
    queue.push_back(to);
  };
  for (const VertexId source : sources) {
    for (const Edge& edge : graph_.out(source)) {
      const MessageId message = sent_over(source, edge);
      if (message != kNoMessage) arrive(source, edge.to, message);
    }
  }
  for (size_t i = 0; i < queue.size(); ++i) {
    const VertexId v = queue[i];
    queued[v] = false;
    for (const Edge& edge : graph_.out(v)) {
      const MessageId message = over(v, at[v], edge, each_copy);
      if (message != kNoMessage) arrive(v, edge.to, message);
    }
  }
  return at;
}

}  // namespace halint
