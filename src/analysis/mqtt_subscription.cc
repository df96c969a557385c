// Subscriptions: shared filters that never emit, that are undone by a neighbour, or that must not be shared.
// Facts: @node-red/nodes core/network/10-mqtt.js; MQTT 5.0 sections 3.8.3.1, 4.8.2.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>

#include "analysis/analyses.h"
#include "analysis/mqtt_fixes.h"
#include "analysis/mqtt_links.h"
#include "analysis/seen.h"
#include "analysis/subscriptions.h"
#include "analysis/words.h"

namespace halint {
namespace {

constexpr size_t kMaxLook = 300;

std::string version_of(const Model& model, NodeId broker) {
  const std::string version =
      broker == kNoNode ? std::string() : model.document().property(broker, "protocolVersion").text();
  return version.empty() ? "4" : version;
}

Finding at_topic(const Model& model, const Subscription& subscription, std::string_view rule, Level level,
                 Confidence confidence) {
  Finding finding;
  finding.rule = rule;
  finding.level = level;
  finding.confidence = confidence;
  finding.place = place_of(model.document(), subscription.node, "topic");
  return finding;
}

void check_dead_filter(const Model& model, const Subscription& subscription, Findings& findings) {
  if (subscription.filter.dead == nullptr) return;
  Finding finding = at_topic(model, subscription, "mqtt-dead-shared-filter", Level::error, Confidence::high);
  finding.message = label(model.document(), subscription.node) +
                    " never gets a message: " + quoted(subscription.topic) + " is a filter that Node-RED cannot match";
  finding.help.push_back(std::string(subscription.filter.dead) + ".");
  finding.help.back()[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(finding.help.back()[0])));
  finding.fixes = revive_filter(model.document(), subscription.node, subscription.topic, "copies");
  findings.push_back(std::move(finding));
}

void check_no_local(const Model& model, const Subscription& subscription, Findings& findings) {
  if (!subscription.filter.shared || version_of(model, subscription.broker) != "5" ||
      !model.document().property(subscription.node, "nl").is_true())
    return;
  Finding finding = at_topic(model, subscription, "mqtt-shared-no-local", Level::warning, Confidence::medium);
  finding.place = place_of(model.document(), subscription.node, "nl");
  finding.message = "a broker that keeps to MQTT 5 closes the connection at the shared subscription " +
                    quoted(subscription.topic) + ", because it asks for No Local";
  finding.fixes.push_back(clear_no_local(model.document(), subscription.node));
  findings.push_back(std::move(finding));
}

void check_protocol(const Model& model, const Subscription& subscription, Findings& findings) {
  if (!subscription.filter.shared || subscription.filter.dead != nullptr ||
      version_of(model, subscription.broker) != "3")
    return;
  Finding finding = at_topic(model, subscription, "mqtt-shared-protocol", Level::note, Confidence::medium);
  finding.message =
      quoted(subscription.topic) + " is shared over MQTT 3.1, where not every broker knows shared subscriptions";
  finding.related.push_back(
      {place_of(model.document(), subscription.broker, "protocolVersion"), "the connection's protocol version"});
  finding.fixes.push_back(raise_protocol(model.document(), subscription.broker));
  findings.push_back(std::move(finding));
}

// The way from a subscription to a node that answers an HTTP request, which is held by one copy.
std::vector<VertexId> way_to_reply(const Model& model, VertexId source) {
  Seen seen(source, kMaxLook);
  std::vector<size_t> from{0};
  for (size_t at = 0; at < seen.size() && !seen.spent(); ++at) {
    if (at > 0 && model.behaviors[seen[at]].facts->effect == Effect::reply &&
        model.type_of(seen[at]) == "http response") {
      std::vector<VertexId> way;
      for (size_t i = at; i != 0; i = from[i]) way.push_back(seen[i]);
      way.push_back(source);
      std::reverse(way.begin(), way.end());
      return way;
    }
    for (const Edge& edge : model.graph.out(seen[at])) {
      if (edge.kind == EdgeKind::error || edge.kind == EdgeKind::status || (at > 0 && !model.crosses(seen[at], edge)))
        continue;
      if (seen.add(edge.to)) from.push_back(at);
      if (seen.spent()) break;
    }
  }
  return {};
}

void check_reply(const Model& model, const Subscription& subscription, Findings& findings) {
  if (!subscription.filter.shared || subscription.filter.dead != nullptr) return;
  const std::vector<VertexId> way = way_to_reply(model, subscription.vertex);
  if (way.empty()) return;
  Finding finding = at_topic(model, subscription, "mqtt-shared-reply", Level::error, Confidence::high);
  finding.message = "the reply on " + quoted(subscription.topic) +
                    " may go to a copy that does not hold the HTTP request it belongs to, which then waits in vain";
  finding.path = steps(model, way);
  Fix fix{Applicability::unsafe,
          "subscribe to " + quoted(subscription.filter.filter) +
              " without $share, and let each copy keep only the replies to its own requests",
          {}};
  const JsonValue topic = model.document().property(subscription.node, "topic");
  if (topic.kind() == JsonKind::string && topic.raw_string() == subscription.topic) {
    const Span span = model.document().span_of(topic);
    const auto prefix = static_cast<uint32_t>(subscription.topic.size() - subscription.filter.filter.size());
    fix.edits.push_back({{span.begin + 1, span.begin + 1 + prefix}, ""});
  }
  finding.fixes.push_back(std::move(fix));
  findings.push_back(std::move(finding));
}

// On one connection, Node-RED hands a message to every node whose filter matches, shared or not: what a plain
// subscription brings also fires the shared one.
void check_overlap(const Model& model, const Subscriptions& subscriptions, size_t index, Findings& findings) {
  const Subscription& shared = subscriptions.all()[index];
  if (!shared.filter.shared || shared.filter.dead != nullptr || shared.broker == kNoNode) return;
  const bool separate = version_of(model, shared.broker) == "5";
  const Subscription* other = subscriptions.overlapping(index, true);
  const bool plain = other != nullptr;
  if (!plain && !separate) other = subscriptions.overlapping(index, false);
  if (other == nullptr) return;
  // Two share groups are no worse in copies than alone: what is doubled is doubled in one copy too.
  const Level level = !plain ? Level::note : separate ? Level::warning : Level::error;
  Finding finding = at_topic(model, shared, "mqtt-overlapping-subscriptions", level,
                             level == Level::error ? Confidence::high : Confidence::medium);
  if (separate) finding.when = "numbered";
  finding.message = quoted(shared.topic) + " and " + quoted(other->topic) + " share one connection, so " +
                    (separate ? "a message for both may reach only one of their nodes"
                     : plain  ? "what the plain subscription brings to each copy fires the shared one there too"
                              : "a message for both may fire each node more than once");
  finding.related.push_back({place_of(model.document(), other->node, "topic"), "the other filter on this connection"});
  finding.related.push_back({place_of(model.document(), shared.broker), "the connection of both"});
  finding.fixes.push_back(own_connection(model, shared.node, shared.broker));
  findings.push_back(std::move(finding));
}

void check_retained(const Model& model, const std::vector<Subscription>& all, Findings& findings) {
  const std::vector<VertexId> writers = retained_writers(model);
  for (const Subscription& subscription : all) {
    if (!subscription.filter.shared || subscription.filter.dead != nullptr) continue;
    const VertexId writer = retained_for(model, subscription.vertex, writers);
    if (writer == kNoVertex) continue;
    Finding finding = at_topic(model, subscription, "mqtt-shared-retained", Level::note, Confidence::medium);
    finding.message = "whether " + quoted(subscription.topic) + " gets the retained message of " +
                      quoted(model.graph.text(writer, "topic").text) +
                      " when a copy starts depends on the broker: in all copies, or in none";
    finding.related.push_back(
        {place_of(model.document(), model.node_of(writer), "retain"), "publishes a retained message"});
    findings.push_back(std::move(finding));
  }
}

// All that comes of the subscription is the answer to the request that asked for it, and that waits in this copy.
bool only_answers(const Model& model, VertexId subscription) {
  if (way_to_reply(model, subscription).empty()) return false;
  Seen seen(subscription, kMaxLook);
  for (size_t at = 0; at < seen.size(); ++at) {
    if (seen.spent() || (at > 0 && model.outcomes[seen[at]] != Outcome::none)) return false;
    for (const Edge& edge : model.graph.out(seen[at])) {
      if (at == 0 || model.crosses(seen[at], edge)) seen.add(edge.to);
    }
  }
  return true;
}

void check_dynamic(const Model& model, Findings& findings) {
  for (VertexId v = 0; v < model.graph.vertices().size(); ++v) {
    if (model.graph.vertex(v).role != VertexRole::node || model.type_of(v) != "mqtt in") continue;
    const NodeId node = model.node_of(v);
    const JsonValue inputs = model.document().property(node, "inputs");
    if (inputs.number().value_or(0) <= 0 || (model.delivery.in[v] & model.forgotten()) == 0) continue;
    if (only_answers(model, v)) continue;
    const std::vector<VertexId> way = model.way_to(v, first_of(model.delivery.in[v] & model.forgotten()));
    Finding finding;
    finding.rule = "mqtt-dynamic-subscription";
    finding.level = Level::error;
    finding.confidence = Confidence::high;
    finding.message = label(model.document(), node) + " subscribes only in the copy that got the message from " +
                      label(model.document(), model.node_of(way.front())) +
                      "; the message that should unsubscribe may reach another copy";
    finding.place = place_of(model.document(), node, "inputs", inputs);
    finding.path = steps(model, way);
    findings.push_back(std::move(finding));
  }
}

}  // namespace

void find_mqtt_subscription_hazards(const Model& model, Findings& findings) {
  const Subscriptions subscriptions(model);
  const std::vector<Subscription>& all = subscriptions.all();
  for (size_t i = 0; i < all.size(); ++i) {
    check_dead_filter(model, all[i], findings);
    check_no_local(model, all[i], findings);
    check_protocol(model, all[i], findings);
    check_reply(model, all[i], findings);
    check_overlap(model, subscriptions, i, findings);
  }
  check_retained(model, all, findings);
  check_dynamic(model, findings);
}

}  // namespace halint
