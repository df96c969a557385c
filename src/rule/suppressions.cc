// SPDX-License-Identifier: Apache-2.0
#include "rule/suppressions.h"

#include <algorithm>

#include "analysis/words.h"
#include "halint/analysis/edit.h"
#include "halint/code/code_text.h"
#include "source/suggest.h"

namespace halint {
namespace {

constexpr std::string_view kRule = "unused-suppression";

std::string_view trimmed(std::string_view text) {
  const size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

// Calls `visit(line)` for each line, as a view of the text.
template <typename Visit>
void for_each_line(std::string_view text, Visit&& visit) {
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    visit(text.substr(at, end - at));
    at = end + 1;
  }
}

// Where the reason begins: behind two dashes, or behind the one that editors make of them.
std::pair<size_t, size_t> dashes_in(std::string_view content) {
  std::pair<size_t, size_t> best{std::string_view::npos, 0};
  for (const std::string_view dashes : {"--", "—", "–"}) {
    const size_t at = content.find(dashes);
    if (at < best.first) best = {at, dashes.size()};
  }
  return best;
}

// It ends on its line.
bool is_whole_comment(std::string_view comment) { return comment.starts_with("//") || comment.ends_with("*/"); }

bool is_code(std::span<const std::string_view> properties, std::string_view name) {
  return std::find(properties.begin(), properties.end(), name) != properties.end();
}

}  // namespace

Suppressions::Suppressions(const Model& model) : model_(model) {
  const Document& document = model.document();
  if (!may_hold_directive(document.file->bytes())) return;
  const auto properties = code_properties(model.behaviors.types());
  for (NodeId node = 0; node < document.nodes.size(); ++node) {
    if (!may_hold_directive(document.file->cut(document.nodes[node].span))) continue;
    const auto& code = properties[model.graph.node(node).type_index];
    document.for_each_property(node, [&](std::string_view name, JsonValue value) {
      if (value.kind() != JsonKind::string || !may_hold_directive(value.raw_string())) return;
      if (name == "info")
        read_text(node, value, name, {});
      else if (is_code(code, name))
        read_code(node, value, name);
      else
        read_text(node, value, name, "stands in “" + std::string(name) + "”; it belongs into the description, or code");
    });
  }
}

// A text of which every line may be a directive, unless the place speaks against it.
void Suppressions::read_text(NodeId node, JsonValue value, std::string_view property, const std::string& why_not) {
  const CodeText description(*model_.document().file, value);
  const std::string_view text = description.text();
  for_each_line(text, [&](std::string_view line) {
    std::optional<DirectiveText> found = find_directive(line);
    if (!found) return;
    if (!why_not.empty()) found->why_not = why_not;
    const auto begin = static_cast<uint32_t>(found->whole.data() - text.data());
    const Span span = description.file_span(begin, begin + static_cast<uint32_t>(found->whole.size()));
    add({{node, span, std::string(property), why_not.empty() ? description.line(begin) : 0},
         Scope::description,
         0,
         {},
         {},
         {}},
        *found);
  });
}

void Suppressions::read_code(NodeId node, JsonValue value, std::string_view property) {
  const CodeText code(*model_.document().file, value);
  const CodeLines lines = read_code_lines(code.text());
  size_t next = 0;
  uint32_t number = 0;
  for_each_line(code.text(), [&](std::string_view line) {
    ++number;
    std::optional<DirectiveText> found = find_directive(line);
    if (!found) return;
    const auto line_begin = static_cast<uint32_t>(line.data() - code.text().data());
    const auto line_end = line_begin + static_cast<uint32_t>(line.size());
    while (next < lines.comments.size() && lines.comments[next].end <= line_begin) ++next;
    size_t comment = next;  // the last one on the line: a directive may stand behind code
    while (comment + 1 < lines.comments.size() && lines.comments[comment + 1].begin < line_end) ++comment;
    const bool inside = comment < lines.comments.size() && lines.comments[comment].begin < line_end;
    const uint32_t begin = inside ? std::max(lines.comments[comment].begin, line_begin) : line_begin;
    const uint32_t end = inside ? std::min(lines.comments[comment].end, line_end) : line_end;
    const std::string_view text = code.text().substr(begin, end - begin);
    if (const std::optional<DirectiveText> own = inside ? find_directive(text) : std::nullopt)
      return add_code(node, property, code, lines, number, *own);
    found->why_not = "stands in code, not in a comment";
    add_code(node, property, code, lines, number, *found);
  });
}

// Above all code it speaks of all of it, else of its line, or of the next one that holds code.
void Suppressions::add_code(NodeId node, std::string_view property, const CodeText& code, const CodeLines& lines,
                            uint32_t line, const DirectiveText& text) {
  const auto begin = static_cast<uint32_t>(text.whole.data() - code.text().data());
  const Span span = code.file_span(begin, begin + static_cast<uint32_t>(text.whole.size()));
  const uint32_t first = lines.code_from(1);
  const Scope scope = first == 0 || line < first ? Scope::body : Scope::line;
  add({{node, span, std::string(property), line}, scope, lines.code_from(line), {}, {}, {}}, text);
}

void Suppressions::add(Directive directive, const DirectiveText& text) {
  directive.why_not = text.why_not;
  const std::string_view content = text.content;
  const auto [dashes, length] = dashes_in(content);
  if (dashes != std::string_view::npos) directive.reason = trimmed(content.substr(dashes + length));
  const std::string_view ids = content.substr(0, dashes);
  for (size_t at = 0; at <= ids.size();) {
    const size_t comma = std::min(ids.find(',', at), ids.size());
    std::string_view id = trimmed(ids.substr(at, comma - at));
    while (!id.empty() && (id.front() == '`' || id.front() == '"')) id.remove_prefix(1);
    while (!id.empty() && (id.back() == '`' || id.back() == '"')) id.remove_suffix(1);
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
    if (!directive.why_not.empty() || directive.reason.empty() || !names || !applies(directive)) continue;
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
    if (!directive.why_not.empty()) {
      report_unheeded(directive, findings);
      continue;
    }
    for (const Named& named : directive.rules) report_one(policy, directive, named, findings);
    if (directive.rules.empty()) report_one(policy, directive, {}, findings);
  }
}

void Suppressions::report_unheeded(const Directive& directive, std::vector<Finding>& findings) {
  Finding finding;
  finding.rule = kRule;
  finding.level = Level::note;
  finding.place = directive.place;
  finding.key = directive.rules.empty() ? std::string() : directive.rules.front().id;
  finding.message = "a suppression is not heeded, because it " + directive.why_not;
  finding.help.emplace_back("Write // halint-ignore, the rule's name, two dashes and the reason.");
  findings.push_back(std::move(finding));
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
  } else if (const std::string id = named.id.substr(0, named.id.find_first_of(" :(,;"));
             id != named.id && policy.find(id) != nullptr) {
    finding.message = "the suppression of " + quoted(id) + " has no two dashes before its reason, so it is not heeded";
    finding.help.push_back("Write // halint-ignore " + id + " -- and why it is fine here.");
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
