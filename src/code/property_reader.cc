// Typed inputs keep a value and, beside it, its type; `flow` and `global` are context (@node-red/util lib/util.js,
// parseContextStore and evaluateNodeProperty).
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "code/readers.h"
#include "halint/code/code_text.h"
#include "halint/code/text_facts.h"

namespace halint {
namespace {

bool is_context(std::string_view type) { return type == "flow" || type == "global"; }

bool context_scope(std::string_view type, ContextScope& scope) {
  if (!is_context(type)) return false;
  scope = type == "flow" ? ContextScope::flow : ContextScope::global;
  return true;
}

// `#:(store)::key`
void split_store(std::string_view& path, ContextUse& use) {
  if (path.substr(0, 3) != "#:(") return;
  const size_t end = path.find(")::");
  if (end == std::string_view::npos || end == 3) return;
  use.store = path.substr(3, end - 3);
  use.store_kind = StoreKind::constant;
  path.remove_prefix(end + 3);
}

ContextUse use_of(NodeId node, const Document& document, ContextScope scope, AccessKind kind, JsonValue path,
                  std::string property) {
  ContextUse use;
  use.node = node;
  use.scope = scope;
  use.kind = kind;
  const std::string text = path.text();
  std::string_view rest = text;
  split_store(rest, use);
  while (rest.substr(0, 8) == "$parent.") {
    rest.remove_prefix(8);
    ++use.parents;
  }
  use.path = rest;
  use.key = first_segment(rest);
  use.certainty = use.key.empty() ? Certainty::unknown : Certainty::constant;
  use.property = std::move(property);
  use.span = document.span_of(path);
  return use;
}

uint8_t sources_of_type(std::string_view type) {
  if (type == "msg") return from_message;
  if (is_context(type)) return from_context;
  if (type == "date") return from_nondeterministic;
  return type == "jsonata" ? static_cast<uint8_t>(from_message) : static_cast<uint8_t>(from_constant);
}

bool names_context(std::string_view text) {
  return text.find("$flowContext") != std::string_view::npos || text.find("$globalContext") != std::string_view::npos;
}

bool may_read_context(JsonValue value) {
  return value.kind() == JsonKind::string && value.raw_string().find("Context") != std::string_view::npos;
}

// JSONata's own sources of difference between copies.
uint8_t sources_of_jsonata(std::string_view text) {
  uint8_t sources = from_message;
  for (const std::string_view word : {"$random", "$now(", "$millis("}) {
    if (text.find(word) != std::string_view::npos) sources = from_nondeterministic;
  }
  if (text.find("$random") != std::string_view::npos) sources |= from_copy;
  if (names_context(text)) sources |= from_context;
  return sources;
}

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() > end.size() && text.substr(text.size() - end.size()) == end;
}

// Contrib nodes name what they write into by such words.
bool names_a_target(std::string_view name) {
  constexpr std::array<std::string_view, 8> kWords{"output", "target", "result", "response",
                                                   "return", "dest",   "save",   "field"};
  return std::any_of(kWords.begin(), kWords.end(), [&](std::string_view word) {
    return std::search(name.begin(), name.end(), word.begin(), word.end(),
                       [](char a, char b) { return (a | 0x20) == b; }) != name.end();
  });
}

void add(ContextUse use, CodeFacts& facts) {
  use.order = static_cast<uint32_t>(facts.uses.size());
  ++(use.certainty == Certainty::constant ? facts.keys.constant
     : use.certainty == Certainty::prefix ? facts.keys.prefix
                                          : facts.keys.unknown);
  facts.uses.push_back(std::move(use));
}

}  // namespace

std::string_view first_segment(std::string_view path) { return path.substr(0, path.find_first_of(".[")); }

PropertyReader::PropertyReader(const Document& document)
    : document_(document), has_jsonata_(names_context(document.file->bytes())) {
  is_type_.reserve(document.property_names.size());
  for (const std::string_view name : document.property_names)
    is_type_.push_back(ends_with(name, "Type") || ends_with(name, "type"));
}

void ChangeRule::set(std::string_view name, JsonValue value) {
  if (name == "t")
    action = value.raw_string();
  else if (name == "p")
    property = value;
  else if (name == "pt")
    property_type = value.raw_string();
  else if (name == "to")
    to = value;
  else if (name == "tot")
    to_type = value.raw_string();
  else if (name == "from")
    from = value;
  else if (name == "fromt")
    from_type = value.raw_string();
}

void PropertyReader::read(NodeId node, CodeFacts& facts) const {
  const std::string_view type = document_.nodes[node].type;
  if (type == "change") {
    read_change(node, facts);
  } else if (type == "template") {
    read_template(node, facts);
  } else if (type != "function") {
    if (type == "switch" || type == "inject") read_rules(node, facts);
    read_typed(node, facts);
  }
  if (has_jsonata_ && type != "function" && type != "change") scan_jsonata(node, facts);
}

// core/function/15-change.js: `set` writes p, `change` reads and writes it, `delete` writes it, `move` deletes p and
// writes to.
void PropertyReader::read_change(NodeId node, CodeFacts& facts) const {
  size_t index = 0;
  document_.property(node, "rules").for_each_element([&](JsonValue element) {
    const size_t at = index++;
    ChangeRule rule;
    const char* const end =
        element.for_each_member([&](std::string_view name, JsonValue value) { rule.set(name, value); });
    const bool jsonata = has_jsonata_ && rule.to_type == "jsonata";
    if (jsonata || is_context(rule.property_type) || is_context(rule.to_type) || is_context(rule.from_type)) {
      read_change_rule(node, rule, "rules[" + std::to_string(at) + "].", facts);
    }
    return end;
  });
}

void PropertyReader::read_change_rule(NodeId node, const ChangeRule& rule, const std::string& prefix,
                                      CodeFacts& facts) const {
  const std::string_view action = rule.action;
  ContextScope scope{};
  const size_t from_reads = facts.uses.size();
  if (action != "move" && action != "delete" && context_scope(rule.to_type, scope)) {
    add(use_of(node, document_, scope, AccessKind::read, rule.to, prefix + "to"), facts);
  } else if (rule.to_type == "jsonata" && has_jsonata_ && may_read_context(rule.to)) {
    read_jsonata(node, rule.to, prefix + "to", facts);
  }
  if (action == "change" && context_scope(rule.from_type, scope)) {
    add(use_of(node, document_, scope, AccessKind::read, rule.from, prefix + "from"), facts);
  }
  if (context_scope(rule.property_type, scope)) {
    ContextUse write = use_of(node, document_, scope, AccessKind::write, rule.property, prefix + "p");
    write.deletes = action == "delete" || action == "move";
    write.sources = rule.to_type == "jsonata" ? sources_of_jsonata(rule.to.text()) : sources_of_type(rule.to_type);
    if (write.deletes) write.sources = from_constant;
    write.read_modify_write = action == "change";
    for (size_t i = from_reads; i < facts.uses.size(); ++i) {
      if (facts.uses[i].scope == write.scope && facts.uses[i].key == write.key) write.read_modify_write = true;
    }
    if (action == "move") {
      ContextUse read = write;
      read.kind = AccessKind::read;
      add(std::move(read), facts);
    }
    add(std::move(write), facts);
  }
  if (action == "move" && context_scope(rule.to_type, scope)) {
    ContextUse write = use_of(node, document_, scope, AccessKind::write, rule.to, prefix + "to");
    write.sources = sources_of_type(rule.property_type);
    add(std::move(write), facts);
  }
}

// Lists of typed values: a switch's rules, an inject's properties.
void PropertyReader::read_rules(NodeId node, CodeFacts& facts) const {
  for (const std::string_view list : {"rules", "props"}) {
    size_t index = 0;
    document_.property(node, list).for_each_element([&](JsonValue entry) {
      const size_t at = index++;
      entry.for_each_member([&](std::string_view name, JsonValue type) {
        ContextScope scope{};
        if ((name != "vt" && name != "v2t") || !context_scope(type.raw_string(), scope)) return;
        name.remove_suffix(1);
        const std::string property = std::string(list) + "[" + std::to_string(at) + "]." + std::string(name);
        add(use_of(node, document_, scope, AccessKind::read, entry.member(name), property), facts);
      });
    });
  }
}

// Any property whose name ends in "type" and whose value is a context: the one without the ending is the key.
void PropertyReader::read_typed(NodeId node, CodeFacts& facts) const {
  const bool inject = document_.nodes[node].type == "inject";
  for (const Property& property : document_.properties_of(node)) {
    // The name first: it is near at hand, values lie all over the file.
    if (!is_type_[property.name]) continue;
    const JsonValue value = document_.value_of(property);
    ContextScope scope{};
    if (value.kind() != JsonKind::string || !context_scope(value.raw_string(), scope)) continue;
    if (inject && document_.property(node, "props")) continue;  // an old property that the list has replaced
    std::string_view name = document_.property_names[property.name];
    name.remove_suffix(4);
    const JsonValue path = document_.property(node, name);
    if (path.kind() != JsonKind::string || path.is_empty()) continue;
    ContextUse use = use_of(node, document_, scope, names_a_target(name) ? AccessKind::write : AccessKind::read, path,
                            std::string(name));
    use.sources = from_message;
    add(std::move(use), facts);
  }
}

// core/function/80-template.js: tags read context when the syntax is Mustache; the result may go into context.
void PropertyReader::read_template(NodeId node, CodeFacts& facts) const {
  const std::string syntax = document_.property(node, "syntax").text();
  const JsonValue value = document_.property(node, "template");
  std::vector<ContextAccess> found;
  const CodeText text(*document_.file, value);
  if ((syntax.empty() || syntax == "mustache") && text.text().find("{{") != std::string_view::npos)
    find_mustache_context(text.text(), found);
  for (const ContextAccess& access : found) {
    ContextUse use;
    use.node = node;
    use.scope = access.scope;
    use.parents = access.parents;
    use.path = access.key;
    use.key = access.root.empty() ? access.key : access.root;
    use.certainty = use.key.empty() ? Certainty::unknown : access.certainty;
    use.store = access.store;
    use.store_kind = access.store_kind;
    use.property = "template";
    use.span = text.file_span(access.span.begin, access.span.end);
    use.code_line = text.line(access.span.begin);
    add(std::move(use), facts);
  }
  ContextScope scope{};
  if (!context_scope(document_.property(node, "fieldType").text(), scope)) return;
  ContextUse use = use_of(node, document_, scope, AccessKind::write, document_.property(node, "field"), "field");
  use.sources = from_message;
  add(std::move(use), facts);
}

void PropertyReader::read_jsonata(NodeId node, JsonValue value, const std::string& property, CodeFacts& facts) const {
  const CodeText text(*document_.file, value);
  std::vector<ContextAccess> found;
  find_jsonata_context(text.text(), found);
  for (const ContextAccess& access : found) {
    ContextUse use;
    use.node = node;
    use.scope = access.scope;
    use.parents = access.parents;
    use.certainty = access.certainty;
    use.path = access.key;
    use.key = access.root.empty() ? access.key : access.root;
    use.store = access.store;
    use.store_kind = access.store_kind;
    use.property = property;
    use.span = text.file_span(access.span.begin, access.span.end);
    add(std::move(use), facts);
  }
}

void PropertyReader::scan_jsonata(NodeId node, CodeFacts& facts) const {
  document_.for_each_property(node, [&](std::string_view key, JsonValue value) {
    if (key == "info" || key == "name" || key == "template" || key == "format" || key == "wires") return;
    if (may_read_context(value)) read_jsonata(node, value, std::string(key), facts);
    if (value.kind() != JsonKind::array) return;
    size_t index = 0;
    value.for_each_element([&](JsonValue entry) {
      const size_t at = index++;
      entry.for_each_member([&](std::string_view name, JsonValue inner) {
        if (!may_read_context(inner)) return;
        read_jsonata(node, inner, std::string(key) + "[" + std::to_string(at) + "]." + std::string(name), facts);
      });
    });
  });
}

}  // namespace halint
