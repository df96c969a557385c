// What all rooms of the interpreter share while one node is analysed: its bodies, the heap, and where the run stands.
// Internal to code/. SPDX-License-Identifier: Apache-2.0
//
// A body is run over abstract values: one pass in the order in which Node-RED would run it, with one state that parts
// at branches and is joined behind them. Loops run until nothing changes, at most kMaxRounds times; calls of local
// functions are run anew for each call; callbacks run at once, or wait until the body has ended. A budget of steps
// keeps all of that linear in the text: when it is spent, every function is run at most once more and every loop once.
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "code/memory/heap.h"
#include "code/names/resolver.h"
#include "code/value/text_pool.h"
#include "halint/code/js/parser.h"

namespace halint {

/// One body with its tree and its names.
struct Unit {
  js::Parser parser;
  const js::Ast* ast = nullptr;
  Resolver names;
  CodeRole role = CodeRole::message;
  std::vector<uint8_t> entered;  ///< by node: this function was run at least once
};

/// One call of a function: where its variables are.
struct Activation {
  js::Ref function = js::kNone;
  uint32_t outer = 0;  ///< around it
  CellId first = 0;    ///< of its bindings, by slot
  uint8_t unit = 0;
  uint8_t run = 0;    ///< the body during whose run it was made
  bool kept = false;  ///< of a function that outlives the message
};

/// What changes from one function to the next.
struct Frame {
  uint32_t activation = 0;
  uint8_t unit = 0;
  CodePlace place = CodePlace::body;
  UseTime time = UseTime::message;
  bool deferred = false;  ///< may run at another time than the body
  bool repeats = false;   ///< in an interval
  bool body = true;       ///< a return is one of the node: in the body, and in a function that returns for it
  bool sandbox_this = true;
  bool many = false;  ///< in a loop or a callback for each element
  unsigned depth = 0;
  uint32_t timer = ~0U;  ///< index in FunctionFacts::timers of the timer whose callback this is
  uint32_t consumer = ~0U;
  uint32_t kept_key = ~0U;        ///< KeyId of the context key that keeps the function that runs
  bool by_client_method = false;  ///< a change is made by a method that clients of queues and databases have, too
  ObjectId home = 0;              ///< the class of the method that runs
  Fork* returns = nullptr;
  Fork* throws = nullptr;
  js::Ref last = js::kNone;  ///< the call whose value the body is about to return
  Value self;
  Value result;
  bool returned = false;  ///< of the body: the last call has returned for it
};

/// A test that holds here. `of` is only meant if `told`.
struct Guard {
  bool told = false;
  CodeCondition::Of of = CodeCondition::Of::message;
  CodeCondition::Test test = CodeCondition::Test::truthy;
  ConstantType type = ConstantType::unknown;
  ContextScope scope = ContextScope::node;
  uint32_t key = Object::kNone;    ///< KeyId, of context
  uint32_t state = Object::kNone;  ///< StateId of what is asked for as a whole; also if not `told`
  std::string_view path;
  std::string_view text;
  uint64_t reads = 0;
  uint64_t asks = 0;                ///< bits of the keys and states of which it tells whether they are there
  uint8_t sources = from_constant;  ///< of the whole test that it came with
};

/// The environment variable that code reads, as long as it reads no other.
struct OnlyVariable {
  std::string_view name;
  bool several = false;
  void add(std::string_view read) {
    several = several || (!name.empty() && name != read);
    name = read;
  }
};

class Machine {
 public:
  static constexpr unsigned kMaxRounds = 3;
  /// Deeper trees than this are left unread: a level takes about half a kilobyte of stack, and a thread may have 512.
  static constexpr unsigned kMaxDepth = 500;
  static constexpr unsigned kMaxCalls = 24;

  explicit Machine(FunctionFacts& made) : facts(made) {}

  FunctionFacts& facts;
  NameTable names;
  TextPool pool;
  Heap heap;
  std::vector<std::unique_ptr<Unit>> units;
  std::vector<Activation> activations{1};
  std::vector<Guard> guards;
  std::vector<std::pair<uint8_t, js::Ref>> running;  ///< functions, outermost first
  Frame frame;
  OnlyVariable variable;
  bool reachable = true;
  unsigned depth = 0;
  uint64_t observed = 0;  ///< bits of what something outside of this node, or another key, depends on
  uint64_t revealed = 0;  ///< the same but for tests of the node's own timers and sends of what was taken out
  uint64_t used = 0;      ///< the same but for all tests and sends of what was taken out
  uint64_t logged = 0;    ///< bits of what a log shows
  uint64_t told = 0;      ///< bits of what others are told to be there or not, or get as a whole
  int64_t budget = 0;
  uint8_t run = 0;  ///< index of the body that runs

  void reset();
  /// Counts a step; false when the budget is spent.
  bool step(int64_t cost = 1) { return (budget -= cost) > 0; }
  [[nodiscard]] bool spent() const { return budget <= 0; }
  [[nodiscard]] const js::Ast& ast() const { return *units[frame.unit]->ast; }
  [[nodiscard]] const js::Node& node(js::Ref ref) const { return ast()[ref]; }
  [[nodiscard]] const Resolver& scopes() const { return units[frame.unit]->names; }
  [[nodiscard]] NameId name_of(js::Ref ref) const { return scopes().name_of(ref); }
  [[nodiscard]] CodeSpan span(js::Ref ref) const { return {node(ref).begin, node(ref).end}; }
  [[nodiscard]] bool guarded() const { return !guards.empty(); }
  /// What a key or a state held, `held` being its object and `bit` its bit, or else an object of constants.
  [[nodiscard]] bool is_default(const Value& value, ObjectId held, uint64_t bit) const;
  /// A constant, or what was held already, `held` being its object and `bit` its bit.
  [[nodiscard]] bool is_flag(const Value& value, ObjectId held, uint64_t bit) const;
  /// What the key or the state with that bit is for, if `flag` says that it holds but flags.
  [[nodiscard]] Gate gate(uint64_t bit, bool drained, bool flag) const {
    if (bit == 0 || (used & bit) != 0) return Gate::none;
    return drained ? Gate::queue : flag ? Gate::flag : Gate::none;
  }
  [[nodiscard]] uint64_t guard_reads() const;
  /// A bit for `Value::reads`; 0 when there are no more.
  uint64_t new_bit() { return bits_ < 64 ? uint64_t{1} << bits_++ : 0; }
  /// The cell of a binding, seen from the running function; 0 if its function does not run around it.
  [[nodiscard]] CellId cell_of(BindingId binding, uint32_t& activation) const;
  /// Reads a body into a unit of its own.
  Unit& add_unit(const CodePart& part);
  uint32_t activate(js::Ref function, uint8_t unit, uint32_t outer);
  /// Something that others can see happens here.
  void observe(const Value& value) { observe(value.reads); }
  void observe(uint64_t reads) {
    observed |= reads;
    revealed |= reads;
    used |= reads;
  }
  /// It decides which way the code goes.
  void observe_test(uint64_t reads) {
    observed |= reads;
    if (frame.time == UseTime::message) revealed |= reads;
  }
  /// A message leaves with it; `drained` was taken out of what outlives the message.
  void observe_sent(const Value& value) {
    observed |= value.reads;
    told |= whole_reads(value);
    if ((value.holds & kDrained) != 0) return;
    revealed |= value.reads;
    used |= value.reads;
  }

 private:
  unsigned bits_ = 0;
  size_t used_units_ = 0;
};

[[nodiscard]] CodeCondition condition_of(const Guard& guard);

[[nodiscard]] inline bool is_function(js::Kind kind) {
  return kind == js::Kind::function || kind == js::Kind::arrow || kind == js::Kind::function_declaration;
}

}  // namespace halint
