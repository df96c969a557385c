// FunctionWalker, part 7: names, scopes and functions.
// SPDX-License-Identifier: Apache-2.0
#include "code/function_walker.h"

namespace halint {

using js::Kind;
using js::kNone;
using js::TokenKind;

// One pass over the node array, in which children come before their parents.
void FunctionWalker::scan_names() {
  if (part_ > 0) {
    for (NameId id = 0; id < names_.size(); ++id) {
      Name& name = names_[id];
      name.occurrences = 0;
      name.reassigned = name.timer_callback = name.callback_acts = false;
    }
  }
  const size_t count = ast_->nodes.size();
  if (ids_.size() < count) ids_.resize(count);
  for (Ref ref = 1; ref < count; ++ref) {
    const js::Node& at = node(ref);
    switch (at.kind) {
      case Kind::kIdentifier:
        ids_[ref] = names_.intern(ast_->slice(ref));
        ++names_[ids_[ref]].occurrences;
        break;
      case Kind::kAssign:
      case Kind::kUpdate:
        mark_pattern(at.first);
        break;
      case Kind::kForIn:
      case Kind::kForOf:
        if (node(at.first).kind != Kind::kVariables) mark_pattern(at.first);
        break;
      case Kind::kCall: {
        const js::Node& callee = node(at.first);
        if (callee.kind != Kind::kIdentifier || callee.next == kNone || node(callee.next).kind != Kind::kIdentifier)
          break;
        const NameId name = ids_[at.first];
        if (name == kWord_setInterval || name == kWord_setTimeout || name == kWord_setImmediate) {
          names_[ids_[callee.next]].timer_callback = true;
        }
        break;
      }
      default:
        break;
    }
  }
}

// Names that a pattern assigns to. Nested assignments were marked as nodes of their own.
void FunctionWalker::mark_pattern(Ref ref) {
  const js::Node& at = node(ref);
  switch (at.kind) {
    case Kind::kIdentifier:
      names_[ids_[ref]].reassigned = true;
      return;
    case Kind::kProperty:
      if (at.first != kNone && node(at.first).next != kNone) mark_pattern(node(at.first).next);
      return;
    case Kind::kDefault:
    case Kind::kRest:
      if (at.first != kNone) mark_pattern(at.first);
      return;
    case Kind::kObjectPattern:
    case Kind::kArrayPattern:
      for (Ref part = at.first; part != kNone; part = node(part).next) mark_pattern(part);
      return;
    default:
      return;
  }
}

FunctionWalker::Scope FunctionWalker::open_scope() const {
  return {static_cast<uint32_t>(bindings_.size()), static_cast<uint32_t>(pending_.size())};
}

// Functions nobody called are visited last, while their scope still stands.
void FunctionWalker::close_scope(const Scope& scope) {
  for (size_t i = scope.pending; i < pending_.size(); ++i) {
    const uint32_t function = pending_[i];
    const bool timer = names_[functions_[function].name].timer_callback;
    run_function(function, timer ? CodePlace::timer : CodePlace::nested, {});
  }
  pending_.resize(scope.pending);
  while (bindings_.size() > scope.bindings) {
    names_[bindings_.back().name].binding = bindings_.back().shadowed;
    bindings_.pop_back();
  }
}

uint32_t FunctionWalker::declare(NameId name, const Scope& scope) {
  const uint32_t known = names_[name].binding;
  if (known != kNoIndex && known >= scope.bindings) return known;
  const auto index = static_cast<uint32_t>(bindings_.size());
  Binding& made = bindings_.emplace_back();
  made.name = name;
  made.shadowed = known;
  made.guard = frame_.guard;
  made.function = frame_.depth;
  made.value = plain(from_constant);
  made.value.nullish = true;
  names_[name].binding = index;
  return index;
}

void FunctionWalker::declare_pattern(Ref ref, const Scope& scope) {
  if (ref == kNone) return;
  const js::Node& at = node(ref);
  switch (at.kind) {
    case Kind::kIdentifier:
      declare(name_of(ref), scope);
      return;
    case Kind::kProperty:
      if (at.first != kNone) declare_pattern(node(at.first).next, scope);
      return;
    case Kind::kDefault:
    case Kind::kRest:
      declare_pattern(at.first, scope);
      return;
    case Kind::kObjectPattern:
    case Kind::kArrayPattern:
      for (Ref part = at.first; part != kNone; part = node(part).next) declare_pattern(part, scope);
      return;
    default:
      return;
  }
}

void FunctionWalker::hoist_all(Ref first, const Scope& scope) {
  for (Ref at = first; at != kNone; at = node(at).next) hoist_vars(at, scope);
  hoist_block(first, scope);
}

// let, const, class and function of one statement list.
void FunctionWalker::hoist_block(Ref first, const Scope& scope) {
  const size_t functions = functions_.size();
  for (Ref at = first; at != kNone; at = node(at).next) {
    const js::Node& statement = node(at);
    if (statement.kind == Kind::kVariables && statement.op != TokenKind::kVar) {
      for (Ref part = statement.first; part != kNone; part = node(part).next) declare_pattern(node(part).first, scope);
    } else if (statement.kind == Kind::kClassDeclaration) {
      declare_pattern(statement.first, scope);
    } else if (statement.kind == Kind::kFunctionDeclaration && node(statement.first).kind == Kind::kIdentifier) {
      const uint32_t binding = declare(name_of(statement.first), scope);
      Value value;
      add_function(at, name_of(statement.first), value);
      bindings_[binding].value = value;
    }
  }
  // They see each other and all else declared here.
  for (size_t i = functions; i < functions_.size(); ++i) {
    functions_[i].visible = static_cast<uint32_t>(bindings_.size());
  }
}

// var declarations anywhere below, nested functions excepted.
void FunctionWalker::hoist_vars(Ref ref, const Scope& scope) {
  while (ref != kNone) {
    const js::Node& at = node(ref);
    if (at.kind < Kind::kBlock || at.kind > Kind::kVariables) return;
    if (at.kind == Kind::kVariables) {
      if (at.op != TokenKind::kVar) return;
      for (Ref part = at.first; part != kNone; part = node(part).next) declare_pattern(node(part).first, scope);
      return;
    }
    if (at.kind == Kind::kExpression || at.kind == Kind::kReturn || at.kind == Kind::kThrow) return;
    if (at.kind == Kind::kIf) {
      const Ref consequent = child(ref, 1);
      if (consequent == kNone) return;
      hoist_vars(consequent, scope);
      ref = node(consequent).next;  // else-if chains may be long
      continue;
    }
    for (Ref part = at.first; part != kNone; part = node(part).next) hoist_vars(part, scope);
    return;
  }
}

FunctionWalker::Binding* FunctionWalker::find(NameId name) {
  uint32_t index = names_[name].binding;
  while (index != kNoIndex && index >= hidden_begin_ && index < hidden_end_) index = bindings_[index].shadowed;
  return index == kNoIndex ? nullptr : &bindings_[index];
}

void FunctionWalker::add_function(Ref ref, NameId name, Value& value) {
  value = plain(from_constant);
  value.thing = Thing::kFunction;
  value.ref = static_cast<uint32_t>(functions_.size());
  Function& made = functions_.emplace_back();
  made.node = ref;
  made.name = name;
  made.visible = static_cast<uint32_t>(bindings_.size());
  made.sandbox_this = node(ref).kind == Kind::kArrow && frame_.sandbox_this;
  made.result = plain(from_unknown);
  pending_.push_back(value.ref);
}

void FunctionWalker::run_function(uint32_t index, CodePlace place, std::span<const Value> parameters) {
  if (functions_[index].walked) return;
  functions_[index].walked = true;
  const Function function = functions_[index];
  const uint32_t hidden_begin = hidden_begin_;
  const uint32_t hidden_end = hidden_end_;
  const auto top = static_cast<uint32_t>(bindings_.size());
  if (function.visible < top) {
    const bool nothing_hidden = hidden_begin_ == hidden_end_;
    if (!nothing_hidden && function.visible > hidden_begin_) {
      functions_[index].walked = false;  // its scope has a gap; it is visited when that scope ends
      return;
    }
    hidden_begin_ = function.visible;
    hidden_end_ = top;
  }
  const bool sandbox_this = frame_.sandbox_this;
  frame_.sandbox_this = function.sandbox_this;
  const Value result = run_function_node(function.node, place, false, parameters, function.name);
  frame_.sandbox_this = sandbox_this;
  functions_[index].result = result;
  hidden_begin_ = hidden_begin;
  hidden_end_ = hidden_end;
}

Value FunctionWalker::run_function_node(Ref ref, CodePlace place, bool at_once, std::span<const Value> parameters,
                                        NameId name) {
  const Ref name_ref = node(ref).kind == Kind::kArrow ? kNone : node(ref).first;
  const Ref params = name_ref == kNone ? node(ref).first : node(name_ref).next;
  if (params == kNone) return plain(from_unknown);
  const Ref body = node(params).next;
  const Frame before = frame_;
  ++frame_.depth;
  frame_.place = place;
  frame_.result = plain(from_constant);
  if (!at_once) {
    frame_.deferred = true;
    frame_.name = name;
  }
  if (node(ref).kind != Kind::kArrow) frame_.sandbox_this = false;
  const unsigned breaks = breaks_;
  const Scope scope = open_scope();
  if (name_ref != kNone && node(name_ref).kind == Kind::kIdentifier && node(ref).kind == Kind::kFunction) {
    bindings_[declare(name_of(name_ref), scope)].value = plain(from_constant);
  }
  size_t index = 0;
  for (Ref param = node(params).first; param != kNone; param = node(param).next, ++index) {
    declare_pattern(param, scope);
    const Value value = index < parameters.size() ? parameters[index] : plain(from_unknown);
    assign(param, value, param, true);
  }
  if (body != kNone && node(ref).has(js::kFlagConcise)) {
    frame_.result = eval(body);
  } else if (body != kNone) {
    hoist_all(node(body).first, scope);
    run_list(node(body).first);
  }
  close_scope(scope);
  breaks_ = breaks;
  Value result = frame_.result;
  frame_ = before;
  return result;
}

}  // namespace halint
