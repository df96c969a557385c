// Statements: loops, whose bodies run until nothing changes.
// SPDX-License-Identifier: Apache-2.0
#include "code/control/assignments.h"
#include "code/control/expressions.h"
#include "code/control/statements.h"
#include "code/control/tests.h"

namespace halint {

using js::Kind;
using js::kNone;
using js::Ref;

void Statements::loop(Ref init, Ref test, Ref update, Ref body, bool test_last) {
  if (init != kNone && m_.node(init).kind == Kind::variables) {
    variables(init);
  } else if (init != kNone && m_.node(init).kind != Kind::missing) {
    r_.expressions->eval(init);
  }
  const auto ask = [&](Tested& tested) {
    if (test == kNone || m_.node(test).kind == Kind::missing) {
      tested.truth = Truth::yes;
    } else {
      r_.tests->test(test, tested);
    }
  };
  const NameId label = label_;
  label_ = 0;
  const unsigned exits = exits_;
  const size_t guards = m_.guards.size();
  Store& store = m_.heap.store;
  Fork after = store.fork();
  Tested first;
  if (!test_last) ask(first);
  bool endless = first.truth == Truth::yes;
  if (first.truth != Truth::no || test_last) {
    const bool many = m_.frame.many;
    m_.frame.many = true;
    repeat(test_last || endless, [&](unsigned round) {
      if (!test_last && round == 0) m_.observe_test(first.value.reads);
      Fork next = store.fork();
      targets_.push_back({&after, &next, label, true});
      run(body);
      targets_.pop_back();
      store.end_arm(next, m_.reachable);
      store.meet(next);
      m_.reachable = next.arms > 0;
      if (!m_.reachable) return;
      if (update != kNone && m_.node(update).kind != Kind::missing) r_.expressions->eval(update);
      Tested again;
      ask(again);
      endless = again.truth == Truth::yes && (endless || test_last);
    });
    m_.frame.many = many;
    if (endless) m_.reachable = false;
  }
  store.end_arm(after, m_.reachable);
  store.meet(after);
  m_.reachable = after.arms > 0;
  cut_guards(guards);
  if (m_.reachable && exits_ != exits && after.arms > 0 && m_.frame.returns != nullptr) r_.tests->hold({}, Value{});
}

void Statements::take_element(Ref left, const Value& element) {
  if (m_.node(left).kind != Kind::variables) {
    r_.assignments->assign(left, element, left, left);
    return;
  }
  const Ref declarator = m_.node(left).first;
  if (declarator != kNone) r_.assignments->declare(m_.node(declarator).first, element);
}

void Statements::for_each(Ref ref) {
  const Ref left = m_.node(ref).first;
  const Ref right = left == kNone ? kNone : m_.node(left).next;
  if (right == kNone) return;
  const Value list = r_.expressions->eval(right);
  const Ref body = m_.node(right).next;
  const NameId label = label_;
  label_ = 0;
  const unsigned exits = exits_;
  const size_t guards = m_.guards.size();
  std::vector<Value> known;
  const bool all = m_.node(ref).kind == Kind::for_of && r_.expressions->elements_of(list, known);
  Value element = r_.expressions->element_of(list);
  if (m_.node(ref).kind == Kind::for_in) {
    element = made_of(list.sources);
    element.reads = list.reads;
  }
  Store& store = m_.heap.store;
  Fork after = store.fork();
  const bool many = m_.frame.many;
  m_.frame.many = true;
  const auto once = [&](const Value& value) {
    Fork next = store.fork();
    targets_.push_back({&after, &next, label, true});
    take_element(left, value);
    run(body);
    targets_.pop_back();
    store.end_arm(next, m_.reachable);
    store.meet(next);
    m_.reachable = next.arms > 0;
  };
  if (all) {
    for (const Value& value : known) {
      if (m_.reachable) once(value);
    }
  } else {
    repeat(false, [&](unsigned) { once(element); });
  }
  m_.frame.many = many;
  store.end_arm(after, m_.reachable);
  store.meet(after);
  m_.reachable = after.arms > 0;
  cut_guards(guards);
  if (m_.reachable && exits_ != exits && m_.frame.returns != nullptr) r_.tests->hold({}, Value{});
}

}  // namespace halint
