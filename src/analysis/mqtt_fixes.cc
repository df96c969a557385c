// Facts: @node-red/nodes core/network/10-mqtt.js; credentials are kept by node id in a file of their own.
// SPDX-License-Identifier: Apache-2.0
#include "analysis/mqtt_fixes.h"

#include "analysis/words.h"

namespace halint {

Fix clear_client_id(const Document& document, NodeId broker) {
  const JsonValue clean = document.property(broker, "cleansession");
  const bool persistent = clean.kind() == JsonKind::boolean && !clean.is_true();
  Fix fix{persistent ? Applicability::unsafe : Applicability::safe,
          "clear the client ID, so that each copy makes up its own",
          {set_property(document, broker, "clientid", "\"\"")}};
  if (persistent) {
    fix.description += "; the session is then no longer kept while a copy is away";
    fix.edits.push_back(set_property(document, broker, "cleansession", "true"));
    sort_edits(fix.edits);
  }
  return fix;
}

Fix clear_session_expiry(const Document& document, NodeId broker) {
  return {Applicability::unsafe,
          "clear the session expiry, so that a session ends with its connection",
          {set_property(document, broker, "sessionExpiry", "\"\"")}};
}

Fix vary_presence(const Document& document, NodeId broker) {
  Fix fix{Applicability::unsafe,
          "let the presence topics be “${MQTT_STATUS_TOPIC}”, and set that variable in each pod to a topic of its own",
          {}};
  for (const std::string_view property : {"birthTopic", "closeTopic", "willTopic"}) {
    if (document.property(broker, property).is_empty()) continue;
    fix.edits.push_back(set_property(document, broker, property, R"("${MQTT_STATUS_TOPIC}")"));
  }
  sort_edits(fix.edits);
  return fix;
}

Fix raise_protocol(const Document& document, NodeId broker) {
  return {
      Applicability::unsafe, "connect with MQTT 3.1.1", {set_property(document, broker, "protocolVersion", "\"4\"")}};
}

Fix clear_no_local(const Document& document, NodeId subscription) {
  return {Applicability::unsafe,
          "turn No Local off; the flow may then hear what it publishes itself",
          {set_property(document, subscription, "nl", "false")}};
}

std::vector<Fix> revive_filter(const Document& document, NodeId subscription, const std::string& topic,
                               const std::string& group) {
  const std::string_view text = topic;
  std::string better;
  if (text.starts_with("$queue/"))
    better = "$share/" + group + "/" + std::string(text.substr(7));
  else if (text.starts_with("$oshare/"))
    better = "$share/" + std::string(text.substr(8));
  else if (text.starts_with("$share/") && text.ends_with("/#") && text.find('/', 7) == text.size() - 2)
    better = std::string(text.substr(0, text.size() - 1)) + "+/#";
  else
    return {};
  return {{Applicability::unsafe,
           "subscribe to " + quoted(better) + ", which Node-RED can match",
           {set_property(document, subscription, "topic", json_string(better))}}};
}

Fix own_connection(const Model& model, NodeId subscription, NodeId broker) {
  const Document& document = model.document();
  std::string seed(document.nodes[broker].id);
  seed += document.nodes[subscription].id;
  while (model.graph.find(fresh_id(seed)) != kNoNode) seed += ' ';
  const std::string id = fresh_id(seed);
  std::vector<std::pair<std::string_view, std::string>> changed{{"id", json_string(id)}};
  const std::string name = document.property(broker, "name").text();
  if (!name.empty()) changed.emplace_back("name", json_string(name + " (shared)"));
  // What two connections must not have in common, nor a shared subscription need.
  for (const std::string_view property : {"clientid", "birthTopic", "closeTopic", "willTopic", "sessionExpiry"}) {
    if (!document.property(broker, property).is_empty()) changed.emplace_back(property, "\"\"");
  }
  Fix fix{Applicability::unsafe,
          "give this subscription a broker node of its own, and enter its user and password there if it has any",
          {copy_node(document, broker, changed), set_property(document, subscription, "broker", json_string(id))}};
  sort_edits(fix.edits);
  fix.realm = document.nodes[subscription].id;  // on a connection of its own it meets nobody
  return fix;
}

}  // namespace halint
