// SPDX-License-Identifier: Apache-2.0
#include "code/control/expressions.h"

#include <charconv>

#include "code/control/assignments.h"
#include "code/control/calls.h"
#include "code/control/functions.h"
#include "code/control/objects.h"
#include "code/control/statements.h"
#include "code/control/tests.h"
#include "code/sandbox/sandbox.h"

namespace halint {

using js::Kind;
using js::kNone;
using js::Ref;
using js::TokenKind;

Value Expressions::eval(Ref ref) {
  if (ref == kNone || m_.depth > Machine::kMaxDepth) return made_of(from_unknown);
  ++m_.depth;
  m_.step();
  Value value = eval_inner(ref);
  --m_.depth;
  return value;
}

Value Expressions::eval_inner(Ref ref) {
  const js::Node& node = m_.node(ref);
  switch (node.kind) {
    case Kind::identifier:
      return identifier(ref);
    case Kind::string:
      return string(ref);
    case Kind::template_:
      return template_text(ref);
    case Kind::number:
    case Kind::big_int:
      return constant(m_.ast().slice(ref), ConstantType::number);
    case Kind::null:
      return nothing();
    case Kind::true_:
      return constant("true", ConstantType::boolean);
    case Kind::false_:
      return constant("false", ConstantType::boolean);
    case Kind::this_:
      return self();
    case Kind::super:
      return object_value(r_.functions->super());
    case Kind::binary:
      return binary(ref);
    case Kind::logical:
      return logical(ref);
    case Kind::conditional:
      return conditional(ref);
    case Kind::unary:
      return unary(ref);
    case Kind::update:
      return r_.assignments->update(ref);
    case Kind::assign:
      return r_.assignments->run(ref);
    case Kind::array:
      return array(ref);
    case Kind::object:
      return object(ref);
    case Kind::member: {
      const Value base = eval(node.first);
      const Property property = property_of(ref);
      return r_.objects->member(base, property, ref);
    }
    case Kind::call:
      return r_.calls->call(ref);
    case Kind::new_:
      return r_.calls->construct(ref);
    case Kind::function:
    case Kind::arrow:
      return r_.functions->closure(ref);
    case Kind::class_:
      return r_.functions->make_class(ref);
    case Kind::await:
      return await(ref);
    case Kind::spread:
      return element_of(eval(node.first));
    case Kind::sequence: {
      Value value;
      for (Ref part = node.first; part != kNone; part = m_.node(part).next) value = eval(part);
      return value;
    }
    case Kind::regex:
    case Kind::missing:
      return made_of(from_constant);
    default:
      return children(ref);
  }
}

Value Expressions::children(Ref ref) {
  Value value = made_of(from_unknown);
  for (Ref part = m_.node(ref).first; part != kNone; part = m_.node(part).next) {
    Value made = eval(part);
    made.holds = 0;
    absorb(value, made);
  }
  return value;
}

Value Expressions::self() {
  if (m_.frame.sandbox_this) return r_.sandbox->builtin(name_id(Word::globalThis), 0);
  return m_.frame.self;
}

Value Expressions::identifier(Ref ref) {
  const BindingId binding = m_.scopes().binding_of(ref);
  if (binding == 0) return r_.sandbox->builtin(m_.name_of(ref), ref);
  return r_.assignments->read(binding, ref);
}

Value Expressions::string(Ref ref) {
  std::string_view text = m_.ast().slice(ref);
  text = text.size() >= 2 ? text.substr(1, text.size() - 2) : std::string_view{};
  Value value = constant(text, ConstantType::string);
  if (m_.node(ref).has(js::flag_escaped)) {
    bool cut = false;
    value.text = m_.pool.unescape(text, cut);
    if (cut) value.certainty = Certainty::prefix;
  }
  return value;
}

Value Expressions::template_text(Ref ref) {
  Value value = constant({}, ConstantType::string);
  for (Ref part = m_.node(ref).first; part != kNone; part = m_.node(part).next) {
    if (m_.node(part).kind != Kind::chunk) {
      value = add(value, m_.heap.with_contents(eval(part)), m_.pool);
      continue;
    }
    Value piece = constant(m_.ast().slice(part), ConstantType::string);
    if (piece.text.find('\\') != std::string_view::npos) {
      bool cut = false;
      piece.text = m_.pool.unescape(piece.text, cut);
      if (cut) piece.certainty = Certainty::prefix;
    }
    value = add(value, piece, m_.pool);
  }
  return value;
}

// Left-leaning chains are as long as the text at worst, so they are unrolled.
Value Expressions::binary(Ref ref) {
  const size_t base = spine_.size();
  Ref at = ref;
  for (; m_.node(at).kind == Kind::binary; at = m_.node(at).first) spine_.push_back(at);
  Value value = eval(at);
  while (spine_.size() > base) {
    const Ref operation = spine_.back();
    spine_.pop_back();
    const Value right = eval(m_.node(m_.node(operation).first).next);
    value = operate(m_.node(operation).op, value, right);
  }
  return value;
}

namespace {

bool number_of(const Value& value, double& number) {
  if (!value.constant() || value.type != ConstantType::number || value.text.size() > 15) return false;
  int whole = 0;
  const auto [end, error] = std::from_chars(value.text.data(), value.text.data() + value.text.size(), whole);
  number = whole;
  return error == std::errc() && end == value.text.data() + value.text.size();
}

Truth compared(TokenKind op, double left, double right) {
  switch (op) {
    case TokenKind::less:
      return left < right ? Truth::yes : Truth::no;
    case TokenKind::less_equal:
      return left <= right ? Truth::yes : Truth::no;
    case TokenKind::greater:
      return left > right ? Truth::yes : Truth::no;
    case TokenKind::greater_equal:
      return left >= right ? Truth::yes : Truth::no;
    default:
      return Truth::unknown;
  }
}

}  // namespace

Value Expressions::operate(TokenKind op, const Value& given_left, const Value& given_right) {
  const Value left = m_.heap.with_contents(given_left);
  const Value right = m_.heap.with_contents(given_right);
  if (op == TokenKind::plus) return add(left, right, m_.pool);
  Value value;
  absorb(value, left);
  absorb(value, right);
  value.holds &= kWhole;
  const bool compares = op == TokenKind::equal || op == TokenKind::not_equal || op == TokenKind::strict_equal ||
                        op == TokenKind::strict_not_equal;
  Truth truth = Truth::unknown;
  double low = 0;
  double high = 0;
  if (compares) {
    truth = equal(left, right);
    const bool differs = op == TokenKind::not_equal || op == TokenKind::strict_not_equal;
    if (truth != Truth::unknown && differs) truth = truth == Truth::yes ? Truth::no : Truth::yes;
  } else if (number_of(left, low) && number_of(right, high)) {
    truth = compared(op, low, high);
  }
  if (truth != Truth::unknown) {
    value.certainty = Certainty::constant;
    value.type = ConstantType::boolean;
    value.text = truth == Truth::yes ? "true" : "false";
  }
  return value;
}

Truth Expressions::truth_of(const Value& value) const {
  const Truth known = truth(value);
  if (known != Truth::unknown || value.object == 0 || value.maybe_nullish || Heap::is_set(value.object)) return known;
  switch (m_.heap.kind(value.object)) {
    case ObjectKind::literal:
    case ObjectKind::array:
    case ObjectKind::function:
    case ObjectKind::context:
    case ObjectKind::node:
    case ObjectKind::message:
      return Truth::yes;
    default:
      return Truth::unknown;
  }
}

// a && b, a || b, a ?? b: the right side may not run.
Value Expressions::logical(Ref ref) {
  const size_t base = spine_.size();
  Ref at = ref;
  for (; m_.node(at).kind == Kind::logical; at = m_.node(at).first) spine_.push_back(at);
  Tested tested;
  r_.tests->test(at, tested);
  Value value = tested.value;
  const size_t guards = m_.guards.size();
  bool first = true;
  while (spine_.size() > base) {
    const Ref operation = spine_.back();
    spine_.pop_back();
    const TokenKind op = m_.node(operation).op;
    const Truth truth = first ? tested.truth : truth_of(value);
    const bool null_asked = op == TokenKind::coalesce;
    const bool skipped = null_asked                     ? truth == Truth::yes
                         : op == TokenKind::logical_and ? truth == Truth::no
                                                        : truth == Truth::yes;
    if (skipped) continue;
    const bool sure = null_asked ? value.nullish : truth != Truth::unknown;
    Fork fork = m_.heap.store.fork();
    if (!sure) {
      m_.heap.store.set_aside(fork);
      const GuardList none;
      r_.tests->hold(!first ? none : op == TokenKind::logical_and ? tested.yes : tested.no, value);
    }
    const Value right = eval(m_.node(m_.node(operation).first).next);
    m_.heap.store.end_arm(fork, true);
    m_.heap.store.meet(fork);
    if (sure) {
      Value taken = right;
      absorb(taken, value);
      value = taken;
    } else {
      Value left = value;
      // What is left of `a || b` is not null, what is left of `a && b` may be anything.
      if (op != TokenKind::logical_and) left.nullish = left.maybe_nullish = false;
      const bool maybe = right.maybe_nullish || right.nullish || op == TokenKind::logical_and;
      value = m_.heap.join(left, right);
      value.maybe_nullish = maybe;
    }
    first = false;
  }
  if (m_.guards.size() > guards) m_.guards.resize(guards);
  return value;
}

Value Expressions::conditional(Ref ref) {
  const Ref test = m_.node(ref).first;
  Tested tested;
  r_.tests->test(test, tested);
  const Ref first = m_.node(test).next;
  const Ref second = m_.node(first).next;
  if (tested.truth != Truth::unknown) return eval(tested.truth == Truth::yes ? first : second);
  const size_t guards = m_.guards.size();
  Fork fork = m_.heap.store.fork();
  r_.tests->hold(tested.yes, tested.value);
  const Value left = eval(first);
  m_.heap.store.end_arm(fork, true);
  m_.guards.resize(std::min(guards, m_.guards.size()));
  r_.tests->hold(tested.no, tested.value);
  const Value right = eval(second);
  m_.heap.store.end_arm(fork, true);
  m_.guards.resize(std::min(guards, m_.guards.size()));
  m_.heap.store.meet(fork);
  Value value = m_.heap.join(left, right);
  value.reads |= tested.value.reads;
  value.holds |= tested.value.holds & kWhole;
  value.sources |= static_cast<uint8_t>(tested.value.sources & ~from_constant);
  return value;
}

Value Expressions::unary(Ref ref) {
  const js::Node& node = m_.node(ref);
  if (node.op == TokenKind::delete_) return r_.assignments->remove(ref);
  if (node.op == TokenKind::not_) {
    Tested tested;
    r_.tests->test(ref, tested);
    Value value = made_of(tested.value.sources);
    value.reads = tested.value.reads;
    value.holds = tested.value.holds & kWhole;
    if (tested.truth != Truth::unknown) {
      Value known = constant(tested.truth == Truth::yes ? "true" : "false", ConstantType::boolean);
      absorb(known, value);
      return known;
    }
    return value;
  }
  const Value operand = m_.heap.with_contents(eval(node.first));
  if (node.op == TokenKind::void_) return nothing();
  Value value = made_of(operand.sources);
  value.reads = operand.reads;
  if (node.op == TokenKind::typeof_) value.type = ConstantType::string;
  return value;
}

bool Expressions::elements_of(const Value& list, std::vector<Value>& elements) const {
  constexpr size_t kMost = 8;
  if (m_.heap.kind(list.object) != ObjectKind::array || list.maybe_nullish) return false;
  const Object& array = m_.heap[list.object];
  if (array.element != 0 || array.open || array.keeper != Keeper::none || array.first_field == 0) return false;
  for (uint32_t at = array.first_field; at != 0; at = m_.heap.field_at(at).next) {
    if (elements.size() == kMost) return false;
    elements.push_back(m_.heap.store[m_.heap.field_at(at).cell]);
  }
  return true;
}

Value Expressions::element_of(const Value& list) {
  Property any;
  any.index = made_of(from_unknown);
  Value element = r_.objects->member(list, any, kNone);
  if (m_.heap.kind(list.object) != ObjectKind::array && m_.heap.kind(list.object) != ObjectKind::literal) {
    absorb(element, list);
  }
  element.holds &= static_cast<uint8_t>(~(kHeldBits | kWhole));
  const Value inner = m_.heap.with_contents(list);
  if (element.object != 0) element.holds = static_cast<uint8_t>(element.holds | (inner.holds & holds_message));
  element.maybe_nullish = false;
  return element;
}

// What the awaited value's own completions do has happened behind it.
Value Expressions::await(Ref ref) {
  const size_t waiting = r_.functions->waiting();
  Value value = eval(m_.node(ref).first);
  r_.functions->run_completions(waiting);
  return value;
}

}  // namespace halint
