// One walk over a body that follows values through scopes: the engine behind FunctionFacts.
// Internal to code/. SPDX-License-Identifier: Apache-2.0
//
// The walk visits statements in order and computes, for every expression, an approximate value: which
// thing of the sandbox it is, its text if constant, and what it was made from. Named functions are
// visited where they are first called, or at the end of their scope, so that effects come in the order
// in which they happen. Every node is visited once; loops are not iterated.
#pragma once

#include <array>

#include "code/function_names.h"
#include "halint/code/function_facts.h"
#include "halint/code/js/parser.h"

namespace halint {

/// What a value is, as far as the sandbox goes.
enum class Thing : uint8_t {
  kPlain,
  kContext,  // context, flow, global, context.flow, context.global
  kContextGet,
  kContextSet,
  kContextKeys,
  kMessage,
  kMessageMember,  // text: path below the message
  kResponse,
  kRequest,
  kNode,
  kNodeMethod,  // ref: Word
  kEnv,
  kEnvGet,
  kHost,        // ref: Word; text: path below it
  kHostMethod,  // ref: Word of the object; method: Word
  kProcessEnv,
  kModule,  // ref: index of modules_; text: method path
  kRequire,
  kFetch,
  kTimerStart,     // ref: TimerKind
  kSandbox,        // `this` of the body, globalThis
  kGot,            // object a context read yielded; ref: access
  kGotList,        // array of them; ref: first access, method: count
  kObjectLiteral,  // ref: node
  kArrayLiteral,   // ref: node
  kFunction,       // ref: index of functions_
};

struct Value {
  Thing thing = Thing::kPlain;
  ContextScope scope = ContextScope::node;
  uint8_t parents = 0;
  uint8_t sources = from_constant;
  uint8_t holds = 0;
  Certainty certainty = Certainty::unknown;  // of text, as a constant
  bool is_string = false;
  bool nullish = false;
  uint32_t ref = 0;
  uint32_t method = 0;
  uint64_t reads = 0;  // bits of the keys and states it depends on
  std::string_view text;
};

class FunctionWalker {
 public:
  explicit FunctionWalker(FunctionFacts& facts) : facts_(facts) {}

  void begin_group(std::span<const CodeLibrary> libraries);
  void walk_part(const js::Ast& ast, const CodePart& part, uint8_t index);
  void end_group();

 private:
  using Ref = js::Ref;
  static constexpr uint32_t kNoIndex = ~0U;
  /// Deeper trees than this are left unread: chains such as a.b.c… may be as long as the text.
  static constexpr unsigned kMaxWalk = 1000;

  struct Binding {
    NameId name = 0;
    uint32_t shadowed = kNoIndex;
    unsigned guard = 0;     // conditions around the declaration
    unsigned function = 0;  // depth of its function
    bool assigned = false;
    Value value;
  };
  struct Function {
    Ref node = js::kNone;
    NameId name = 0;
    uint32_t visible = 0;  // number of bindings where it was defined
    bool walked = false;
    bool sandbox_this = false;
    Value result;
  };
  struct KeySlot {
    ContextScope scope;
    uint8_t parents;
    Certainty certainty;
    StoreKind store_kind;
    std::string_view key;
    std::string_view store;
  };
  struct StateSlot {
    StateKind kind;
    ContextScope scope;
    std::string_view name;
    uint64_t bit = 0;
    uint32_t mark = 0;
    uint8_t sources = from_constant;  // of what was last assigned
    bool definite = false;            // plainly assigned before, on every way here
    bool plain_write = false;         // plainly assigned at the top of this part
    bool nested_read = false;         // read in a function that may run at another time
    bool written = false;
    bool outlives = false;
  };
  struct Arguments {
    std::array<Ref, 4> at{};
    unsigned count = 0;
    bool spread = false;
  };
  struct Scope {
    uint32_t bindings = 0;
    uint32_t pending = 0;
  };
  /// What changes from one function to the next.
  struct Frame {
    CodePlace place = CodePlace::body;
    unsigned depth = 0;  // of functions; callbacks that run at once do not count
    unsigned guard = 0;  // conditions around
    bool exits = false;  // a condition before left the function
    bool sandbox_this = true;
    bool deferred = false;  // may run at another time than the body
    uint64_t guard_reads = 0;
    uint32_t timer = kNoIndex;
    NameId name = 0;
    Value result;
    unsigned branch_guard = 0;  // `guard` inside the innermost branch of an `if`; 0 outside of any
  };
  struct Deeper {
    explicit Deeper(unsigned& depth) : depth_(depth), ok(++depth <= kMaxWalk) {}
    ~Deeper() { --depth_; }
    Deeper(const Deeper&) = delete;
    Deeper& operator=(const Deeper&) = delete;

   private:
    unsigned& depth_;

   public:
    const bool ok;
  };

  // Tree.
  [[nodiscard]] const js::Node& node(Ref ref) const { return (*ast_)[ref]; }
  [[nodiscard]] Ref child(Ref ref, unsigned index) const;
  [[nodiscard]] CodeSpan span(Ref ref) const { return {node(ref).begin, node(ref).end}; }
  [[nodiscard]] NameId name_of(Ref ref) const { return ids_[ref]; }
  [[nodiscard]] static bool is_function(js::Kind kind) {
    return kind == js::Kind::kFunction || kind == js::Kind::kArrow || kind == js::Kind::kFunctionDeclaration;
  }
  void scan_names();
  void mark_pattern(Ref ref);

  // Scopes.
  [[nodiscard]] Scope open_scope() const;
  void close_scope(const Scope& scope);
  uint32_t declare(NameId name, const Scope& scope);
  void hoist_block(Ref first, const Scope& scope);
  void hoist_vars(Ref ref, const Scope& scope);
  void hoist_all(Ref first, const Scope& scope);
  void declare_pattern(Ref ref, const Scope& scope);
  [[nodiscard]] Binding* find(NameId name);
  void add_function(Ref ref, NameId name, Value& value);

  // Statements; true if what follows is never reached from here.
  bool run(Ref ref);
  bool run_list(Ref first);
  bool run_block(Ref first);
  bool run_if(Ref ref);
  bool run_branch(Ref ref);
  bool run_for(Ref ref);
  bool run_for_each(Ref ref);
  bool run_while(Ref ref);
  bool run_try(Ref ref);
  bool run_switch(Ref ref);
  bool run_return(Ref ref);
  void run_variables(Ref ref);
  void run_class(Ref ref);
  void undo_definite(size_t mark);
  void join_branches(size_t mark, size_t first_branch, bool first_ends, bool second_ends);

  // Expressions.
  Value eval(Ref ref);
  Value eval_inner(Ref ref);
  Value eval_identifier(Ref ref);
  Value eval_builtin(NameId name, Ref ref);
  Value eval_string(Ref ref);
  Value eval_template(Ref ref);
  Value eval_binary(Ref ref);
  Value eval_logical(Ref ref);
  Value eval_conditional(Ref ref);
  Value eval_unary(Ref ref);
  Value eval_update(Ref ref);
  Value eval_assign(Ref ref);
  Value eval_array(Ref ref);
  Value eval_object(Ref ref);
  Value eval_member(Ref ref);
  Value eval_function_value(Ref ref, NameId name);
  Value eval_children(Ref ref);
  Value concat(const Value& left, const Value& right);
  static Value merge(const Value& left, const Value& right);
  static void absorb(Value& into, const Value& from);
  Value plain(uint8_t sources) const;

  // Members and assignment.
  struct Property {
    std::string_view text;  // empty if not known
    NameId name = 0;
    bool known = false;
  };
  Property property_of(Ref member);
  Value member_of(const Value& object, const Property& property, Ref ref);
  Value context_member(const Value& object, const Property& property, Ref ref);
  Value message_member(const Value& object, const Property& property, Ref ref);
  Value host_member(const Value& object, const Property& property, Ref ref);
  Value literal_member(const Value& object, const Property& property);
  void note_member_read(const Value& object, const Property& property, Ref ref, Value& value);
  void assign(Ref target, const Value& value, Ref whole, bool declares);
  void assign_name(Ref target, const Value& value, Ref whole, bool declares, bool reads_first);
  void assign_member(Ref target, const Value& object, const Property& property, const Value& value, Ref whole,
                     Ref value_ref, bool reads_first);
  void assign_pattern(Ref target, const Value& value, Ref whole, bool declares);
  void absorb_into_root(Ref target, const Value& value);
  void note_message_property(std::string_view name, const Value& value, CodeSpan whole, Ref value_ref, bool deletes);

  // Calls.
  Value eval_call(Ref ref);
  Value call_value(const Value& callee, const Value& object, const Property& method, Ref call, Ref first);
  Value call_method(const Value& object, const Property& method, Ref call, Ref first);
  Value call_got(const Value& object, const Property& method, Ref call, Ref first);
  struct ContextCall;
  Value call_context(const Value& callee, Ref call, Ref first);
  ContextCall read_context_call(const Value& callee, Ref call, Ref first);
  void take_context_option(ContextCall& made, Ref at);
  Value listed_key(const ContextCall& made, Ref at);
  void note_context_writes(const ContextCall& made);
  void note_context_reads(const ContextCall& made);
  Value context_result(const ContextCall& made, uint32_t first);
  void run_context_callback(const ContextCall& made, const Value& got, uint32_t first);
  void take_seed(const ContextAccess& read, Value& got);
  Value call_node(const Value& callee, Ref call, Ref first);
  Value call_host(const Value& callee, Ref call, Ref first);
  Value call_module(const Value& callee, Ref call, Ref first, bool constructs);
  Value call_timer(TimerKind kind, Ref call, Ref first);
  Value call_function(const Value& callee, Ref first);
  Value call_new(Ref ref);
  Value call_require(Ref call, Ref first);
  Value call_fetch(Ref call, Ref first);
  Value call_env(Ref call, Ref first);
  Value eval_arguments(Ref first, CodePlace place, const Value& parameter);
  Value eval_argument(Ref ref, CodePlace place, std::span<const Value> parameters);
  Arguments arguments_of(Ref first) const;
  Value run_function_node(Ref ref, CodePlace place, bool at_once, std::span<const Value> parameters, NameId name);
  void run_function(uint32_t index, CodePlace place, std::span<const Value> parameters);
  static CodePlace callback_place(NameId method, CodePlace now);

  // Facts.
  uint32_t add_access(AccessKind kind, const Value& context, const Value& key, Ref key_ref, Ref call);
  uint64_t key_bit(const ContextAccess& access, Ref key_ref);
  void add_write(const Value& context, const Value& key, Ref key_ref, const Value& value, Ref value_ref, Ref call,
                 const Value& store, bool store_given, bool callback);
  void set_store(uint32_t access, const Value& store, bool given);
  void add_mutation(uint32_t access, const Value& value, CodeSpan whole);
  uint32_t state_slot(StateKind kind, ContextScope scope, std::string_view name);
  Value read_state(uint32_t slot, Ref ref);
  void write_state(uint32_t slot, const Value& value, Ref whole, bool reads_first);
  void add_use(ExternalKind kind, std::string_view module, std::string_view method, std::string_view verb, bool writes,
               Ref ref);
  void hold(const Value& value, uint32_t access, uint32_t state, CodeSpan where);
  void act();  // something with an effect happens here: the timers around it send
  [[nodiscard]] bool guarded() const { return frame_.guard > 0 || frame_.exits; }
  uint64_t new_bit() { return bits_ < 64 ? uint64_t{1} << bits_++ : 0; }
  uint32_t module_index(std::string_view name);
  [[nodiscard]] bool is_nothing(Ref ref) const;
  void note_returned(Ref ref, const Value& value);
  [[nodiscard]] SentMessage start_sent(uint16_t port, Ref where) const;
  void note_sent(Ref ref, const Value& value, uint16_t port, Ref where);
  void note_all_sent(Ref ref, const Value& value, Ref where);
  Value peek(Ref ref);
  void note_report(CodeReport::Kind kind);

  FunctionFacts& facts_;
  const js::Ast* ast_ = nullptr;
  NameTable names_;
  TextPool pool_;
  std::vector<NameId> ids_;
  std::vector<Binding> bindings_;
  // What bindings held before the current branch assigned them: behind it, either value may be the one.
  std::vector<std::pair<uint32_t, Value>> before_branch_;
  std::vector<Function> functions_;
  std::vector<uint32_t> pending_;
  std::vector<KeySlot> keys_;
  std::vector<uint64_t> key_bits_;     // of keys_
  std::vector<uint64_t> access_bits_;  // of facts_.accesses
  std::vector<StateSlot> states_;
  std::vector<uint32_t> access_states_;  // slot of each facts_.states
  std::vector<uint32_t> definite_log_;
  std::vector<uint32_t> branch_;
  std::vector<Ref> spine_;
  std::vector<std::string_view> modules_;
  std::vector<std::pair<uint32_t, NameId>> timer_names_;
  std::vector<std::pair<std::string_view, Value>> message_values_;
  Frame frame_;
  uint32_t hidden_begin_ = 0;  // bindings that the function being walked cannot see
  uint32_t hidden_end_ = 0;
  uint32_t group_bindings_ = 0;
  uint32_t mark_ = 0;
  unsigned bits_ = 0;
  unsigned breaks_ = 0;
  unsigned depth_ = 0;
  unsigned returns_message_ = 0;
  unsigned returns_nothing_ = 0;
  uint8_t part_ = 0;
  CodeRole role_ = CodeRole::message;
};

}  // namespace halint
