// SPDX-License-Identifier: Apache-2.0
#include "code/sandbox/sandbox.h"

#include "code/sandbox/context_calls.h"

namespace halint {

using js::kNone;
using js::Ref;

void Sandbox::reset() {
  things_.assign(name_id(Word::count_), 0);
  libraries_.clear();
  message_cell_ = 0;
  message_ = 0;
}

void Sandbox::begin(bool with_message) {
  with_message_ = with_message;
  if (!with_message) return;
  Value value = object_value(message(), from_message);
  value.holds = holds_message;
  message_cell_ = m_.heap.store.make(value);
  // `var msg` declares a parameter of the function around the body once more, and leaves its value as it is.
  const Activation& body = m_.activations[m_.frame.activation];
  for (const Binding& binding : m_.scopes().bindings()) {
    const bool again = binding.name == name_id(Word::msg) && binding.function == body.function;
    if (again) m_.heap.store.set(body.first + binding.slot, value);
  }
}

ObjectId Sandbox::message() {
  if (message_ == 0) message_ = m_.heap.make(ObjectKind::message);
  return message_;
}

ObjectId Sandbox::thing(ObjectKind kind, NameId name, ContextScope scope) {
  if (things_[name] != 0) return things_[name];
  const ObjectId made = m_.heap.make(kind);
  m_.heap[made].scope = scope;
  m_.heap[made].ref = name;
  things_[name] = made;
  return made;
}

Value Sandbox::builtin(NameId name, Ref ref) {
  if (name == 0) return made_of(from_unknown);
  for (const auto& [variable, module] : libraries_) {
    if (variable == name) return module;
  }
  if (name >= name_id(Word::Buffer) && name <= name_id(Word::arguments)) {
    if (name == name_id(Word::NaN) || name == name_id(Word::Infinity)) return made_of(from_constant);
    if (name == name_id(Word::arguments)) return made_of(from_unknown);
    return object_value(thing(ObjectKind::host, name));
  }
  switch (static_cast<Word>(name)) {
    case Word::msg:
      if (with_message_) return m_.heap.store[message_cell_];
      break;
    case Word::context:
      return object_value(thing(ObjectKind::context, name));
    case Word::flow:
      return object_value(thing(ObjectKind::context, name, ContextScope::flow));
    case Word::global:
      return object_value(thing(ObjectKind::context, name, ContextScope::global));
    case Word::node:
      return object_value(thing(ObjectKind::node, name));
    case Word::env:
      return object_value(thing(ObjectKind::env, name));
    case Word::globalThis:
      return object_value(thing(ObjectKind::sandbox, name), from_unknown);
    case Word::require:
      return object_value(thing(ObjectKind::require, name));
    case Word::fetch:
      return object_value(thing(ObjectKind::fetch, name));
    case Word::setInterval:
    case Word::setTimeout:
    case Word::setImmediate:
    case Word::queueMicrotask: {
      const ObjectId made = thing(ObjectKind::timer_start, name);
      const TimerKind kind = name == name_id(Word::setInterval)  ? TimerKind::interval
                             : name == name_id(Word::setTimeout) ? TimerKind::timeout
                                                                 : TimerKind::immediate;
      m_.heap[made].ref = static_cast<uint32_t>(kind);
      return object_value(made);
    }
    case Word::undefined:
      return nothing();
    default:
      break;
  }
  if (ref == kNone) return made_of(from_unknown);
  return r_.state.read(r_.state.state(StateKind::implicit_global, ContextScope::node, m_.names.text(name)), ref);
}

void Sandbox::set_free(NameId name, const Value& value, Ref whole, bool reads_first) {
  if (name == name_id(Word::msg) && with_message_) {
    m_.heap.store.set(message_cell_, value);
    return;
  }
  r_.state.write(r_.state.state(StateKind::implicit_global, ContextScope::node, m_.names.text(name)), value, whole,
                 reads_first);
}

namespace {

StateKind property_kind(const Object& context) {
  return context.shared ? StateKind::shared_property : StateKind::context_property;
}

}  // namespace

Value Sandbox::context_member(ObjectId object, const Property& property, Ref ref) {
  const ContextScope scope = m_.heap[object].scope;
  const auto part = [&](ObjectKind kind, ContextScope of) {
    const ObjectId made = m_.heap.make(kind);
    m_.heap[made].scope = of;
    m_.heap[made].shared = kind == ObjectKind::context;
    return object_value(made);
  };
  switch (static_cast<Word>(property.name)) {
    case Word::get:
      return part(ObjectKind::context_get, scope);
    case Word::set:
      return part(ObjectKind::context_set, scope);
    case Word::keys:
      return part(ObjectKind::context_keys, scope);
    case Word::flow:
      return part(ObjectKind::context, ContextScope::flow);
    case Word::global:
      return part(ObjectKind::context, ContextScope::global);
    default:
      break;
  }
  Value value = r_.state.read(r_.state.state(property_kind(m_.heap[object]), scope, property.text), ref);
  value.sources = from_context;
  r_.context_calls->take_seed(property.text, scope, value);
  return value;
}

Value Sandbox::environment(std::string_view name) {
  m_.variable.add(name);
  const ObjectId made = m_.heap.make(ObjectKind::process_env);
  m_.heap[made].text = name;
  Value value = object_value(made, from_environment);
  value.maybe_nullish = true;
  return value;
}

Value Sandbox::host_member(ObjectId object, const Property& property, Ref ref) {
  const Object host = m_.heap[object];
  const NameId word = host.ref;
  if (word == name_id(Word::process) && property.name == name_id(Word::env)) {
    return object_value(m_.heap.make(ObjectKind::process_env), from_environment);
  }
  if (word == name_id(Word::process) && property.name == name_id(Word::pid)) {
    return made_of(from_nondeterministic | from_copy);
  }
  if (word == name_id(Word::RED) && property.name == name_id(Word::util)) return object_value(object);
  const ObjectId made = m_.heap.make(ObjectKind::host_method);
  m_.heap[made].ref = word;
  m_.heap[made].extra = property.known ? property.name : 0;
  Value value = object_value(made);
  if (m_.scopes().assigns_members() && ref != kNone) {
    const std::string_view name = m_.ast().slice(ref).substr(0, TextPool::kMaxLength);
    const StateId state = r_.state.state(StateKind::host_object_property, ContextScope::node, name);
    absorb(value, r_.state.read(state, ref));
    value.sources &= static_cast<uint8_t>(~from_unknown);
  }
  return value;
}

Value Sandbox::member(ObjectId object, const Property& property, Ref ref) {
  const Object at = m_.heap[object];
  switch (at.kind) {
    case ObjectKind::context:
      if (!property.known) return made_of(from_unknown);
      return context_member(object, property, ref);
    case ObjectKind::node: {
      if (!property.known) return made_of(from_unknown);
      const ObjectId made = m_.heap.make(ObjectKind::node_method);
      m_.heap[made].ref = property.name;
      return object_value(made);
    }
    case ObjectKind::env:
      if (property.name == name_id(Word::get)) return object_value(thing(ObjectKind::env_get, name_id(Word::get)));
      [[fallthrough]];
    case ObjectKind::host:
    case ObjectKind::host_method:
      return host_member(object, property, ref);
    case ObjectKind::process_env: {
      if (!at.text.empty() || !property.known) return made_of(from_environment);
      if (ref != kNone) {
        r_.outside.use(ExternalKind::process_env, "process", property.text, {}, false, false, ref);
      }
      return environment(property.text);
    }
    case ObjectKind::module: {
      const ObjectId made = m_.heap.make(ObjectKind::module);
      m_.heap[made].text = at.text;
      bool cut = false;
      m_.heap[made].method =
          at.method.empty() ? property.text : m_.pool.join(m_.pool.join(at.method, ".", cut), property.text, cut);
      if (property.text == "default" || property.text == "promises") m_.heap[made].method = at.method;
      return object_value(made);
    }
    case ObjectKind::sandbox: {
      if (!property.known || ref == kNone) return made_of(from_unknown);
      return r_.state.read(r_.state.state(StateKind::this_property, ContextScope::node, property.text), ref);
    }
    default:
      return made_of(from_unknown);
  }
}

void Sandbox::set_member(ObjectId object, const Property& property, const Value& value, Ref whole, Ref target,
                         bool reads_first) {
  const Object at = m_.heap[object];
  StateKind kind = StateKind::host_object_property;
  std::string_view name = m_.ast().slice(target).substr(0, TextPool::kMaxLength);
  switch (at.kind) {
    case ObjectKind::context:
      kind = property_kind(at);
      name = property.text;
      break;
    case ObjectKind::sandbox:
      kind = StateKind::this_property;
      name = property.text;
      break;
    case ObjectKind::env:
    case ObjectKind::host:
    case ObjectKind::host_method:
    case ObjectKind::process_env:
    case ObjectKind::module:
      break;
    default:
      return;
  }
  const ContextScope scope = at.kind == ObjectKind::context ? at.scope : ContextScope::node;
  r_.state.write(r_.state.state(kind, scope, name), value, whole, reads_first);
}

Value Sandbox::send(const Arguments& arguments, Ref ref) {
  const Value value = arguments.at(0);
  if (m_.reachable && r_.messages.leave(value, ref)) r_.context.message_leaves();
  r_.context.acted();
  CodeSend& made = m_.facts.sends.emplace_back();
  made.place = m_.frame.place;
  made.time = m_.frame.time;
  made.part = m_.frame.unit;
  made.guarded = m_.guarded();
  made.span = m_.span(ref);
  if ((value.holds & kDrained) == 0 || m_.frame.time == UseTime::message) r_.timers.act();
  return nothing();
}

Value Sandbox::call_node(ObjectId method, const Arguments& arguments, Ref ref) {
  const bool message = m_.units[m_.frame.unit]->role == CodeRole::message;
  CodeOutput& output = m_.facts.output;
  switch (static_cast<Word>(m_.heap[method].ref)) {
    case Word::send:
      return send(arguments, ref);
    case Word::context:
      return object_value(thing(ObjectKind::context, name_id(Word::context)));
    case Word::error:
      output.calls_error = output.calls_error || message;
      m_.observe(r_.calls->all(arguments));
      if (arguments.size() > 1 && !arguments.at(1).nullish) {
        r_.messages.report(CodeReport::Kind::error);
        if (m_.frame.time != UseTime::message) r_.timers.act();
      }
      return nothing();
    case Word::status:
      output.calls_status = output.calls_status || message;
      r_.messages.report(CodeReport::Kind::status);
      if (m_.frame.time != UseTime::message) r_.timers.act();
      return nothing();
    case Word::warn:
    case Word::log:
    case Word::trace:
    case Word::debug:
      m_.logged |= r_.calls->all(arguments).reads;
      return nothing();
    case Word::done:
      output.calls_done = output.calls_done || message;
      return nothing();
    case Word::linkcall: {
      r_.messages.call_link(arguments.at(0), ref);
      m_.observe(r_.calls->all(arguments));
      r_.timers.act();
      return made_of(from_unknown | from_message);
    }
    case Word::on:
      return r_.calls->give_away(arguments, CodePlace::event);
    default:
      return r_.calls->give_away(arguments, CodePlace::async);
  }
}

Value Sandbox::call_env(const Arguments& arguments, Ref ref) {
  const Value name = arguments.at(0);
  r_.outside.read_environment(name, ref);
  if (!name.constant()) {
    m_.variable.several = true;
    return made_of(from_environment);
  }
  return environment(name.text);
}

// Clock, chance, ids, and what only this process has.
bool Sandbox::differs(NameId host, NameId method, bool itself) const {
  const auto word = static_cast<Word>(method);
  switch (static_cast<Word>(host)) {
    case Word::Date:
      return itself || word == Word::now;
    case Word::performance:
      return word == Word::now;
    case Word::Math:
      return word == Word::random;
    case Word::crypto:
      return word == Word::randomUUID || word == Word::randomBytes || word == Word::randomInt ||
             word == Word::getRandomValues;
    case Word::process:
      return word == Word::hrtime || word == Word::uptime || word == Word::memoryUsage;
    case Word::RED:
      return word == Word::generateId;
    default:
      return false;
  }
}

Value Sandbox::clone(const Value& value, Ref ref) {
  const Heap::Members members = m_.heap.members(value.object);
  Value made = value;
  for (const ObjectId member : members) {
    const ObjectKind kind = m_.heap[member].kind;
    if (kind != ObjectKind::message && kind != ObjectKind::literal) continue;
    const ObjectId copy = m_.heap.make(ObjectKind::literal);
    m_.heap[copy].ref = ref;
    m_.heap[copy].run = m_.run;
    for (uint32_t at = m_.heap[member].first_field; at != 0; at = m_.heap.field_at(at).next) {
      Value field = m_.heap.store[m_.heap.field_at(at).cell];
      m_.heap.store.set(m_.heap.make_field(copy, m_.heap.field_at(at).name, field), field);
      if (!m_.step()) break;
    }
    m_.heap[copy].spreads_message = kind == ObjectKind::message || m_.heap[member].spreads_message;
    m_.heap[copy].open = m_.heap[member].open;
    made.object = copy;
    return made;
  }
  made.object = 0;
  return made;
}

Value Sandbox::call_promise(NameId method, const Arguments& arguments) {
  Value value = arguments.at(0);
  value.maybe_nullish = value.nullish = false;
  if (method != name_id(Word::resolve) && method != name_id(Word::all)) value.sources |= from_unknown;
  return value;
}

}  // namespace halint
