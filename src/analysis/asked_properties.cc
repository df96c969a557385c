// SPDX-License-Identifier: Apache-2.0
#include "analysis/asked_properties.h"

#include <algorithm>
#include <array>

#include "halint/code/token_url.h"

namespace halint {
namespace {

bool starts_with(std::string_view text, std::string_view start) { return text.substr(0, start.size()) == start; }

bool is_plain(std::string_view path) { return path.find_first_of("[]\"'") == std::string_view::npos; }

}  // namespace

std::string appended_property(const Document& document, NodeId node) {
  const JsonValue appended = document.property(node, "addpay");
  if (!appended || appended.is_true()) return "payload";
  return appended.kind() == JsonKind::string && appended.text() != "false" ? appended.text() : std::string();
}

std::string split_property(const Document& document, NodeId node) {
  const std::string property = document.property(node, "property").text();
  return property.empty() ? "payload" : property;
}

std::string file_property(const Document& document, NodeId node, std::string_view path) {
  if (path.empty() || path.find("->") != std::string_view::npos) return {};
  const std::string name = document.property(node, path).text();
  const std::string type = document.property(node, std::string(path) + "Type").text();
  if (type == "msg") return name;
  return type.empty() && name.empty() && path == "filename" ? "filename" : std::string();
}

std::string_view choosing_property(std::string_view path) {
  constexpr std::string_view kChosen = "[msg.";
  const size_t begin = path.find(kChosen);
  const size_t end = path.find(']', begin);
  if (begin == std::string_view::npos || end == std::string_view::npos) return {};
  return path.substr(begin + kChosen.size(), end - begin - kChosen.size());
}

bool connects_itself(const Document& document, NodeId broker) {
  return broker == kNoNode || document.property(broker, "autoConnect").text() != "false";
}

// node-red-node-mongodb has the update in msg.payload, the contributed nodes have it behind the filter.
std::vector<std::string> counting_operators(std::string_view type) {
  if (!starts_with(type, "mongodb")) return {};
  const std::string before = type == "mongodb out" ? "payload." : "payload.1.";
  return {before + "$inc", before + "$push"};
}

bool asks_graph(std::string_view url) {
  const std::string_view path = url.substr(0, url.find_first_of("?#"));
  return path.find("graphql") != std::string_view::npos || path.find("gql") != std::string_view::npos;
}

std::string plain_path(std::string_view path) {
  std::string plain;
  plain.reserve(path.size());
  for (size_t i = 0; i < path.size(); ++i) {
    const char c = path[i];
    if (c == '[') {
      if (!plain.empty()) plain += '.';
    } else if (c != ']' && c != '"' && c != '\'') {
      plain += c;
    }
  }
  return plain;
}

AskedProperties::AskedProperties(const FlowGraph& graph, const Behaviors& behaviors, const CodeFacts& code) {
  for (const NodeCode& node : code.nodes) {
    for (const SentMessage& sent : node.sent) {
      for (const CodeCondition& condition : sent.conditions) {
        if (condition.of == CodeCondition::Of::message) add(condition.path);
      }
    }
  }
  for (const ContextUse& use : code.uses) add(choosing_property(use.path));
  for (VertexId v = 0; v < graph.vertices().size(); ++v) {
    if (graph.vertex(v).role == VertexRole::node) add_node(graph, behaviors[v], v);
  }
  if (!names_.empty()) add_copied(graph);
}

PropertyIndex AskedProperties::find(std::string_view plain) const {
  const auto found = std::find(names_.begin(), names_.end(), plain);
  return found == names_.end() ? kNone : static_cast<PropertyIndex>(found - names_.begin());
}

PropertyIndex AskedProperties::find_path(std::string_view path) const {
  return is_plain(path) ? find(path) : find(plain_path(path));
}

void AskedProperties::add(std::string_view path) {
  if (names_.size() >= kMost || path.empty() || path.size() > 200) return;
  if (find_path(path) == kNone) names_.push_back(plain_path(path));
}

void AskedProperties::add_node(const FlowGraph& graph, const Behavior& behavior, VertexId v) {
  const NodeId node = graph.vertex(v).node;
  const std::string_view type = graph.node(node).type;
  const Document& document = graph.document();
  for (const std::string_view query : behavior.facts->query) {
    if (starts_with(query, "msg.")) add(query.substr(4));
  }
  if (behavior.facts->effect == Effect::idempotent || behavior.facts->effect == Effect::sql ||
      type == "redundancy-manager")
    add("payload");
  add(file_property(document, node, behavior.facts->path));
  for (const std::string& path : counting_operators(type)) add(path);
  if (type == "csv") {
    add("payload");
    add("reset");
  }
  if (type == "switch") {
    const std::string of = document.property(node, "propertyType").text();
    if (of.empty() || of == "msg") add(document.property(node, "property").text());
  } else if (type == "http request") {
    if (behavior.facts->effect == Effect::unknown) add("method");
    add_request(graph, v);
  } else if (type == "mqtt in" && document.property(node, "inputs").number().value_or(0) > 0) {
    add("action");
    add("topic");
  } else if (type == "link call" && document.property(node, "linkType").text() == "dynamic") {
    add("target");
  } else if (type == "exec") {
    if (document.property(node, "command").is_empty()) add(appended_property(document, node));
    if (document.property(node, "useSpawn").is_true()) add("kill");
  } else if (type == "delay") {
    add("reset");
    add("flush");
    add("payload");
  } else if (type == "trigger") {
    add("reset");
  } else if (type == "split" && behavior.facts->state == NodeState::sequence) {
    add(split_property(document, node));
  } else if (type == "websocket out" && behavior.facts->effect == Effect::non_idempotent) {
    add("payload");
  } else if (type == "mqtt out" && !connects_itself(document, graph.config_of(v, "broker"))) {
    add("action");
  }
}

// What a body says of a POST that only asks.
void AskedProperties::add_request(const FlowGraph& graph, VertexId v) {
  const TextValue url = graph.text(v, "url");
  if (!url.known()) return;
  if (url.text.empty()) add("url");
  const bool queries = url.text.empty() || asks_graph(url.text);
  if (queries || fetches_token(url.text)) add("payload");
  add(queries ? "payload.query" : "payload.grant_type");
}

// What a change node copies into such a property is asked for as well.
void AskedProperties::add_copied(const FlowGraph& graph) {
  constexpr std::array<std::string_view, 4> kMembers{"t", "p", "to", "tot"};
  const Document& document = graph.document();
  for (NodeId node = 0; node < document.nodes.size(); ++node) {
    if (document.nodes[node].type != "change" || !graph.info(node).runs) continue;
    document.property(node, "rules").for_each_row(kMembers, [&](const auto& rule) {
      const auto& [t, p, to, tot] = rule;
      const bool move = t.raw_string() == "move";
      if (!move && (t.raw_string() != "set" || tot.raw_string() != "msg")) return;
      if (find_path((move ? to : p).text()) != kNone) add((move ? p : to).text());
    });
  }
}

}  // namespace halint
