// Connections to an MQTT broker: what two copies with the same mqtt-broker node do to each other.
// Facts: @node-red/nodes core/network/10-mqtt.js; MQTT 5.0 sections 3.1.4 (take-over), 3.1.2.5 (will), 4.8.2.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <map>

#include "analysis/analyses.h"
#include "analysis/mqtt.h"
#include "analysis/mqtt_connection.h"
#include "analysis/mqtt_fixes.h"
#include "analysis/mqtt_services.h"
#include "analysis/sources.h"
#include "analysis/words.h"

namespace halint {
namespace {

bool starts_with(std::string_view text, std::string_view prefix) { return text.substr(0, prefix.size()) == prefix; }

// Variables whose value is the same in all copies, as far as the platform decides it.
bool same_in_all_copies(const TextValue& value, Platform platform) {
  if (starts_with(value.variable, "NR_NODE_") || starts_with(value.variable, "NR_FLOW_") ||
      starts_with(value.variable, "NR_GROUP_"))
    return true;
  // FlowFuse gives both copies the variables of the instance's settings and hides the container's own.
  return platform == Platform::flowfuse;
}

// A config node that stands on no flow sees the variables of the global configuration and of the process only
// (@node-red/runtime lib/flows/Flow.js, getSetting).
TextValue global_text(const Model& model, JsonValue written, bool& computed) {
  TextValue value = model.graph.text(kNoVertex, written);
  const NodeId global = model.graph.nodes().global_config();
  if (value.variable.empty() || global == kNoNode) return value;
  model.document().property(global, "env").for_each_element([&](JsonValue entry) {
    if (entry.member("name").text() != value.variable) return;
    const std::string type = entry.member("type").text();
    computed = type == "jsonata";
    if (type != "str" && type != "num" && type != "bool") return;
    value.state = TextValue::State::known;
    value.text = entry.member("value").text();
  });
  return value;
}

// A broker's text property: set, and alike in every copy.
bool is_shared_text(const Model& model, NodeId broker, std::string_view property, TextValue& value) {
  if (model.graph.info(broker).container == kNoNode) {
    bool computed = false;
    value = global_text(model, model.document().property(broker, property), computed);
    if (computed || value.state == TextValue::State::missing || (value.known() && value.text.empty())) return false;
    return value.known() || (!value.variable.empty() && same_in_all_copies(value, model.settings.platform));
  }
  const auto users = model.graph.nodes().users(broker);
  const VertexId user = users.empty() ? kNoVertex : model.graph.first_vertex_of(users.front().user);
  value = model.graph.text(user, model.document().property(broker, property));
  if (value.state == TextValue::State::missing || (value.known() && value.text.empty())) return false;
  return value.known() || (!value.variable.empty() && same_in_all_copies(value, model.settings.platform));
}

std::vector<Related> used_by(const Model& model, NodeId broker) {
  std::vector<Related> related;
  for (const ConfigUse& use : model.graph.nodes().users(broker)) {
    if (related.size() == 10) break;
    related.push_back({place_of(model.document(), use.user, "broker"), "uses this connection"});
  }
  return related;
}

std::string address(const Model& model, NodeId broker) {
  const std::string host = model.document().property(broker, "broker").text();
  return host.empty() ? label(model.document(), broker) : quoted(host);
}

// Two config nodes of one copy that connect to one broker under one client ID. `known`: those before.
using Connections = std::map<std::array<std::string, 3>, NodeId>;
void check_twin(const Model& model, NodeId broker, Connections& known, Findings& findings) {
  const Document& document = model.document();
  const std::string id = document.property(broker, "clientid").text();
  if (id.empty()) return;
  const auto [other, first] = known.try_emplace(
      {document.property(broker, "broker").text(), document.property(broker, "port").text(), id}, broker);
  if (first) return;
  Finding finding;
  finding.rule = "mqtt-fixed-client-id";
  finding.when = "twin";
  finding.level = Level::error;
  finding.confidence = Confidence::high;
  finding.message = "two connections to " + address(model, broker) + " use the client ID " + quoted(id) +
                    ", so they throw each other off, in one copy as in several";
  finding.place = place_of(document, broker, "clientid");
  finding.related.push_back({place_of(document, other->second, "clientid"), "the other connection"});
  findings.push_back(std::move(finding));
}

void check_client_id(const Model& model, NodeId broker, Findings& findings) {
  TextValue id;
  if (!is_shared_text(model, broker, "clientid", id)) return;
  const Document& document = model.document();
  const JsonValue value = document.property(broker, "clientid");
  const std::string written = value.text();
  Finding finding;
  finding.rule = "mqtt-fixed-client-id";
  finding.level = Level::error;
  finding.confidence = id.known() ? Confidence::high : Confidence::medium;
  finding.message = copies(model.settings) + " connect to " + address(model, broker) + " as " + quoted(written) +
                    " and throw each other off every few seconds";
  finding.place = place_of(document, broker, "clientid", value);
  finding.related = used_by(model, broker);
  if (id.variable.empty() && (written.find("${") != std::string::npos || written.find("$(") != std::string::npos)) {
    finding.help.emplace_back(
        "Node-RED replaces a variable only when it is the whole value, so this text goes to the broker as it stands.");
  } else if (!id.variable.empty()) {
    finding.help.push_back("The variable " + quoted(id.variable) + " has the same value in every copy here.");
  }
  const std::string host = document.property(broker, "broker").text();
  if (names_a_device(host)) {
    finding.help.emplace_back(
        "This service takes the client ID for the device that connects, and refuses others: give each copy a device of "
        "its own by a variable, or let one instance hold the connection.");
  } else if (host == "broker.flowfuse.cloud") {
    finding.help.emplace_back(
        "This broker demands that the client ID is the user name, and one user name is one connection: use another "
        "broker here, or one instance for what needs it.");
  } else {
    finding.fixes.push_back(clear_client_id(document, broker));
  }
  findings.push_back(std::move(finding));
}

bool check_presence(const Model& model, NodeId broker, Findings& findings) {
  const Document& document = model.document();
  bool found = false;
  for (const std::string_view property : {"willTopic", "closeTopic"}) {
    TextValue topic;
    if (!is_shared_text(model, broker, property, topic)) continue;
    Finding finding;
    finding.rule = "mqtt-presence-message";
    finding.level = Level::warning;
    finding.confidence = topic.known() ? Confidence::high : Confidence::medium;
    const bool will = property == "willTopic";
    finding.when = will ? "will" : "close";
    finding.message = "when one copy " + std::string(will ? "is lost" : "stops") + ", " +
                      quoted(document.property(broker, property).text()) + " says so for all, although the other " +
                      (model.settings.replicas == 2 ? "still works" : "copies still work");
    finding.place = place_of(document, broker, property);
    if (document.property(broker, "birthTopic").text() == document.property(broker, property).text()) {
      finding.related.push_back({place_of(document, broker, "birthTopic"), "the same topic is told when a copy comes"});
    }
    if (model.settings.platform != Platform::flowfuse) finding.fixes.push_back(vary_presence(document, broker));
    findings.push_back(std::move(finding));
    found = true;
    if (!model.settings.one_at_a_time()) return true;
  }
  return found;
}

// Said once for each copy and each time it connects.
void check_birth(const Model& model, NodeId broker, Findings& findings) {
  const Document& document = model.document();
  TextValue topic;
  if (document.property(broker, "birthRetain").is_true() || !is_shared_text(model, broker, "birthTopic", topic)) return;
  Finding finding;
  finding.rule = "mqtt-presence-message";
  finding.level = Level::warning;
  finding.confidence = Confidence::medium;
  finding.when = "birth";
  finding.message = "each copy says " + quoted(document.property(broker, "birthTopic").text()) +
                    " whenever it connects, and as it is not retained, listeners take each for an event";
  finding.place = place_of(document, broker, "birthTopic");
  findings.push_back(std::move(finding));
}

// Only a plain false switches it off (10-mqtt.js, autoUnsubscribe).
bool unsubscribes_at_end(const Document& document, NodeId broker) {
  const JsonValue unsubscribe = document.property(broker, "autoUnsubscribe");
  return unsubscribe.kind() != JsonKind::boolean || unsubscribe.is_true();
}

void check_session(const Model& model, NodeId broker, Findings& findings) {
  const Document& document = model.document();
  if (document.property(broker, "protocolVersion").text() != "5" ||
      !document.property(broker, "clientid").text().empty())
    return;
  const JsonValue expiry = document.property(broker, "sessionExpiry");
  if (expiry.number().value_or(0) <= 0) return;
  const auto users = model.graph.nodes().users(broker);
  const auto shared = std::find_if(users.begin(), users.end(), [&](const ConfigUse& use) {
    return document.nodes[use.user].type == "mqtt in" &&
           starts_with(document.property(use.user, "topic").text(), "$share/");
  });
  if (shared == users.end()) return;
  Finding finding;
  finding.rule = "mqtt-abandoned-session";
  finding.when = unsubscribes_at_end(document, broker) ? "unsubscribes" : "";  // a copy that is killed cannot
  finding.level = Level::warning;
  finding.confidence = Confidence::medium;
  finding.message = std::string(finding.when.empty() ? "each restart of a copy leaves a session behind at "
                                                     : "a copy that is killed leaves a session behind at ") +
                    address(model, broker) + " that still counts as a member of the share group for " + expiry.text() +
                    " seconds";
  finding.place = place_of(document, broker, "sessionExpiry");
  finding.related.push_back(
      {place_of(document, shared->user, "topic"), "the shared subscription that the old session holds"});
  finding.fixes.push_back(clear_session_expiry(document, broker));
  findings.push_back(std::move(finding));
}

}  // namespace

// A kept session asks for no clean start, at MQTT 5 for an expiry, too (section 3.1.2.11.2), and for QoS 1; and a copy
// that is stopped in good order must not take its subscription back.
std::string_view connection_case(const Model& model, VertexId subscription) {
  const Document& document = model.document();
  const NodeId broker = model.graph.config_of(subscription, "broker");
  TextValue id;
  if (broker == kNoNode || !is_shared_text(model, broker, "clientid", id)) return {};
  const JsonValue clean = document.property(broker, "cleansession");
  const bool five = document.property(broker, "protocolVersion").text() == "5";
  const bool kept = clean && !clean.is_true() && !unsubscribes_at_end(document, broker) &&
                    (!five || document.property(broker, "sessionExpiry").number().value_or(0) > 0) &&
                    document.property(model.node_of(subscription), "qos").text() != "0";
  return kept ? "session" : "one-connection";
}

void find_mqtt_broker_hazards(const Model& model, Findings& findings) {
  const std::set<std::string> inner = inner_brokers(model.graph);
  Connections known;
  for (NodeId node = 0; node < model.document().nodes.size(); ++node) {
    if (!model.graph.info(node).runs || model.graph.node(node).type != "mqtt-broker") continue;
    if (is_inside_copy(model.document(), inner, node)) continue;
    check_twin(model, node, known, findings);
    check_client_id(model, node, findings);
    if (!check_presence(model, node, findings)) check_birth(model, node, findings);
    check_session(model, node, findings);
  }
}

}  // namespace halint
