// SPDX-License-Identifier: Apache-2.0
#include "rule/rule_view.h"

#include <string>

#include "analysis/words.h"

namespace halint {
namespace {

// `flow:count` as it is told: flow context “count”.
std::string key_words(const Finding& finding) {
  const size_t colon = finding.key.find(':');
  if (colon == std::string::npos) return "its context";
  std::string name = finding.key.substr(colon + 1);
  const std::string scope = finding.key.substr(0, colon) + " context ";
  if (name == "*") return scope + "under a key that the message decides";
  if (name.ends_with('*')) name.replace(name.size() - 1, 1, "…");
  return scope + quoted(name);
}

// The value that is meant, or the node if there is none.
std::string value_words(const Document& document, const Finding& finding) {
  const std::string value = finding.place.property.empty() || finding.place.code_line != 0
                                ? std::string()
                                : document.property(finding.place.node, finding.place.property).text();
  return value.empty() ? label(document, finding.place.node) : quoted(value);
}

std::string filled(std::string_view text, const Document& document, const Finding& finding) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const size_t open = text.find('{', at);
    out += text.substr(at, open - at);
    if (open == std::string_view::npos) break;
    const size_t close = text.find('}', open);
    const std::string_view name = text.substr(open + 1, close - open - 1);
    if (name == "node") out += label(document, finding.place.node);
    if (name == "effects") out += names_of(document, finding.effects);
    if (name == "key") out += key_words(finding);
    if (name == "value") out += value_words(document, finding);
    at = close + 1;
  }
  return out;
}

Level level_of(const RuleView& view, Level level) {
  if (level == Level::error) return view.error;
  return level == Level::warning ? view.warning : view.note;
}

}  // namespace

bool view_finding(const Model& model, const Rule& rule, Finding& finding) {
  if (!model.settings.one_at_a_time()) return true;
  const RuleView* const view = rule.view(model.settings.deployment, finding.when);
  const Level level = view == nullptr ? Level::none : level_of(*view, finding.level);
  if (level == Level::none) return false;
  finding.level = level;
  if (view->message.empty()) return true;
  finding.message = filled(view->message, model.document(), finding);
  finding.help = {std::string(view->help)};
  if (!view->fixes) finding.fixes.clear();
  return true;
}

}  // namespace halint
