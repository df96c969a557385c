// SPDX-License-Identifier: Apache-2.0
#include "analysis/sources.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

namespace halint {
namespace {

bool starts_with(std::string_view text, std::string_view start) { return text.substr(0, start.size()) == start; }

bool is_node(const FlowGraph& graph, VertexId v, std::string_view type) {
  return graph.vertex(v).role == VertexRole::node && graph.node(graph.vertex(v).node).type == type;
}

// Express answers with the first route that matches and asks no other (core/network/21-httpin.js).
void close_shadowed_routes(const FlowGraph& graph, std::vector<DeliverySet>& own) {
  std::map<std::pair<std::string, std::string>, VertexId> routes;
  for (VertexId v = 0; v < own.size(); ++v) {
    if (!is_node(graph, v, "http in")) continue;
    const TextValue url = graph.text(v, "url");
    if (!url.known() || url.text.empty()) continue;
    const std::string path = url.text.front() == '/' ? url.text : "/" + url.text;
    if (!routes.try_emplace({graph.document().property(graph.vertex(v).node, "method").text(), path}, v).second)
      own[v] = 0;
  }
}

}  // namespace

std::set<std::string> inner_brokers(const FlowGraph& graph) {
  std::set<std::string> ports;
  const Document& document = graph.document();
  for (NodeId node = 0; node < document.nodes.size(); ++node) {
    const std::string_view type = document.nodes[node].type;
    if ((type != "mosca in" && type != "aedes broker") || !graph.info(node).runs) continue;
    const std::string port = document.property(node, "mqtt_port").text();
    ports.insert(port.empty() ? "1883" : port);
  }
  return ports;
}

bool is_inside_copy(const Document& document, const std::set<std::string>& inner, NodeId broker) {
  if (inner.empty()) return false;
  const std::string host = document.property(broker, "broker").text();
  if (host != "localhost" && host != "127.0.0.1" && host != "::1") return false;
  const std::string port = document.property(broker, "port").text();
  return inner.contains(port.empty() ? "1883" : port);
}

namespace {

// A group that is named after the pod has one member: `${POD_NAME}` is another one in each copy.
bool is_named_after_pod(const FlowGraph& graph, VertexId v, const Behavior& behavior) {
  if (!behavior.deciding() || behavior.deciding_path().find("->") != std::string_view::npos) return false;
  const TextValue text = graph.text(v, behavior.deciding());
  return text.state == TextValue::State::unknown &&
         (text.variable.find("POD") != std::string::npos || text.variable == "HOSTNAME");
}

}  // namespace

void correct_sources(const FlowGraph& graph, const Behaviors& behaviors, std::vector<DeliverySet>& own) {
  close_shadowed_routes(graph, own);
  const std::set<std::string> inner = inner_brokers(graph);
  for (VertexId v = 0; v < own.size(); ++v) {
    if (is_node(graph, v, "exec") && starts_program(graph, v)) own[v] |= bit(Arrival::local);
    if (own[v] == bit(Arrival::balanced) && is_named_after_pod(graph, v, behaviors[v])) own[v] = bit(Arrival::every);
    if (own[v] == 0 || !is_node(graph, v, "mqtt in")) continue;
    // A topic from the environment may well begin with $share.
    if (graph.text(v, "topic").state == TextValue::State::unknown) own[v] = bit(Arrival::unknown);
    const NodeId broker = graph.config_of(v, "broker");
    if (broker != kNoNode && is_inside_copy(graph.document(), inner, broker)) own[v] = bit(Arrival::local);
  }
}

bool add_asked_subscriptions(const FlowGraph& graph, const MessageFlow& flow, const std::vector<MessageId>& messages,
                             const std::vector<DeliverySet>& in, std::vector<DeliverySet>& own) {
  bool added = false;
  for (VertexId v = 0; v < own.size(); ++v) {
    if (own[v] != 0 || (in[v] & kEachCopy) == 0 || !is_node(graph, v, "mqtt in")) continue;
    const auto& actions = flow.value(messages[v], "action").constants;
    const bool subscribes = std::any_of(actions.begin(), actions.end(), [](const Constant& c) {
      return c.type == ValueType::text && c.text == "subscribe";
    });
    if (!subscribes) continue;
    const auto& topics = flow.value(messages[v], "topic").constants;
    const bool shared = std::any_of(topics.begin(), topics.end(), [](const Constant& c) {
      return c.type == ValueType::text && starts_with(c.text, "$share/");
    });
    own[v] = bit(shared ? Arrival::balanced : Arrival::every);
    added = true;
  }
  return added;
}

}  // namespace halint
