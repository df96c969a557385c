// SPDX-License-Identifier: Apache-2.0
#include "code/sandbox/context_calls.h"

#include <algorithm>
#include <iterator>

#include "code/control/expressions.h"
#include "code/control/functions.h"
#include "code/sandbox/sandbox.h"

namespace halint {

using js::Kind;
using js::kNone;
using js::Ref;

Value ContextCalls::call(ObjectId method, const Arguments& arguments, Ref ref) {
  const ContextScope scope = m_.heap[method].scope;
  switch (m_.heap[method].kind) {
    case ObjectKind::context_get:
      return get(scope, arguments, ref);
    case ObjectKind::context_set:
      set(scope, arguments, ref);
      return nothing();
    default: {
      const Options options = options_of(arguments, 0);
      r_.context.list(scope, ref, options.store_given ? &options.store : nullptr);
      const Value names = made_of(from_context);
      if (options.asynchronous) call_back(options, {&names, 1});
      return names;
    }
  }
}

// The store, the callback, or both.
ContextCalls::Options ContextCalls::options_of(const Arguments& arguments, size_t from) const {
  Options options;
  for (size_t i = from; i < arguments.size() && i < 4; ++i) {
    const Value& value = arguments.values[i];
    const ObjectKind kind = m_.heap.kind(value.object);
    if (kind == ObjectKind::function || kind == ObjectKind::bound) {
      options.callback = value;
      options.asynchronous = true;
    } else if (!value.nullish) {
      options.store = value;
      options.store_given = true;
    }
  }
  return options;
}

bool ContextCalls::list_of(const Value& key, Ref key_ref, std::vector<Value>& keys, std::vector<Ref>& refs) const {
  if (m_.heap.kind(key.object) != ObjectKind::array) return false;
  const Object& list = m_.heap[key.object];
  for (uint32_t at = list.first_field; at != 0; at = m_.heap.field_at(at).next) {
    keys.push_back(m_.heap.store[m_.heap.field_at(at).cell]);
  }
  if (list.element != 0) keys.push_back(m_.heap.store[list.element]);
  const bool literal = key_ref != kNone && m_.node(key_ref).kind == Kind::array;
  Ref at = literal ? m_.node(key_ref).first : kNone;
  for (size_t i = 0; i < keys.size(); ++i) {
    refs.push_back(at != kNone ? at : key_ref);
    if (at != kNone) at = m_.node(at).next;
  }
  return true;
}

// functionGlobalContext holds the modules that settings.js tells of, and commonly some under their own names.
void ContextCalls::take_seed(std::string_view key, ContextScope scope, Value& value) {
  static constexpr std::string_view kSeeds[] = {"fs",  "os",    "http", "https", "child_process", "net",
                                                "tls", "dgram", "path", "axios", "request",       "crypto"};
  if (scope != ContextScope::global) return;
  const auto told = std::find_if(globals_.begin(), globals_.end(),
                                 [key](const CodeLibrary& global) { return global.variable == key; });
  const auto usual = std::find(std::begin(kSeeds), std::end(kSeeds), key);
  if (told == globals_.end() && key == "require") {
    value.object = r_.sandbox->builtin(name_id(Word::require), kNone).object;
    value.maybe_nullish = false;
    return;
  }
  if (told == globals_.end() && usual == std::end(kSeeds)) return;
  const ObjectId module = m_.heap.make(ObjectKind::module);
  m_.heap[module].text = told != globals_.end() ? told->module : *usual;
  value.object = module;
  value.maybe_nullish = false;
}

Value ContextCalls::get(ContextScope scope, const Arguments& arguments, Ref ref) {
  const Options options = options_of(arguments, 1);
  const Value* const store = options.store_given ? &options.store : nullptr;
  const Value key = arguments.at(0);
  std::vector<Value> keys;
  std::vector<Ref> refs;
  if (!list_of(key, arguments.ref(0), keys, refs)) {
    Value value = r_.context.read(r_.context.key(scope, key, arguments.ref(0), store), ref, arguments.ref(0),
                                  options.asynchronous);
    if (key.constant()) take_seed(key.text, scope, value);
    if (options.asynchronous) call_back(options, {&value, 1});
    return value;
  }
  std::vector<Value> values;
  const ObjectId list = m_.heap.make(ObjectKind::array);
  m_.heap[list].run = m_.run;
  Value all = object_value(list, from_context);
  for (size_t i = 0; i < keys.size(); ++i) {
    values.push_back(
        r_.context.read(r_.context.key(scope, keys[i], refs[i], store), ref, refs[i], options.asynchronous));
    absorb(all, values.back());
    if (i < 10) {
      const NameId name = m_.names.intern(std::string_view("0123456789").substr(i, 1));
      m_.heap.store.set(m_.heap.make_field(list, name, values.back()), values.back());
    }
  }
  if (options.asynchronous) call_back(options, values);
  return all;
}

void ContextCalls::set(ContextScope scope, const Arguments& arguments, Ref ref) {
  const Options options = options_of(arguments, 2);
  const Value* const store = options.store_given ? &options.store : nullptr;
  const Value key = arguments.at(0);
  const Value value = arguments.at(1);
  std::vector<Value> keys;
  std::vector<Ref> refs;
  if (!list_of(key, arguments.ref(0), keys, refs)) {
    r_.context.write(r_.context.key(scope, key, arguments.ref(0), store), value, ref, arguments.ref(0),
                     arguments.ref(1), options.asynchronous);
  } else {
    std::vector<Value> values;
    std::vector<Ref> value_refs;
    const bool each = list_of(value, arguments.ref(1), values, value_refs);
    for (size_t i = 0; i < keys.size(); ++i) {
      const Value given = !each ? value : i < values.size() ? values[i] : nothing();
      const Ref given_ref = each && i < value_refs.size() ? value_refs[i] : arguments.ref(1);
      r_.context.write(r_.context.key(scope, keys[i], refs[i], store), given, ref, refs[i], given_ref,
                       options.asynchronous);
    }
  }
  if (options.asynchronous) call_back(options, {});
}

// callback(error, value, …)
void ContextCalls::call_back(const Options& options, std::span<const Value> values) {
  Callback callback;
  const CodePlace now = m_.frame.place;
  callback.place = now == CodePlace::timer || now == CodePlace::event ? now : CodePlace::async;
  callback.time = m_.frame.time;
  std::vector<Value> arguments{made_of(from_unknown)};
  arguments.insert(arguments.end(), values.begin(), values.end());
  r_.functions->wait(options.callback, callback, arguments);
}

}  // namespace halint
