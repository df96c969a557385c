// SPDX-License-Identifier: Apache-2.0
#include "analysis/flag_guards.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "analysis/message_writes.h"
#include "analysis/switch_rules.h"

namespace halint {
namespace {

bool scope_of(std::string_view word, ContextScope& scope) {
  if (word != "flow" && word != "global") return false;
  scope = word == "flow" ? ContextScope::flow : ContextScope::global;
  return true;
}

// The rule of a change node that a use stands in: `rules[2].p`.
JsonValue rule_of(const Document& document, const ContextUse& use) {
  JsonValue found;
  if (use.property.compare(0, 6, "rules[") != 0) return found;
  long index = std::strtol(use.property.c_str() + 6, nullptr, 10);
  document.property(use.node, "rules").for_each_element([&](JsonValue rule) {
    if (index-- == 0) found = rule;
  });
  return found;
}

// A write that can never make the flag true.
bool clears(const FlowGraph& graph, const ContextUse& use) {
  if (use.deletes) return true;
  const JsonValue rule = rule_of(graph.document(), use);
  if (!rule || rule.member("t").text() != "set") return false;
  const std::string type = rule.member("tot").text();
  if (type == "msg" || type == "flow" || type == "global") return false;
  const MessageValue value = typed_value(graph, kNoVertex, rule.member("to"), type);
  return value.only() != nullptr && truthy(*value.only()) == Truth::no;
}

// The message property that a use writes into the key, as far as it is one.
std::string written_property(const Document& document, const ContextUse& use) {
  const JsonValue rule = rule_of(document, use);
  if (!rule) return (use.sources & from_message) != 0 ? "payload" : std::string();
  const std::string type = rule.member("tot").text();
  const std::string text = rule.member("to").text();
  if (type == "msg") return text;
  return type == "jsonata" && text.find("payload") != std::string::npos ? "payload" : std::string();
}

}  // namespace

FlagGuards::Key FlagGuards::key_of(const FlowGraph& graph, NodeId node, ContextScope scope, std::string_view key) {
  return {scope, scope == ContextScope::global ? kNoNode : graph.info(node).container,
          std::string(key.substr(0, key.find_first_of(".[")))};
}

FlagKind FlagGuards::of(const FlowGraph& graph, VertexId v, ContextScope scope, std::string_view key) const {
  const std::string_view first = key.substr(0, key.find_first_of(".["));
  for (const std::string_view named : names_->keys) {
    const bool global = named[0] == 'g';
    if (named.substr(named.find(':') + 1) == first && global == (scope == ContextScope::global))
      return FlagKind::leader;
  }
  if (flags_.empty()) return FlagKind::none;
  const auto found = flags_.find(key_of(graph, graph.vertex(v).node, scope, key));
  return found == flags_.end() ? FlagKind::none : found->second;
}

bool FlagGuards::is_one_copys(std::string_view variable) const {
  return std::find(names_->variables.begin(), names_->variables.end(), variable) != names_->variables.end();
}

void FlagGuards::ask(const FlowGraph& graph, const CodeFacts& code) {
  const Document& document = graph.document();
  constexpr std::array<std::string_view, 2> kValue{"v", "vt"};
  ContextScope scope{};
  for (NodeId node = 0; node < document.nodes.size(); ++node) {
    if (document.nodes[node].type != "switch" || !graph.info(node).runs) continue;
    if (scope_of(document.property(node, "propertyType").text(), scope))
      flags_[key_of(graph, node, scope, document.property(node, "property").text())] = FlagKind::none;
    document.property(node, "rules").for_each_row(kValue, [&](const auto& rule) {
      const auto& [value, type] = rule;
      if (scope_of(type.text(), scope)) flags_[key_of(graph, node, scope, value.text())] = FlagKind::none;
    });
  }
  for (const NodeCode& node : code.nodes) {
    for (const SentMessage& sent : node.sent) {
      for (const CodeCondition& condition : sent.conditions) {
        const bool keyed = condition.of == CodeCondition::Of::context || condition.of == CodeCondition::Of::copy;
        if (keyed && scope_of(condition.scope, scope))
          flags_[key_of(graph, node.node, scope, condition.path)] = FlagKind::none;
      }
    }
  }
}

bool FlagGuards::learn(const FlowGraph& graph, const CodeFacts& code, const std::vector<DeliverySet>& in,
                       const std::vector<MessageId>& opened, Elected elected, const void* context) {
  struct Writers {
    bool guarded = false;  // one stands behind an election
    bool free = false;     // one does not
    bool tags = false;     // one gives each copy its own value, at its start
  };
  std::map<Key, Writers> found;
  for (const ContextUse& use : code.uses) {
    if (!use.writes() || use.scope == ContextScope::node || use.certainty != Certainty::constant) continue;
    const Key key = key_of(graph, use.node, use.scope, use.key);
    if (!flags_.contains(key) || clears(graph, use)) continue;
    Writers& writers = found[key];
    if (use.time == UseTime::start && (use.sources & (from_nondeterministic | from_copy)) != 0) {
      writers.tags = true;
      continue;
    }
    const NodeCode* own = code.find(use.node);
    const bool locked = own != nullptr && holds_lock(*own, use.conditions);
    const std::string property = written_property(graph.document(), use);
    for (const VertexId v : graph.vertices_of(use.node)) {
      const bool behind_guard = in[v] == 0 && opened[v] != kNoMessage;
      if (locked || behind_guard || (!property.empty() && elected(context, v, property)))
        writers.guarded = true;
      else
        writers.free = true;
    }
  }
  bool any = false;
  for (auto& [key, kind] : flags_) {
    const auto writers = found.find(key);
    if (writers == found.end() || writers->second.free)
      kind = FlagKind::none;
    else if (writers->second.guarded && !writers->second.tags)
      kind = FlagKind::leader;
    else if (writers->second.tags && !writers->second.guarded)
      kind = FlagKind::own_tag;
    any = any || kind != FlagKind::none;
  }
  return any;
}

}  // namespace halint
