// SPDX-License-Identifier: Apache-2.0
#include "code/control/functions.h"

#include <algorithm>

#include "code/control/assignments.h"
#include "code/control/expressions.h"
#include "code/control/objects.h"
#include "code/control/statements.h"

namespace halint {

using js::Kind;
using js::kNone;
using js::Ref;

void Functions::reset() {
  waiting_.clear();
  made_.clear();
}

Value Functions::closure(Ref ref) {
  const ObjectId made = r_.objects->make(ObjectKind::function, ref);
  Object& object = m_.heap[made];
  object.extra = m_.frame.activation;
  object.is_arrow = m_.node(ref).kind == Kind::arrow;
  object.sandbox_this = object.is_arrow && m_.frame.sandbox_this;
  if (object.is_arrow) object.self = m_.frame.self.object;
  made_.push_back(made);
  return object_value(made);
}

Value Functions::make_class(Ref ref) {
  const Ref name = m_.node(ref).first;
  const Ref heritage = name == kNone ? kNone : m_.node(name).next;
  const ObjectId made = r_.objects->make(ObjectKind::function, ref);
  m_.heap[made].is_class = true;
  const ObjectId methods = m_.heap.make(ObjectKind::literal);
  m_.heap[methods].run = m_.run;
  m_.heap[made].extra = methods;
  m_.heap[made].self = m_.frame.activation;
  if (heritage == kNone) return object_value(made);
  const Value parent = r_.expressions->eval(heritage);
  if (m_.heap.kind(parent.object) == ObjectKind::function && m_.heap[parent.object].is_class) {
    m_.heap[made].prototype = parent.object;
  }
  if (m_.node(name).kind == Kind::identifier) r_.assignments->declare(name, object_value(made));
  add_members(m_.node(heritage).next, made);
  return object_value(made);
}

void Functions::add_members(Ref first, ObjectId class_object) {
  for (Ref member = first; member != kNone; member = m_.node(member).next) {
    const js::Node& at = m_.node(member);
    if (at.kind == Kind::static_block) {
      r_.statements->run(member);
      continue;
    }
    if (at.first == kNone) continue;
    const bool is_static = at.has(js::flag_static);
    if (at.kind == Kind::field && !is_static) continue;  // with each instance
    const Property key = r_.expressions->key_of(member);
    const Ref value_ref = m_.node(at.first).next;
    const Value value = value_ref == kNone ? nothing() : r_.expressions->eval(value_ref);
    const bool accessor = at.has(js::flag_getter) || at.has(js::flag_setter);
    if (m_.heap.kind(value.object) == ObjectKind::function) m_.heap[value.object].prototype = class_object;
    if (!key.known || accessor) continue;
    const ObjectId into = is_static ? class_object : m_.heap[class_object].extra;
    m_.heap.store.set(m_.heap.make_field(into, key.name, value), value);
  }
}

void Functions::init_fields(ObjectId class_object, ObjectId instance) {
  const Object found = m_.heap[class_object];
  const Frame saved = m_.frame;
  m_.frame.unit = found.unit;
  m_.frame.activation = found.self;
  m_.frame.sandbox_this = false;
  m_.frame.self = object_value(instance);
  const Ref name = m_.node(found.ref).first;
  const Ref heritage = name == kNone ? kNone : m_.node(name).next;
  for (Ref member = heritage == kNone ? kNone : m_.node(heritage).next; member != kNone;
       member = m_.node(member).next) {
    const js::Node& at = m_.node(member);
    if (at.kind != Kind::field || at.has(js::flag_static) || at.first == kNone) continue;
    const Property key = r_.expressions->key_of(member);
    const Ref value_ref = m_.node(at.first).next;
    const Value value = value_ref == kNone ? nothing() : r_.expressions->eval(value_ref);
    if (key.known) m_.heap.store.set(m_.heap.make_field(instance, key.name, value), value);
  }
  m_.frame = saved;
}

void Functions::run_constructor(ObjectId class_object, const Value& self, std::span<const Value> arguments) {
  init_fields(class_object, self.object);
  const Object found = m_.heap[class_object];
  const CellId cell = m_.heap.field(found.extra, name_id(Word::constructor));
  if (cell != 0) {
    call(m_.heap.store[cell].object, self, arguments);
  } else if (found.prototype != 0 && m_.frame.depth < Machine::kMaxCalls) {
    ++m_.frame.depth;
    run_constructor(found.prototype, self, arguments);
    --m_.frame.depth;
  }
}

Value Functions::construct(ObjectId class_object, std::span<const Value> arguments, Ref ref) {
  const ObjectId instance = r_.objects->make(ObjectKind::literal, ref);
  const Value self = object_value(instance);
  if (!m_.heap[class_object].is_class) {
    call(class_object, self, arguments);
    return self;
  }
  m_.heap[instance].prototype = class_object;
  run_constructor(class_object, self, arguments);
  Value made = self;
  for (const Value& argument : arguments) absorb(made, argument);
  return made;
}

ObjectId Functions::super() {
  const ObjectId home = m_.frame.home;
  return home == 0 ? 0 : m_.heap[home].prototype;
}

Value Functions::call_super(std::span<const Value> arguments) {
  const ObjectId parent = super();
  if (parent != 0 && m_.heap.kind(m_.frame.self.object) == ObjectKind::literal) {
    run_constructor(parent, m_.frame.self, arguments);
  }
  return m_.frame.self;
}

// Functions that call themselves are run once inside of themselves; when the budget is spent, nothing is run twice.
bool Functions::may_enter(const Object& function) const {
  if (m_.frame.depth >= Machine::kMaxCalls || m_.depth > Machine::kMaxDepth - 50) return false;
  if (m_.spent() && m_.units[function.unit]->entered[function.ref] != 0) return false;
  unsigned same = 0;
  for (const auto& [unit, ref] : m_.running) {
    if (unit == function.unit && ref == function.ref) ++same;
  }
  return same < 2;
}

Value Functions::call(ObjectId id, const Value& self, std::span<const Value> arguments, bool for_body) {
  if (m_.heap.kind(id) != ObjectKind::function || m_.heap[id].is_class) return made_of(from_unknown);
  const Object function = m_.heap[id];
  Value result = made_of(from_unknown);
  if (!may_enter(function)) {
    for (const Value& argument : arguments) absorb(result, m_.heap.with_contents(argument));
    if (for_body) {
      return_message(result, function.ref);
      m_.frame.returned = true;
    }
    return result;
  }
  m_.units[function.unit]->entered[function.ref] = 1;
  m_.running.emplace_back(function.unit, function.ref);
  const Frame saved = m_.frame;
  const size_t guards = m_.guards.size();
  m_.frame.activation = m_.activate(function.ref, function.unit, function.extra);
  m_.frame.unit = function.unit;
  m_.frame.body = for_body;
  m_.frame.last = kNone;
  m_.frame.returned = false;
  m_.frame.result = {};
  m_.frame.home = function.prototype;
  ++m_.frame.depth;
  m_.frame.sandbox_this = function.sandbox_this;
  m_.frame.self = function.is_arrow ? object_value(function.self) : self;
  r_.statements->enter_function();
  Ref part = m_.node(function.ref).first;
  if (!function.is_arrow && part != kNone) {
    if (m_.node(function.ref).kind == Kind::function && m_.node(part).kind == Kind::identifier &&
        m_.scopes().binding_of(part) != 0) {
      r_.assignments->declare(part, object_value(id));
    }
    part = m_.node(part).next;
  }
  if (part != kNone) {
    bind_parameters(part, arguments);
    run_body(m_.node(part).next, m_.node(function.ref).has(js::flag_concise));
  }
  r_.statements->leave_function();
  result = m_.frame.result;
  m_.frame = saved;
  if (for_body) m_.frame.returned = true;
  m_.running.pop_back();
  m_.guards.resize(std::min(guards, m_.guards.size()));
  return result;
}

void Functions::bind_parameters(Ref parameters, std::span<const Value> arguments) {
  size_t index = 0;
  for (Ref at = m_.node(parameters).first; at != kNone; at = m_.node(at).next, ++index) {
    if (m_.node(at).kind == Kind::rest) {
      const ObjectId rest = r_.objects->make(ObjectKind::array, at);
      for (uint32_t i = 0; index < arguments.size(); ++index, ++i) r_.objects->init_element(rest, i, arguments[index]);
      r_.assignments->declare(m_.node(at).first, object_value(rest));
      return;
    }
    r_.assignments->declare(at, index < arguments.size() ? arguments[index] : nothing());
  }
}

void Functions::run_body(Ref body, bool concise) {
  if (body == kNone) return;
  if (concise && !m_.frame.body) {
    m_.frame.result = r_.expressions->eval(body);
    return;
  }
  Store& store = m_.heap.store;
  Fork returns = store.fork();
  m_.frame.returns = &returns;
  concise ? r_.statements->give_back(body, body) : r_.statements->run(body);
  const bool falls = m_.reachable;
  if (falls && m_.frame.body) r_.messages.ended();
  if (returns.arms == 0 && falls) {
    store.keep(returns);
  } else {
    store.end_arm(returns, falls);
    store.meet(returns);
    m_.reachable = returns.arms > 0;
  }
  if (!m_.frame.returned) {
    m_.frame.result = nothing();
  } else if (falls) {
    m_.frame.result = m_.heap.join(m_.frame.result, nothing());
  }
}

void Functions::return_message(const Value& value, Ref where) {
  if (m_.units[m_.frame.unit]->role != CodeRole::message) return;
  r_.messages.returned(value, where);
  if (!value.nullish) {
    r_.context.message_leaves();
    r_.context.acted();
    r_.timers.act();
  }
}

void Functions::wait(const Value& value, const Callback& callback, std::span<const Value> arguments) {
  for (const ObjectId member : m_.heap.members(value.object)) {
    const Object& object = m_.heap[member];
    ObjectId function = member;
    if (object.kind == ObjectKind::bound) function = object.ref;
    if (m_.heap[function].kind != ObjectKind::function || m_.heap[function].is_class) continue;
    Waiting& made = waiting_.emplace_back();
    made.function = function;
    made.callback = callback;
    made.frame = m_.frame;
    made.guards = m_.guards;
    for (size_t i = 0; i < made.arguments.size(); ++i) {
      made.arguments[i] = i < arguments.size() ? arguments[i] : made_of(from_unknown);
    }
  }
}

void Functions::run_one(size_t index, bool deferred) {
  if (waiting_[index].done) return;
  waiting_[index].done = true;
  const Waiting one = waiting_[index];
  const Frame saved = m_.frame;
  std::vector<Guard> guards = std::move(m_.guards);
  m_.guards = one.guards;
  const Frame at = one.frame;
  m_.frame.place = one.callback.place;
  m_.frame.time = one.callback.time;
  m_.frame.deferred = deferred || m_.frame.deferred;
  m_.frame.repeats = at.repeats || one.callback.repeats;
  m_.frame.timer = one.callback.timer != Object::kNone ? one.callback.timer : at.timer;
  m_.frame.consumer = one.callback.consumer != Object::kNone ? one.callback.consumer : at.consumer;
  m_.frame.many = at.many || m_.frame.repeats || one.callback.place == CodePlace::event;
  m_.frame.kept_key = at.kept_key;
  m_.frame.throws = nullptr;
  Fork fork = m_.heap.store.fork();
  if (deferred) {
    m_.heap.store.set_aside(fork);
    r_.state.forget_assigned();
    r_.context.forget_assigned(true);
  }
  call(one.function, {}, one.arguments);
  m_.heap.store.end_arm(fork, m_.reachable || !deferred);
  m_.heap.store.meet(fork);
  m_.reachable = true;
  m_.frame = saved;
  m_.guards = std::move(guards);
}

void Functions::run_completions(size_t since) {
  for (size_t i = since; i < waiting_.size(); ++i) {
    if (waiting_[i].callback.place == CodePlace::async && m_.depth < Machine::kMaxDepth / 2) run_one(i, false);
  }
}

void Functions::run_waiting() {
  for (size_t i = 0; i < waiting_.size(); ++i) run_one(i, true);
  run_uncalled();
  for (size_t i = 0; i < waiting_.size(); ++i) run_one(i, true);
  waiting_.clear();
}

// A function that was made and never called may be called by somebody who got it.
void Functions::run_uncalled() {
  for (size_t i = 0; i < made_.size(); ++i) {
    const ObjectId id = made_[i];
    const Object object = m_.heap[id];
    Unit& unit = *m_.units[object.unit];
    if (unit.entered[object.ref] != 0) continue;
    const js::Node& node = (*unit.ast)[object.ref];
    if (node.kind == Kind::function_declaration && node.first != kNone) {
      const BindingId binding = unit.names.binding_of(node.first);
      if (binding != 0 && unit.names[binding].references < 2) continue;
    }
    Waiting& made = waiting_.emplace_back();
    made.function = id;
    made.callback.place = CodePlace::nested;
    made.callback.time = m_.frame.time;
    made.frame = m_.frame;
    made.frame.kept_key = object.keeper == Keeper::context ? object.kept_by : Object::kNone;
    made.arguments = {made_of(from_unknown), made_of(from_unknown)};
    run_one(waiting_.size() - 1, true);
  }
  made_.clear();
}

}  // namespace halint
