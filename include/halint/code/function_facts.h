// What the JavaScript of one function node does with context, state, timers, messages and the outside.
// Knows the function node's sandbox; knows nothing of flows, rules or copies. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "halint/code/js/ast.h"
#include "halint/code/sent_message.h"
#include "halint/code/value_source.h"

namespace halint {

/// Which code of a node a body is; the three share one sandbox (Node-RED core/function/10-function.js).
enum class CodeRole : uint8_t { message, initialize, finalize };

/// One body to analyse. `text` is decoded UTF-8 and must outlive the facts.
struct CodePart {
  std::string_view text;
  CodeRole role = CodeRole::message;
};

/// One entry of the node's `libs`: the variable it is bound to and the module it is. Also a key that holds a module.
struct CodeLibrary {
  std::string_view variable;
  std::string_view module;
};

/// Bytes of a part's text, `end` exclusive.
struct CodeSpan {
  uint32_t begin = 0;
  uint32_t end = 0;
};

enum class ContextScope : uint8_t { node, flow, global };
enum class AccessKind : uint8_t { read, write, keys, mutate };
/// A condition on the key itself around an access.
enum class AccessGuard : uint8_t {
  none,
  absence,  ///< that it is not there, and nothing else depends on that
  age,      ///< that it is not there or too old by the clock; and what is written was fetched, whatever the message
  other,
};
enum class StoreKind : uint8_t { none, constant, unknown };

/// In which function something stands, innermost that matters. Callbacks that run at once
/// (`forEach`, `map`, …) count as the code around them.
enum class CodePlace : uint8_t {
  body,    ///< the body itself
  timer,   ///< callback of a timer
  event,   ///< listener: `.on(…)`, `subscribe(…)`
  async,   ///< completion of something the body began: `.then(…)`, callbacks of calls
  nested,  ///< ordinary nested function
};

/// One read, write, listing or in-place change of a context key. Key arrays yield one each.
struct ContextAccess {
  ContextScope scope = ContextScope::node;
  AccessKind kind = AccessKind::read;
  Certainty certainty = Certainty::unknown;
  StoreKind store_kind = StoreKind::none;
  CodePlace place = CodePlace::body;
  uint8_t parents = 0;              ///< number of leading `$parent.`, taken off `key`
  uint8_t part = 0;                 ///< index of the CodePart
  uint8_t sources = from_constant;  ///< writes: ValueSource bits of the value
  bool read_modify_write = false;   ///< the value depends on a read of this key; always for mutate
  bool guard_reads_key = false;     ///< a condition before the write depends on a read of this key
  bool deletes = false;             ///< writes undefined or null
  bool guarded = false;             ///< stands under a condition, or behind a conditional return
  bool asynchronous = false;        ///< called with a callback
  UseTime time = UseTime::message;
  AccessGuard guard = AccessGuard::none;
  bool deferred = false;          ///< after the message was handled: in a timer, a listener, a completion
  bool preceded = false;          ///< reads: surely written before, for the same message
  bool certain = false;           ///< writes: surely happened when a message leaves
  bool shown_only = false;        ///< reads: only the node's status, a log or the next value of the key depend on it
  bool puts_back = false;         ///< writes: of the object that was there; changes: of a member, anew
  bool own_key = false;           ///< the key or the place in it is named after `msg._msgid`
  bool connection_key = false;    ///< ... after `msg._session`
  bool by_client_method = false;  ///< changes by `set`, `add` and the like, which clients of stores have, too
  bool keeps_function = false;    ///< writes a function that changes what it remembers
  bool keeps_client = false;      ///< writes a client of a queue or a store
  bool called = false;            ///< reads: what is read is called
  bool stays = false;             ///< what is kept there is only for this copy: its connections, its own queue
  bool alike = false;             ///< writes: every copy makes the same for itself where nothing is, and tells nobody
  std::string_view key;           ///< without store and `$parent.`; the known beginning for prefix
  std::string_view root;          ///< first path segment of `key`, under which Node-RED stores; empty if unknown
  std::string_view store;         ///< for StoreKind::constant
  std::string_view text;          ///< writes: the constant that is written
  CodeSpan span;                  ///< the whole call or changing expression
  CodeSpan key_span;              ///< the key argument; empty for keys()
  CodeSpan value_span;            ///< the written value; empty if none
  std::vector<CodeCondition> conditions;  ///< tests of environment variables and answers that hold, each time

  [[nodiscard]] ValueClass value() const { return value_class(sources); }
};

/// A context key taken apart: `#:(store)::` and leading `$parent.` are off `key`.
struct ContextKey {
  Certainty certainty = Certainty::unknown;
  StoreKind store_kind = StoreKind::none;
  uint8_t parents = 0;
  std::string_view key;
  std::string_view root;  ///< first path segment; empty if unknown
  std::string_view store;
};
/// Takes a key apart as Node-RED does (@node-red/util lib/util.js parseContextStore; @node-red/runtime
/// lib/nodes/context/index.js). `text` is the whole key for constant, its beginning for prefix.
[[nodiscard]] ContextKey split_context_key(std::string_view text, Certainty certainty);

enum class StateKind : uint8_t {
  implicit_global,       ///< assigned without a declaration: lives in the sandbox
  this_property,         ///< `this.x` of the body, `globalThis.x`: the sandbox too
  context_property,      ///< `context.x`, `flow.x`: on the object, not in the store
  shared_property,       ///< `context.flow.x`, `context.global.x`: the same, on the one object of all function nodes
  host_object_property,  ///< `Buffer.x`, `RED.x`, `Array.prototype.x`: shared by the whole process
  closure_variable,      ///< a variable or an object of code that ran before, reached through a function
};

/// One use of state kept in JavaScript itself. Reads of implicit globals, `this` and host objects are listed
/// only if the group writes the name somewhere; reads of context properties always (functionGlobalContext).
struct StateAccess {
  StateKind kind = StateKind::implicit_global;
  ContextScope scope = ContextScope::node;  ///< for context_property
  CodePlace place = CodePlace::body;
  uint8_t part = 0;
  uint8_t sources = from_constant;  ///< writes: ValueSource bits
  bool is_write = false;
  bool read_modify_write = false;  ///< `n++`, `n = (n || 0) + 1`
  bool guarded = false;
  /// Some read of the name may see what an earlier run left: it is not preceded by a plain write in its body.
  bool outlives_message = false;
  UseTime time = UseTime::message;
  bool shown_only = false;      ///< nothing but the node's status, a log or its own next value depends on it
  bool connection_key = false;  ///< writes below a key named after `msg._session` or `msg._msgid`
  bool stays = false;           ///< a queue of this copy's own: each message put in is sent once
  bool alike = false;           ///< writes: every copy makes the same for itself where nothing is, and tells nobody
  std::string_view name;        ///< property or variable; `Buffer.n` for host objects; empty if computed
  CodeSpan span;
};

enum class TimerKind : uint8_t { interval, timeout, immediate, schedule };

/// A timer started by code.
struct CodeTimer {
  TimerKind kind = TimerKind::interval;
  CodePlace place = CodePlace::body;
  uint8_t part = 0;
  bool sends = false;  ///< its callback sends messages or acts outside
  UseTime time = UseTime::message;
  bool ends_itself = false;  ///< its callback clears an interval
  bool guarded = false;
  CodeSpan span;
};

enum class ReturnPaths : uint8_t { never, some, all };

/// How the copies share what a consumer that code starts gets.
enum class Consumption : uint8_t {
  none,
  shared,  ///< a queue or a group: one copy gets each
  each,    ///< a subscription: every copy gets each
  files,   ///< changes of files, which every copy sees that has them
};

/// A consumer, subscription or watcher that code starts.
struct CodeConsumer {
  Consumption consumption = Consumption::none;
  UseTime time = UseTime::message;  ///< when it is started
  uint8_t part = 0;
  bool sends = false;  ///< its callback sends messages or acts outside
  std::string_view module;
  CodeSpan span;
};

/// Something that came in with the message is changed in place: who put it there sees that.
struct MessageChange {
  UseTime time = UseTime::message;
  uint8_t part = 0;
  std::string_view path;  ///< below the message
  CodeSpan span;
};

/// One `node.send(…)`.
struct CodeSend {
  CodePlace place = CodePlace::body;
  UseTime time = UseTime::message;
  uint8_t part = 0;
  bool guarded = false;
  CodeSpan span;
};

/// How messages leave the message part.
struct CodeOutput {
  ReturnPaths returns = ReturnPaths::never;  ///< paths that return a message
  uint8_t outputs = 0;                       ///< highest output number seen sending; 0 if none or not known
  bool throws = false;
  bool calls_error = false;   ///< node.error
  bool calls_done = false;    ///< node.done
  bool calls_status = false;  ///< node.status
  bool answers = false;       ///< a method of msg.res
};

/// What of a message is kept, as bits.
enum HeldBit : uint8_t { holds_message = 1, holds_response = 2, holds_request = 4, holds_send = 8 };
inline constexpr uint8_t kHeldBits = 15;

/// A message or a reply handle that is stored for later.
struct HeldMessage {
  static constexpr uint32_t kNoIndex = ~0U;
  uint8_t what = 0;  ///< HeldBit bits
  uint8_t part = 0;
  uint32_t access = kNoIndex;  ///< index in `accesses` of the write, or
  uint32_t state = kNoIndex;   ///< index in `states` of the write
  CodeSpan span;
};

enum class ExternalKind : uint8_t { file, process, http, network, host_name, process_env, module };

/// A use of something outside the sandbox.
struct ExternalUse {
  ExternalKind kind = ExternalKind::module;
  CodePlace place = CodePlace::body;
  UseTime time = UseTime::message;
  bool acts = false;  ///< must not happen twice
  uint8_t part = 0;
  bool writes = false;  ///< changes files or is an HTTP request other than GET, HEAD, OPTIONS
  bool guarded = false;
  std::string_view module;  ///< without `node:`
  std::string_view method;  ///< the function called, or the variable of process.env; may be empty
  std::string_view verb;    ///< HTTP method in the case it was written; empty if unknown
  std::string_view path;    ///< of a file, whole, or as many folders of it as are known; may be empty
  CodeSpan span;
};

/// `env.get("NAME")`.
struct EnvRead {
  Certainty certainty = Certainty::unknown;
  uint8_t part = 0;
  std::string_view name;
  CodeSpan span;
};

/// A property put on a message: `msg.topic = "a"`, or in a literal that has `payload` or `topic`.
struct MessageProperty {
  Certainty certainty = Certainty::unknown;
  uint8_t part = 0;
  uint8_t sources = from_constant;
  bool deletes = false;   ///< `delete msg.x`, or undefined assigned
  std::string_view name;  ///< path after the message, as written: `payload`, `headers.accept`
  std::string_view text;  ///< constant value or its known beginning
  CodeSpan span;          ///< the assignment or property
  CodeSpan value_span;
};

/// A syntax error in one part.
struct CodeError {
  uint8_t part = 0;
  js::SyntaxError error;
};

/// Facts of one node's bodies. Views point into the parts' texts or into the analyser that made the facts.
/// Lists are ordered by part, then by position, except `held`.
struct FunctionFacts {
  std::vector<ContextAccess> accesses;
  std::vector<StateAccess> states;
  std::vector<CodeTimer> timers;
  std::vector<CodeSend> sends;
  std::vector<HeldMessage> held;
  std::vector<ExternalUse> uses;
  std::vector<EnvRead> env_reads;
  std::vector<MessageProperty> properties;
  std::vector<SentMessage> sent;  ///< by part, then by position
  std::vector<CodeLinkCall> link_calls;
  std::vector<CodeReport> reports;
  std::vector<CodeConsumer> consumers;
  std::vector<MessageChange> changes;
  std::vector<CodeError> errors;
  CodeOutput output;
  bool takes_lock = false;  ///< asks a store for what one of several callers gets

  void clear();
};

/// Analyses one node after another, reusing its storage. Not for use by two threads at once.
class FunctionAnalyzer {
 public:
  FunctionAnalyzer();
  ~FunctionAnalyzer();
  FunctionAnalyzer(FunctionAnalyzer&&) noexcept;
  FunctionAnalyzer& operator=(FunctionAnalyzer&&) noexcept;

  /// Facts of the bodies of one node, at most 255, which are analysed in the order given: pass `initialize` before
  /// `func`. Valid until the next call or the analyser's end. Takes time linear in the text; broken code
  /// yields what could be read, and errors.
  /// `globals`: keys of global context that hold modules (functionGlobalContext).
  const FunctionFacts& analyze(std::span<const CodePart> parts, std::span<const CodeLibrary> libraries = {},
                               std::span<const CodeLibrary> globals = {});

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace halint
