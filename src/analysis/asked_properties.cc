// SPDX-License-Identifier: Apache-2.0
#include "analysis/asked_properties.h"

#include <algorithm>

namespace halint {
namespace {

bool starts_with(std::string_view text, std::string_view start) { return text.substr(0, start.size()) == start; }

}  // namespace

std::string appended_property(const Document& document, NodeId node) {
  const JsonValue appended = document.property(node, "addpay");
  if (!appended || appended.is_true()) return "payload";
  return appended.kind() == JsonKind::string && appended.text() != "false" ? appended.text() : std::string();
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
  for (VertexId v = 0; v < graph.vertices().size(); ++v) {
    if (graph.vertex(v).role == VertexRole::node) add_node(graph, behaviors[v], v);
  }
  if (!names_.empty()) add_copied(graph);
}

PropertyIndex AskedProperties::find(std::string_view plain) const {
  const auto found = std::find(names_.begin(), names_.end(), plain);
  return found == names_.end() ? kNone : static_cast<PropertyIndex>(found - names_.begin());
}

void AskedProperties::add(std::string_view path) {
  if (names_.size() >= kMost || path.empty() || path.size() > 200) return;
  std::string plain = plain_path(path);
  if (find(plain) == kNone) names_.push_back(std::move(plain));
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
  if (type == "csv") {
    add("payload");
    add("reset");
  }
  if (type == "switch") {
    const std::string of = document.property(node, "propertyType").text();
    if (of.empty() || of == "msg") add(document.property(node, "property").text());
  } else if (type == "http request" && behavior.facts->effect == Effect::unknown) {
    add("method");
  } else if (type == "mqtt in" && document.property(node, "inputs").number().value_or(0) > 0) {
    add("action");
    add("topic");
  } else if (type == "link call" && document.property(node, "linkType").text() == "dynamic") {
    add("target");
  } else if (type == "exec") {
    if (document.property(node, "command").is_empty()) add(appended_property(document, node));
    if (document.property(node, "useSpawn").is_true()) add("kill");
  } else if (type == "delay" || type == "trigger") {
    add("reset");
  }
}

// What a change node copies into such a property is asked for as well.
void AskedProperties::add_copied(const FlowGraph& graph) {
  const Document& document = graph.document();
  for (NodeId node = 0; node < document.nodes.size(); ++node) {
    if (document.nodes[node].type != "change" || !graph.info(node).runs) continue;
    document.property(node, "rules").for_each_element([&](JsonValue rule) {
      const std::string action = rule.member("t").text();
      const bool move = action == "move";
      if (!move && (action != "set" || rule.member("tot").text() != "msg")) return;
      const std::string into = plain_path(rule.member(move ? "to" : "p").text());
      if (find(into) != kNone) add(rule.member(move ? "p" : "to").text());
    });
  }
}

}  // namespace halint
