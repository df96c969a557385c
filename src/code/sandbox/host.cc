// Objects of the host that function code calls: Object, JSON, Promise, Date, RED.util, timers.
// SPDX-License-Identifier: Apache-2.0
#include "code/control/expressions.h"
#include "code/control/functions.h"
#include "code/control/methods.h"
#include "code/control/objects.h"
#include "code/control/statements.h"
#include "code/sandbox/sandbox.h"

namespace halint {

using js::kNone;
using js::Ref;

Value Sandbox::call_object(NameId method, const Arguments& arguments, Ref ref) {
  const Value first = arguments.at(0);
  switch (static_cast<Word>(method)) {
    case Word::assign:
    case Word::defineProperty:
    case Word::setPrototypeOf: {
      const Value rest = r_.calls->all(arguments.from(1));
      Property any;
      r_.objects->mutated(first, rest, ref, any.index);
      for (const ObjectId target : m_.heap.members(first.object)) {
        const ObjectKind kind = m_.heap[target].kind;
        if (kind == ObjectKind::message && method == name_id(Word::assign)) {
          for (const Value& source : arguments.from(1).values) assign_to_message(first, source, ref);
          continue;
        }
        if (kind != ObjectKind::literal || method != name_id(Word::assign)) continue;
        for (const Value& source : arguments.from(1).values) {
          if (source.object == 0 && !source.nullish) m_.heap[target].open = true;
          for (const ObjectId member : m_.heap.members(source.object)) r_.objects->copy_fields(target, member, source);
        }
      }
      Value result = first;
      absorb(result, rest);
      result.certainty = Certainty::unknown;
      return result;
    }
    case Word::values:
    case Word::entries: {
      Value list = r_.methods->list_of(r_.expressions->element_of(first), ref);
      absorb(list, m_.heap.with_contents(first));
      list.holds = 0;
      return list;
    }
    case Word::freeze:
      return first;
    case Word::keys: {
      Value list = made_of(m_.heap.with_contents(first).sources);
      list.reads = first.reads;
      return list;
    }
    default: {
      Value result = r_.calls->all(arguments);
      result.holds = 0;
      return result;
    }
  }
}

// Object.assign(msg, {…}): each field is a property of the message.
void Sandbox::assign_to_message(const Value& target, const Value& source, Ref ref) {
  for (const ObjectId member : m_.heap.members(source.object)) {
    if (m_.heap[member].kind != ObjectKind::literal) continue;
    for (uint32_t at = m_.heap[member].first_field; at != 0; at = m_.heap.field_at(at).next) {
      Property property;
      property.name = m_.heap.field_at(at).name;
      property.text = m_.names.text(property.name);
      property.known = true;
      const Value value = m_.heap.store[m_.heap.field_at(at).cell];
      r_.objects->set(target, property, value, ref, ref, kNone, false);
      if (!m_.step()) return;
    }
  }
}

Value Sandbox::call_host(ObjectId function, const Arguments& arguments, Ref ref) {
  const Object called = m_.heap[function];
  const NameId host = called.ref;
  const bool itself = called.kind == ObjectKind::host;
  const NameId method = itself ? 0 : called.extra;
  switch (static_cast<Word>(host)) {
    case Word::Object:
    case Word::Reflect:
      return call_object(method, arguments, ref);
    case Word::clearInterval:
    case Word::clearTimeout:
      r_.timers.end();
      m_.observe(r_.calls->all(arguments));
      return nothing();
    case Word::Promise:
      return call_promise(method, arguments);
    case Word::structuredClone:
      return clone(arguments.at(0), ref);
    case Word::util:
      if (method == name_id(Word::promisify)) return arguments.at(0);
      break;
    case Word::RED:
      if (method == name_id(Word::cloneMessage)) return clone(arguments.at(0), ref);
      break;
    case Word::JSON:
      if (method == name_id(Word::parse)) r_.statements->may_throw();
      break;
    case Word::Array:
      if (method == name_id(Word::from)) {
        const Value list = arguments.at(0);
        const Value element = arguments.size() > 1
                                  ? r_.methods->each(list, arguments.at(1), name_id(Word::map), made_of(from_constant))
                                  : r_.expressions->element_of(list);
        Value all = r_.methods->list_of(element, ref);
        absorb(all, m_.heap.with_contents(list));
        return all;
      }
      break;
    case Word::process:
      if (method == name_id(Word::on) || method == name_id(Word::once)) {
        return r_.calls->give_away(arguments, CodePlace::event);
      }
      break;
    case Word::console:
      m_.logged |= r_.calls->all(arguments).reads;
      return nothing();
    default:
      break;
  }
  Value result = r_.calls->all(arguments);
  result.holds = 0;
  if (differs(host, method, itself)) {
    result.sources |= from_nondeterministic;
    if (host != name_id(Word::Date) && host != name_id(Word::performance)) result.sources |= from_copy;
  }
  if (host == name_id(Word::String) || (host == name_id(Word::JSON) && method == name_id(Word::stringify))) {
    const Value given = arguments.at(0);
    if (host == name_id(Word::String) && itself && given.is_string()) {
      result.certainty = given.certainty;
      result.text = given.text;
    }
    result.type = ConstantType::string;
  }
  if (host == name_id(Word::JSON) && method == name_id(Word::parse)) result.maybe_nullish = true;
  return result;
}

Value Sandbox::construct_host(ObjectId constructor, const Arguments& arguments, Ref ref) {
  const NameId host = m_.heap[constructor].ref;
  switch (static_cast<Word>(host)) {
    case Word::Promise: {
      const Value executor = arguments.at(0);
      if (m_.heap.kind(executor.object) == ObjectKind::function) {
        const Value unknown[2] = {made_of(from_unknown), made_of(from_unknown)};
        Value result = r_.functions->call(executor.object, {}, unknown);
        result.sources |= from_unknown;
        result.object = 0;
        result.holds = 0;
        result.nullish = false;
        result.certainty = Certainty::unknown;
        return result;
      }
      return r_.calls->give_away(arguments, CodePlace::async);
    }
    case Word::Map:
    case Word::Set:
    case Word::WeakMap:
    case Word::WeakSet:
    case Word::Array:
    case Word::Object: {
      const bool list = host == name_id(Word::Array);
      const ObjectId made = r_.objects->make(list ? ObjectKind::array : ObjectKind::literal, ref);
      m_.heap[made].collection = host != name_id(Word::Array) && host != name_id(Word::Object);
      Value value = object_value(made);
      const Value whole = r_.calls->all(arguments);
      if (arguments.size() > 0) r_.objects->init_any(made, r_.expressions->element_of(arguments.at(0)));
      absorb(value, whole);
      return value;
    }
    default: {
      Value result = r_.calls->all(arguments);
      result.holds = 0;
      if (host == name_id(Word::Date) && arguments.size() == 0) result.sources |= from_nondeterministic;
      return result;
    }
  }
}

Value Sandbox::start_timer(TimerKind kind, const Arguments& arguments, Ref ref) {
  Callback callback;
  callback.place = CodePlace::timer;
  callback.time = m_.frame.time == UseTime::start ? UseTime::timer : m_.frame.time;
  callback.repeats = kind == TimerKind::interval || kind == TimerKind::schedule;
  callback.timer = r_.timers.start(kind, ref);
  m_.observe(r_.calls->all(arguments));
  for (const Value& value : arguments.values) {
    for (const ObjectId member : m_.heap.members(value.object)) {
      const Object& object = m_.heap[member];
      if (object.kind == ObjectKind::node_method && object.ref == name_id(Word::send)) {
        m_.facts.timers[callback.timer].sends = true;
      }
    }
    r_.functions->wait(value, callback, {});
  }
  return made_of(from_nondeterministic);
}

}  // namespace halint
