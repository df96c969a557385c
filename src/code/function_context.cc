// FunctionWalker: calls of context.get, set and keys.
// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "code/function_walker.h"

namespace halint {

using js::Kind;
using js::kNone;

/// What such a call was given.
struct FunctionWalker::ContextCall {
  Value callee;
  Ref call = kNone;
  Ref key_ref = kNone;
  Ref value_ref = kNone;
  Ref list_ref = kNone;  // the array literal of keys, if there are several
  Ref callback_ref = kNone;
  Value key;
  Value value;  // unless value_list
  Value store;
  Value callback;
  bool store_given = false;
  bool value_list = false;  // an array literal of values, one for each key

  [[nodiscard]] bool sets() const { return callee.thing == Thing::kContextSet; }
  [[nodiscard]] bool lists() const { return callee.thing == Thing::kContextKeys; }
};

// functionGlobalContext commonly holds modules under their own names.
void FunctionWalker::take_seed(const ContextAccess& read, Value& got) {
  static constexpr std::string_view kSeeds[] = {"fs",  "os",    "http", "https", "child_process", "net",
                                                "tls", "dgram", "path", "axios", "request",       "crypto"};
  if (read.scope != ContextScope::global || read.certainty != Certainty::constant) return;
  for (const std::string_view seed : kSeeds) {
    if (read.key != seed) continue;
    got.thing = Thing::kModule;
    got.ref = module_index(seed);
    got.text = {};
  }
}

// x.get(key[, store][, callback]), x.set(key, value[, store][, callback]), x.keys([store][, callback]):
// @node-red/runtime lib/nodes/context/index.js. Key arrays give one access each.
Value FunctionWalker::call_context(const Value& callee, Ref call, Ref first) {
  const ContextCall made = read_context_call(callee, call, first);
  const auto first_access = static_cast<uint32_t>(facts_.accesses.size());
  if (made.sets())
    note_context_writes(made);
  else
    note_context_reads(made);
  const Value got = made.sets() ? plain(from_constant) : context_result(made, first_access);
  if (made.callback_ref != kNone) run_context_callback(made, got, first_access);
  return got;
}

FunctionWalker::ContextCall FunctionWalker::read_context_call(const Value& callee, Ref call, Ref first) {
  ContextCall made;
  made.callee = callee;
  made.call = call;
  const Arguments given = arguments_of(first);
  unsigned next = 0;
  if (!made.lists() && given.count > 0) made.key_ref = given.at[next++];
  if (made.sets() && next < given.count) made.value_ref = given.at[next++];
  made.key = plain(from_unknown);
  const bool literal = made.key_ref != kNone && node(made.key_ref).kind == Kind::kArray;
  if (literal)
    made.list_ref = made.key_ref;
  else if (made.key_ref != kNone)
    made.key = eval(made.key_ref);
  if (!literal && made.key.thing == Thing::kArrayLiteral) made.list_ref = made.key.ref;
  made.value_list = made.list_ref != kNone && made.value_ref != kNone && node(made.value_ref).kind == Kind::kArray;
  made.value = plain(from_constant);
  made.value.nullish = made.value_ref == kNone;
  if (made.value_ref != kNone && !made.value_list) made.value = eval(made.value_ref);
  for (; next < given.count && next < given.at.size(); ++next) take_context_option(made, given.at[next]);
  return made;
}

// The store or the callback.
void FunctionWalker::take_context_option(ContextCall& made, Ref at) {
  if (is_function(node(at).kind)) {
    made.callback_ref = at;
    return;
  }
  const Value value = eval(at);
  if (value.thing == Thing::kFunction) {
    made.callback_ref = at;
    made.callback = value;
  } else if (!value.nullish) {
    made.store = value;
    made.store_given = true;
  }
}

// One of several keys. What stands in an array that a variable holds is no longer known here, but for texts.
Value FunctionWalker::listed_key(const ContextCall& made, Ref at) {
  return made.list_ref == made.key_ref || node(at).kind == Kind::kString ? eval(at) : plain(from_unknown);
}

void FunctionWalker::note_context_writes(const ContextCall& made) {
  const bool callback = made.callback_ref != kNone;
  if (made.list_ref == kNone) {
    add_write(made.callee, made.key, made.key_ref, made.value, made.value_ref, made.call, made.store, made.store_given,
              callback);
    return;
  }
  Ref item = made.value_list ? node(made.value_ref).first : kNone;
  for (Ref at = node(made.list_ref).first; at != kNone; at = node(at).next) {
    Value each = made.value;
    if (made.value_list) {
      each = item != kNone ? eval(item) : plain(from_constant);
      if (item == kNone) each.nullish = true;
    }
    add_write(made.callee, listed_key(made, at), at, each, item != kNone ? item : made.value_ref, made.call, made.store,
              made.store_given, callback);
    if (item != kNone) item = node(item).next;
  }
}

void FunctionWalker::note_context_reads(const ContextCall& made) {
  const AccessKind kind = made.lists() ? AccessKind::keys : AccessKind::read;
  if (made.list_ref == kNone) {
    set_store(add_access(kind, made.callee, made.key, made.key_ref, made.call), made.store, made.store_given);
    return;
  }
  for (Ref at = node(made.list_ref).first; at != kNone; at = node(at).next) {
    const Value key = listed_key(made, at);
    set_store(add_access(kind, made.callee, key, at, made.call), made.store, made.store_given);
  }
}

// What was read, by the accesses from `first` on.
Value FunctionWalker::context_result(const ContextCall& made, uint32_t first) {
  const auto count = static_cast<uint32_t>(facts_.accesses.size()) - first;
  const bool several = made.list_ref != kNone;
  Value got = plain(from_context);
  for (uint32_t i = first; i < first + count; ++i) {
    facts_.accesses[i].asynchronous = made.callback_ref != kNone;
    // Bits come last: the store belongs to the key.
    access_bits_[i] = key_bit(facts_.accesses[i], several ? kNone : made.key_ref);
    got.reads |= access_bits_[i];
  }
  if (made.lists() || count == 0) return got;
  got.thing = several ? Thing::kGotList : Thing::kGot;
  got.ref = first;
  got.method = count;
  if (!several && count == 1) take_seed(facts_.accesses[first], got);
  return got;
}

// callback(error, value, …)
void FunctionWalker::run_context_callback(const ContextCall& made, const Value& got, uint32_t first) {
  const auto count = facts_.accesses.size() - first;
  std::array<Value, 8> parameters;
  parameters[0] = plain(from_unknown);
  size_t used = 1;
  for (; used < parameters.size() && used <= count; ++used) {
    parameters[used] = got;
    if (got.thing != Thing::kGotList) continue;
    parameters[used].thing = Thing::kGot;
    parameters[used].ref = first + static_cast<uint32_t>(used) - 1;
  }
  const CodePlace place = callback_place(0, frame_.place);
  if (made.callback.thing == Thing::kFunction)
    run_function(made.callback.ref, place, {parameters.data(), used});
  else
    run_function_node(made.callback_ref, place, false, {parameters.data(), used}, 0);
}

}  // namespace halint
