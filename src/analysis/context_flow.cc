// SPDX-License-Identifier: Apache-2.0
#include "analysis/context_flow.h"

#include <algorithm>
#include <string>

#include "analysis/groups.h"
#include "analysis/message_flow.h"
#include "analysis/mqtt_links.h"
#include "analysis/seen.h"
#include "flow/graph_builder.h"

namespace halint {
namespace {

constexpr size_t kMaxLook = 300;
constexpr size_t kMaxBranch = 50;  // nodes of one branch before a join

bool is_node(const Model& model, VertexId v, std::string_view type) {
  return model.graph.vertex(v).role == VertexRole::node && model.type_of(v) == type;
}

// Calls `visit(use)` for the uses of one node until it is true. It is asked for each of them in turn, so of very many
// only the first are looked at.
template <typename Visit>
bool any_use(const Model& model, NodeId node, Visit visit) {
  const std::span<const ContextUse> uses = model.code.uses_of(node);
  return std::any_of(uses.begin(), uses.begin() + static_cast<ptrdiff_t>(std::min(uses.size(), kMaxLook)), visit);
}

// All that its code does is to make messages of messages, and of what context holds.
bool is_plain(const NodeCode* code) {
  return code != nullptr && code->has_code && !code->answers && code->outside.empty() && code->link_calls.empty() &&
         code->states.empty() && code->reports.empty() && code->inputs.empty() && code->timers.empty();
}

// Nothing but another message comes of a message there.
bool only_makes_messages(const Model& model, VertexId v) {
  if (hands_on(model, v)) return true;
  const NodeId node = model.node_of(v);
  if (!model.code.uses_of(node).empty()) return false;
  return is_node(model, v, "function") ? is_plain(model.code.find(node))
                                       : is_node(model, v, "change") || is_node(model, v, "template") ||
                                             is_node(model, v, "switch") || is_node(model, v, "json");
}

bool only_shows(const Model& model, VertexId v) { return is_node(model, v, "debug") || only_makes_messages(model, v); }

bool does_nothing_else(const Model& model, const ContextUse& reader) {
  return is_plain(model.code.find(reader.node)) && model.code.uses_of(reader.node).size() <= kMaxLook &&
         !any_use(model, reader.node, [&](const ContextUse& use) {
           return use.writes() && (use.scope != reader.scope || use.key != reader.key);
         });
}

// The only vertex before it on the way of messages, behind those that `passed` holds for, or kNoVertex.
VertexId before(const Model& model, VertexId v, bool (*passed)(const Model&, VertexId) = hands_on) {
  for (size_t steps = 0; steps < kMaxBranch; ++steps) {
    VertexId only = kNoVertex;
    for (const Edge& edge : model.graph.in(v)) {
      if (!follows_message(edge.kind)) continue;
      if (only != kNoVertex) return kNoVertex;
      only = edge.to;
    }
    if (only == kNoVertex || !passed(model, only)) return only;
    v = only;
  }
  return kNoVertex;
}

}  // namespace

bool is_only_shown(const Model& model, const KeyUse& reader) {
  if (reader.use->kind != AccessKind::read || reader.use->code_line == 0) return false;
  if (!does_nothing_else(model, *reader.use)) return false;
  Seen seen(reader.vertex, kMaxLook);
  for (size_t at = 0; at < seen.size(); ++at) {
    if (at > 0 && !only_shows(model, seen[at])) return false;
    for (const Edge& edge : model.graph.out(seen[at])) {
      if (follows_message(edge.kind) && edge.kind != EdgeKind::complete) seen.add(edge.to);
      if (seen.spent()) return false;
    }
  }
  return true;
}

bool is_fetched_on_demand(const Model& model, const KeyUse& writer) {
  if (writer.use->deletes || writer.use->read_modify_write || !writer.balanced()) return false;
  const VertexId request = before(model, writer.vertex, only_makes_messages);
  if (request == kNoVertex || !is_node(model, request, "http request")) return false;
  const TextValue url = model.graph.text(request, "url");
  const bool one_address = url.known() && !url.text.empty() && url.text.find("{{") == std::string::npos;
  if (!one_address || model.outcomes[request] != Outcome::none) return false;
  const VertexId asks = before(model, request, only_makes_messages);
  return asks != kNoVertex && any_use(model, model.node_of(asks), [&](const ContextUse& use) {
           return use.kind == AccessKind::read && use.scope == writer.use->scope && use.key == writer.use->key;
         });
}

bool leads_to_reply(const Model& model, VertexId v) {
  Seen seen(v, kMaxLook);
  for (size_t at = 0; at < seen.size() && !seen.spent(); ++at) {
    if (model.type_of(seen[at]) == "http response") return true;
    for (const Edge& edge : model.graph.out(seen[at])) {
      seen.add(edge.to);
      if (seen.spent()) break;
    }
  }
  return false;
}

bool is_behind_aggregate(const Model& model, VertexId v) {
  Seen seen(v, kMaxLook);
  for (size_t at = 0; at < seen.size() && !seen.spent(); ++at) {
    const Facts& facts = *model.behaviors[seen[at]].facts;
    if ((facts.state == NodeState::aggregate || facts.state == NodeState::counter) && facts.group == Grouping::unset)
      return true;
    for (const Edge& edge : model.graph.in(seen[at])) {
      seen.add(edge.to);
      if (seen.spent()) break;
    }
  }
  return false;
}

bool waits_for_branch(const Model& model, VertexId join, const std::function<bool(VertexId)>& writes) {
  if (!is_node(model, join, "join")) return false;
  const auto in = model.graph.in(join);
  if (in.size() < 2 || model.graph.text(join, "count").text != std::to_string(in.size())) return false;
  if (!fills_groups(model, join, in.size())) return false;
  return std::any_of(in.begin(), in.end(), [&](const Edge& branch) {
    VertexId v = branch.to;
    for (size_t steps = 0; steps < kMaxBranch && v != kNoVertex; ++steps) {
      if (writes(v)) return true;
      v = before(model, v);
    }
    return false;
  });
}

bool routine_writes(const Model& model, VertexId call, const std::function<bool(VertexId)>& writes) {
  Seen seen(call, kMaxLook);
  bool returns = false;
  for (size_t at = 0; at < seen.size(); ++at) {
    const VertexId v = seen[at];
    if (at > 0 && writes(v)) {
      returns = true;
      continue;
    }
    if (model.graph.vertex(v).role == VertexRole::output && model.graph.vertex(v).port == kDynamicCalls) return false;
    if (is_node(model, v, "link out") && model.document().property(model.node_of(v), "mode").text() == "return")
      return false;
    for (const Edge& edge : model.graph.out(v)) {
      if (at == 0 ? edge.kind == EdgeKind::call : follows_message(edge.kind)) seen.add(edge.to);
      if (seen.spent()) return false;
    }
  }
  return returns;
}

bool status_goes_on(const Model& model, VertexId v) {
  const auto out = model.graph.out(v);
  return std::any_of(out.begin(), out.end(), [&](const Edge& edge) {
    return edge.kind == EdgeKind::status && model.reach.any[edge.to] != kNoVertex;
  });
}

bool has_own_queue(const Model& model, VertexId v) {
  constexpr size_t kNear = 12;
  const NodeCode* code = model.code.find(model.node_of(v));
  const bool waits = code != nullptr &&
                     (std::any_of(code->states.begin(), code->states.end(),
                                  [](const CodeStateUse& use) { return use.gate == Gate::queue; }) ||
                      any_use(model, model.node_of(v), [](const ContextUse& use) { return use.gate == Gate::queue; }));
  if (!waits) return false;
  Seen seen(v, kNear);
  for (size_t at = 0; at < seen.size() && !seen.spent(); ++at) {
    if (is_node(model, seen[at], "status") || is_node(model, seen[at], "complete")) return true;
    const bool passed = hands_on(model, seen[at]) || is_node(model, seen[at], "change") ||
                        is_node(model, seen[at], "function") || is_node(model, seen[at], "switch");
    if (at > 0 && !passed) continue;
    for (const Edge& edge : model.graph.in(seen[at])) {
      if (follows_message(edge.kind)) seen.add(edge.to);
      if (seen.spent()) break;
    }
  }
  return false;
}

bool is_of_own_queue(const Model& model, const std::vector<KeyUse>& uses) {
  const KeyUse& first = uses.front();
  const bool waits = std::all_of(uses.begin(), uses.end(), [&](const KeyUse& use) {
    return use.use->gate != Gate::none && use.use->node == first.use->node;
  });
  return waits && has_own_queue(model, first.vertex);
}

VertexId subscription_of(const Model& model, const KeyUse& writer) {
  const std::vector<VertexId>& source = model.delivery.source[static_cast<size_t>(Arrival::every)];
  if ((writer.arrivals & bit(Arrival::every)) == 0 || source.empty() || writer.use->time != UseTime::message)
    return kNoVertex;
  const VertexId found = source[writer.vertex];
  return found != kNoVertex && model.type_of(found) == "mqtt in" ? found : kNoVertex;
}

VertexId publisher_for(const Model& model, VertexId subscription) {
  for (VertexId v = 0; v < model.graph.vertices().size(); ++v) {
    if (model.graph.vertex(v).role == VertexRole::node && model.type_of(v) == "mqtt out" && model.delivery.in[v] != 0 &&
        model.graph.config_of(v, "broker") == model.graph.config_of(subscription, "broker") &&
        hears(model, subscription, v))
      return v;
  }
  return kNoVertex;
}

bool publishes_to(const Model& model, VertexId from, VertexId subscription) {
  Seen seen(from, kMaxLook);
  for (size_t at = 0; at < seen.size() && !seen.spent(); ++at) {
    if (model.type_of(seen[at]) == "mqtt out" && hears(model, subscription, seen[at])) return true;
    for (const Edge& edge : model.graph.out(seen[at])) {
      if (follows_message(edge.kind)) seen.add(edge.to);
      if (seen.spent()) break;
    }
  }
  return false;
}

bool is_clean_write(const KeyUse& writer) {
  const ContextUse& use = *writer.use;
  if (use.code_line != 0) return use.certain && !use.read_modify_write && !use.asynchronous;
  return use.kind == AccessKind::write && !use.guarded && !use.read_modify_write && use.time == UseTime::message &&
         !use.asynchronous;
}

bool is_lazy_constant(const KeyUse& writer) {
  const ContextUse& use = *writer.use;
  if (use.alike) return true;
  if (use.kind != AccessKind::write || use.deletes || use.read_modify_write) return false;
  if (use.code_line == 0) return use.guard_reads_key && is_same_everywhere(use.sources) && !use.sets_true;
  // What a copy makes for itself when it is absent, of nothing that came with a message, is alike in all copies; and
  // what it fetches again when it is old, as fresh in each.
  if (use.guard == AccessGuard::age) return true;
  return use.guard == AccessGuard::absence && !use.sets_true &&
         is_same_everywhere(use.sources & static_cast<uint8_t>(~from_unknown));
}

bool sets_field(const ContextUse& use) {
  return (use.kind == AccessKind::mutate && use.puts_back) ||
         (use.path.size() > use.key.size() && (use.sources & from_context) == 0);
}

bool sends_context(const Model& model, const KeyUse& writer) {
  const NodeCode* code = model.code.find(writer.use->node);
  return code != nullptr && std::any_of(code->sent.begin(), code->sent.end(), [](const SentMessage& sent) {
           return std::any_of(sent.properties.begin(), sent.properties.end(),
                              [](const SentProperty& property) { return (property.sources & from_context) != 0; });
         });
}

VertexId told_over(const Model& model, const std::vector<KeyUse>& writers, const std::vector<KeyUse>& all) {
  VertexId told = kNoVertex;
  for (const KeyUse& writer : writers) {
    if (writer.use->read_modify_write || writer.use->deletes) return kNoVertex;
    told = kNoVertex;
    for (const KeyUse& other : all) {
      const VertexId source = subscription_of(model, other);
      if (source != kNoVertex && !other.balanced() && !other.use->read_modify_write &&
          paths_meet(*writer.use, *other.use) && publishes_to(model, writer.vertex, source))
        told = source;
    }
    if (told == kNoVertex) return kNoVertex;
  }
  return told;
}

ReadKeys read_keys(const CodeFacts& code) {
  ReadKeys keys;
  for (const ContextUse& use : code.uses) {
    if (use.reads()) keys.emplace(use.scope, use.key);
  }
  return keys;
}

bool keeps_context(const Model& model, const ReadKeys& read, VertexId v) {
  return any_use(model, model.node_of(v), [&](const ContextUse& use) {
    return use.writes() && !use.deletes && (use.read_modify_write || read.contains({use.scope, use.key}));
  });
}

}  // namespace halint
