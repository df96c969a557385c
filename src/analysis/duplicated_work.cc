// Work that every copy does on its own account (timers, subscriptions, starts) and that leads to an effect outside.
// One finding per source, at the property that makes it one, with the way to an effect.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <optional>

#include "analysis/analyses.h"
#include "analysis/mqtt_fixes.h"
#include "analysis/outcome.h"
#include "analysis/seen.h"
#include "analysis/words.h"
#include "halint/source/secrets.h"

namespace halint {
namespace {

constexpr size_t kMaxVisited = 400;
constexpr size_t kMaxEffects = 12;

// What one source leads to.
struct Consequence {
  bool strong = false;
  std::vector<VertexId> way;  // from the source to the nearest effect that decides the level
  std::vector<NodeId> effects;
  bool over_errors = false;
  VertexId state = kNoVertex;  // a node behind the source that must see every message
  bool answers = false;        // an HTTP answer waits behind the source
};

std::vector<VertexId> follow(const std::vector<VertexId>& next, const std::vector<VertexId>& end, VertexId from,
                             VertexId first) {
  std::vector<VertexId> way{from, first};
  while (next[way.back()] != way.back() && way.size() < kMaxWay) way.push_back(next[way.back()]);
  if (next[way.back()] != way.back()) way.push_back(end[first]);
  return way;
}

void look_behind(const Model& model, VertexId source, Consequence& found) {
  Seen seen(source, kMaxVisited);
  std::vector<bool> is_effect_node;
  for (size_t at = 0; at < seen.size() && !seen.spent(); ++at) {
    for (const Edge& edge : model.graph.out(seen[at])) {
      if (at > 0 && !model.crosses(seen[at], edge)) continue;
      if (seen.spent()) break;
      if (!seen.add(edge.to)) continue;
      const Facts& facts = *model.behaviors[edge.to].facts;
      if (found.state == kNoVertex && facts.state > NodeState::none && facts.state != NodeState::rate_limit &&
          facts.level != Level::none)
        found.state = edge.to;
      found.answers = found.answers || facts.effect == Effect::reply;
      if (model.outcomes[edge.to] != Outcome::none && found.effects.size() < kMaxEffects) {
        const NodeId node = model.node_of(edge.to);
        if (std::find(found.effects.begin(), found.effects.end(), node) == found.effects.end())
          found.effects.push_back(node);
      }
    }
  }
}

std::optional<Consequence> consequence(const Model& model, VertexId source) {
  Consequence found;
  VertexId strong = kNoVertex;
  VertexId any = kNoVertex;
  for (const Edge& edge : model.graph.out(source)) {
    const bool message = edge.kind != EdgeKind::error && edge.kind != EdgeKind::status;
    if (strong == kNoVertex && message && model.reach.strong[edge.to] != kNoVertex) strong = edge.to;
    if (any == kNoVertex && model.reach.any[edge.to] != kNoVertex) any = edge.to;
  }
  if (any == kNoVertex) return std::nullopt;
  found.strong = strong != kNoVertex;
  found.way = found.strong ? follow(model.reach.strong, model.reach.strong_end, source, strong)
                           : follow(model.reach.any, model.reach.any_end, source, any);
  for (size_t i = 0; i + 1 < found.way.size(); ++i) {
    const VertexRole role = model.graph.vertex(found.way[i + 1]).role;
    found.over_errors = found.over_errors || role == VertexRole::errors || role == VertexRole::statuses;
    const auto out = model.graph.out(found.way[i]);
    for (const Edge& edge : out.first(std::min(out.size(), kMaxVisited))) {
      if (edge.to == found.way[i + 1] && (edge.kind == EdgeKind::error || edge.kind == EdgeKind::status))
        found.over_errors = true;
    }
  }
  look_behind(model, source, found);
  const NodeId nearest = model.node_of(found.way.back());
  const auto first = std::find(found.effects.begin(), found.effects.end(), nearest);
  if (first != found.effects.end())
    std::rotate(found.effects.begin(), first, first + 1);
  else
    found.effects.insert(found.effects.begin(), nearest);
  return found;
}

// A message without a known type on its way is one whose fate we only suppose.
bool way_is_known(const Model& model, const std::vector<VertexId>& way) {
  return std::all_of(way.begin(), way.end(), [&](VertexId v) {
    const Vertex& vertex = model.graph.vertex(v);
    return vertex.role != VertexRole::node || model.behaviors[v].known() ||
           model.graph.info(vertex.node).kind == NodeKind::instance;
  });
}

std::string effects_phrase(const Model& model, const Consequence& found) {
  return names_of(model.document(), found.effects);
}

std::string plural(const Consequence& found, const char* one, const char* many) {
  return found.effects.size() == 1 ? one : many;
}

std::string message_of(const Model& model, VertexId source, std::string_view rule, const Consequence& found) {
  const Document& document = model.document();
  const NodeId node = model.node_of(source);
  const bool unsure = found.over_errors || model.outcomes[found.way.back()] == Outcome::unknown;
  const std::string doing = (found.strong ? plural(found, " acts ", " act ")
                             : unsure     ? " may act "
                                          : plural(found, " repeats ", " repeat ") + "the same ") +
                            times(model.settings);
  const std::string who = effects_phrase(model, found);
  const std::string every = copies(model.settings);
  if (rule == "mqtt-plain-subscription") {
    return every + " get each message on " + quoted(model.graph.text(source, "topic").text) + ", so " + who + doing;
  }
  if (rule == "function-timer") {
    return label(document, node) + " starts its own work in " + every + ", so " + who + doing;
  }
  if (rule == "duplicated-timer") return label(document, node) + " fires in " + every + ", so " + who + doing;
  if (rule == "duplicated-startup") {
    const std::string event =
        model.type_of(source) == "status" ? "hears the connections of " : "runs at each start of ";
    return label(document, node) + " " + event + every + ", so " + who + doing;
  }
  return every + " get each event of " + label(document, node) + ", so " + who + doing;
}

std::string group_name(const Model& model, VertexId source) {
  std::string group;
  const NodeId flow = model.graph.info(model.node_of(source)).container;
  for (const char c : flow == kNoNode ? std::string() : masked(model.graph.node(flow).name)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
      group += c;
    else if (c >= 'A' && c <= 'Z')
      group += static_cast<char>(c - 'A' + 'a');
    else if (!group.empty() && group.back() != '-')
      group += '-';
  }
  while (!group.empty() && group.back() == '-') group.pop_back();
  return group.empty() ? "copies" : group.substr(0, 40);
}

// `$share` is right for what only acts; it breaks what has to hear every message.
void advise_subscription(const Model& model, VertexId source, const Consequence& found, Finding& finding) {
  const Document& document = model.document();
  if (found.answers) {
    finding.help.push_back(
        "An HTTP answer waits behind this subscription, and it waits in one copy: keep the subscription plain, and "
        "let " +
        effects_phrase(model, found) + " hang on the copy that finds its own request.");
    return;
  }
  const std::string shared = "$share/" + group_name(model, source) + "/" + model.graph.text(source, "topic").text;
  if (std::find(found.way.begin(), found.way.end(), found.state) != found.way.end()) {
    finding.help.push_back(
        label(document, model.node_of(found.state)) +
        " on the way has to see every message, so keep this subscription, and let only one copy go on to " +
        effects_phrase(model, found) + ": a leader guard in front of it, or one instance with one copy for this.");
    return;
  }
  if (found.state != kNoVertex) {
    finding.help.push_back(label(document, model.node_of(found.state)) +
                           " behind it has to see every message: keep this subscription for that, and feed " +
                           effects_phrase(model, found) + " from a second mqtt in on " + quoted(shared) +
                           " with an mqtt-broker node of its own.");
    return;
  }
  Fix fix{Applicability::unsafe,
          "subscribe to " + quoted(shared) + ", so that the broker gives each message to one copy",
          {}};
  const JsonValue topic = document.property(model.node_of(source), "topic");
  if (topic.kind() == JsonKind::string && topic.raw_string() == model.graph.text(source, "topic").text) {
    const Span span = document.span_of(topic);
    fix.edits.push_back(
        {{span.begin + 1, span.begin + 1}, shared.substr(0, shared.size() - topic.raw_string().size())});
  }
  finding.fixes.push_back(fix);
  // Beside a plain subscription on the same connection, that alone would not do.
  const NodeId broker = model.graph.config_of(source, "broker");
  if (fix.edits.empty() || broker == kNoNode) return;
  Fix apart = own_connection(model, model.node_of(source), broker);
  apart.description = fix.description + "; " + apart.description;
  apart.edits.push_back(fix.edits.front());
  sort_edits(apart.edits);
  finding.fixes.push_back(std::move(apart));
}

std::string_view rule_of(const Model& model, VertexId source) {
  const Facts& facts = *model.behaviors[source].facts;
  if (!facts.rule.empty()) return facts.rule;
  const DeliverySet own = model.delivery.own[source];
  if (const NodeCode* code = model.code.find(model.node_of(source));
      code != nullptr && (own & kEachCopy) != 0 && model.type_of(source) == "function") {
    return (own & bit(Arrival::timer)) != 0 || code->start_send_line == 0 ? "function-timer" : "duplicated-startup";
  }
  if ((own & bit(Arrival::timer)) != 0) return "duplicated-timer";
  return (own & bit(Arrival::every)) != 0 ? "duplicated-input" : "duplicated-startup";
}

Finding finding_of(const Model& model, VertexId source, const Consequence& found) {
  const Behavior& behavior = model.behaviors[source];
  const NodeId node = model.node_of(source);
  Finding finding;
  finding.rule = rule_of(model, source);
  finding.level = found.strong ? Level::error : Level::warning;
  if (behavior.facts->level > Level::none) finding.level = std::min(finding.level, behavior.facts->level);
  finding.confidence = way_is_known(model, found.way) && !found.over_errors ? Confidence::high : Confidence::medium;
  if (behavior.facts->confidence != Confidence::unset)
    finding.confidence = std::min(finding.confidence, behavior.facts->confidence);
  if (!found.strong && model.outcomes[found.way.back()] == Outcome::unknown)
    finding.confidence = std::min(finding.confidence, Confidence::medium);
  finding.message = message_of(model, source, finding.rule, found);
  finding.place = behavior.deciding() ? place_of(model.document(), node, behavior.deciding_path(), behavior.deciding())
                                      : place_of(model.document(), node);
  if (const NodeCode* code = model.code.find(node); code != nullptr && finding.rule == "function-timer") {
    for (const CodeTimerUse& timer : code->timers) {
      if (timer.sends) finding.place = {node, timer.span, timer.property, timer.code_line};
    }
  } else if (code != nullptr && code->start_send_line != 0) {
    finding.place = {node, code->start_send, "initialize", code->start_send_line};
  }
  finding.path = steps(model, found.way);
  finding.effects = found.effects;
  if (finding.path.size() > 1) finding.path.back().note = found.strong ? "acts in each copy" : "repeated in each copy";
  if (finding.rule == "mqtt-plain-subscription")
    advise_subscription(model, source, found, finding);
  else if (!behavior.facts->fix.empty())
    finding.help.emplace_back(behavior.facts->fix);
  return finding;
}

}  // namespace

void find_duplicated_work(const Model& model, Findings& findings) {
  std::map<NodeId, size_t> reported;  // a node in several subflow instances is one cause
  for (VertexId v = 0; v < model.graph.vertices().size(); ++v) {
    if ((model.delivery.own[v] & kEachCopy) == 0) continue;
    const std::optional<Consequence> found = consequence(model, v);
    if (!found || model.behaviors[v].facts->level == Level::none) continue;
    Finding finding = finding_of(model, v, *found);
    const auto [at, added] = reported.emplace(model.node_of(v), findings.size());
    if (added)
      findings.push_back(std::move(finding));
    else if (findings[at->second].level < finding.level)
      findings[at->second] = std::move(finding);
  }
}

}  // namespace halint
