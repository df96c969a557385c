// SPDX-License-Identifier: Apache-2.0
#include "rule/suppressions.h"

#include <algorithm>

#include "analysis/words.h"
#include "halint/analysis/edit.h"
#include "halint/code/code_text.h"
#include "rule/code_comments.h"
#include "source/suggest.h"

namespace halint {
namespace {

constexpr std::string_view kWord = "halint-ignore";
constexpr std::string_view kRule = "unused-suppression";

std::string_view trimmed(std::string_view text) {
  const size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

// What follows the word in a line such as `// halint-ignore a -- b`, or nothing if it is none. The marks are off.
std::optional<std::string_view> directive_of(std::string_view line) {
  const std::string_view text = trimmed(line);
  if (!text.starts_with(kWord)) return std::nullopt;
  const std::string_view rest = text.substr(kWord.size());
  if (!rest.empty() && rest.front() != ' ' && rest.front() != '\t') return std::nullopt;
  return rest;
}

// The first line of a comment, without its marks.
std::string_view inside_comment(std::string_view comment) {
  const bool block = comment.starts_with("/*");
  comment.remove_prefix(2);
  if (block && comment.ends_with("*/")) comment.remove_suffix(2);
  return comment.substr(0, comment.find('\n'));
}

// It ends on its line.
bool is_whole_comment(std::string_view comment) { return comment.starts_with("//") || comment.ends_with("*/"); }

bool may_hold_one(JsonValue value) {
  return value.kind() == JsonKind::string && value.raw_string().find(kWord) != std::string_view::npos;
}

}  // namespace

Suppressions::Suppressions(const Model& model) : model_(model) {
  const Document& document = model.document();
  if (document.file->bytes().find(kWord) == std::string_view::npos) return;
  const auto properties = code_properties(model.behaviors.types());
  for (NodeId node = 0; node < document.nodes.size(); ++node) {
    read_description(node);
    for (const std::string_view property : properties[model.graph.node(node).type_index]) read_code(node, property);
  }
}

void Suppressions::read_description(NodeId node) {
  const Document& document = model_.document();
  const JsonValue value = document.property(node, "info");
  if (!may_hold_one(value)) return;
  const CodeText description(*document.file, value);
  const std::string_view text = description.text();
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = trimmed(text.substr(at, end - at));
    at = end + 1;
    if (!line.starts_with("//")) continue;
    const std::optional<std::string_view> content = directive_of(line.substr(2));
    if (!content) continue;
    const auto begin = static_cast<uint32_t>(line.data() - text.data());
    const Span span = description.file_span(begin, begin + static_cast<uint32_t>(line.size()));
    add({{node, span, "info", description.line(begin)}, Scope::description, 0, {}, {}}, *content);
  }
}

void Suppressions::read_code(NodeId node, std::string_view property) {
  const Document& document = model_.document();
  const JsonValue value = document.property(node, property);
  if (!may_hold_one(value)) return;
  const CodeText code(*document.file, value);
  const CodeLines lines = read_code_lines(code.text());
  for (const CodeComment& comment : lines.comments) {
    const std::string_view text = trimmed(code.text().substr(comment.begin, comment.end - comment.begin));
    const std::optional<std::string_view> content = directive_of(inside_comment(text));
    if (!content) continue;
    // One line, because a place is.
    const auto length = static_cast<uint32_t>(trimmed(text.substr(0, text.find('\n'))).size());
    const Span span = code.file_span(comment.begin, comment.begin + length);
    const bool top = lines.code_from(1) == 0 || comment.line < lines.code_from(1);
    add({{node, span, std::string(property), comment.line},
         top ? Scope::body : Scope::line,
         lines.code_from(comment.line),
         {},
         {}},
        *content);
  }
}

void Suppressions::add(Directive directive, std::string_view content) {
  const size_t dashes = content.find("--");
  if (dashes != std::string_view::npos) directive.reason = trimmed(content.substr(dashes + 2));
  const std::string_view ids = content.substr(0, dashes);
  for (size_t at = 0; at <= ids.size();) {
    const size_t comma = std::min(ids.find(',', at), ids.size());
    const std::string_view id = trimmed(ids.substr(at, comma - at));
    if (!id.empty()) directive.rules.push_back({std::string(id), false});
    at = comma + 1;
  }
  by_node_[directive.place.node].push_back(directives_.size());
  directives_.push_back(std::move(directive));
}

// Of one node: code first, then its description. Of those around the finding's node, only descriptions count.
Suppressions::Directive* Suppressions::find(NodeId node, const Finding& finding, bool own) {
  const auto found = by_node_.find(node);
  if (found == by_node_.end()) return nullptr;
  const auto applies = [&](const Directive& directive) {
    const bool same_code = directive.place.property == finding.place.property;
    switch (directive.scope) {
      case Scope::description:
        return true;
      case Scope::body:
        return own && (same_code || finding.place.code_line == 0);
      case Scope::line:
        return own && same_code && directive.target != 0 && directive.target == finding.place.code_line;
    }
    return false;
  };
  Directive* best = nullptr;
  for (const size_t i : found->second) {
    Directive& directive = directives_[i];
    const bool names = std::any_of(directive.rules.begin(), directive.rules.end(),
                                   [&](const Named& named) { return named.id == finding.rule; });
    if (directive.reason.empty() || !names || !applies(directive)) continue;
    if (best == nullptr || directive.scope > best->scope) best = &directive;
  }
  return best;
}

std::optional<Suppression> Suppressions::match(const Finding& finding) {
  if (directives_.empty() || finding.place.node == kNoNode) return std::nullopt;
  const NodeInfo& info = model_.graph.info(finding.place.node);
  Directive* found = find(finding.place.node, finding, true);
  // Groups may lie inside themselves in a broken file.
  size_t left = model_.document().nodes.size();
  for (NodeId group = info.group; found == nullptr && group != kNoNode && left != 0; --left) {
    found = find(group, finding, false);
    group = model_.graph.info(group).group;
  }
  if (found == nullptr && info.container != kNoNode) found = find(info.container, finding, false);
  if (found == nullptr) return std::nullopt;
  for (Named& named : found->rules) named.used = named.used || named.id == finding.rule;
  return Suppression{SuppressedBy::flow, found->reason};
}

void Suppressions::report(const Policy& policy, std::vector<Finding>& findings) const {
  if (!policy.in_force(kRule)) return;
  for (const Directive& directive : directives_) {
    for (const Named& named : directive.rules) report_one(policy, directive, named, findings);
    if (directive.rules.empty()) report_one(policy, directive, {}, findings);
  }
}

void Suppressions::report_one(const Policy& policy, const Directive& directive, const Named& named,
                              std::vector<Finding>& findings) const {
  Finding finding;
  finding.rule = kRule;
  finding.level = Level::note;
  finding.place = directive.place;
  finding.key = named.id;
  if (named.id.empty()) {
    finding.message = "a suppression names no rule, so it is not heeded";
    finding.help.emplace_back("Write // halint-ignore, the rule's name, two dashes and the reason.");
  } else if (named.id == "*") {
    finding.message = "“*” cannot be suppressed: the rules have to be named";
  } else if (policy.find(named.id) == nullptr) {
    std::vector<std::string_view> known;
    for (const Rule& rule : rules()) known.push_back(rule.id);
    for (const OwnRule& own : policy.own_rules) known.push_back(own.rule.id);
    const auto near = nearest(named.id, known);
    finding.message = "there is no rule " + quoted(named.id) + " to suppress";
    if (!near.empty()) finding.help.push_back("The rule " + quoted(near.front()) + " was probably meant.");
  } else if (directive.reason.empty()) {
    finding.message = "the suppression of " + quoted(named.id) + " gives no reason, so it is not heeded";
    finding.help.push_back("Write // halint-ignore " + named.id + " -- and why it is fine here.");
  } else {
    const NodeInfo& info = model_.graph.info(directive.place.node);
    const bool runs = info.runs || (info.kind == NodeKind::group && info.container != kNoNode &&
                                    model_.graph.info(info.container).runs);
    if (named.used || !runs || !policy.in_force(named.id)) return;
    const std::string where = directive.scope == Scope::body ? "in this code"
                              : directive.scope == Scope::line && directive.target != 0
                                  ? "on line " + std::to_string(directive.target)
                              : directive.scope == Scope::line ? "behind this comment"
                                                               : "here";
    finding.message = "nothing " + where + " breaks the rule " + quoted(named.id) + ", so its suppression can go";
    if (directive.rules.size() == 1 && is_whole_comment(model_.document().file->cut(directive.place.span)))
      finding.fixes.push_back(
          {Applicability::safe, "take the suppression out", {remove_line(model_.document(), directive.place.span)}});
  }
  findings.push_back(std::move(finding));
}

}  // namespace halint
