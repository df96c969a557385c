// SPDX-License-Identifier: Apache-2.0
#include "code/control/assignments.h"

#include "code/control/expressions.h"
#include "code/control/objects.h"
#include "code/control/tests.h"
#include "code/sandbox/sandbox.h"

namespace halint {

using js::Kind;
using js::kNone;
using js::Ref;
using js::TokenKind;

bool Assignments::outlives(uint32_t activation) const {
  const Activation& at = m_.activations[activation];
  return at.run != m_.run || at.kept;
}

StateId Assignments::closure_state(BindingId binding) {
  const NameId name = m_.scopes()[binding].name;
  return r_.state.state(StateKind::closure_variable, ContextScope::node, m_.names.text(name));
}

Value Assignments::read(BindingId binding, Ref ref) {
  uint32_t activation = 0;
  const CellId cell = m_.cell_of(binding, activation);
  if (cell == 0) return made_of(from_unknown);
  Value value = m_.heap.store[cell];
  value.assigned = false;
  if (outlives(activation) && m_.heap.kind(value.object) == ObjectKind::none) {
    const Value kept = r_.state.read(closure_state(binding), ref);
    value.reads |= kept.reads;
    value.holds |= kept.holds & kWhole;
    if (value.constant() || value.nullish) {
      value.certainty = Certainty::unknown;
      value.nullish = false;
      value.maybe_nullish = true;
    }
  }
  return value;
}

void Assignments::name(Ref target, const Value& value, Ref whole, bool declares, bool reads_first) {
  const BindingId binding = m_.scopes().binding_of(target);
  if (binding == 0) {
    if (!declares) r_.sandbox->set_free(m_.name_of(target), value, whole, reads_first);
    return;
  }
  uint32_t activation = 0;
  const CellId cell = m_.cell_of(binding, activation);
  if (cell == 0) return;
  if (!declares && outlives(activation)) r_.state.write(closure_state(binding), value, whole, reads_first);
  if (!declares && activation != m_.frame.activation) r_.context.note_stateful(m_.frame.kept_key);
  if (!declares && m_.frame.deferred && activation != m_.frame.activation) {
    m_.heap.store.weaken(cell, value);
    return;
  }
  m_.heap.store.set(cell, value);
}

void Assignments::declare(Ref pattern, const Value& value) { take_apart(pattern, value, pattern, true); }

void Assignments::assign(Ref target, const Value& value, Ref whole, Ref value_ref) {
  if (m_.node(target).kind == Kind::member) {
    const Value base = r_.expressions->eval(m_.node(target).first);
    const Property property = r_.expressions->property_of(target);
    r_.objects->set(base, property, value, whole, target, value_ref, false);
    return;
  }
  take_apart(target, value, whole, false);
}

void Assignments::take_apart(Ref pattern, const Value& value, Ref whole, bool declares) {
  if (pattern == kNone || m_.depth > Machine::kMaxDepth) return;
  switch (m_.node(pattern).kind) {
    case Kind::identifier:
      name(pattern, value, whole, declares, false);
      break;
    case Kind::member:
      assign(pattern, value, whole, kNone);
      break;
    case Kind::default_: {
      const Ref target = m_.node(pattern).first;
      const Ref initial = m_.node(target).next;
      if (value.nullish) {
        take_apart(target, r_.expressions->eval(initial), whole, declares);
        break;
      }
      // The default may be evaluated or not.
      Value taken = value;
      if (value.maybe_nullish || value.object == 0) taken = m_.heap.join(value, r_.expressions->eval(initial));
      take_apart(target, taken, whole, declares);
      break;
    }
    case Kind::rest:
      take_apart(m_.node(pattern).first, value, whole, declares);
      break;
    case Kind::object_pattern:
      take_object(pattern, value, whole, declares);
      break;
    case Kind::array_pattern:
      take_array(pattern, value, whole, declares);
      break;
    default:
      break;
  }
}

void Assignments::take_object(Ref pattern, const Value& value, Ref whole, bool declares) {
  ++m_.depth;
  std::vector<NameId> taken;
  for (Ref at = m_.node(pattern).first; at != kNone; at = m_.node(at).next) {
    if (m_.node(at).kind == Kind::rest) {
      Value rest = value;
      const ObjectId copy = r_.objects->make(ObjectKind::literal, at);
      for (const ObjectId member : m_.heap.members(value.object)) r_.objects->copy_fields(copy, member, value);
      for (const NameId one : taken) {
        const Value none = nothing();
        m_.heap.store.set(m_.heap.make_field(copy, one, none), none);
      }
      rest.object = copy;
      rest.holds = 0;
      take_apart(m_.node(at).first, rest, whole, declares);
      continue;
    }
    const Property property = r_.expressions->key_of(at);
    if (property.known) taken.push_back(property.name);
    const Value member = r_.objects->member(value, property, at);
    const Ref key = m_.node(at).first;
    const Ref target = m_.node(key).next;
    take_apart(target == kNone ? key : target, member, whole, declares);
  }
  --m_.depth;
}

void Assignments::take_array(Ref pattern, const Value& value, Ref whole, bool declares) {
  ++m_.depth;
  std::vector<Value> known;
  const bool all = r_.expressions->elements_of(value, known);
  size_t index = 0;
  for (Ref at = m_.node(pattern).first; at != kNone; at = m_.node(at).next, ++index) {
    if (m_.node(at).kind == Kind::missing) continue;
    if (m_.node(at).kind == Kind::rest) {
      take_apart(m_.node(at).first, value, whole, declares);
      continue;
    }
    const Value element = all ? (index < known.size() ? known[index] : nothing()) : r_.expressions->element_of(value);
    take_apart(at, element, whole, declares);
  }
  --m_.depth;
}

Value Assignments::run(Ref ref) {
  const js::Node& node = m_.node(ref);
  const Ref target = node.first;
  const Ref value_ref = m_.node(target).next;
  const bool plain = node.op == TokenKind::assign;
  const bool member = m_.node(target).kind == Kind::member;
  if (plain && !member) {
    const Value value = r_.expressions->eval(value_ref);
    assign(target, value, ref, value_ref);
    return value;
  }
  Value base;
  Property property;
  if (member) {
    base = r_.expressions->eval(m_.node(target).first);
    property = r_.expressions->property_of(target);
  }
  if (plain) {
    const Value value = r_.expressions->eval(value_ref);
    r_.objects->set(base, property, value, ref, target, value_ref, false);
    return value;
  }
  const Value old = member ? r_.objects->member(base, property, target) : r_.expressions->eval(target);
  const bool logical = node.op == TokenKind::logical_and_assign || node.op == TokenKind::logical_or_assign ||
                       node.op == TokenKind::coalesce_assign;
  Fork fork = m_.heap.store.fork();
  const size_t guards = m_.guards.size();
  if (logical) {
    m_.heap.store.set_aside(fork);
    GuardList list;
    if (node.op != TokenKind::logical_and_assign) r_.tests->ask_absent(old, list);
    r_.tests->hold(list, old);
  }
  const Value right = r_.expressions->eval(value_ref);
  Value value = right;
  if (!logical) {
    const Value whole_old = m_.heap.with_contents(old);
    const Value whole_right = m_.heap.with_contents(right);
    value = node.op == TokenKind::plus_assign ? add(whole_old, whole_right, m_.pool) : Value{};
    absorb(value, whole_old);
    absorb(value, whole_right);
    value.holds = 0;
  }
  if (member) {
    r_.objects->set(base, property, value, ref, target, value_ref, !logical);
  } else if (m_.node(target).kind == Kind::identifier) {
    name(target, value, ref, false, !logical);
  }
  m_.heap.store.end_arm(fork, true);
  m_.heap.store.meet(fork);
  m_.guards.resize(std::min(guards, m_.guards.size()));
  return logical ? m_.heap.join(old, value) : value;
}

Value Assignments::update(Ref ref) {
  const Ref target = m_.node(ref).first;
  const bool member = m_.node(target).kind == Kind::member;
  Value base;
  Property property;
  if (member) {
    base = r_.expressions->eval(m_.node(target).first);
    property = r_.expressions->property_of(target);
  }
  const Value old = member ? r_.objects->member(base, property, target) : r_.expressions->eval(target);
  Value value = made_of(old.sources);
  value.reads = old.reads;
  value.type = ConstantType::number;
  if (member) {
    r_.objects->set(base, property, value, ref, target, kNone, true);
  } else if (m_.node(target).kind == Kind::identifier) {
    name(target, value, ref, false, true);
  }
  return value;
}

Value Assignments::remove(Ref ref) {
  const Ref target = m_.node(ref).first;
  if (m_.node(target).kind != Kind::member) return r_.expressions->eval(target);
  const Value base = r_.expressions->eval(m_.node(target).first);
  const Property property = r_.expressions->property_of(target);
  r_.objects->set(base, property, nothing(), ref, target, kNone, false);
  return made_of(from_constant);
}

}  // namespace halint
