// Calls of context.get, set and keys (@node-red/runtime lib/nodes/context/index.js).
// Internal to code/. SPDX-License-Identifier: Apache-2.0
#pragma once

#include "code/control/calls.h"

namespace halint {

class ContextCalls {
 public:
  explicit ContextCalls(Rooms& rooms) : r_(rooms), m_(rooms.m) {}

  /// A node begins: the keys of global context that hold modules. They outlive its code.
  void set_globals(std::span<const CodeLibrary> globals) { globals_ = globals; }
  /// Gives `value` the module that a key of functionGlobalContext holds, if it is one.
  void take_seed(std::string_view key, ContextScope scope, Value& value);
  /// x.get(key[, store][, callback]), x.set(key, value[, store][, callback]), x.keys([store][, callback]).
  Value call(ObjectId method, const Arguments& arguments, js::Ref ref);

 private:
  struct Options {
    Value store;
    bool store_given = false;
    Value callback;
    bool asynchronous = false;
  };
  Rooms& r_;
  Machine& m_;
  std::span<const CodeLibrary> globals_;

  Options options_of(const Arguments& arguments, size_t from) const;
  Value get(ContextScope scope, const Arguments& arguments, js::Ref ref);
  void set(ContextScope scope, const Arguments& arguments, js::Ref ref);
  /// Several keys of one call: their values and where each stands. False if it is one key.
  bool list_of(const Value& key, js::Ref key_ref, std::vector<Value>& keys, std::vector<js::Ref>& refs) const;
  void call_back(const Options& options, std::span<const Value> values);
};

}  // namespace halint
