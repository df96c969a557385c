// SPDX-License-Identifier: Apache-2.0
#include "analysis/kept_object.h"

#include <algorithm>
#include <array>
#include <string>

#include "analysis/message_flow.h"
#include "analysis/message_writes.h"
#include "analysis/seen.h"

namespace halint {
namespace {

constexpr size_t kMaxLook = 100;

// `cart.items` is inside of `cart`.
bool is_inside(std::string_view path, std::string_view of) {
  return !of.empty() && path.substr(0, of.size()) == of &&
         (path.size() == of.size() || path[of.size()] == '.' || path[of.size()] == '[');
}

// The use by which rule `index` of a change node reads context.
const ContextUse* read_by_rule(const Model& model, NodeId node, size_t index) {
  const std::string property = "rules[" + std::to_string(index) + "].to";
  const std::span<const ContextUse> uses = model.code.uses_of(node);
  const auto found = std::find_if(uses.begin(), uses.end(), [&](const ContextUse& use) {
    return use.kind == AccessKind::read && use.property == property;
  });
  return found == uses.end() ? nullptr : &*found;
}

// Behind the vertex there is still what was under the path, or a part of it.
bool leaves(const Model& model, VertexId v, std::string_view path) {
  if (model.graph.vertex(v).role != VertexRole::node || model.graph.is_subflow(v)) return true;
  const std::string_view type = model.type_of(v);
  if (type == "change" || type == "function" || type == "split" || keeps_all(type)) return true;
  const auto sets = [path](std::string_view property) { return is_inside(path, property); };
  if (type == "template") return !sets(model.document().property(model.node_of(v), "field").text());
  const auto& list = model.behaviors[v].facts->sets;
  return !list.empty() && std::none_of(list.begin(), list.end(), sets);
}

}  // namespace

KeptObjects::KeptObjects(const Model& model, bool in_context)
    : model_(model), in_context_(in_context), any_(find_any()) {}

bool KeptObjects::find_any() const {
  const auto is_change = [&](NodeId node) { return model_.graph.node(node).type == "change"; };
  const std::vector<ContextUse>& uses = model_.code.uses;
  if (in_context_) {
    return std::any_of(uses.begin(), uses.end(),
                       [&](const ContextUse& use) { return use.kind == AccessKind::read && is_change(use.node); });
  }
  for (NodeId node = 0; node < model_.document().nodes.size(); ++node) {
    const JsonValue rules = is_change(node) ? model_.document().property(node, "rules") : JsonValue();
    if (rules && rules.raw().find("\"env\"") != std::string_view::npos) return true;
  }
  return false;
}

// core/function/15-change.js: without a deep copy (`dc`) the message gets the object itself; the value of a JSON
// variable is made once, when the node is.
const std::vector<KeptObjects::Rule>& KeptObjects::rules_of(VertexId v) {
  const auto [known, added] = rules_.try_emplace(v);
  if (!added) return known->second;
  std::vector<Rule>& rules = known->second;
  const NodeId node = model_.node_of(v);
  size_t index = 0;
  constexpr std::array<std::string_view, 6> kMembers{"t", "pt", "p", "to", "tot", "dc"};
  model_.document().property(node, "rules").for_each_row(kMembers, [&](const auto& rule) {
    const size_t at = index++;
    const auto& [action, of, target, to, type, copied] = rule;
    if (action.raw_string() != "set" || (!of.is_empty() && of.raw_string() != "msg")) return;
    Rule& read = rules.emplace_back(Rule{target.text(), std::nullopt});
    if (copied.is_true()) return;
    if (type.raw_string() == "flow" || type.raw_string() == "global") {
      if (const ContextUse* use = read_by_rule(model_, node, at)) read.kept = KeptObject{node, use};
    } else if (type.raw_string() == "env") {
      const std::string text = variable(model_.graph, v, to.text()).text;
      const size_t first = text.find_first_not_of(" \t\r\n");
      if (first != std::string::npos && (text[first] == '{' || text[first] == '[')) read.kept = KeptObject{node};
    }
  });
  return rules;
}

std::optional<KeptObject> KeptObjects::in_message(VertexId v, std::string_view path) {
  if (!any_) return std::nullopt;
  Seen seen(v, kMaxLook);
  for (size_t at = 0; at < seen.size() && !seen.spent(); ++at) {
    if (at > 0 && model_.graph.vertex(seen[at]).role == VertexRole::node && model_.type_of(seen[at]) == "change") {
      const std::vector<Rule>& rules = rules_of(seen[at]);
      const auto last =
          std::find_if(rules.rbegin(), rules.rend(), [&](const Rule& rule) { return is_inside(path, rule.target); });
      if (last != rules.rend() && last->kept && (last->kept->use != nullptr) == in_context_) return last->kept;
      if (last != rules.rend()) continue;
    }
    if (at > 0 && !leaves(model_, seen[at], path)) continue;
    for (const Edge& edge : model_.graph.in(seen[at])) {
      if (follows_message(edge.kind)) seen.add(edge.to);
      if (seen.spent()) break;
    }
  }
  return std::nullopt;
}

}  // namespace halint
