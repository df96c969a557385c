// FunctionWalker, part 2: what expressions evaluate to.
// SPDX-License-Identifier: Apache-2.0
#include "code/function_walker.h"

namespace halint {

using js::Kind;
using js::kNone;
using js::TokenKind;

ValueClass value_class(uint8_t sources) {
  if ((sources & from_nondeterministic) != 0) return ValueClass::nondeterministic;
  if ((sources & from_context) != 0) return ValueClass::context;
  if ((sources & from_message) != 0) return ValueClass::message;
  return sources == from_constant ? ValueClass::constant : ValueClass::unknown;
}

Value FunctionWalker::plain(uint8_t sources) const {
  Value value;
  value.sources = sources;
  return value;
}

// What `from` is made of becomes part of `into`; what `into` is stays.
void FunctionWalker::absorb(Value& into, const Value& from) {
  into.sources |= from.sources;
  into.reads |= from.reads;
  into.holds |= from.holds;
}

// Either of two values. An object of context or sandbox outweighs a fallback such as `|| {}`.
Value FunctionWalker::merge(const Value& left, const Value& right) {
  const auto weak = [](const Value& value) {
    return value.thing == Thing::kPlain || value.thing == Thing::kObjectLiteral || value.thing == Thing::kArrayLiteral;
  };
  const bool take_right = weak(left) && !weak(right);
  Value value = take_right ? right : left;
  const Value& other = take_right ? left : right;
  absorb(value, other);
  if (value.certainty != Certainty::unknown && (value.text != other.text || value.certainty != other.certainty)) {
    value.certainty = Certainty::unknown;
  }
  value.nullish = left.nullish && right.nullish;
  if (weak(value) && value.thing != other.thing) value.thing = Thing::kPlain;
  return value;
}

Value FunctionWalker::eval(Ref ref) {
  const Deeper deeper(depth_);
  if (!deeper.ok || ref == kNone) return plain(from_unknown);
  return eval_inner(ref);
}

Value FunctionWalker::eval_inner(Ref ref) {
  switch (node(ref).kind) {
    case Kind::kIdentifier:
      return eval_identifier(ref);
    case Kind::kString:
      return eval_string(ref);
    case Kind::kTemplate:
      return eval_template(ref);
    case Kind::kNumber: {
      Value value = plain(from_constant);
      value.certainty = Certainty::constant;
      value.text = ast_->slice(ref);
      return value;
    }
    case Kind::kNull: {
      Value value = plain(from_constant);
      value.nullish = true;
      return value;
    }
    case Kind::kThis: {
      Value value = plain(from_unknown);
      if (frame_.sandbox_this) value.thing = Thing::kSandbox;
      return value;
    }
    case Kind::kBinary:
      return eval_binary(ref);
    case Kind::kLogical:
      return eval_logical(ref);
    case Kind::kConditional:
      return eval_conditional(ref);
    case Kind::kUnary:
      return eval_unary(ref);
    case Kind::kUpdate:
      return eval_update(ref);
    case Kind::kAssign:
      return eval_assign(ref);
    case Kind::kArray:
      return eval_array(ref);
    case Kind::kObject:
      return eval_object(ref);
    case Kind::kMember:
      return eval_member(ref);
    case Kind::kCall:
      return eval_call(ref);
    case Kind::kNew:
      return call_new(ref);
    case Kind::kFunction:
    case Kind::kArrow:
      run_function_node(ref, frame_.place == CodePlace::body ? CodePlace::nested : frame_.place, false, {}, 0);
      return plain(from_constant);
    case Kind::kClass:
      run_class(ref);
      return plain(from_constant);
    case Kind::kAwait:
    case Kind::kSpread:
      return eval(node(ref).first);
    case Kind::kSequence: {
      Value value = plain(from_constant);
      for (Ref part = node(ref).first; part != kNone; part = node(part).next) value = eval(part);
      return value;
    }
    case Kind::kTrue:
    case Kind::kFalse:
    case Kind::kBigInt:
    case Kind::kRegex:
    case Kind::kMissing:
      return plain(from_constant);
    case Kind::kYield:
    case Kind::kTagged:
    case Kind::kImportCall: {
      Value value = eval_children(ref);
      value.sources |= from_unknown;
      return value;
    }
    default:
      return plain(from_unknown);
  }
}

Value FunctionWalker::eval_children(Ref ref) {
  Value value = plain(from_constant);
  for (Ref part = node(ref).first; part != kNone; part = node(part).next) {
    Value made = eval(part);
    made.holds = 0;
    absorb(value, made);
  }
  return value;
}

Value FunctionWalker::eval_identifier(Ref ref) {
  const NameId name = name_of(ref);
  const Binding* binding = find(name);
  if (binding == nullptr) return eval_builtin(name, ref);
  Value value = binding->value;
  if (names_[name].reassigned) {
    if (value.certainty != Certainty::unknown) {
      value.certainty = Certainty::unknown;
      value.text = {};
    }
    value.nullish = false;
    if (value.thing == Thing::kObjectLiteral || value.thing == Thing::kArrayLiteral) value.thing = Thing::kPlain;
  }
  return value;
}

// A name nobody declared: a thing of the sandbox (core/function/10-function.js), or an implicit global.
Value FunctionWalker::eval_builtin(NameId name, Ref ref) {
  Value value = plain(from_constant);
  if (name >= kFirstHost && name <= kLastHost) {
    value.thing = Thing::kHost;
    value.ref = name;
    return value;
  }
  const auto thing = [&value](Thing what, uint32_t detail) {
    value.thing = what;
    value.ref = detail;
    return value;
  };
  switch (name) {
    case kWord_context:
      return thing(Thing::kContext, 0);
    case kWord_flow:
      value.scope = ContextScope::flow;
      return thing(Thing::kContext, 0);
    case kWord_global:
      value.scope = ContextScope::global;
      return thing(Thing::kContext, 0);
    case kWord_node:
      return thing(Thing::kNode, 0);
    case kWord_env:
      return thing(Thing::kEnv, 0);
    case kWord_globalThis:
      return thing(Thing::kSandbox, 0);
    case kWord_require:
      return thing(Thing::kRequire, 0);
    case kWord_fetch:
      return thing(Thing::kFetch, 0);
    case kWord_setInterval:
      return thing(Thing::kTimerStart, static_cast<uint32_t>(TimerKind::interval));
    case kWord_setTimeout:
      return thing(Thing::kTimerStart, static_cast<uint32_t>(TimerKind::timeout));
    case kWord_setImmediate:
      return thing(Thing::kTimerStart, static_cast<uint32_t>(TimerKind::immediate));
    case kWord_undefined:
      value.nullish = true;
      return value;
    default:
      break;
  }
  if ((name >= kWord_parseInt && name <= kWord_structuredClone) || name == kWord_NaN || name == kWord_Infinity ||
      name == kWord_clearTimeout || name == kWord_clearInterval || name == kWord_arguments) {
    return value;
  }
  if (names_[name].state == kNoIndex) {
    names_[name].state = state_slot(StateKind::implicit_global, ContextScope::node, names_[name].text);
  }
  return read_state(names_[name].state, ref);
}

// Left-leaning chains are as long as the text at worst, so they are unrolled.
Value FunctionWalker::eval_binary(Ref ref) {
  const size_t base = spine_.size();
  Ref at = ref;
  for (; node(at).kind == Kind::kBinary; at = node(at).first) spine_.push_back(at);
  Value value = eval(at);
  while (spine_.size() > base) {
    const Ref operation = spine_.back();
    spine_.pop_back();
    const Value right = eval(node(node(operation).first).next);
    if (node(operation).op == TokenKind::kPlus) {
      value = concat(value, right);
    } else {
      Value made = plain(from_constant);
      absorb(made, value);
      absorb(made, right);
      made.holds = 0;
      value = made;
    }
  }
  return value;
}

Value FunctionWalker::eval_logical(Ref ref) {
  const size_t base = spine_.size();
  Ref at = ref;
  for (; node(at).kind == Kind::kLogical; at = node(at).first) spine_.push_back(at);
  Value value = eval(at);
  const size_t mark = definite_log_.size();
  const uint64_t reads = frame_.guard_reads;
  ++frame_.guard;
  while (spine_.size() > base) {
    const Ref operation = spine_.back();
    spine_.pop_back();
    frame_.guard_reads |= value.reads;
    const Value right = eval(node(node(operation).first).next);
    const bool drops_left = node(operation).op != TokenKind::kLogicalAnd && value.nullish;
    value = drops_left ? right : merge(value, right);
  }
  --frame_.guard;
  frame_.guard_reads = reads;
  undo_definite(mark);
  return value;
}

Value FunctionWalker::eval_conditional(Ref ref) {
  const Ref test_ref = node(ref).first;
  const Value test = eval(test_ref);
  const Ref consequent = node(test_ref).next;
  const size_t mark = definite_log_.size();
  const uint64_t reads = frame_.guard_reads;
  ++frame_.guard;
  frame_.guard_reads |= test.reads;
  const Value first = eval(consequent);
  undo_definite(mark);
  const Value second = eval(node(consequent).next);
  undo_definite(mark);
  --frame_.guard;
  frame_.guard_reads = reads;
  Value value = merge(first, second);
  value.reads |= test.reads;
  value.sources |= test.sources;
  return value;
}

Value FunctionWalker::eval_unary(Ref ref) {
  const Ref operand = node(ref).first;
  if (node(ref).op == TokenKind::kDelete && node(operand).kind == Kind::kMember) {
    const Value object = eval(node(operand).first);
    const Property property = property_of(operand);
    Value gone = plain(from_constant);
    gone.nullish = true;
    assign_member(operand, object, property, gone, ref, kNone, false);
    return plain(from_constant);
  }
  const Value value = eval(operand);
  Value made = plain(value.sources);
  made.reads = value.reads;
  made.nullish = node(ref).op == TokenKind::kVoid;
  if (made.nullish) made.sources = from_constant;
  return made;
}

Value FunctionWalker::eval_update(Ref ref) {
  const Ref target = node(ref).first;
  if (node(target).kind == Kind::kMember) {
    const Value object = eval(node(target).first);
    const Property property = property_of(target);
    Value old = member_of(object, property, target);
    note_member_read(object, property, target, old);
    Value made = plain(old.sources);
    made.reads = old.reads;
    assign_member(target, object, property, made, ref, kNone, true);
    return made;
  }
  const Value old = eval(target);
  Value made = plain(old.sources);
  made.reads = old.reads;
  if (node(target).kind == Kind::kIdentifier) assign_name(target, made, ref, false, true);
  return made;
}

Value FunctionWalker::eval_assign(Ref ref) {
  const Ref target = node(ref).first;
  const Ref value_ref = node(target).next;
  const bool compound = node(ref).op != TokenKind::kAssign;
  const bool logical = node(ref).op >= TokenKind::kLogicalAndAssign;
  Value object;
  Property property;
  Value old = plain(from_constant);
  const bool member = node(target).kind == Kind::kMember;
  if (member) {
    object = eval(node(target).first);
    property = property_of(target);
    if (compound) {
      old = member_of(object, property, target);
      note_member_read(object, property, target, old);
    }
  } else if (compound) {
    old = eval(target);
  }
  Value value;
  if (node(target).kind == Kind::kIdentifier && is_function(node(value_ref).kind)) {
    value = eval_function_value(value_ref, name_of(target));
  } else {
    value = eval(value_ref);
  }
  if (compound) {
    Value made = logical ? merge(old, value) : concat(old, value);
    if (!logical) made.certainty = Certainty::unknown;
    value = made;
  }
  if (member) {
    if (logical) ++frame_.guard;
    assign_member(target, object, property, value, ref, value_ref, compound);
    if (logical) --frame_.guard;
  } else if (node(target).kind == Kind::kIdentifier) {
    assign_name(target, value, ref, false, compound);
  } else {
    assign(target, value, ref, false);
  }
  return value;
}

Value FunctionWalker::eval_array(Ref ref) {
  Value value = plain(from_constant);
  for (Ref part = node(ref).first; part != kNone; part = node(part).next) {
    if (node(part).kind != Kind::kMissing) absorb(value, eval(part));
  }
  value.thing = Thing::kArrayLiteral;
  value.ref = ref;
  return value;
}

// A literal with a payload or a topic is taken for a message made here.
Value FunctionWalker::eval_object(Ref ref) {
  bool message = false;
  for (Ref part = node(ref).first; part != kNone && !message; part = node(part).next) {
    const Ref key = node(part).first;
    if (node(part).kind != Kind::kProperty || node(key).kind != Kind::kIdentifier) continue;
    message = name_of(key) == kWord_payload || name_of(key) == kWord_topic;
  }
  Value value = plain(from_constant);
  for (Ref part = node(ref).first; part != kNone; part = node(part).next) {
    const js::Node& at = node(part);
    if (at.kind != Kind::kProperty) {
      absorb(value, eval(at.first));
      continue;
    }
    if (at.has(js::kFlagComputed)) eval(at.first);
    const Ref value_ref = node(at.first).next;
    const Value made = eval(value_ref);
    absorb(value, made);
    if (message && !at.has(js::kFlagComputed)) {
      const Value key = node(at.first).kind == Kind::kString ? eval_string(at.first) : Value{};
      const std::string_view name = node(at.first).kind == Kind::kString ? key.text : ast_->slice(at.first);
      note_message_property(name, made, span(part), value_ref, false);
    }
  }
  value.thing = message ? Thing::kMessage : Thing::kObjectLiteral;
  value.ref = ref;
  return value;
}

// A function put into a variable is visited when it is called.
Value FunctionWalker::eval_function_value(Ref ref, NameId name) {
  Value value;
  add_function(ref, name, value);
  return value;
}

Value FunctionWalker::eval_member(Ref ref) {
  const Value object = eval(node(ref).first);
  const Property property = property_of(ref);
  Value value = member_of(object, property, ref);
  note_member_read(object, property, ref, value);
  return value;
}

}  // namespace halint
