// SPDX-License-Identifier: Apache-2.0
#include "code/control/tests.h"

#include <algorithm>

#include "code/control/expressions.h"

namespace halint {

using js::Kind;
using js::kNone;
using js::Ref;
using js::TokenKind;
using Test = CodeCondition::Test;

void Tests::hold(const GuardList& list, const Value& tested) {
  constexpr size_t kMostGuards = 48;
  if (m_.guards.size() + std::max<size_t>(list.count, 1) <= kMostGuards) {
    if (list.count == 0) m_.guards.emplace_back();
    m_.guards.insert(m_.guards.end(), list.at.begin(), list.at.begin() + list.count);
  } else if (m_.guards.size() < kMostGuards) {
    m_.guards.emplace_back();
  }
  m_.guards.back().reads |= tested.reads;
  m_.guards.back().sources |= tested.sources;
}

// What of the message, of context or of the environment a value is.
bool Tests::subject_of(const Value& value, Guard& guard) const {
  for (const ObjectId member : m_.heap.members(value.object)) {
    const Object& object = m_.heap[member];
    if (object.kind == ObjectKind::content) {
      guard.of = CodeCondition::Of::context;
      guard.key = object.ref;
      guard.path = r_.context.text_of(object.ref);
      guard.scope = r_.context.scope_of(object.ref);
      return true;
    }
    if (object.kind == ObjectKind::message_member) {
      guard.of = CodeCondition::Of::message;
      guard.path = object.text;
      return true;
    }
    if (object.kind == ObjectKind::process_env && !object.text.empty()) {
      guard.of = CodeCondition::Of::environment;
      guard.path = object.text;
      return true;
    }
  }
  return false;
}

// Of what is no property of anything, what it is made of may tell.
bool Tests::origin_of(uint8_t sources, Guard& guard) {
  if (sources == from_constant) return false;
  guard.of = (sources & from_copy) != 0 ? CodeCondition::Of::copy : CodeCondition::Of::answer;
  return true;
}

// It is worked out from one environment variable alone: how, is not looked at.
bool Tests::is_of_variable(const Value& value) const {
  constexpr auto kOthers = static_cast<uint8_t>(~(from_environment | from_unknown));
  return (value.sources & from_environment) != 0 && (value.sources & kOthers) == 0 && !m_.variable.several;
}

void Tests::ask(const Value& value, Test yes, Test no, const Value* other, Tested& tested) {
  Guard guard;
  guard.reads = value.reads;
  guard.asks = whole_reads(value);
  if ((value.holds & kWhole) != 0 && m_.heap.kind(value.object) == ObjectKind::remembered)
    guard.state = m_.heap[value.object].ref;
  const bool matters = (value.sources & from_copy) != 0 || m_.facts.takes_lock;
  guard.told = subject_of(value, guard) || (matters && origin_of(value.sources, guard));
  if (other != nullptr) {
    guard.reads |= other->reads;
    guard.type = other->type;
    guard.text = other->text;
  }
  if (!guard.told && is_of_variable(value)) {
    guard.told = true;
    guard.of = CodeCondition::Of::environment;
    guard.path = m_.variable.name;
    guard.type = ConstantType::unknown;
    guard.text = {};
    const bool negative = yes == Test::differs || yes == Test::falsy || yes == Test::absent;
    yes = negative ? Test::lacks_type : Test::has_type;
    no = negative ? Test::has_type : Test::lacks_type;
  }
  guard.test = yes;
  tested.yes.add(guard);
  guard.test = no;
  tested.no.add(guard);
}

void Tests::test(Ref ref, Tested& tested) {
  const js::Node& node = m_.node(ref);
  if (node.kind == Kind::unary && node.op == TokenKind::not_) {
    test(node.first, tested);
    std::swap(tested.yes, tested.no);
    if (tested.truth != Truth::unknown) tested.truth = tested.truth == Truth::yes ? Truth::no : Truth::yes;
    tested.value.certainty = Certainty::unknown;
    tested.value.object = 0;
    tested.value.nullish = tested.value.maybe_nullish = false;
    return;
  }
  if (node.kind == Kind::logical && node.op != TokenKind::coalesce) {
    both(ref, tested);
    return;
  }
  if (node.kind == Kind::binary) {
    compare(ref, tested);
    return;
  }
  tested.value = r_.expressions->eval(ref);
  tested.truth = r_.expressions->truth_of(tested.value);
  ask(tested.value, Test::truthy, Test::falsy, nullptr, tested);
}

// a && b holds if both do; if it does not, nothing is known of either (and the other way round for ||).
void Tests::both(Ref ref, Tested& tested) {
  const js::Node& node = m_.node(ref);
  const bool conjunction = node.op == TokenKind::logical_and;
  Tested left;
  test(node.first, left);
  if (left.truth == (conjunction ? Truth::no : Truth::yes)) {
    tested = left;
    return;
  }
  const size_t guards = m_.guards.size();
  hold(conjunction ? left.yes : left.no, left.value);
  Tested right;
  Fork fork = m_.heap.store.fork();
  m_.heap.store.set_aside(fork);
  test(m_.node(node.first).next, right);
  m_.heap.store.end_arm(fork, true);
  m_.heap.store.meet(fork);
  m_.guards.resize(guards);
  tested.value = left.value;
  absorb(tested.value, right.value);
  tested.value.object = 0;
  tested.value.certainty = Certainty::unknown;
  tested.value.nullish = tested.value.maybe_nullish = false;
  GuardList& all = conjunction ? tested.yes : tested.no;
  all = conjunction ? left.yes : left.no;
  const GuardList& more = conjunction ? right.yes : right.no;
  for (size_t i = 0; i < more.count; ++i) all.add(more.at[i]);
  Guard vague;
  vague.reads = tested.value.reads;
  vague.asks = whole_reads(tested.value);
  (conjunction ? tested.no : tested.yes).add(vague);
  if (right.truth == (conjunction ? Truth::no : Truth::yes)) tested.truth = right.truth;
  if (left.truth == right.truth) tested.truth = left.truth;
}

void Tests::compare_type(Ref left, Ref right, bool equal, Tested& tested) {
  const Value subject = r_.expressions->eval(m_.node(left).first);
  const Value name = r_.expressions->eval(right);
  tested.value = made_of(subject.sources);
  tested.value.reads = subject.reads;
  tested.value.holds = subject.holds & kWhole;
  if (name.constant() && name.text == "undefined") {
    ask(subject, equal ? Test::absent : Test::present, equal ? Test::present : Test::absent, nullptr, tested);
    if (subject.nullish) tested.truth = equal ? Truth::yes : Truth::no;
    return;
  }
  ask(subject, equal ? Test::has_type : Test::lacks_type, equal ? Test::lacks_type : Test::has_type, &name, tested);
}

void Tests::compare(Ref ref, Tested& tested) {
  const js::Node& node = m_.node(ref);
  const bool equal_operator = node.op == TokenKind::equal || node.op == TokenKind::strict_equal;
  const bool differs = node.op == TokenKind::not_equal || node.op == TokenKind::strict_not_equal;
  const Ref left_ref = node.first;
  const Ref right_ref = m_.node(left_ref).next;
  if ((equal_operator || differs) && m_.node(left_ref).kind == Kind::unary &&
      m_.node(left_ref).op == TokenKind::typeof_) {
    compare_type(left_ref, right_ref, equal_operator, tested);
    return;
  }
  if (!equal_operator && !differs) {
    tested.value = r_.expressions->eval(ref);
    tested.truth = truth(tested.value);
    ask(tested.value, Test::truthy, Test::falsy, nullptr, tested);
    return;
  }
  Value left = r_.expressions->eval(left_ref);
  Value right = r_.expressions->eval(right_ref);
  if (left.constant() || left.nullish) std::swap(left, right);
  tested.truth = equal(left, right);
  if (differs && tested.truth != Truth::unknown) tested.truth = tested.truth == Truth::yes ? Truth::no : Truth::yes;
  tested.value = made_of(static_cast<uint8_t>(left.sources | right.sources));
  tested.value.reads = left.reads | right.reads;
  tested.value.holds = (left.holds | right.holds) & kWhole;
  if (right.nullish) {
    ask(left, equal_operator ? Test::absent : Test::present, equal_operator ? Test::present : Test::absent, nullptr,
        tested);
  } else if (right.constant()) {
    ask(left, equal_operator ? Test::equals : Test::differs, equal_operator ? Test::differs : Test::equals, &right,
        tested);
  } else {
    Guard vague;
    vague.reads = tested.value.reads;
    vague.asks = whole_reads(tested.value);
    if ((tested.value.sources & from_copy) != 0) {
      // Held against what context keeps: by that key it shows whether all copies keep the same there.
      const bool named = subject_of(left, vague) || subject_of(right, vague);
      if (!named || vague.of != CodeCondition::Of::context) vague.path = {};
      vague.key = Object::kNone;
      vague.told = origin_of(tested.value.sources, vague);
    }
    vague.test = equal_operator ? Test::equals : Test::differs;
    tested.yes.add(vague);
    vague.test = equal_operator ? Test::differs : Test::equals;
    tested.no.add(vague);
  }
}

}  // namespace halint
