// SPDX-License-Identifier: Apache-2.0
#include "code/names/resolver.h"

namespace halint {

using js::Kind;
using js::kNone;
using js::Ref;

void Resolver::resolve(const js::Ast& ast, NameTable& names) {
  ast_ = &ast;
  const size_t count = ast.nodes.size();
  name_.resize(count);
  before_.resize(count);
  binding_.assign(count, 0);
  slots_.assign(count, 0);
  around_.assign(count, kNone);
  hoisted_.assign(count, kNone);
  waiting_.assign(names.size(), kNone);
  bindings_.assign(1, {});
  lexical_.clear();
  assigns_members_ = false;
  variables_.clear();
  open_.clear();
  functions_.clear();
  for (Ref ref = 1; ref < count; ++ref) {
    visit(ref, names);
  }
  hoist(ast.root);
  close(lexical_, 0);
  close_function(ast.root);
}

void Resolver::visit(Ref ref, NameTable& names) {
  const js::Node& node = (*ast_)[ref];
  switch (node.kind) {
    case Kind::identifier: {
      const NameId name = names.intern(ast_->slice(ref));
      name_[ref] = name;
      if (name >= waiting_.size()) waiting_.resize(name + 1, kNone);
      before_[ref] = waiting_[name];
      waiting_[name] = ref;
      break;
    }
    case Kind::private_name:
      name_[ref] = names.intern(ast_->slice(ref));
      break;
    case Kind::variables:
      for (Ref at = node.first; at != kNone; at = (*ast_)[at].next) {
        declare((*ast_)[at].first, node.op == js::TokenKind::var ? variables_ : lexical_, kNone);
      }
      break;
    case Kind::parameters:
      for (Ref at = node.first; at != kNone; at = (*ast_)[at].next) {
        declare(at, variables_, kNone);
      }
      break;
    case Kind::function:
      declare(node.first, variables_, kNone);
      close_function(ref);
      break;
    case Kind::arrow:
      close_function(ref);
      break;
    case Kind::function_declaration:
      close_function(ref);
      declare(node.first, lexical_, ref);
      break;
    case Kind::class_declaration:
      declare(node.first, lexical_, kNone);
      break;
    case Kind::class_:
      declare(node.first, lexical_, kNone);
      close(lexical_, node.begin);
      break;
    case Kind::catch_:
      declare(node.first, lexical_, kNone);
      close(lexical_, node.begin);
      break;
    case Kind::block:
    case Kind::case_:
    case Kind::static_block:
      hoist(ref);
      if (node.kind != Kind::case_) close(lexical_, node.begin);
      break;
    case Kind::for_:
    case Kind::for_in:
    case Kind::for_of:
    case Kind::switch_:
      close(lexical_, node.begin);
      break;
    case Kind::assign:
    case Kind::update:
      note_assigned(node.first);
      break;
    default:
      break;
  }
}

// A member of a name that means something of the host.
void Resolver::note_assigned(Ref target) {
  if (target == kNone || (*ast_)[target].kind != Kind::member) return;
  while ((*ast_)[target].kind == Kind::member) {
    target = (*ast_)[target].first;
  }
  if ((*ast_)[target].kind != Kind::identifier) return;
  const NameId name = name_[target];
  const bool host = name >= name_id(Word::Buffer) && name <= name_id(Word::arguments);
  assigns_members_ = assigns_members_ || host || name == name_id(Word::env);
}

// The identifiers that a pattern declares.
void Resolver::declare(Ref pattern, std::vector<Declaration>& list, Ref declared) {
  if (pattern == kNone) return;
  const js::Node& node = (*ast_)[pattern];
  switch (node.kind) {
    case Kind::identifier:
      list.push_back({pattern, declared});
      break;
    case Kind::object_pattern:
      for (Ref at = node.first; at != kNone; at = (*ast_)[at].next) {
        const js::Node& property = (*ast_)[at];
        if (property.kind == Kind::property) {
          const Ref value = (*ast_)[property.first].next;
          declare(value == kNone ? property.first : value, list, kNone);
        } else {
          declare(at, list, kNone);
        }
      }
      break;
    case Kind::array_pattern:
      for (Ref at = node.first; at != kNone; at = (*ast_)[at].next) {
        declare(at, list, kNone);
      }
      break;
    case Kind::default_:
    case Kind::rest:
      declare(node.first, list, kNone);
      break;
    default:
      break;
  }
}

// Ends the scope that begins at this byte: what is declared in it takes the identifiers that wait since then.
void Resolver::close(std::vector<Declaration>& list, uint32_t begin) {
  while (!list.empty() && (*ast_)[list.back().identifier].begin >= begin) {
    const Declaration declaration = list.back();
    list.pop_back();
    const Ref identifier = declaration.identifier;
    if (binding_[identifier] != 0) {  // declared twice
      if (declaration.declared != kNone) bindings_[binding_[identifier]].declared = declaration.declared;
      continue;
    }
    const auto made = static_cast<BindingId>(bindings_.size());
    Binding& binding = bindings_.emplace_back();
    binding.name = name_[identifier];
    binding.declared = declaration.declared;
    Ref& waiting = waiting_[binding.name];
    while (waiting != kNone && (*ast_)[waiting].begin >= begin) {
      binding_[waiting] = made;
      ++binding.references;
      waiting = before_[waiting];
    }
    open_.push_back(made);
    binding_[identifier] = made;
    binding.function = identifier;  // its place, until the function is known
  }
}

void Resolver::close_function(Ref function) {
  const uint32_t begin = (*ast_)[function].kind == Kind::program ? 0 : (*ast_)[function].begin;
  close(variables_, begin);
  uint32_t slots = 0;
  while (!open_.empty() && (*ast_)[bindings_[open_.back()].function].begin >= begin) {
    Binding& binding = bindings_[open_.back()];
    open_.pop_back();
    binding.function = function;
    binding.slot = slots++;
  }
  slots_[function] = slots;
  while (!functions_.empty() && (*ast_)[functions_.back()].begin >= begin) {
    around_[functions_.back()] = function;
    functions_.pop_back();
  }
  functions_.push_back(function);
}

void Resolver::hoist(Ref block) {
  Ref* last = &hoisted_[block];
  for (Ref at = (*ast_)[block].first; at != kNone; at = (*ast_)[at].next) {
    if ((*ast_)[at].kind != Kind::function_declaration) continue;
    *last = at;
    last = &hoisted_[at];
  }
}

}  // namespace halint
