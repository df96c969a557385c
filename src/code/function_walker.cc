// FunctionWalker, part 1: parts and statements.
// SPDX-License-Identifier: Apache-2.0
#include "code/function_walker.h"

#include <algorithm>

namespace halint {

using js::Kind;
using js::kNone;
using js::TokenKind;

FunctionWalker::Ref FunctionWalker::child(Ref ref, unsigned index) const {
  Ref found = node(ref).first;
  for (; index > 0 && found != kNone; --index) found = node(found).next;
  return found;
}

void FunctionWalker::begin_group(std::span<const CodeLibrary> libraries) {
  names_.reset();
  pool_.reset();
  bindings_.clear();
  before_branch_.clear();
  functions_.clear();
  pending_.clear();
  keys_.clear();
  key_bits_.clear();
  access_bits_.clear();
  states_.clear();
  access_states_.clear();
  modules_.clear();
  bits_ = 0;
  const Scope scope = open_scope();
  for (const CodeLibrary& library : libraries) {
    if (library.variable.empty()) continue;
    const uint32_t binding = declare(names_.intern(library.variable), scope);
    Value& value = bindings_[binding].value;
    value = plain(from_constant);
    value.thing = Thing::kModule;
    value.ref = module_index(library.module);
  }
  group_bindings_ = static_cast<uint32_t>(bindings_.size());
}

void FunctionWalker::walk_part(const js::Ast& ast, const CodePart& part, uint8_t index) {
  ast_ = &ast;
  part_ = index;
  role_ = part.role;
  frame_ = {};
  hidden_begin_ = hidden_end_ = 0;
  depth_ = breaks_ = 0;
  returns_message_ = returns_nothing_ = 0;
  definite_log_.clear();
  message_values_.clear();
  timer_names_.clear();
  for (const js::SyntaxError& error : ast.errors) facts_.errors.push_back({index, error});
  scan_names();
  const Scope scope = open_scope();
  if (role_ == CodeRole::message) {
    Value& message = bindings_[declare(kWord_msg, scope)].value;
    message = plain(from_message);
    message.thing = Thing::kMessage;
    message.holds = holds_message;
  }
  const Ref first = node(ast.root).first;
  hoist_all(first, scope);
  const bool ends = run_list(first);
  close_scope(scope);
  if (role_ == CodeRole::message) {
    if (!ends) ++returns_nothing_;
    ReturnPaths& returns = facts_.output.returns;
    returns =
        returns_message_ == 0 ? ReturnPaths::never : (returns_nothing_ == 0 ? ReturnPaths::all : ReturnPaths::some);
  }
  for (const auto& [timer, name] : timer_names_) {
    if (names_[name].callback_acts) facts_.timers[timer].sends = true;
  }
  for (StateSlot& slot : states_) {
    if (slot.nested_read && !slot.plain_write) slot.outlives = true;
    slot.definite = slot.plain_write = slot.nested_read = false;
  }
}

void FunctionWalker::undo_definite(size_t mark) {
  for (size_t i = mark; i < definite_log_.size(); ++i) states_[definite_log_[i]].definite = false;
  definite_log_.resize(mark);
}

// After if/else: assigned for sure is what both branches assign, or the one that goes on.
void FunctionWalker::join_branches(size_t mark, size_t first_branch, bool first_ends, bool second_ends) {
  if (!first_ends && second_ends) {
    undo_definite(mark);
    for (size_t i = first_branch; i < branch_.size(); ++i) {
      states_[branch_[i]].definite = true;
      definite_log_.push_back(branch_[i]);
    }
  } else if (!first_ends) {
    ++mark_;
    for (size_t i = first_branch; i < branch_.size(); ++i) states_[branch_[i]].mark = mark_;
    size_t kept = mark;
    for (size_t i = mark; i < definite_log_.size(); ++i) {
      StateSlot& slot = states_[definite_log_[i]];
      if (slot.mark == mark_) {
        definite_log_[kept++] = definite_log_[i];
      } else {
        slot.definite = false;
      }
    }
    definite_log_.resize(kept);
  }
  branch_.resize(first_branch);
}

bool FunctionWalker::run_list(Ref first) {
  bool ends = false;
  for (Ref at = first; at != kNone && !ends; at = node(at).next) ends = run(at);
  return ends;
}

bool FunctionWalker::run_block(Ref first) {
  const Scope scope = open_scope();
  hoist_block(first, scope);
  const bool ends = run_list(first);
  close_scope(scope);
  return ends;
}

bool FunctionWalker::run(Ref ref) {
  const Deeper deeper(depth_);
  if (!deeper.ok || ref == kNone) return false;
  switch (node(ref).kind) {
    case Kind::kExpression:
      eval(node(ref).first);
      return false;
    case Kind::kVariables:
      run_variables(ref);
      return false;
    case Kind::kBlock:
    case Kind::kStaticBlock:
      return run_block(node(ref).first);
    case Kind::kIf:
      return run_if(ref);
    case Kind::kFor:
      return run_for(ref);
    case Kind::kForIn:
    case Kind::kForOf:
      return run_for_each(ref);
    case Kind::kWhile:
    case Kind::kDoWhile:
      return run_while(ref);
    case Kind::kTry:
      return run_try(ref);
    case Kind::kSwitch:
      return run_switch(ref);
    case Kind::kReturn:
      return run_return(ref);
    case Kind::kThrow:
      eval(node(ref).first);
      if (frame_.depth == 0 && role_ == CodeRole::message) facts_.output.throws = true;
      return true;
    case Kind::kBreak:
      ++breaks_;
      return true;
    case Kind::kContinue:
      return true;
    case Kind::kLabeled: {
      run(child(ref, 1));
      return false;
    }
    case Kind::kWith:
      eval(node(ref).first);
      return run(child(ref, 1));
    case Kind::kClassDeclaration:
      run_class(ref);
      return false;
    default:
      return false;  // functions were hoisted; the rest does nothing
  }
}

// Inside a branch an assignment replaces the value; behind it, the old one and the new one are both possible.
bool FunctionWalker::run_branch(Ref ref) {
  const size_t mark = before_branch_.size();
  const unsigned outer = frame_.branch_guard;
  frame_.branch_guard = frame_.guard;
  const bool ends = run(ref);
  frame_.branch_guard = outer;
  for (size_t at = before_branch_.size(); at-- > mark;) {
    const auto& [index, value] = before_branch_[at];
    if (index < bindings_.size()) bindings_[index].value = merge(value, bindings_[index].value);
  }
  before_branch_.resize(mark);
  return ends;
}

bool FunctionWalker::run_if(Ref ref) {
  const Ref test_ref = node(ref).first;
  if (test_ref == kNone) return false;
  const Value test = eval(test_ref);
  const Ref consequent = node(test_ref).next;
  const Ref alternate = consequent == kNone ? kNone : node(consequent).next;
  const size_t mark = definite_log_.size();
  const size_t first_branch = branch_.size();
  const uint64_t reads = frame_.guard_reads;
  const bool exits = frame_.exits;
  ++frame_.guard;
  frame_.guard_reads |= test.reads;
  const bool first_ends = run_branch(consequent);
  frame_.exits = exits;
  bool second_ends = false;
  if (alternate == kNone) {
    undo_definite(mark);
  } else {
    branch_.insert(branch_.end(), definite_log_.begin() + static_cast<ptrdiff_t>(mark), definite_log_.end());
    undo_definite(mark);
    second_ends = run_branch(alternate);
    frame_.exits = exits;
    join_branches(mark, first_branch, first_ends, second_ends);
  }
  --frame_.guard;
  frame_.guard_reads = reads;
  if (first_ends != second_ends) {
    frame_.exits = true;
    frame_.guard_reads |= test.reads;
  }
  return first_ends && second_ends;
}

bool FunctionWalker::run_for(Ref ref) {
  const Scope scope = open_scope();
  const Ref init = node(ref).first;
  const bool exits = frame_.exits;
  const unsigned breaks = breaks_;
  hoist_block(init, scope);
  if (init != kNone) {
    if (node(init).kind == Kind::kVariables) {
      run_variables(init);
    } else {
      eval(init);
    }
    const Ref test = node(init).next;
    const Ref update = test == kNone ? kNone : node(test).next;
    if (test != kNone) eval(test);
    if (update != kNone) {
      run(node(update).next);
      eval(update);
    }
  }
  frame_.exits = exits;
  breaks_ = breaks;
  close_scope(scope);
  return false;
}

bool FunctionWalker::run_for_each(Ref ref) {
  const Scope scope = open_scope();
  const Ref left = node(ref).first;
  const Ref right = left == kNone ? kNone : node(left).next;
  if (right == kNone) return false;
  const bool exits = frame_.exits;
  const unsigned breaks = breaks_;
  Value element = eval(right);
  if (node(ref).kind == Kind::kForIn || element.thing != Thing::kGot) element.thing = Thing::kPlain;
  element.certainty = Certainty::unknown;
  element.nullish = false;
  element.holds = 0;
  if (node(left).kind == Kind::kVariables) {
    hoist_block(left, scope);
    const Ref declarator = node(left).first;
    if (declarator != kNone && node(declarator).first != kNone)
      assign(node(declarator).first, element, declarator, true);
  } else {
    assign(left, element, left, false);
  }
  run(node(right).next);
  frame_.exits = exits;
  breaks_ = breaks;
  close_scope(scope);
  return false;
}

bool FunctionWalker::run_while(Ref ref) {
  const bool exits = frame_.exits;
  const unsigned breaks = breaks_;
  for (Ref part = node(ref).first; part != kNone; part = node(part).next) {
    const Kind kind = node(part).kind;
    if (kind >= Kind::kBlock && kind <= Kind::kImportExport) {
      run(part);
    } else {
      eval(part);
    }
  }
  frame_.exits = exits;
  breaks_ = breaks;
  return false;
}

bool FunctionWalker::run_try(Ref ref) {
  const Ref block = node(ref).first;
  const Ref handler = block == kNone ? kNone : node(block).next;
  const Ref finalizer = handler == kNone ? kNone : node(handler).next;
  bool ends = run(block);
  if (handler != kNone && node(handler).kind == Kind::kCatch) {
    const size_t mark = definite_log_.size();
    const Scope scope = open_scope();
    const Ref parameter = node(handler).first;
    declare_pattern(parameter, scope);
    if (parameter != kNone && node(parameter).kind == Kind::kIdentifier) {
      if (Binding* binding = find(name_of(parameter))) binding->value = plain(from_unknown);
    }
    ++frame_.guard;
    const bool handler_ends = parameter == kNone ? false : run(node(parameter).next);
    --frame_.guard;
    close_scope(scope);
    undo_definite(mark);
    ends = ends && handler_ends;
  }
  if (finalizer != kNone && node(finalizer).kind == Kind::kBlock) ends = run(finalizer) || ends;
  return ends;
}

bool FunctionWalker::run_switch(Ref ref) {
  const Ref subject = node(ref).first;
  if (subject == kNone) return false;
  const Value test = eval(subject);
  const Scope scope = open_scope();
  const uint64_t reads = frame_.guard_reads;
  const bool exits = frame_.exits;
  const unsigned breaks = breaks_;
  const size_t mark = definite_log_.size();
  breaks_ = 0;
  ++frame_.guard;
  frame_.guard_reads |= test.reads;
  bool has_default = false;
  bool last_ends = false;
  for (Ref part = node(subject).next; part != kNone; part = node(part).next) {
    const Ref match = node(part).first;
    if (match == kNone) continue;
    if (node(match).kind == Kind::kMissing) {
      has_default = true;
    } else {
      eval(match);
    }
    hoist_block(node(match).next, scope);
    last_ends = run_list(node(match).next);
    frame_.exits = exits;
    undo_definite(mark);
  }
  const bool ends = has_default && last_ends && breaks_ == 0;
  breaks_ = breaks;
  --frame_.guard;
  frame_.guard_reads = reads;
  close_scope(scope);
  return ends;
}

bool FunctionWalker::run_return(Ref ref) {
  const Ref argument = node(ref).first;
  Value value = plain(from_constant);
  value.nullish = true;
  if (argument != kNone) value = eval(argument);
  if (frame_.depth == 0) {
    note_returned(argument, value);
  } else {
    frame_.result = merge(frame_.result, value);
  }
  return true;
}

// An output that gets no message.
bool FunctionWalker::is_nothing(Ref ref) const {
  const Kind kind = node(ref).kind;
  return kind == Kind::kNull || kind == Kind::kMissing ||
         (kind == Kind::kIdentifier && name_of(ref) == kWord_undefined);
}

// What a return of the body says about its outputs.
void FunctionWalker::note_returned(Ref ref, const Value& value) {
  if (role_ != CodeRole::message) return;
  note_all_sent(ref, value, ref);
  if (ref == kNone || value.nullish) {
    ++returns_nothing_;
    return;
  }
  const js::Node& at = node(ref);
  if (at.kind == Kind::kConditional || at.kind == Kind::kLogical) {
    const Ref second = node(at.kind == Kind::kConditional ? node(at.first).next : at.first).next;
    ++returns_message_;
    if (at.kind == Kind::kLogical || is_nothing(second) || is_nothing(node(at.first).next)) ++returns_nothing_;
    return;
  }
  unsigned outputs = 1;
  if (at.kind == Kind::kArray) {
    outputs = 0;
    unsigned index = 0;
    for (Ref part = at.first; part != kNone; part = node(part).next) {
      ++index;
      if (!is_nothing(part)) outputs = index;
    }
    if (outputs == 0) {
      ++returns_nothing_;
      return;
    }
  } else if (value.thing == Thing::kPlain) {
    outputs = 0;  // may be an array
  }
  ++returns_message_;
  if (outputs > facts_.output.outputs) facts_.output.outputs = static_cast<uint8_t>(std::min(outputs, 255U));
}

void FunctionWalker::run_variables(Ref ref) {
  for (Ref declarator = node(ref).first; declarator != kNone; declarator = node(declarator).next) {
    const Ref target = node(declarator).first;
    const Ref init = target == kNone ? kNone : node(target).next;
    if (init == kNone) continue;
    if (node(target).kind == Kind::kIdentifier && is_function(node(init).kind)) {
      const Value function = eval_function_value(init, name_of(target));
      assign_name(target, function, declarator, true, false);
    } else {
      assign(target, eval(init), declarator, true);
    }
  }
}

void FunctionWalker::run_class(Ref ref) {
  const Ref name = node(ref).first;
  const Ref heritage = name == kNone ? kNone : node(name).next;
  if (heritage == kNone) return;
  eval(heritage);
  for (Ref member = node(heritage).next; member != kNone; member = node(member).next) {
    const js::Node& at = node(member);
    const bool sandbox_this = frame_.sandbox_this;
    frame_.sandbox_this = false;
    if (at.kind == Kind::kStaticBlock) {
      run(member);
    } else if (at.first != kNone) {
      if (at.has(js::kFlagComputed)) eval(at.first);
      if (node(at.first).next != kNone) eval(node(at.first).next);
    }
    frame_.sandbox_this = sandbox_this;
  }
}

}  // namespace halint
