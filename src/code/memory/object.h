// What code can hold a reference to: things of the sandbox, and objects, arrays, functions and classes that it makes.
// Objects that code makes are told apart by the place that makes them. Internal to code/.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

#include "code/value/value.h"
#include "halint/code/function_facts.h"
#include "halint/code/js/ast.h"

namespace halint {

/// Where values are kept (see Store). 0 is none.
using CellId = uint32_t;

enum class ObjectKind : uint8_t {
  none,
  // Things of the sandbox.
  context,  ///< context, flow, global, and what leads to them
  context_get,
  context_set,
  context_keys,
  message,         ///< the message that came in
  message_member,  ///< text: path below the message
  node,
  node_method,  ///< ref: name of the method
  env,
  env_get,
  host,         ///< ref: Word
  host_method,  ///< ref: Word of the object, extra: name of the method
  process_env,
  module,  ///< text: its name, method: path of members
  require,
  fetch,
  timer_start,  ///< ref: TimerKind
  sandbox,      ///< `this` of the body, globalThis
  content,      ///< what a context key held before; ref: KeyId, extra: 1 for what is there of one connection
  remembered,   ///< what a state held before; ref: StateId
  // What code makes.
  literal,  ///< object
  array,
  function,  ///< ref: node, extra: activation around it
  bound,     ///< ref: ObjectId of the function; `this` and arguments are its fields
  super_,    ///< ref: ObjectId of the class that is constructed
};

/// Who keeps an object beyond the message.
enum class Keeper : uint8_t { none, context, state };

struct Object {
  static constexpr uint32_t kNone = ~0U;

  ObjectKind kind = ObjectKind::none;
  ContextScope scope = ContextScope::node;
  Keeper keeper = Keeper::none;
  uint8_t unit = 0;              ///< the body it was made by
  bool spreads_message = false;  ///< a clone or a spread of the message: what is not listed came in with it
  bool open = false;             ///< something unknown was spread into it
  bool repeated = false;         ///< made in a loop: several of them are meant
  bool sandbox_this = false;     ///< of a function: `this` is that of the body
  bool is_class = false;
  bool is_arrow = false;
  bool collection = false;  ///< Map or Set: what it holds is no property
  bool shared = false;      ///< of a context: the object of all function nodes, not this node's own
  uint8_t run = 0;          ///< the body during whose run it was made
  uint32_t ref = 0;
  uint32_t extra = 0;        ///< the activation around a function; the object of a class's methods
  uint32_t kept_by = kNone;  ///< KeyId or StateId of the keeper
  uint32_t first_field = 0;  ///< see Heap
  uint32_t last_field = 0;
  CellId element = 0;      ///< what stands under keys that are not known
  ObjectId prototype = 0;  ///< the class of an instance or a method, the superclass of a class
  uint32_t self = 0;       ///< `this` of an arrow function; the activation around a class
  std::string_view text;
  std::string_view method;
};

}  // namespace halint
