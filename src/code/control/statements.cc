// SPDX-License-Identifier: Apache-2.0
#include "code/control/statements.h"

#include "code/control/assignments.h"
#include "code/control/expressions.h"
#include "code/control/functions.h"
#include "code/control/tests.h"

namespace halint {

using js::Kind;
using js::kNone;
using js::Ref;
using js::TokenKind;

void Statements::list(Ref first) {
  for (Ref at = first; at != kNone && m_.reachable; at = m_.node(at).next) {
    run(at);
  }
}

void Statements::hoist(Ref block) {
  for (Ref at = m_.scopes().first_hoisted(block); at != kNone; at = m_.scopes().next_hoisted(at)) {
    const Ref name = m_.node(at).first;
    if (m_.node(name).kind != Kind::identifier) continue;
    r_.assignments->declare(name, r_.functions->closure(at));
  }
}

void Statements::run(Ref ref) {
  if (ref == kNone || m_.depth > Machine::kMaxDepth) return;
  ++m_.depth;
  m_.step();
  const js::Node& node = m_.node(ref);
  switch (node.kind) {
    case Kind::expression:
      r_.expressions->eval(node.first);
      break;
    case Kind::variables:
      variables(ref);
      break;
    case Kind::block:
    case Kind::static_block:
      hoist(ref);
      list(node.first);
      break;
    case Kind::if_:
      branch(ref);
      break;
    case Kind::for_: {
      const Ref test = m_.node(node.first).next;
      const Ref update = test == kNone ? kNone : m_.node(test).next;
      loop(node.first, test, update, update == kNone ? kNone : m_.node(update).next, false);
      break;
    }
    case Kind::for_in:
    case Kind::for_of:
      for_each(ref);
      break;
    case Kind::while_:
      loop(kNone, node.first, kNone, m_.node(node.first).next, false);
      break;
    case Kind::do_while:
      loop(kNone, m_.node(node.first).next, kNone, node.first, true);
      break;
    case Kind::try_:
      attempt(ref);
      break;
    case Kind::switch_:
      choose(ref);
      break;
    case Kind::return_:
      give_back(node.first, ref);
      break;
    case Kind::throw_:
      m_.observe(m_.heap.with_contents(r_.expressions->eval(node.first)));
      if (m_.frame.body && m_.frame.throws == nullptr) m_.facts.output.throws = true;
      ++exits_;
      leave(m_.frame.throws);
      break;
    case Kind::break_:
    case Kind::continue_:
      jump(ref);
      break;
    case Kind::labeled:
      labeled(ref);
      break;
    case Kind::with:
      r_.expressions->eval(node.first);
      run(m_.node(node.first).next);
      break;
    case Kind::class_declaration:
      r_.assignments->declare(node.first, r_.functions->make_class(ref));
      break;
    default:
      break;  // functions were hoisted; the rest does nothing
  }
  --m_.depth;
}

void Statements::leave(Fork* to) {
  m_.reachable = false;
  if (to == nullptr) return;
  if (m_.step(static_cast<int64_t>(m_.heap.store.changes(*to)))) {
    m_.heap.store.set_aside(*to);
  } else {
    ++to->arms;
  }
}

void Statements::may_throw() {
  if (m_.frame.throws != nullptr && m_.frame.throws->arms == 0) m_.heap.store.set_aside(*m_.frame.throws);
}

void Statements::cut_guards(size_t mark) {
  if (m_.guards.size() > mark) m_.guards.resize(mark);
}

// The arms of an `if` are run, those of `return a ? b : c` are given back.
void Statements::branch(Ref ref) {
  const bool returns = m_.node(ref).kind == Kind::conditional;
  const auto take = [&](Ref arm) { returns ? give_back(arm, arm) : run(arm); };
  const Ref test_ref = m_.node(ref).first;
  Tested tested;
  r_.tests->test(test_ref, tested);
  const Ref consequent = m_.node(test_ref).next;
  const Ref alternate = consequent == kNone ? kNone : m_.node(consequent).next;
  if (tested.truth != Truth::unknown) {
    take(tested.truth == Truth::yes ? consequent : alternate);
    return;
  }
  m_.observe_test(tested.value.reads);
  Store& store = m_.heap.store;
  const size_t mark = m_.guards.size();
  const unsigned exits = exits_;
  Fork fork = store.fork();
  r_.tests->hold(tested.yes, tested.value);
  take(consequent);
  const bool first_goes_on = m_.reachable;
  store.end_arm(fork, m_.reachable);
  cut_guards(mark);
  m_.reachable = true;
  r_.tests->hold(tested.no, tested.value);
  take(alternate);
  const bool second_goes_on = m_.reachable;
  store.end_arm(fork, m_.reachable);
  cut_guards(mark);
  store.meet(fork);
  m_.reachable = first_goes_on || second_goes_on;
  if (!m_.reachable) return;
  if (first_goes_on != second_goes_on) {
    r_.tests->hold(first_goes_on ? tested.yes : tested.no, tested.value);
  } else if (exits_ != exits) {
    r_.tests->hold({}, tested.value);
  }
}

// What a catch finds is what was there when something threw: before the first thing that may, or later.
void Statements::attempt(Ref ref) {
  const Ref block = m_.node(ref).first;
  const Ref handler = block == kNone ? kNone : m_.node(block).next;
  const Ref finalizer = handler == kNone ? kNone : m_.node(handler).next;
  Store& store = m_.heap.store;
  const size_t guards = m_.guards.size();
  const unsigned exits = exits_;
  const bool catches = handler != kNone && m_.node(handler).kind == Kind::catch_;
  Fork after = store.fork();
  if (catches) {
    Fork* const outer = m_.frame.throws;
    Fork thrown = store.fork();
    m_.frame.throws = &thrown;
    run(block);
    m_.frame.throws = outer;
    if (thrown.arms > 0 && m_.reachable) store.set_aside(thrown);
    if (m_.reachable) store.set_aside(after);
    store.end_arm(thrown, false);
    store.meet(thrown);
    cut_guards(guards);
    m_.reachable = thrown.arms > 0;
    if (m_.reachable) {
      r_.tests->hold({}, Value{});
      const Ref parameter = m_.node(handler).first;
      if (parameter != kNone && m_.node(parameter).kind != Kind::missing) {
        r_.assignments->declare(parameter, made_of(from_unknown));
      }
      run(parameter == kNone ? kNone : m_.node(parameter).next);
    }
  } else {
    run(block);
  }
  store.end_arm(after, m_.reachable);
  store.meet(after);
  cut_guards(guards);
  const bool goes_on = after.arms > 0;
  m_.reachable = true;
  if (finalizer != kNone && m_.node(finalizer).kind == Kind::block) run(finalizer);
  m_.reachable = m_.reachable && goes_on;
  if (m_.reachable && exits_ != exits) r_.tests->hold({}, Value{});
}

void Statements::choose(Ref ref) {
  const Ref subject_ref = m_.node(ref).first;
  if (subject_ref == kNone) return;
  const Value subject = r_.expressions->eval(subject_ref);
  m_.observe_test(subject.reads);
  Store& store = m_.heap.store;
  const size_t guards = m_.guards.size();
  const unsigned exits = exits_;
  Fork after = store.fork();
  targets_.push_back({&after, nullptr, 0, false});
  bool has_default = false;
  bool falls = false;
  for (Ref part = m_.node(subject_ref).next; part != kNone; part = m_.node(part).next) {
    const Ref match = m_.node(part).first;
    has_default = has_default || (match != kNone && m_.node(match).kind == Kind::missing);
    falls = run_case(part, subject, after, falls);
  }
  targets_.pop_back();
  store.end_arm(after, !has_default);
  store.meet(after);
  m_.reachable = after.arms > 0;
  cut_guards(guards);
  if (m_.reachable && exits_ != exits && m_.frame.returns != nullptr) r_.tests->hold({}, subject);
}

// A case begins with the state before the switch, or the one at the end of the case before it.
bool Statements::run_case(Ref part, const Value& subject, Fork& after, bool falls) {
  const Ref match = m_.node(part).first;
  if (match == kNone) return falls;
  Tested tested;
  if (m_.node(match).kind != Kind::missing) {
    const Value value = r_.expressions->eval(match);
    if (equal(subject, value) == Truth::no && !falls) return false;
    if (!falls) r_.tests->ask_equal(subject, value, tested);
  }
  Store& store = m_.heap.store;
  const size_t guards = m_.guards.size();
  Fork arm = store.fork();
  store.set_aside(arm);
  r_.tests->hold(tested.yes, subject);
  hoist(part);
  list(m_.node(match).next);
  cut_guards(guards);
  const bool goes_on = m_.reachable;
  if (goes_on && m_.node(part).next == kNone) store.set_aside(after);
  store.end_arm(arm, goes_on);
  store.meet(arm);
  m_.reachable = true;
  return goes_on;
}

Statements::Target* Statements::target_of(Ref ref) {
  const bool is_break = m_.node(ref).kind == Kind::break_;
  const Ref label = m_.node(ref).first;
  const NameId name = label == kNone ? 0 : m_.name_of(label);
  for (size_t i = targets_.size(); i-- > 0;) {
    Target& target = targets_[i];
    if (target.breaks == nullptr && target.continues == nullptr) return nullptr;  // around it is another function
    if (name != 0 ? target.label == name : is_break ? target.label == 0 || target.loop : target.loop) return &target;
  }
  return nullptr;
}

void Statements::jump(Ref ref) {
  Target* const target = target_of(ref);
  if (target == nullptr) {
    leave(nullptr);
    return;
  }
  leave(m_.node(ref).kind == Kind::break_ ? target->breaks : target->continues);
}

void Statements::labeled(Ref ref) {
  const Ref label = m_.node(ref).first;
  const Ref body = label == kNone ? kNone : m_.node(label).next;
  if (body == kNone) return;
  const Kind kind = m_.node(body).kind;
  const bool loop = kind >= Kind::for_ && kind <= Kind::do_while;
  if (loop) {
    label_ = m_.name_of(label);
    run(body);
    label_ = 0;
    return;
  }
  Fork after = m_.heap.store.fork();
  targets_.push_back({&after, nullptr, m_.name_of(label), false});
  run(body);
  targets_.pop_back();
  m_.heap.store.end_arm(after, m_.reachable);
  m_.heap.store.meet(after);
  m_.reachable = after.arms > 0;
}

void Statements::give_back(Ref argument, Ref where) {
  const bool parts = m_.frame.body && argument != kNone && m_.node(argument).kind == Kind::conditional;
  if (parts && m_.depth < Machine::kMaxDepth) {
    ++m_.depth;
    branch(argument);
    --m_.depth;
    return;
  }
  if (m_.frame.body) {
    m_.frame.last = argument;
    while (m_.frame.last != kNone && m_.node(m_.frame.last).kind == Kind::await)
      m_.frame.last = m_.node(m_.frame.last).first;
    m_.frame.returned = false;
  }
  const Value value = argument == kNone ? nothing() : r_.expressions->eval(argument);
  if (!m_.reachable) return;
  if (m_.frame.body) {
    if (!m_.frame.returned) r_.functions->return_message(value, where);
  } else {
    m_.frame.result = m_.frame.returned ? m_.heap.join(m_.frame.result, value) : value;
    m_.frame.returned = true;
  }
  ++exits_;
  leave(m_.frame.returns);
}

void Statements::variables(Ref ref) {
  const bool is_var = m_.node(ref).op == TokenKind::var;
  for (Ref declarator = m_.node(ref).first; declarator != kNone; declarator = m_.node(declarator).next) {
    const Ref target = m_.node(declarator).first;
    const Ref init = target == kNone ? kNone : m_.node(target).next;
    if (init != kNone) {
      r_.assignments->declare(target, r_.expressions->eval(init));
    } else if (!is_var) {
      r_.assignments->declare(target, nothing());
    }
  }
}

}  // namespace halint
