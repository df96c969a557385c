// Nodes that remember something between messages and are fed with messages of which each copy sees only a part.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cstdlib>
#include <set>

#include "analysis/analyses.h"
#include "analysis/groups.h"
#include "analysis/message_flow.h"
#include "analysis/seen.h"
#include "analysis/switch_rules.h"
#include "analysis/words.h"

namespace halint {
namespace {

constexpr std::array<std::string_view, 2> kEnders{"flush", "reset"};

std::string kept(NodeState state) {
  switch (state) {
    case NodeState::aggregate:
      return "collects values";
    case NodeState::sequence:
      return "keeps its place in a sequence";
    case NodeState::counter:
      return "counts";
    case NodeState::latch:
      return "remembers its state";
    case NodeState::dedupe:
      return "remembers what it has seen";
    case NodeState::cache:
      return "remembers the last message";
    case NodeState::queue:
      return "keeps a queue";
    case NodeState::timer:
      return "runs a timer";
    case NodeState::rate_limit:
      return "limits a rate";
    case NodeState::unset:
    case NodeState::none:
      break;
  }
  return {};
}

// How many messages make a group of a node that counts them.
size_t wanted(const Model& model, VertexId v) {
  const double number = std::strtod(model.graph.text(v, "count").text.c_str(), nullptr);
  return number >= 1 && number < 10000 ? static_cast<size_t>(number) : 0;
}

// A join that merges objects counts their keys, not the messages: how many each brings is not known
// (core/sequence/17-split.js).
bool merges_keys(const Model& model, VertexId v) {
  return model.type_of(v) == "join" && model.document().property(model.node_of(v), "build").text() == "merged";
}

// It stays with the connection that one copy has: what is kept for each of them is whole.
bool is_kept_by_connection(const Model& model, VertexId v) {
  const Document& document = model.document();
  if (document.property(model.node_of(v), "bytopic").text() != "topic" && model.type_of(v) == "trigger") return false;
  return document.property(model.node_of(v), "topic").text().compare(0, 8, "_session") == 0;
}

bool is_text(const MessageValue& value) {
  return value.always([](const Constant& c) { return c.type == ValueType::text; });
}

// The balanced sources from which a node is fed.
std::set<VertexId> sources_of(const Model& model, VertexId v) {
  std::set<VertexId> sources;
  Seen seen(v, 600);
  for (size_t at = 0; at < seen.size() && !seen.spent(); ++at) {
    if (at > 0 && (model.delivery.own[seen[at]] & bit(Arrival::balanced)) != 0) sources.insert(seen[at]);
    for (const Edge& edge : model.graph.in(seen[at])) {
      if ((model.at(edge.to) & bit(Arrival::balanced)) != 0) seen.add(edge.to);
      if (seen.spent()) break;
    }
  }
  return sources;
}

// What one request says over a kept connection matters to another only if there are two kinds of them.
bool hears_one_kind(const Model& model, VertexId v) {
  return model.type_of(v) == "tcp request" && sources_of(model, v).size() < 2;
}

bool is_object(const MessageValue& value) {
  return value.always([](const Constant& c) { return c.type == ValueType::object; });
}

// What reaches the node leaves it no state: csv that only reads, or it and trigger that are reset by each message;
// split that cuts no texts, of which a rest could stay behind.
bool keeps_nothing(const Model& model, VertexId v) {
  if (model.type_of(v) == "split")
    return is_object(
        model.messages->value_at(v, split_property(model.document(), model.node_of(v)), Arrival::balanced));
  if (model.type_of(v) != "csv" && model.type_of(v) != "trigger") return false;
  const MessageValue& reset = model.messages->value_at(v, "reset");
  const bool resets = reset.always([](const Constant& c) { return truthy(c) == Truth::yes; });
  if (resets || model.type_of(v) == "trigger") return resets;
  return is_text(model.messages->value_at(v, "payload"));
}

// A delay holds its messages until their time, or until another message with `flush` or `reset` comes for all of them
// (core/function/89-delay.js).
bool waits_for_another(const Model& model, VertexId v) {
  if (model.type_of(v) != "delay" || model.behaviors[v].facts->state > NodeState::none) return false;
  return std::any_of(kEnders.begin(), kEnders.end(), [&](std::string_view name) {
    const auto is_missing = [](const Constant& c) { return c.type == ValueType::undefined; };
    const std::vector<Constant>& by_request = model.messages->value_at(v, name, Arrival::balanced).constants;
    const MessageValue& held = model.messages->value_at(v, name);
    const bool ends = !std::all_of(by_request.begin(), by_request.end(), is_missing);
    return ends && (held.open || std::any_of(held.constants.begin(), held.constants.end(), is_missing));
  });
}

// csv reads a table piece by piece when its messages have parts: it keeps the header, and collects rows
// (core/parsers/70-CSV.js).
bool reads_in_pieces(const Model& model, VertexId v) {
  if (model.type_of(v) != "csv") return false;
  const Document& document = model.document();
  const NodeId node = model.node_of(v);
  return (document.property(node, "hdrin").is_true() || document.property(node, "multi").text() == "mult") &&
         parts_come_along(model, v);
}

// What it keeps belongs to one client's connection, and all that arrives came in over such connections.
bool stays_with_connection(const Model& model, VertexId v) {
  if (model.behaviors[v].facts->per != StateOwner::connection) return false;
  const std::set<VertexId> sources = sources_of(model, v);
  return std::all_of(sources.begin(), sources.end(),
                     [&](VertexId source) { return model.behaviors[source].facts->connection.value_or(false); });
}

// A pulse of at most a second is over before somebody else clicks in a browser at another copy; programs are quicker.
bool is_pulse(const Model& model, VertexId v) {
  if (model.type_of(v) != "trigger" || model.settings.one_at_a_time()) return false;
  const double longest = model.delivery.request[v] ? 100 : 1000;  // milliseconds
  const Document& document = model.document();
  const NodeId node = model.node_of(v);
  const std::string unit = document.property(node, "units").text();
  const double most = unit == "s" ? longest / 1000 : unit.empty() || unit == "ms" ? longest : 0;
  const double duration = std::strtod(model.graph.text(v, "duration").text.c_str(), nullptr);
  return duration > 0 && duration <= most && !document.property(node, "overrideDelay").is_true();
}

bool leads_somewhere(const Model& model, VertexId v) {
  return !model.graph.out(v).empty() || model.outcomes[v] != Outcome::none;
}

// Rules tell some kinds of memory apart where it is lost with its copy.
std::string_view case_of(const Model& model, VertexId v) {
  const Facts& facts = *model.behaviors[v].facts;
  if (facts.state == NodeState::rate_limit) {
    const std::string pause = model.document().property(model.node_of(v), "pauseType").text();
    const bool waits = model.type_of(v) == "delay" && (pause == "rate" || pause == "queue" || pause == "timed");
    return waits && !model.document().property(model.node_of(v), "drop").is_true() ? "" : "drop";
  }
  if (model.type_of(v) == "tcp request") return "connection";
  if (facts.state == NodeState::latch) return "latch";
  if (facts.state == NodeState::dedupe) return "dedupe";
  return facts.state == NodeState::cache ? "cache" : "";
}

Finding finding_of(const Model& model, VertexId v) {
  const Behavior& behavior = model.behaviors[v];
  const Facts& facts = *behavior.facts;
  const NodeId node = model.node_of(v);
  const bool rate = facts.state == NodeState::rate_limit;
  Finding finding;
  const bool waits = waits_for_another(model, v);
  finding.rule = !facts.rule.empty() ? facts.rule : rate ? "multiplied-rate-limit" : "split-node-state";
  finding.when = case_of(model, v);
  finding.level = rate ? Level::warning : Level::error;
  if (facts.level > Level::none) finding.level = facts.level;
  finding.confidence = facts.confidence == Confidence::unset ? Confidence::high : facts.confidence;
  // A browser stays with one copy, so only different people at different copies notice.
  if (!model.delivery.request[v] && !model.settings.one_at_a_time()) {
    finding.level = std::min(finding.level, Level::warning);
    finding.confidence = std::min(finding.confidence, Confidence::medium);
  }
  if (facts.group == Grouping::parts) finding.confidence = std::min(finding.confidence, Confidence::medium);
  const DeliverySet told = model.delivery.in[v] & model.forgotten();
  const std::vector<VertexId> way = model.way_to(v, first_of(told));
  const std::string source =
      way.empty() ? std::string("its source") : label(model.document(), model.node_of(way.front()));
  if (rate) {
    finding.message = label(model.document(), node) +
                      " limits the rate in each copy for itself, so together they let through " +
                      std::to_string(model.settings.replicas) + " times as much";
  } else {
    const bool connection = model.type_of(v) == "tcp request";
    finding.message = label(model.document(), node) + " " +
                      (waits        ? "holds messages until another one with flush or reset comes"
                       : connection ? "keeps a connection, and the other side what it has heard over it"
                                    : kept(facts.state > NodeState::none ? facts.state : NodeState::aggregate)) +
                      ", but each copy sees only its share of the messages from " + source;
  }
  finding.place = behavior.deciding() ? place_of(model.document(), node, behavior.deciding_path(), behavior.deciding())
                                      : place_of(model.document(), node);
  finding.path = steps(model, way);
  if (waits)
    finding.help.emplace_back("Hold what waits where all copies see it, and release it from there.");
  else if (!facts.fix.empty())
    finding.help.emplace_back(facts.fix);
  return finding;
}

}  // namespace

void find_node_state(const Model& model, Findings& findings) {
  std::set<NodeId> reported;
  for (VertexId v = 0; v < model.graph.vertices().size(); ++v) {
    const Facts& facts = *model.behaviors[v].facts;
    if (facts.level == Level::none || (model.delivery.in[v] & model.forgotten()) == 0) continue;
    const bool pieces = reads_in_pieces(model, v);
    const bool waits = waits_for_another(model, v);
    if ((facts.state <= NodeState::none && !pieces && !waits) || !leads_somewhere(model, v)) continue;
    if (stays_with_connection(model, v) || is_pulse(model, v)) continue;
    if (!pieces && (keeps_nothing(model, v) || is_kept_by_connection(model, v) || hears_one_kind(model, v))) continue;
    if (facts.group == Grouping::parts && group_is_born_here(model, v)) continue;
    if (facts.group == Grouping::count && merges_keys(model, v) && merges_branches(model, v)) continue;
    if (facts.group == Grouping::count && fills_groups(model, v, wanted(model, v))) continue;
    if (reported.insert(model.node_of(v)).second) findings.push_back(finding_of(model, v));
  }
}

}  // namespace halint
