// What the JavaScript of one function node does with context, state, timers, messages and the outside.
// Knows the function node's sandbox; knows nothing of flows, rules or copies. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "halint/code/js/ast.h"

namespace halint {

/// Which code of a node a body is; the three share one sandbox (Node-RED core/function/10-function.js).
enum class CodeRole : std::uint8_t { kMessage, kInitialize, kFinalize };

/// One body to analyse. `text` is decoded UTF-8 and must outlive the facts.
struct CodePart {
  std::string_view text;
  CodeRole role = CodeRole::kMessage;
};

/// One entry of the node's `libs`: the variable it is bound to and the module it is.
struct CodeLibrary {
  std::string_view variable;
  std::string_view module;
};

/// Bytes of a part's text, `end` exclusive.
struct CodeSpan {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

enum class ContextScope : std::uint8_t { kNode, kFlow, kGlobal };
enum class AccessKind : std::uint8_t { kRead, kWrite, kKeys, kMutate };
/// How well a text is known: wholly, its beginning only, or not at all.
enum class Certainty : std::uint8_t { kConstant, kPrefix, kUnknown };
enum class StoreKind : std::uint8_t { kNone, kConstant, kUnknown };

/// What a value is made from, as bits; 0 is a constant.
enum ValueSource : std::uint8_t {
  kFromConstant = 0,
  kFromMessage = 1,
  kFromContext = 2,
  kFromNondeterministic = 4,  ///< clock, random numbers, ids, host name, process id
  kFromUnknown = 8,
};

/// The one word for a mixture of sources: what makes copies differ comes first.
enum class ValueClass : std::uint8_t { kConstant, kMessage, kContext, kNondeterministic, kUnknown };
[[nodiscard]] ValueClass value_class(std::uint8_t sources);

/// In which function something stands, innermost that matters. Callbacks that run at once
/// (`forEach`, `map`, …) count as the code around them.
enum class CodePlace : std::uint8_t {
  kBody,    ///< the body itself
  kTimer,   ///< callback of a timer
  kEvent,   ///< listener: `.on(…)`, `subscribe(…)`
  kAsync,   ///< completion of something the body began: `.then(…)`, callbacks of calls
  kNested,  ///< ordinary nested function
};

/// One read, write, listing or in-place change of a context key. Key arrays yield one each.
struct ContextAccess {
  ContextScope scope = ContextScope::kNode;
  AccessKind kind = AccessKind::kRead;
  Certainty certainty = Certainty::kUnknown;
  StoreKind store_kind = StoreKind::kNone;
  CodePlace place = CodePlace::kBody;
  std::uint8_t parents = 0;              ///< number of leading `$parent.`, taken off `key`
  std::uint8_t part = 0;                 ///< index of the CodePart
  std::uint8_t sources = kFromConstant;  ///< writes: ValueSource bits of the value
  bool read_modify_write = false;        ///< the value depends on a read of this key; always for kMutate
  bool guard_reads_key = false;          ///< a condition before the write depends on a read of this key
  bool deletes = false;                  ///< writes undefined or null
  bool guarded = false;                  ///< stands under a condition, or behind a conditional return
  bool asynchronous = false;             ///< called with a callback
  std::string_view key;                  ///< without store and `$parent.`; the known beginning for kPrefix
  std::string_view root;                 ///< first path segment of `key`, under which Node-RED stores; empty if unknown
  std::string_view store;                ///< for StoreKind::kConstant
  CodeSpan span;                         ///< the whole call or changing expression
  CodeSpan key_span;                     ///< the key argument; empty for keys()
  CodeSpan value_span;                   ///< the written value; empty if none

  [[nodiscard]] ValueClass value() const { return value_class(sources); }
};

/// A context key taken apart: `#:(store)::` and leading `$parent.` are off `key`.
struct ContextKey {
  Certainty certainty = Certainty::kUnknown;
  StoreKind store_kind = StoreKind::kNone;
  std::uint8_t parents = 0;
  std::string_view key;
  std::string_view root;  ///< first path segment; empty if unknown
  std::string_view store;
};
/// Takes a key apart as Node-RED does (@node-red/util lib/util.js parseContextStore; @node-red/runtime
/// lib/nodes/context/index.js). `text` is the whole key for kConstant, its beginning for kPrefix.
[[nodiscard]] ContextKey split_context_key(std::string_view text, Certainty certainty);

enum class StateKind : std::uint8_t {
  kImplicitGlobal,      ///< assigned without a declaration: lives in the sandbox
  kThisProperty,        ///< `this.x` of the body, `globalThis.x`: the sandbox too
  kContextProperty,     ///< `context.x`, `flow.x`, `context.global.x`: on the object, not in the store
  kHostObjectProperty,  ///< `Buffer.x`, `RED.x`, `Array.prototype.x`: shared by the whole process
};

/// One use of state kept in JavaScript itself. Reads of implicit globals, `this` and host objects are listed
/// only if the group writes the name somewhere; reads of context properties always (functionGlobalContext).
struct StateAccess {
  StateKind kind = StateKind::kImplicitGlobal;
  ContextScope scope = ContextScope::kNode;  ///< for kContextProperty
  CodePlace place = CodePlace::kBody;
  std::uint8_t part = 0;
  std::uint8_t sources = kFromConstant;  ///< writes: ValueSource bits
  bool is_write = false;
  bool read_modify_write = false;  ///< `n++`, `n = (n || 0) + 1`
  bool guarded = false;
  /// Some read of the name may see what an earlier run left: it is not preceded by a plain write in its body.
  bool outlives_message = false;
  std::string_view name;  ///< property or variable; `Buffer.n` for host objects; empty if computed
  CodeSpan span;
};

enum class TimerKind : std::uint8_t { kInterval, kTimeout, kImmediate, kSchedule };

/// A timer started by code.
struct CodeTimer {
  TimerKind kind = TimerKind::kInterval;
  CodePlace place = CodePlace::kBody;
  std::uint8_t part = 0;
  bool sends = false;  ///< its callback sends messages, writes context or reaches outside
  bool guarded = false;
  CodeSpan span;
};

enum class ReturnPaths : std::uint8_t { kNever, kSome, kAll };

/// One `node.send(…)`.
struct CodeSend {
  CodePlace place = CodePlace::kBody;
  std::uint8_t part = 0;
  bool guarded = false;
  CodeSpan span;
};

/// How messages leave the kMessage part.
struct CodeOutput {
  ReturnPaths returns = ReturnPaths::kNever;  ///< paths that return a message
  std::uint8_t outputs = 0;                   ///< highest output number seen sending; 0 if none or not known
  bool throws = false;
  bool calls_error = false;   ///< node.error
  bool calls_done = false;    ///< node.done
  bool calls_status = false;  ///< node.status
};

/// What of a message is kept, as bits.
enum HeldBit : std::uint8_t { kHoldsMessage = 1, kHoldsResponse = 2, kHoldsRequest = 4, kHoldsSend = 8 };

/// A message or a reply handle that is stored for later.
struct HeldMessage {
  static constexpr std::uint32_t kNoIndex = ~0U;
  std::uint8_t what = 0;  ///< HeldBit bits
  std::uint8_t part = 0;
  std::uint32_t access = kNoIndex;  ///< index in `accesses` of the write, or
  std::uint32_t state = kNoIndex;   ///< index in `states` of the write
  CodeSpan span;
};

enum class ExternalKind : std::uint8_t { kFile, kProcess, kHttp, kNetwork, kHostName, kProcessEnv, kModule };

/// A use of something outside the sandbox.
struct ExternalUse {
  ExternalKind kind = ExternalKind::kModule;
  CodePlace place = CodePlace::kBody;
  std::uint8_t part = 0;
  bool writes = false;  ///< changes files or is an HTTP request other than GET, HEAD, OPTIONS
  bool guarded = false;
  std::string_view module;  ///< without `node:`
  std::string_view method;  ///< the function called, or the variable of process.env; may be empty
  std::string_view verb;    ///< HTTP method in the case it was written; empty if unknown
  CodeSpan span;
};

/// `env.get("NAME")`.
struct EnvRead {
  Certainty certainty = Certainty::kUnknown;
  std::uint8_t part = 0;
  std::string_view name;
  CodeSpan span;
};

/// A property put on a message: `msg.topic = "a"`, or in a literal that has `payload` or `topic`.
struct MessageProperty {
  Certainty certainty = Certainty::kUnknown;
  std::uint8_t part = 0;
  std::uint8_t sources = kFromConstant;
  bool deletes = false;   ///< `delete msg.x`, or undefined assigned
  std::string_view name;  ///< path after the message, as written: `payload`, `headers.accept`
  std::string_view text;  ///< constant value or its known beginning
  CodeSpan span;          ///< the assignment or property
  CodeSpan value_span;
};

/// A syntax error in one part.
struct CodeError {
  std::uint8_t part = 0;
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
  std::vector<CodeError> errors;
  CodeOutput output;

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
  const FunctionFacts& analyze(std::span<const CodePart> parts, std::span<const CodeLibrary> libraries = {});

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace halint
