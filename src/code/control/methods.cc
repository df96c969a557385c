// SPDX-License-Identifier: Apache-2.0
#include "code/control/methods.h"

#include "code/control/expressions.h"
#include "code/control/functions.h"
#include "code/control/objects.h"

namespace halint {

using js::kNone;
using js::Ref;

namespace {

// A method that calls its callback before it returns.
bool runs_at_once(NameId method) {
  switch (static_cast<Word>(method)) {
    case Word::forEach:
    case Word::map:
    case Word::filter:
    case Word::find:
    case Word::findIndex:
    case Word::findLast:
    case Word::findLastIndex:
    case Word::some:
    case Word::every:
    case Word::reduce:
    case Word::reduceRight:
    case Word::flatMap:
    case Word::sort:
    case Word::replace:
    case Word::replaceAll:
      return true;
    default:
      return false;
  }
}

// Clients of queues and databases have methods of these names, too.
bool may_be_of_client(NameId method) {
  switch (static_cast<Word>(method)) {
    case Word::set:
    case Word::add:
    case Word::delete_:
    case Word::clear:
      return true;
    default:
      return false;
  }
}

// A method of arrays, maps and sets that changes the object it is called on. Sorting a list that is the same in each
// copy leaves it the same.
bool changes_object(NameId method) {
  switch (static_cast<Word>(method)) {
    case Word::push:
    case Word::pop:
    case Word::shift:
    case Word::unshift:
    case Word::splice:
    case Word::reverse:
    case Word::fill:
    case Word::copyWithin:
      return true;
    default:
      return may_be_of_client(method);
  }
}

bool listens(NameId method) {
  switch (static_cast<Word>(method)) {
    case Word::on:
    case Word::once:
    case Word::addListener:
    case Word::addEventListener:
    case Word::subscribe:
    case Word::listen:
      return true;
    default:
      return false;
  }
}

}  // namespace

bool Methods::may_be_function(const Value& base, const Property& property) const {
  for (const ObjectId member : m_.heap.members(base.object)) {
    switch (m_.heap[member].kind) {
      case ObjectKind::none:
      case ObjectKind::message:
      case ObjectKind::message_member:
      case ObjectKind::content:
      case ObjectKind::remembered:
      case ObjectKind::context_get:
      case ObjectKind::context_set:
      case ObjectKind::context_keys:
      case ObjectKind::node_method:
      case ObjectKind::env_get:
      case ObjectKind::process_env:
      case ObjectKind::fetch:
      case ObjectKind::timer_start:
      case ObjectKind::bound:
        break;
      case ObjectKind::array:
        if (!property.known) return true;
        break;
      case ObjectKind::literal:
        if (m_.heap[member].collection) break;
        return true;
      default:
        return true;
    }
  }
  return false;
}

Value Methods::list_of(const Value& element, Ref ref) {
  const ObjectId made = r_.objects->make(ObjectKind::array, ref);
  r_.objects->init_any(made, element);
  Value list = object_value(made, element.sources);
  list.reads = element.reads;
  list.holds = element.holds;
  return list;
}

// The same with one element after another, where they are known.
Value Methods::list_of_all(const std::vector<Value>& elements, const Value& element, Ref ref) {
  if (elements.empty()) return list_of(element, ref);
  const ObjectId made = r_.objects->make(ObjectKind::array, ref);
  for (uint32_t i = 0; i < elements.size(); ++i) r_.objects->init_element(made, i, elements[i]);
  Value list = object_value(made, element.sources);
  list.reads = element.reads;
  list.holds = element.holds;
  return list;
}

Value Methods::each(const Value& list, const Value& callback, NameId method, const Value& first,
                    std::vector<Value>* all) {
  const bool reduces = method == name_id(Word::reduce) || method == name_id(Word::reduceRight);
  const ObjectKind kind = m_.heap.kind(callback.object);
  if (kind != ObjectKind::function && kind != ObjectKind::bound) return made_of(from_unknown);
  const ObjectId function = kind == ObjectKind::bound ? m_.heap[callback.object].ref : callback.object;
  const bool many = m_.frame.many;
  m_.frame.many = true;
  Value given = reduces ? first : Value{};
  bool any = reduces;
  const auto call = [&](const Value& element) {
    const Value arguments[3] = {reduces ? given : element, reduces ? element : made_of(from_constant), element};
    const Value one = r_.functions->call(function, {}, arguments);
    given = any ? m_.heap.join(given, one) : one;
    any = true;
    return one;
  };
  std::vector<Value> known;
  if (r_.expressions->elements_of(list, known)) {
    for (const Value& element : known) {
      const Value one = call(element);
      if (all != nullptr) all->push_back(one);
    }
  } else {
    Value element = r_.expressions->element_of(list);
    Store& store = m_.heap.store;
    const size_t guards = m_.guards.size();
    for (unsigned round = 0; round < 2; ++round) {
      Fork turn = store.fork();
      store.set_aside(turn);
      m_.guards.push_back({});
      call(element);
      m_.guards.resize(guards);
      store.end_arm(turn, m_.reachable);
      m_.reachable = true;
      if (!store.meet(turn) || m_.spent()) break;
    }
  }
  m_.frame.many = many;
  return given;
}

Value Methods::call_back(const Value& base, NameId method, const Arguments& arguments, Ref ref) {
  const Value element = r_.expressions->element_of(base);
  const bool reduces = method == name_id(Word::reduce) || method == name_id(Word::reduceRight);
  Value first = arguments.size() > 1 ? arguments.at(1) : element;
  const bool text = method == name_id(Word::replace) || method == name_id(Word::replaceAll);
  const size_t callback = text ? 1 : 0;
  std::vector<Value> all;
  const Value given = each(base, arguments.at(callback), method, first, &all);
  Value result = made_of(base.sources);
  result.reads = base.reads;
  const Value whole = m_.heap.with_contents(base);
  absorb(result, whole);
  result.holds = 0;
  switch (static_cast<Word>(method)) {
    case Word::map:
      return list_of_all(all, m_.heap.with_contents(given), ref);
    case Word::flatMap: {
      Value flat = list_of(r_.expressions->element_of(given), ref);
      absorb(flat, given);
      return flat;
    }
    case Word::filter: {
      Value left = list_of(element, ref);
      absorb(left, whole);
      left.reads |= given.reads;
      return left;
    }
    case Word::find:
    case Word::findLast: {
      Value found = element;
      found.maybe_nullish = true;
      found.reads |= given.reads;
      return found;
    }
    case Word::sort:
      return base;
    case Word::forEach:
      return nothing();
    default:
      if (reduces) return given;
      result.sources |= given.sources;
      result.reads |= given.reads;
      if (text) absorb(result, r_.calls->all(arguments));
      result.holds = 0;
      return result;
  }
}

void Methods::add_to(const Value& base, NameId method, const Arguments& arguments) {
  size_t from = arguments.size();
  if (method == name_id(Word::push) || method == name_id(Word::unshift) || method == name_id(Word::add) ||
      method == name_id(Word::fill)) {
    from = 0;
  } else if (method == name_id(Word::set)) {
    from = 1;
  } else if (method == name_id(Word::splice)) {
    from = 2;
  }
  for (const ObjectId member : m_.heap.members(base.object)) {
    const ObjectKind kind = m_.heap[member].kind;
    if (kind != ObjectKind::array && kind != ObjectKind::literal) continue;
    for (size_t i = from; i < arguments.size(); ++i) r_.objects->init_any(member, arguments.values[i]);
  }
}

Value Methods::change(const Value& base, NameId method, const Arguments& arguments, Ref ref) {
  const Value given = r_.calls->all(arguments);
  const bool keyed = method == name_id(Word::set) || method == name_id(Word::delete_);
  const Value index = keyed ? m_.heap.with_contents(arguments.at(0)) : Value{};
  m_.frame.by_client_method = may_be_of_client(method);
  r_.objects->mutated(base, given, ref, index);
  m_.frame.by_client_method = false;
  const Value before = r_.expressions->element_of(base);
  add_to(base, method, arguments);
  switch (static_cast<Word>(method)) {
    case Word::pop:
    case Word::shift:
    case Word::splice: {
      Value taken = method == name_id(Word::splice) ? list_of(before, ref) : before;
      absorb(taken, m_.heap.with_contents(base));
      taken.maybe_nullish = true;
      for (const ObjectId member : m_.heap.members(base.object)) {
        const Object& object = m_.heap[member];
        const bool kept = object.kind == ObjectKind::content || object.kind == ObjectKind::remembered ||
                          object.keeper != Keeper::none;
        if (kept) taken.holds |= kDrained;
        if (method == name_id(Word::splice)) continue;  // many at once: how many depends on the copy
        if (object.kind == ObjectKind::content || object.keeper == Keeper::context) {
          r_.context.note_drained(object.kind == ObjectKind::content ? object.ref : object.kept_by);
        } else if (kept) {
          r_.state.note_drained(object.kind == ObjectKind::remembered ? object.ref : object.kept_by);
        }
      }
      return taken;
    }
    case Word::reverse:
    case Word::fill:
    case Word::set:
    case Word::add:
      return base;
    default: {
      Value result = made_of(static_cast<uint8_t>(base.sources | given.sources));
      result.reads = base.reads | given.reads;
      return result;
    }
  }
}

// then, catch, finally: what is handed over runs when the value is there.
Value Methods::complete(const Value& base, const Arguments& arguments) {
  Value parameter = base;
  parameter.maybe_nullish = false;
  Callback callback;
  callback.place =
      m_.frame.place == CodePlace::timer || m_.frame.place == CodePlace::event ? m_.frame.place : CodePlace::async;
  callback.time = m_.frame.time;
  for (const Value& value : arguments.values) r_.functions->wait(value, callback, {&parameter, 1});
  Value result = made_of(static_cast<uint8_t>(base.sources | from_unknown));
  result.reads = base.reads;
  result.maybe_nullish = true;
  return result;
}

Value Methods::look_up(const Value& base, NameId method, const Arguments& arguments) {
  Property key;
  key.index = m_.heap.with_contents(arguments.at(0));
  const bool own = (key.index.sources & from_connection) != 0;
  Value element = own ? r_.objects->member(base, key, kNone) : r_.expressions->element_of(base);
  absorb(element, r_.calls->all(arguments));
  element.maybe_nullish = true;
  if (method != name_id(Word::has)) return element;
  element.object = 0;
  if (!own) absorb(element, m_.heap.with_contents(base));
  element.holds = 0;
  return element;
}

Value Methods::call(const Value& base, const Property& method, const Arguments& arguments, Ref ref) {
  const NameId name = method.known ? method.name : 0;
  if (runs_at_once(name)) return call_back(base, name, arguments, ref);
  if (changes_object(name)) return change(base, name, arguments, ref);
  switch (static_cast<Word>(name)) {
    case Word::then:
    case Word::catch_:
    case Word::finally_:
      return complete(base, arguments);
    case Word::get:
    case Word::has:
    case Word::at:
      return look_up(base, name, arguments);
    case Word::slice:
    case Word::concat:
    case Word::flat:
    case Word::values:
    case Word::entries: {
      if (m_.heap.members(base.object).count == 0) break;  // of a text
      Value all = list_of(r_.expressions->element_of(base), ref);
      absorb(all, m_.heap.with_contents(base));
      absorb(all, r_.calls->all(arguments));
      return all;
    }
    default:
      break;
  }
  Value result;
  bool response = false;
  for (const ObjectId member : m_.heap.members(base.object)) {
    const Object& object = m_.heap[member];
    response = response || (object.kind == ObjectKind::message_member && object.text.substr(0, 3) == "res" &&
                            (object.text.size() == 3 || object.text[3] == '.'));
  }
  if (listens(name)) {
    result = r_.calls->give_away(arguments, CodePlace::event);
    result.object = base.object;
  } else if (arguments.size() > 0) {
    bool functions = response;
    for (const Value& value : arguments.values)
      functions = functions || m_.heap.kind(value.object) == ObjectKind::function;
    result = functions ? r_.calls->give_away(arguments, CodePlace::async) : r_.calls->all(arguments);
    result.holds = 0;
  }
  if (response) {
    r_.timers.act();
    m_.facts.output.answers = true;
  }
  absorb(result, m_.heap.with_contents(base));
  result.holds = 0;
  if (base.object != 0 && (base.holds & ~kWhole) == 0 && !base.is_string()) result.maybe_nullish = true;
  return result;
}

}  // namespace halint
