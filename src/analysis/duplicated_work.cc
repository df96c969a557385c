// Work that every copy does on its own account (timers, subscriptions, starts) and that leads to an effect outside.
// One finding per source, at the property that makes it one, with the way to an effect.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "analysis/analyses.h"
#include "analysis/context_flow.h"
#include "analysis/message_flow.h"
#include "analysis/mqtt_connection.h"
#include "analysis/mqtt_links.h"
#include "analysis/outcome.h"
#include "analysis/shared_folders.h"
#include "analysis/subscription_advice.h"
#include "analysis/subscriptions.h"
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
  Outcome outcome = Outcome::none;  // of the effect that decides
  bool differs = false;             // it writes a value that is another one in each copy
  VertexId guard = kNoVertex;       // a likely guard on the only ways to it
  VertexId keeper = kNoVertex;      // a node behind the source that keeps in context what others read
  VertexId state = kNoVertex;       // a node behind the source that must see every message
  bool answers = false;             // an HTTP answer waits behind the source
};

std::vector<VertexId> follow(const std::vector<VertexId>& next, const std::vector<VertexId>& end, VertexId from,
                             VertexId first) {
  std::vector<VertexId> way{from, first};
  while (next[way.back()] != way.back() && way.size() < kMaxWay) way.push_back(next[way.back()]);
  if (next[way.back()] != way.back()) way.push_back(end[first]);
  return way;
}

// What messages of one source do at the stops of their walk.
class Effects {
 public:
  Effects(const Model& model, const MessageFlow& flow, VertexId source)
      : model_(model), flow_(flow), outcome_(model.graph, model.behaviors, flow), source_(source) {}

  [[nodiscard]] Outcome at(const Stop& stop) const {
    if (code_outcome(model_.graph, model_.code, stop.vertex) != Outcome::none)
      return code_outcome(model_.graph, model_.code, stop.vertex);
    if (answers_own_connection(stop.vertex)) return Outcome::non_idempotent;
    if (has_own_file(stop.vertex) || speaks_when_connected(stop.vertex)) return Outcome::none;
    const Outcome outcome = outcome_.of(stop.vertex, stop.message);
    if (outcome != Outcome::idempotent) return outcome;
    if (differs(stop)) return Outcome::non_idempotent;
    return is_own_page(stop.vertex) ? Outcome::none : outcome;
  }

  // The value is made of what only this copy has: its clock, chance, a counter of its own.
  [[nodiscard]] bool differs(const Stop& stop) const {
    constexpr uint8_t kOwn = from_nondeterministic | from_copy;
    return outcome_.of(stop.vertex, stop.message) == Outcome::idempotent &&
           model_.behaviors[stop.vertex].facts->effect == Effect::idempotent && (written(stop) & kOwn) != 0;
  }

 private:
  const Model& model_;
  const MessageFlow& flow_;
  OutcomeReader outcome_;
  VertexId source_;

  // Over the connection that each copy has opened itself.
  bool answers_own_connection(VertexId v) const {
    return model_.behaviors[v].facts->effect == Effect::reply && model_.graph.vertex(v).role == VertexRole::node &&
           model_.type_of(v) == "tcp out" && model_.type_of(source_) == "tcp in";
  }

  // What the value is made from that the node writes: of what its entry names, or else of the payload.
  uint8_t written(const Stop& stop) const {
    const uint8_t payload = flow_.value(stop.message, "payload").sources;
    const auto& names = model_.behaviors[stop.vertex].facts->query;
    if (names.empty()) return payload;
    uint8_t sources = 0;
    for (const std::string_view name : names) {
      if (name.starts_with("msg."))
        sources |= flow_.value(stop.message, name.substr(4)).sources;
      else if (model_.graph.text(stop.vertex, name).text.find("payload") != std::string::npos)
        sources |= payload;
    }
    return sources;
  }

  // Each copy writes one on its own host, which is for local-file to tell.
  bool has_own_file(VertexId v) const {
    const Facts& facts = *model_.behaviors[v].facts;
    return facts.resource == Resource::file_write && on_own_volume(model_.settings, path_of(model_, v, facts.path));
  }

  // What a client says over its connection because that has come up, each copy has to say over its own.
  bool speaks_when_connected(VertexId v) const {
    if (model_.type_of(source_) != "status" || model_.graph.vertex(v).role != VertexRole::node) return false;
    return model_.type_of(v) == "socketio-emitter" ||
           (model_.type_of(v) == "websocket out" && model_.behaviors[v].facts->effect == Effect::non_idempotent);
  }

  // A file that each copy writes anew when it starts.
  bool is_own_page(VertexId v) const {
    return model_.delivery.own[source_] == bit(Arrival::startup) &&
           model_.behaviors[v].facts->resource == Resource::file_write &&
           model_.document().property(model_.node_of(v), "overwriteFile").text() == "true";
  }
};

void look_behind(const Model& model, const Effects& effects, const ReadKeys& read, const Walk& walk,
                 Consequence& found) {
  const bool subscribes = model.type_of(walk.stops.front().vertex) == "mqtt in";
  for (size_t i = 1; i < walk.stops.size(); ++i) {
    const VertexId v = walk.stops[i].vertex;
    const Facts& facts = *model.behaviors[v].facts;
    if (found.state == kNoVertex && facts.state > NodeState::none && facts.state != NodeState::rate_limit &&
        facts.level != Level::none)
      found.state = v;
    if (subscribes && found.keeper == kNoVertex && keeps_context(model, read, v)) found.keeper = v;
    found.answers = found.answers || facts.effect == Effect::reply;
    if (found.effects.size() >= kMaxEffects || effects.at(walk.stops[i]) == Outcome::none) continue;
    const NodeId node = model.node_of(v);
    if (std::find(found.effects.begin(), found.effects.end(), node) == found.effects.end())
      found.effects.push_back(node);
  }
}

// The first stop that must not be twice, without a detour over errors; else the first that does anything; else 0.
size_t deciding_stop(const Effects& effects, const Walk& walk, bool& strong) {
  size_t any = 0;
  size_t guarded = 0;
  for (size_t i = 1; i < walk.stops.size(); ++i) {
    const Outcome here = effects.at(walk.stops[i]);
    if (here == Outcome::none) continue;
    if (walk.stops[i].guard != kNoVertex) {
      if (guarded == 0) guarded = i;
      continue;
    }
    strong = here == Outcome::non_idempotent && !walk.stops[i].over_errors;
    if (strong) return i;
    if (any == 0) any = i;
  }
  return any != 0 ? any : guarded;
}

// Further away than a walk goes: what lies there whatever is in the message.
void look_far(const Model& model, VertexId source, Consequence& found) {
  for (const Edge& edge : model.graph.out(source)) {
    if (!follows_message(edge.kind) || model.reach.strong[edge.to] == kNoVertex) continue;
    found.strong = true;
    found.way = follow(model.reach.strong, model.reach.strong_end, source, edge.to);
    return;
  }
  for (const Edge& edge : model.graph.out(source)) {
    if (!found.way.empty() || model.reach.any[edge.to] == kNoVertex) continue;
    found.way = follow(model.reach.any, model.reach.any_end, source, edge.to);
  }
}

std::optional<Consequence> consequence(const Model& model, MessageFlow& flow, const ReadKeys& read, VertexId source) {
  const Effects effects(model, flow, source);
  const Walk walk = flow.walk(source, kMaxVisited);
  Consequence found;
  const size_t decides = deciding_stop(effects, walk, found.strong);
  if (decides != 0) {
    found.way = walk.way_to(decides);
    found.over_errors = walk.stops[decides].over_errors;
    found.outcome = effects.at(walk.stops[decides]);
    found.differs = effects.differs(walk.stops[decides]);
    found.guard = walk.stops[decides].guard;
  }
  if (walk.spent && !found.strong) {
    look_far(model, source, found);
    if (!found.way.empty()) found.outcome = model.outcomes[found.way.back()];
  }
  if (found.way.empty()) return std::nullopt;
  look_behind(model, effects, read, walk, found);
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
    return vertex.role != VertexRole::node || model.behaviors[v].known() || model.graph.is_subflow(v);
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
  const bool unsure = found.over_errors || found.outcome == Outcome::unknown;
  const std::string doing =
      (found.differs  ? plural(found, " writes another value in each copy, ", " write another value in each copy, ")
       : found.strong ? plural(found, " acts ", " act ")
       : unsure       ? " may act "
                      : plural(found, " repeats ", " repeat ") + "the same ") +
      times(model.settings);
  const std::string who = effects_phrase(model, found);
  const std::string every = copies(model.settings);
  if (rule == "mqtt-plain-subscription") {
    const std::string topic = model.graph.text(source, "topic").text;
    const std::string what =
        topic.empty() ? "what " + label(document, node) + " subscribes to" : "each message on " + quoted(topic);
    return every + " get " + what + ", so " + who + doing;
  }
  if (rule == "function-timer") {
    return label(document, node) + " starts its own work in " + every + ", so " + who + doing;
  }
  if (rule == "duplicated-timer") return label(document, node) + " fires in " + every + ", so " + who + doing;
  if (rule == "duplicated-startup") {
    const std::string event =
        model.type_of(source) == "status" ? "hears of a connection that is made in " : "runs at each start of ";
    return label(document, node) + " " + event + every + ", so " + who + doing;
  }
  return every + " get each event of " + label(document, node) + ", so " + who + doing;
}

std::string_view rule_of(const Model& model, VertexId source) {
  const Facts& facts = *model.behaviors[source].facts;
  if (!facts.rule.empty()) return facts.rule;
  const DeliverySet own = model.delivery.own[source];
  if (model.type_of(source) == "mqtt in" && (own & (bit(Arrival::every) | bit(Arrival::balanced))) != 0)
    return "mqtt-plain-subscription";
  if (const NodeCode* code = model.code.find(model.node_of(source));
      code != nullptr && (own & kEachCopy) != 0 && model.type_of(source) == "function") {
    if (!code->inputs.empty() && (own & bit(Arrival::every)) != 0) return "duplicated-input";
    return (own & bit(Arrival::timer)) != 0 || code->start_send_line == 0 ? "function-timer" : "duplicated-startup";
  }
  if ((own & bit(Arrival::timer)) != 0) return "duplicated-timer";
  return (own & bit(Arrival::every)) != 0 ? "duplicated-input" : "duplicated-startup";
}

/// What a finding is told with, gathered once.
struct Surroundings {
  /// The clients over whose connections requests are sent: what comes over them are mostly answers, for who asked.
  std::set<std::string> asked;
  std::vector<VertexId> retained;  ///< mqtt out nodes whose last message a broker keeps
  Subscriptions subscriptions;
};

std::set<std::string> asked_clients(const Model& model) {
  std::set<std::string> clients;
  for (VertexId v = 0; v < model.graph.vertices().size(); ++v) {
    if (model.delivery.request[v] && model.graph.vertex(v).role == VertexRole::node &&
        model.type_of(v) == "websocket out")
      clients.insert(model.document().property(model.node_of(v), "client").text());
  }
  clients.erase("");
  return clients;
}

BehindSubscription behind(const Model& model, VertexId source, const Surroundings& around, const Consequence& found) {
  const VertexId keeper = found.state != kNoVertex ? found.state : found.keeper;
  const bool on_the_way = std::find(found.way.begin(), found.way.end(), keeper) != found.way.end();
  return {effects_phrase(model, found),
          found.answers,
          keeper,
          on_the_way,
          around.subscriptions.has_plain_twin(source),
          retained_for(model, source, around.retained)};
}

Finding finding_of(const Model& model, VertexId source, const Surroundings& around, const Consequence& found) {
  const Behavior& behavior = model.behaviors[source];
  const NodeId node = model.node_of(source);
  Finding finding;
  finding.rule = rule_of(model, source);
  finding.when = model.type_of(source) == "mqtt in"  ? connection_case(model, source)
                 : model.type_of(source) == "status" ? "status"
                                                     : "";
  finding.level = found.strong ? Level::error : Level::warning;
  if (behavior.facts->level > Level::none) finding.level = std::min(finding.level, behavior.facts->level);
  finding.confidence = way_is_known(model, found.way) && !found.over_errors ? Confidence::high : Confidence::medium;
  if (behavior.facts->confidence != Confidence::unset)
    finding.confidence = std::min(finding.confidence, behavior.facts->confidence);
  if (!found.strong && found.outcome == Outcome::unknown)
    finding.confidence = std::min(finding.confidence, Confidence::medium);
  finding.message = message_of(model, source, finding.rule, found);
  const VertexId opener = model.type_of(source) == "mqtt in" ? chosen_opener(model, source) : kNoVertex;
  if (opener != kNoVertex) {
    finding.level = Level::note;
    finding.confidence = Confidence::low;
    finding.message =
        "unless " + label(model.document(), model.node_of(opener)) + " connects only one copy, " + finding.message;
    finding.help.emplace_back(
        "The broker node waits for a message to connect, and which copy gets one was taken for a guard.");
  } else if (found.guard != kNoVertex) {
    finding.level = Level::note;
    finding.confidence = Confidence::low;
    finding.message = "unless " + label(model.document(), model.node_of(found.guard)) + " lets only one copy pass, " +
                      finding.message;
    finding.help.emplace_back("What it compares comes from outside of the file, so it was taken for a guard.");
  }
  if (model.type_of(source) == "websocket in" &&
      around.asked.contains(model.document().property(node, "client").text())) {
    finding.level = Level::note;
    finding.confidence = Confidence::low;
    finding.message = "unless the service only answers who asked, " + finding.message;
  }
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
  if (finding.path.size() > 1)
    finding.path.back().note = model.settings.one_at_a_time() ? "acts"
                               : found.strong                 ? "acts in each copy"
                                                              : "repeated in each copy";
  if (finding.rule == "mqtt-plain-subscription")
    advise_subscription(model, source, behind(model, source, around, found), finding);
  else if (!behavior.facts->fix.empty())
    finding.help.emplace_back(behavior.facts->fix);
  return finding;
}

// What each copy does for itself, or none of them does for a while.
std::vector<VertexId> repeated_sources(const Model& model) {
  std::vector<VertexId> sources;
  for (VertexId v = 0; v < model.graph.vertices().size(); ++v) {
    // While another copy takes over, nobody hears a shared subscription either.
    const bool missed = model.settings.deployment == Deployment::standby && model.type_of(v) == "mqtt in" &&
                        (model.delivery.own[v] & bit(Arrival::balanced)) != 0;
    if ((model.delivery.own[v] & kEachCopy) != 0 || missed) sources.push_back(v);
  }
  return sources;
}

}  // namespace

void find_duplicated_work(const Model& model, Findings& findings) {
  const std::vector<VertexId> sources = repeated_sources(model);
  if (sources.empty()) return;
  MessageFlow flow(model.messages->flow);
  const ReadKeys read = read_keys(model.code);
  const Surroundings around{asked_clients(model), retained_writers(model), Subscriptions(model)};
  std::map<NodeId, size_t> reported;  // a node in several subflow instances is one cause
  for (const VertexId v : sources) {
    const std::optional<Consequence> found = consequence(model, flow, read, v);
    if (!found || model.behaviors[v].facts->level == Level::none) continue;
    Finding finding = finding_of(model, v, around, *found);
    const auto [at, added] = reported.emplace(model.node_of(v), findings.size());
    if (added)
      findings.push_back(std::move(finding));
    else if (findings[at->second].level < finding.level)
      findings[at->second] = std::move(finding);
  }
}

}  // namespace halint
