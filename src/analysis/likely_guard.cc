// MessageFlow: comparisons with what may well be another one in each copy, which are likely guards.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "analysis/message_flow.h"

namespace halint {
namespace {

bool has_word(std::string_view variable, std::string_view word) {
  return variable.find(word) != std::string_view::npos;
}

// Every copy has a name of its own, so that it is there tells none from the other.
bool is_a_name(std::string_view variable) {
  constexpr std::array<std::string_view, 4> kWords{"HOST", "POD", "ORDINAL", "COPY"};
  return !has_word(variable, "LEADER") &&
         std::any_of(kWords.begin(), kWords.end(), [&](std::string_view word) { return has_word(variable, word); });
}

// Copies are made from one description, so that a variable is alike in all of them unless it names the copy.
bool names_the_copy(std::string_view variable) {
  return is_a_name(variable) || has_word(variable, "REPLICA") || has_word(variable, "LEADER");
}

bool asks_presence(CodeCondition::Test test) {
  using Test = CodeCondition::Test;
  return test == Test::truthy || test == Test::falsy || test == Test::present || test == Test::absent;
}

}  // namespace

bool MessageFlow::compares_copies(VertexId v, const CodeCondition& condition) const {
  if (condition.of == CodeCondition::Of::copy) {
    if (condition.scope.empty() || condition.scope == "node") return true;
    // What every copy has put there for itself is what it is held against: all of them pass.
    const ContextScope scope = condition.scope == "global" ? ContextScope::global : ContextScope::flow;
    return flags_.of(graph_, v, scope, condition.path) != FlagKind::own_tag;
  }
  if (condition.of != CodeCondition::Of::environment || !names_the_copy(condition.path)) return false;
  if (variable(graph_, v, condition.path).known()) return false;
  return !asks_presence(condition.test) || !is_a_name(condition.path);
}

bool MessageFlow::is_likely_guard(VertexId v, const Edge& edge) const {
  if (!follows_message(edge.kind) || graph_.vertex(v).role != VertexRole::node) return false;
  const NodeId node = graph_.vertex(v).node;
  const Document& document = graph_.document();
  const std::string_view type = graph_.node(node).type;
  if (type == "switch") {
    if (document.property(node, "propertyType").text() != "env") return false;
    CodeCondition condition;
    condition.of = CodeCondition::Of::environment;
    condition.path = document.property(node, "property").text();
    const SwitchRules rules(document.property(node, "rules"), document.property(node, "checkall"));
    const std::string_view kind = edge.port < rules.rules.size() ? rules.rules[edge.port].kind : std::string_view();
    const bool presence = kind == "nempty" || kind == "nnull" || kind == "empty" || kind == "null";
    condition.test = presence ? CodeCondition::Test::present : CodeCondition::Test::equals;
    return compares_copies(v, condition);
  }
  const NodeCode* code = type == "function" ? code_.find(node) : nullptr;
  if (code == nullptr || code->sent.empty()) return false;
  const bool asks_host = std::any_of(code->outside.begin(), code->outside.end(), [](const CodeOutside& outside) {
    return outside.kind == ExternalKind::host_name;
  });
  return std::all_of(code->sent.begin(), code->sent.end(), [&](const SentMessage& sent) {
    return std::any_of(sent.conditions.begin(), sent.conditions.end(), [&](const CodeCondition& condition) {
      return (condition.of != CodeCondition::Of::copy || asks_host) && compares_copies(v, condition);
    });
  });
}

}  // namespace halint
