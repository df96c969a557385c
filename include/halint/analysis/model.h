// Everything the analyses read, made once: the graph, what each vertex does, and which copies get its messages.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "halint/analysis/finding.h"
#include "halint/analysis/guard_names.h"
#include "halint/catalog/catalog.h"
#include "halint/catalog/store_type.h"
#include "halint/code/context_use.h"
#include "halint/flow/graph.h"

namespace halint {

/// The kinds of delivery as bits, because a node may have several.
using DeliverySet = uint8_t;
enum class Arrival : uint8_t { balanced, every, timer, startup, local, unknown };
inline constexpr size_t kArrivals = 6;
[[nodiscard]] constexpr DeliverySet bit(Arrival arrival) {
  return static_cast<DeliverySet>(1U << static_cast<unsigned>(arrival));
}
/// The first kind in a set that is not empty.
[[nodiscard]] constexpr Arrival first_of(DeliverySet set) {
  size_t i = 0;
  while (i + 1 < kArrivals && (set & bit(static_cast<Arrival>(i))) == 0) ++i;
  return static_cast<Arrival>(i);
}
/// What happens in each copy on its own account.
inline constexpr DeliverySet kEachCopy = bit(Arrival::every) | bit(Arrival::timer) | bit(Arrival::startup);

/// A context store that a settings.js configures.
struct ContextStore {
  std::string name;
  const StoreType* type = nullptr;  ///< null: a module that is not in rules/stores.toml, or computed
};

struct Settings {
  Platform platform = Platform::flowfuse;
  uint32_t replicas = 2;  ///< at work at once; where one works at a time, 2: it and the one that comes or went
  std::vector<std::string> shared_stores = {};  ///< names of context stores that all copies share
  std::vector<ContextStore> stores = {};        ///< from settings.js; with default_store empty, nothing is known of it
  GuardNames guards = {};                       ///< what the project calls a guard
  std::string default_store = {};               ///< the name of the one that flows use without naming it
  Deployment deployment = Deployment::replicas;
  std::vector<std::string> shared_folders = {};  ///< all copies have them; from the root, no slash at the end
  std::vector<std::string> seeds = {};  ///< keys of global context that settings.js fills, alike in each copy's memory
  std::string login_keeper = {};        ///< SettingsFile::login_keeper

  /// What is in memory is lost with its copy, whichever messages have made it; between copies that work at once only
  /// that is apart which each sees a part of.
  [[nodiscard]] bool one_at_a_time() const { return deployment != Deployment::replicas; }
};

/// What a vertex does outside of its copy, after its query, method or the like was looked at.
enum class Outcome : uint8_t { none, idempotent, unknown, non_idempotent };

/// Which copies get which messages: propagated from the sources over all edges to a fixpoint.
struct DeliveryMap {
  std::vector<DeliverySet> own;  ///< by vertex: what it is a source of
  std::vector<DeliverySet> in;   ///< what arrives at it
  /// By vertex: a balanced message arrives that is no click in a browser, which would stay with its copy.
  std::vector<bool> request;
  std::array<std::vector<VertexId>, kArrivals>
      parent;  ///< by arrival: the vertex it came from on a shortest way; itself at a source
  std::array<std::vector<VertexId>, kArrivals> source;  ///< by arrival: where that way begins
};

/// Ways are kept as long as somebody may read them: in a chain of many nodes, each with a finding, all of them would be
/// quadratic.
inline constexpr size_t kMaxWay = 40;

/// From where an effect outside can be reached, and how.
struct ReachMap {
  /// By vertex: the next vertex on a shortest way to an effect (itself at one), or kNoVertex.
  std::vector<VertexId> strong;               ///< to one that must not happen twice, without detour over errors
  std::vector<VertexId> any;                  ///< to any effect, over any edge
  std::vector<VertexId> strong_end, any_end;  ///< where these ways end
};

class MessageState;

/// Views what it is made of; built once per file, then only read.
struct Model {
  const FlowGraph& graph;
  const Behaviors& behaviors;
  const CodeFacts& code;
  Settings settings;
  std::vector<Outcome> outcomes;  ///< by vertex
  DeliveryMap delivery;
  ReachMap reach;
  std::unique_ptr<const MessageState> messages;  ///< of those that arrive: analysis/message_flow.h

  Model(const FlowGraph& graph, const Behaviors& behaviors, const CodeFacts& code, Settings settings);
  ~Model();
  Model(const Model&) = delete;
  Model& operator=(const Model&) = delete;

  [[nodiscard]] const Document& document() const { return graph.document(); }
  /// A config node that runs, of a type that the catalogue does not have.
  [[nodiscard]] bool is_unknown_config(NodeId id) const {
    const NodeInfo& info = graph.info(id);
    return info.kind == NodeKind::config && info.runs && behaviors.types()[graph.node(id).type_index] == nullptr;
  }
  [[nodiscard]] NodeId node_of(VertexId v) const { return graph.vertex(v).node; }
  [[nodiscard]] std::string_view type_of(VertexId v) const { return graph.node(node_of(v)).type; }
  /// What arrives at a vertex or starts in it.
  [[nodiscard]] DeliverySet at(VertexId v) const { return static_cast<DeliverySet>(delivery.in[v] | delivery.own[v]); }
  /// A message that came in by `edge.from` side of `v` leaves by this edge: the node passes messages on, and the
  /// output is not held back by a guard.
  [[nodiscard]] bool crosses(VertexId from, const Edge& edge) const;
  /// Whose messages leave the memory of a node incomplete: between copies at work at once the balanced ones; where one
  /// works at a time, all that are not made anew at each start.
  [[nodiscard]] DeliverySet forgotten() const {
    constexpr auto kAll = static_cast<DeliverySet>((1U << kArrivals) - 1);
    return settings.one_at_a_time() ? static_cast<DeliverySet>(kAll & ~bit(Arrival::startup)) : bit(Arrival::balanced);
  }
  /// The way from a source to `v` for an arrival, source first. Empty if it does not arrive. Of one longer than
  /// kMaxWay, the vertices behind the source are left out.
  [[nodiscard]] std::vector<VertexId> way_to(VertexId v, Arrival arrival) const;
};

/// The nodes of a way as steps, each node once in a row.
[[nodiscard]] std::vector<Step> steps(const Model& model, const std::vector<VertexId>& way);

/// Where a property's value stands; the node's id if the value is missing or spans lines.
[[nodiscard]] Place place_of(const Document& document, NodeId node, std::string_view property, JsonValue value);
[[nodiscard]] Place place_of(const Document& document, NodeId node, std::string_view property);
[[nodiscard]] Place place_of(const Document& document, NodeId node);

/// How messages call a node: inject “every 5 min”, or just its type. Quotes are part of it.
[[nodiscard]] std::string label(const Document& document, NodeId node);

/// "a", "a and b", "a, b and c", "a, b, c and 4 more".
[[nodiscard]] std::string join_words(const std::vector<std::string>& words, size_t most = 4);

}  // namespace halint
