// SPDX-License-Identifier: Apache-2.0
#include "code/control/calls.h"

#include <algorithm>

#include "code/control/expressions.h"
#include "code/control/functions.h"
#include "code/control/methods.h"
#include "code/control/objects.h"
#include "code/control/statements.h"
#include "code/sandbox/context_calls.h"
#include "code/sandbox/locks.h"
#include "code/sandbox/modules.h"
#include "code/sandbox/queries.h"
#include "code/sandbox/sandbox.h"
#include "code/sql.h"

namespace halint {

using js::Kind;
using js::kNone;
using js::Ref;

Arguments Calls::evaluate(Ref first) {
  Arguments arguments;
  size_t count = 0;
  for (Ref at = first; at != kNone; at = m_.node(at).next) ++count;
  arguments.values.reserve(count);
  arguments.refs.reserve(count);
  for (Ref at = first; at != kNone; at = m_.node(at).next) {
    if (m_.node(at).kind != Kind::spread) {
      arguments.values.push_back(r_.expressions->eval(at));
      arguments.refs.push_back(at);
      continue;
    }
    const Value list = r_.expressions->eval(m_.node(at).first);
    std::vector<Value> known;
    if (r_.expressions->elements_of(list, known)) {
      for (const Value& value : known) {
        arguments.values.push_back(value);
        arguments.refs.push_back(at);
      }
      continue;
    }
    arguments.open = true;
    Value unknown = r_.expressions->element_of(list);
    unknown.sources |= from_unknown;
    arguments.values.push_back(unknown);
    arguments.refs.push_back(at);
    for (Ref rest = m_.node(at).next; rest != kNone; rest = m_.node(rest).next) r_.expressions->eval(rest);
    break;
  }
  return arguments;
}

Value Calls::all(const Arguments& arguments) const {
  Value whole;
  for (const Value& value : arguments.values) absorb(whole, m_.heap.with_contents(value));
  m_.told |= whole_reads(whole);
  return whole;
}

Value Calls::give_away(const Arguments& arguments, CodePlace place) {
  Callback callback;
  const CodePlace now = m_.frame.place;
  callback.place = place == CodePlace::async && (now == CodePlace::timer || now == CodePlace::event) ? now : place;
  callback.time = m_.frame.time;
  if (place == CodePlace::event && callback.time == UseTime::start) callback.time = UseTime::event;
  for (const Value& value : arguments.values) r_.functions->wait(value, callback, {});
  Value whole = all(arguments);
  m_.observe(whole);
  whole.holds = 0;
  return whole;
}

Value Calls::bind(const Value& function, const Arguments& arguments) {
  const ObjectKind kind = m_.heap.kind(function.object);
  const bool method = kind == ObjectKind::context_get || kind == ObjectKind::context_set ||
                      kind == ObjectKind::context_keys || kind == ObjectKind::node_method;
  if (kind != ObjectKind::function && (!method || arguments.size() < 2)) return function;
  const ObjectId made = m_.heap.make(ObjectKind::bound);
  m_.heap[made].ref = function.object;
  m_.heap[made].run = m_.run;
  const Value self = arguments.at(0);
  m_.heap.store.set(m_.heap.make_field(made, name_id(Word::this_), self), self);
  for (size_t i = 1; i < arguments.size(); ++i) {
    r_.objects->init_element(made, static_cast<uint32_t>(i - 1), arguments.values[i]);
  }
  return object_value(made);
}

// f.call(…), f.apply(…), f.bind(…).
bool Calls::redirect(const Value& base, const Property& property, const Arguments& arguments, Ref ref, Value& result) {
  const bool method = property.name == name_id(Word::call) || property.name == name_id(Word::apply) ||
                      property.name == name_id(Word::bind);
  if (!method || base.object == 0) return false;
  for (const ObjectId member : m_.heap.members(base.object)) {
    switch (m_.heap[member].kind) {
      case ObjectKind::context_get:
      case ObjectKind::context_set:
      case ObjectKind::context_keys:
      case ObjectKind::node_method:
      case ObjectKind::env_get:
      case ObjectKind::host_method:
      case ObjectKind::function:
      case ObjectKind::bound:
      case ObjectKind::module:
        break;
      default:
        return false;
    }
  }
  if (property.name == name_id(Word::bind)) {
    result = bind(base, arguments);
    return true;
  }
  if (property.name == name_id(Word::call)) {
    result = invoke(base, arguments.at(0), arguments.from(1), ref);
    return true;
  }
  Arguments spread;
  std::vector<Value> known;
  if (r_.expressions->elements_of(arguments.at(1), known)) {
    spread.values = known;
    spread.refs.assign(known.size(), kNone);
  } else {
    spread.open = true;
    spread.values.push_back(r_.expressions->element_of(arguments.at(1)));
    spread.refs.push_back(kNone);
  }
  result = invoke(base, arguments.at(0), spread, ref);
  return true;
}

// What stands in `return f(msg)` is a part of the body: its returns are, each under its own conditions.
bool Calls::may_return(const Value& function, Ref ref) const {
  if (!m_.frame.body || m_.frame.last != ref) return false;
  const Heap::Members members = m_.heap.members(function.object);
  return members.count > 0 && std::all_of(members.begin(), members.end(), [&](ObjectId member) {
           const Object& object = m_.heap[member];
           return object.kind == ObjectKind::function && !object.is_class && object.unit == m_.frame.unit;
         });
}

Value Calls::call(Ref ref) {
  const Ref callee_ref = m_.node(ref).first;
  const Ref first = m_.node(callee_ref).next;
  if (m_.node(callee_ref).kind == Kind::super) return r_.functions->call_super(evaluate(first).values);
  if (m_.node(callee_ref).kind != Kind::member) {
    const Kind kind = m_.node(callee_ref).kind;
    const Value function = r_.expressions->eval(callee_ref);
    const Arguments arguments = evaluate(first);
    at_once_ = kind == Kind::function || kind == Kind::arrow;
    return invoke(function, {}, arguments, ref, may_return(function, ref));
  }
  Value base = r_.expressions->eval(m_.node(callee_ref).first);
  const bool through_super = m_.node(m_.node(callee_ref).first).kind == Kind::super;
  const Property property = r_.expressions->property_of(callee_ref);
  Value function;
  if (through_super) {
    const ObjectId parent = r_.functions->super();
    const CellId cell = parent == 0 ? 0 : m_.heap.field(m_.heap[parent].extra, property.name);
    if (cell != 0) function = m_.heap.store[cell];
    base = m_.frame.self;
  } else if (r_.methods->may_be_function(base, property)) {
    function = r_.objects->member(base, property, callee_ref);
  }
  const Arguments arguments = evaluate(first);
  const bool locks = property.known && takes_lock(m_, m_.names.text(property.name), arguments);
  m_.facts.takes_lock = m_.facts.takes_lock || locks;
  Value result;
  if (redirect(base, property, arguments, ref, result)) return result;
  bool known = false;
  for (const ObjectId member : m_.heap.members(function.object)) {
    const ObjectKind kind = m_.heap[member].kind;
    known = known || (kind != ObjectKind::content && kind != ObjectKind::remembered &&
                      kind != ObjectKind::message_member && kind != ObjectKind::literal && kind != ObjectKind::array);
  }
  if (known) {
    result = invoke(function, base, arguments, ref, may_return(function, ref));
    return result;
  }
  if (!locks && property.known) note_statement(m_.names.text(property.name), arguments, ref);
  result = r_.methods->call(base, property, arguments, ref);
  if (!locks) return result;
  Value answer = made_of(static_cast<uint8_t>(result.sources | from_unknown));  // not the client, as of a map
  answer.reads = result.reads;
  return answer;
}

// A client that settings.js or another node has made: what it is told to run tells what it does.
void Calls::note_statement(std::string_view method, const Arguments& arguments, Ref ref) {
  if (!runs_statement(method) || read_sql(statement_of(m_, arguments)).effect != SqlEffect::adds_up) return;
  r_.outside.use(ExternalKind::module, {}, method, {}, true, true, ref);
  r_.timers.act();
}

Value Calls::invoke(const Value& function, const Value& self, const Arguments& arguments, Ref ref, bool for_body) {
  const Heap::Members members = m_.heap.members(function.object);
  if (members.count == 0) return invoke_unknown(function, self, arguments);
  if (members.count == 1) return invoke_one(members.at[0], self, arguments, ref, for_body);
  Value result;
  Fork fork = m_.heap.store.fork();
  const size_t guards = m_.guards.size();
  for (size_t i = 0; i < members.count; ++i) {
    Guard maybe;
    maybe.reads = function.reads;
    m_.guards.push_back(maybe);
    const Value one = invoke_one(members.at[i], self, arguments, ref, for_body);
    m_.guards.resize(guards);
    m_.heap.store.end_arm(fork, m_.reachable);
    m_.reachable = true;
    result = i == 0 ? one : m_.heap.join(result, one);
  }
  m_.heap.store.meet(fork);
  return result;
}

Value Calls::invoke_unknown(const Value& function, const Value& self, const Arguments& arguments) {
  r_.statements->may_throw();
  Value result = give_away(arguments, CodePlace::async);
  result.sources |= from_unknown;
  absorb(result, function);
  m_.observe(m_.heap.with_contents(self));
  result.holds = 0;
  result.maybe_nullish = true;
  return result;
}

Value Calls::invoke_one(ObjectId id, const Value& self, const Arguments& arguments, Ref ref, bool for_body) {
  switch (m_.heap[id].kind) {
    case ObjectKind::context_get:
    case ObjectKind::context_set:
    case ObjectKind::context_keys:
      return r_.context_calls->call(id, arguments, ref);
    case ObjectKind::node_method:
      return r_.sandbox->call_node(id, arguments, ref);
    case ObjectKind::env_get:
      return r_.sandbox->call_env(arguments, ref);
    case ObjectKind::host:
    case ObjectKind::host_method:
      return r_.sandbox->call_host(id, arguments, ref);
    case ObjectKind::module:
      return r_.modules->call(id, arguments, ref, false);
    case ObjectKind::require:
      return r_.modules->require(arguments, ref);
    case ObjectKind::fetch:
      return r_.modules->fetch(arguments, ref);
    case ObjectKind::timer_start:
      return r_.sandbox->start_timer(static_cast<TimerKind>(m_.heap[id].ref), arguments, ref);
    case ObjectKind::function: {
      // A function that is called where it is written is part of the code around it.
      const CodePlace place = m_.frame.place;
      if (!at_once_ && place == CodePlace::body) m_.frame.place = CodePlace::nested;
      at_once_ = false;
      const Value result = r_.functions->call(id, self, arguments.values, for_body);
      m_.frame.place = place;
      return result;
    }
    case ObjectKind::bound: {
      std::vector<Value> values;
      Value bound_self;
      for (uint32_t at = m_.heap[id].first_field; at != 0; at = m_.heap.field_at(at).next) {
        const Value& value = m_.heap.store[m_.heap.field_at(at).cell];
        if (m_.heap.field_at(at).name == name_id(Word::this_)) {
          bound_self = value;
        } else {
          values.push_back(value);
        }
      }
      const ObjectId bound = m_.heap[id].ref;
      if (m_.heap[bound].kind != ObjectKind::function) {  // `flow.set.bind(flow, "key")`
        Arguments all;
        all.refs.assign(values.size(), kNone);
        all.refs.insert(all.refs.end(), arguments.refs.begin(), arguments.refs.end());
        all.values = std::move(values);
        all.values.insert(all.values.end(), arguments.values.begin(), arguments.values.end());
        all.open = arguments.open;
        return invoke_one(bound, bound_self, all, ref, false);
      }
      values.insert(values.end(), arguments.values.begin(), arguments.values.end());
      return r_.functions->call(bound, bound_self, values);
    }
    case ObjectKind::content: {
      r_.context.note_called(m_.heap[id].ref);
      Value result = invoke_unknown({}, self, arguments);
      result.sources |= from_context;
      return result;
    }
    default:
      return invoke_unknown({}, self, arguments);
  }
}

Value Calls::construct(Ref ref) {
  const Ref callee_ref = m_.node(ref).first;
  const Value callee = r_.expressions->eval(callee_ref);
  const Arguments arguments = evaluate(m_.node(callee_ref).next);
  const ObjectKind kind = m_.heap.kind(callee.object);
  if (kind == ObjectKind::module) return r_.modules->call(callee.object, arguments, ref, true);
  if (kind == ObjectKind::function) return r_.functions->construct(callee.object, arguments.values, ref);
  if (kind == ObjectKind::host) return r_.sandbox->construct_host(callee.object, arguments, ref);
  Value result = give_away(arguments, CodePlace::async);
  absorb(result, callee);
  result.sources |= from_unknown;
  result.holds = 0;
  r_.statements->may_throw();
  return result;
}

}  // namespace halint
