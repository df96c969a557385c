// Facts: @node-red/nodes core/network/10-mqtt.js; MQTT 5.0 sections 3.8.3.1, 4.8.2.
// SPDX-License-Identifier: Apache-2.0
#include "analysis/subscription_advice.h"

#include "analysis/mqtt_fixes.h"
#include "analysis/mqtt_services.h"
#include "analysis/words.h"
#include "halint/source/secrets.h"

namespace halint {
namespace {

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

// Subscriptions on one connection have to do with each other where their topics may be the same.
std::string realm_of(const Model& model, VertexId source, NodeId broker) {
  const std::string topic = model.graph.text(source, "topic").text;
  std::string realm(model.document().nodes[broker].id);
  (realm += '/') += topic.substr(0, topic.find_first_of("+#"));
  while (realm.back() == '/') realm.pop_back();
  return realm;
}

// Why `$share` alone does not do, in a sentence; empty if it does.
std::string in_the_way(const Model& model, const BehindSubscription& behind, const std::string& shared) {
  const Document& document = model.document();
  if (behind.answers)
    return "An HTTP answer waits behind this subscription, and it waits in one copy: keep the subscription plain, and "
           "let " +
           behind.effects + " hang on the copy that finds its own request.";
  if (behind.keeper == kNoVertex) return {};
  const std::string keeper = label(document, model.node_of(behind.keeper));
  if (behind.keeper_on_the_way)
    return keeper + " on the way has to see every message, so keep this subscription, and let only one copy go on to " +
           behind.effects + ": a leader guard in front of it, or one instance with one copy for this.";
  return keeper + " behind it has to see every message: keep this subscription for that, and feed " + behind.effects +
         " from a second mqtt in on " + quoted(shared) + " with an mqtt-broker node of its own.";
}

// Each member of a share group gets the retained message from some brokers, none does from others.
std::string retained_too(const Model& model, const BehindSubscription& behind, const std::string& shared) {
  return label(model.document(), model.node_of(behind.retained_writer)) +
         " has the broker keep its last message, and each copy gets that one again whenever it subscribes, with $share "
         "too on some brokers: publish without retain what is to be done once, or connect with MQTT 5 and let the "
         "subscription ask for no retained messages; then subscribe to " +
         quoted(shared) + ".";
}

Fix share(const Model& model, VertexId source, const BehindSubscription& behind, const std::string& shared) {
  const Document& document = model.document();
  Fix fix{Applicability::unsafe,
          "subscribe to " + quoted(shared) + ", so that the broker gives each message to one copy",
          {}};
  const bool ask_for_none = behind.retained_writer != kNoVertex;
  if (ask_for_none)
    fix.description += "; and ask for no retained messages, which a broker gives to all copies or to none";
  const JsonValue topic = document.property(model.node_of(source), "topic");
  if (topic.kind() != JsonKind::string || topic.raw_string() != model.graph.text(source, "topic").text) return fix;
  const Span span = document.span_of(topic);
  fix.edits.push_back({{span.begin + 1, span.begin + 1}, shared.substr(0, shared.size() - topic.raw_string().size())});
  if (ask_for_none) fix.edits.push_back(set_property(document, model.node_of(source), "rh", "2"));
  sort_edits(fix.edits);
  return fix;
}

}  // namespace

void advise_subscription(const Model& model, VertexId source, const BehindSubscription& behind, Finding& finding) {
  const std::string topic = model.graph.text(source, "topic").text;
  const bool named = !topic.empty();  // else messages name the topics
  const std::string shared = "$share/" + group_name(model, source) + "/" + (named ? topic : "…");
  const NodeId broker = model.graph.config_of(source, "broker");
  if (broker != kNoNode && has_own_topics_only(model.document().property(broker, "broker").text())) {
    finding.help.emplace_back(
        "This service accepts only topics of its own, so there are no shared subscriptions: let one instance with one "
        "copy hold the connection.");
    return;
  }
  if (std::string why = in_the_way(model, behind, shared); !why.empty()) {
    finding.help.push_back(std::move(why));
    return;
  }
  if (behind.retained_writer != kNoVertex)
    finding.related.push_back({place_of(model.document(), model.node_of(behind.retained_writer), "retain"),
                               "has the broker keep the last message"});
  const bool five = broker != kNoNode && model.document().property(broker, "protocolVersion").text() == "5";
  if (behind.retained_writer != kNoVertex && !five) {
    finding.help.push_back(retained_too(model, behind, shared));
    return;
  }
  if (!named) {
    finding.help.push_back(
        "Put " + quoted(shared.substr(0, shared.size() - std::string_view("…").size())) +
        " before the topics that it subscribes to, so that the broker gives each message to one copy.");
    return;
  }
  Fix fix = share(model, source, behind, shared);
  if (broker != kNoNode) fix.realm = realm_of(model, source, broker);
  const bool may_part = broker != kNoNode && !fix.edits.empty();
  if (!may_part || !behind.plain_twin) finding.fixes.push_back(fix);
  if (!may_part) return;
  // Beside another plain subscription on the same connection, that alone would not do.
  Fix apart = own_connection(model, model.node_of(source), broker);
  apart.description = fix.description + "; " + apart.description;
  apart.edits.insert(apart.edits.end(), fix.edits.begin(), fix.edits.end());
  sort_edits(apart.edits);
  finding.fixes.push_back(std::move(apart));
}

}  // namespace halint
