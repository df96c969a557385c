// SPDX-License-Identifier: Apache-2.0
#include "code/package/module_builder.h"

#include <algorithm>

namespace halint::package {

void Module::Builder::run() {
  const size_t size = m_.ast_->nodes.size();
  m_.parents_.assign(size, js::kNone);
  m_.scope_of_.assign(size, 0);
  m_.function_of_.assign(size, 0);
  m_.functions_.push_back({m_.ast_->root, kNoIndex, js::kNone, m_.ast_->root, {}, {}, {}});
  add_scope(kNoIndex, 0);
  if (m_.ast_->root == js::kNone) return;
  open_.push_back({m_.ast_->root, 0, 0});
  while (!open_.empty()) {
    const Item item = open_.back();
    open_.pop_back();
    visit(item);
  }
  for (uint32_t i = 0; i < m_.bindings_.size(); ++i) {
    const Binding& found = m_.bindings_[i];
    if (found.parameter != kNoIndex) m_.parameters_[(uint64_t{found.function} << 32) | found.parameter].push_back(i);
  }
  link_names();
}

uint32_t Module::Builder::add_scope(uint32_t parent, uint32_t function) {
  m_.scopes_.push_back({parent, function});
  return static_cast<uint32_t>(m_.scopes_.size() - 1);
}

uint32_t Module::Builder::name(std::string_view text) {
  return m_.names_.try_emplace(text, static_cast<uint32_t>(m_.names_.size())).first->second;
}

uint32_t Module::Builder::declare(uint32_t scope, Ref identifier, Ref value) {
  const std::string_view text = m_.slice(identifier);
  const uint64_t key = (uint64_t{scope} << 32) | name(text);
  const auto [at, added] = m_.declared_.try_emplace(key, static_cast<uint32_t>(m_.bindings_.size()));
  if (added) m_.bindings_.push_back({text, m_.scopes_[scope].function, js::kNone, kNoIndex, false, {}, {}});
  Binding& binding = m_.bindings_[at->second];
  if (binding.value == js::kNone) binding.value = value;
  return at->second;
}

// Names in a pattern: `{ a, b: c }` takes members out of the value. What lies deeper is declared without a value.
void Module::Builder::declare_pattern(uint32_t scope, Ref pattern, Ref value, uint32_t parameter) {
  struct Part {
    Ref ref;
    Ref value;
    std::string_view member;
    bool inside;
  };
  std::vector<Part> parts{{pattern, value, {}, false}};
  while (!parts.empty()) {
    const Part part = parts.back();
    parts.pop_back();
    const js::Node& node = m_[part.ref];
    if (node.kind == Kind::identifier) {
      Binding& binding = m_.bindings_[declare(scope, part.ref, part.value)];
      binding.inside = part.inside;
      binding.member = part.member;
      if (!part.inside) binding.parameter = parameter;
    } else if (node.kind == Kind::default_ || node.kind == Kind::rest) {
      parts.push_back({node.first, part.value, part.member, part.inside});
    } else if (node.kind == Kind::object_pattern || node.kind == Kind::array_pattern) {
      for (Ref at = node.first; at != js::kNone; at = m_[at].next) {
        const bool named = m_[at].kind == Kind::property;
        const bool first = !part.inside;
        parts.push_back({named ? m_.child(at, 1) : at, first ? part.value : js::kNone,
                         named ? m_.member_name(at) : std::string_view(), true});
      }
    }
  }
}

uint32_t Module::Builder::function_scope(uint32_t scope) const {
  while (m_.scopes_[scope].parent != kNoIndex &&
         m_.scopes_[m_.scopes_[scope].parent].function == m_.scopes_[scope].function) {
    scope = m_.scopes_[scope].parent;
  }
  return scope;
}

void Module::Builder::open_children(const Item& item, uint32_t scope, uint32_t function) {
  const size_t before = open_.size();
  for (Ref at = m_[item.ref].first; at != js::kNone; at = m_[at].next) {
    m_.parents_[at] = item.ref;
    open_.push_back({at, scope, function});
  }
  std::reverse(open_.begin() + static_cast<std::ptrdiff_t>(before), open_.end());  // so that lists follow the text
}

void Module::Builder::open_function(const Item& item) {
  const bool arrow = m_[item.ref].kind == Kind::arrow;
  const auto index = static_cast<uint32_t>(m_.functions_.size());
  const Ref parameters = m_.child(item.ref, arrow ? 0 : 1);
  const Ref body = m_.child(item.ref, arrow ? 1 : 2);
  m_.functions_.push_back({item.ref, item.function, parameters, body, {}, {}, {}});
  m_.function_index_.emplace(item.ref, index);
  const uint32_t scope = add_scope(item.scope, index);
  const Ref own_name = arrow ? js::kNone : m_.child(item.ref, 0);
  if (own_name != js::kNone && m_[own_name].kind == Kind::identifier) {
    declare(m_[item.ref].kind == Kind::function_declaration ? item.scope : scope, own_name, item.ref);
  }
  uint32_t place = 0;
  for (Ref at = parameters == js::kNone ? js::kNone : m_[parameters].first; at != js::kNone; at = m_[at].next) {
    declare_pattern(scope, at, js::kNone, place++);
  }
  open_children(item, scope, index);
}

void Module::Builder::list(const Item& item) {
  Function& function = m_.functions_[item.function];
  switch (m_[item.ref].kind) {
    case Kind::call:
    case Kind::new_:
      function.calls.push_back(item.ref);
      break;
    case Kind::assign:
    case Kind::update:
      function.writes.push_back(item.ref);
      list_field(item.ref);
      break;
    case Kind::return_:
      function.returns.push_back(item.ref);
      break;
    case Kind::identifier:
      if (m_.is_reference(item.ref)) used_.push_back(item.ref);
      break;
    case Kind::member:
      if (!is_target(item.ref)) ++m_.field_reads_[m_.member_name(item.ref)];
      break;
    case Kind::field:
    case Kind::method:
    case Kind::property:
      list_field(item.ref);
      break;
    default:
      break;
  }
}

void Module::Builder::list_field(Ref ref) {
  const Kind kind = m_[ref].kind;
  const bool assigned = kind == Kind::assign || kind == Kind::update;
  const Ref named = assigned ? m_.child(ref, 0) : ref;
  if (assigned && m_[named].kind != Kind::member) return;
  const std::string_view text = m_.member_name(named);
  if (text.empty()) return;
  if (kind != Kind::method && kind != Kind::property) m_.fields_[text].push_back(ref);
  const Ref value = kind == Kind::update ? js::kNone : m_.child(ref, 1);
  if (value != js::kNone && is_function(m_[value].kind)) m_.methods_[text].push_back(value);
}

void Module::Builder::visit(const Item& item) {
  m_.scope_of_[item.ref] = item.scope;
  m_.function_of_[item.ref] = item.function;
  list(item);
  const js::Node& node = m_[item.ref];
  switch (node.kind) {
    case Kind::function:
    case Kind::arrow:
    case Kind::function_declaration:
      open_function(item);
      return;
    case Kind::block:
    case Kind::for_:
    case Kind::for_in:
    case Kind::for_of:
    case Kind::switch_:
      open_children(item, add_scope(item.scope, item.function), item.function);
      return;
    case Kind::catch_: {
      const uint32_t scope = add_scope(item.scope, item.function);
      declare_pattern(scope, node.first, js::kNone, kNoIndex);
      open_children(item, scope, item.function);
      return;
    }
    case Kind::class_declaration:
      if (m_[node.first].kind == Kind::identifier) declare(item.scope, node.first, item.ref);
      break;
    case Kind::declarator: {
      const bool is_var = m_[m_.parents_[item.ref]].op == js::TokenKind::var;
      declare_pattern(is_var ? function_scope(item.scope) : item.scope, node.first, m_.child(item.ref, 1), kNoIndex);
      break;
    }
    default:
      break;
  }
  open_children(item, item.scope, item.function);
}

// It is given a value and not looked at.
bool Module::Builder::is_target(Ref ref) const {
  const js::Node& above = m_[m_.parents_[ref]];
  return (above.kind == Kind::assign || above.kind == Kind::update) && above.first == ref;
}

void Module::Builder::link_names() {
  for (const Ref ref : used_) {
    const uint32_t index = m_.binding_of(ref);
    if (index == kNoIndex) continue;
    Binding& binding = m_.bindings_[index];
    if (is_target(ref)) {
      binding.writes.push_back(m_.parents_[ref]);
    } else {
      ++binding.reads;
    }
  }
}

}  // namespace halint::package
