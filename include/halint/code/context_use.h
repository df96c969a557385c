// Every place where a node reads or writes context: function code, typed inputs, JSONata, Mustache tags.
// One list per file, in terms of nodes; which copies do it is for the analysis to say.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "halint/code/function_facts.h"
#include "halint/flow/document.h"

namespace halint {

/// One read, write or change in place of a context key by a node. Owns its strings.
struct ContextUse {
  NodeId node = kNoNode;
  ContextScope scope = ContextScope::flow;
  AccessKind kind = AccessKind::read;
  Certainty certainty = Certainty::constant;
  StoreKind store_kind = StoreKind::none;
  UseTime time = UseTime::message;
  uint8_t parents = 0;  ///< number of leading `$parent.`
  uint8_t sources = 0;  ///< of a write: ValueSource bits
  uint8_t held = 0;     ///< of a write: HeldBit bits, when a message or a reply handle is kept
  bool read_modify_write = false;
  bool guard_reads_key = false;
  bool deletes = false;
  bool sets_true = false;
  bool guarded = false;  ///< only on some paths
  bool asynchronous = false;
  AccessGuard guard = AccessGuard::none;
  bool deferred = false;          ///< after the message was handled: in a timer, a listener, a completion
  bool preceded = false;          ///< a read: surely written before, for the same message
  bool certain = false;           ///< a write: surely happened when a message leaves
  bool shown_only = false;        ///< a read: only the node's status, a log or the next value of the key depend on it
  bool puts_back = false;         ///< a write: of the object that was there; a change: of a member, anew
  bool own_key = false;           ///< the key, or the place in it, is named after `msg._msgid`
  bool connection_key = false;    ///< ... after `msg._session`
  bool by_client_method = false;  ///< a change by `set`, `add` and the like, which clients of stores have, too
  bool keeps_function = false;    ///< writes a function that changes what it remembers
  bool keeps_client = false;      ///< writes a client of a queue or a store
  bool called = false;            ///< a read: what is read is called
  bool stays = false;             ///< what is kept there is only for this copy: its connections, its own queue
  bool alike = false;             ///< a write: every copy makes the same for itself where nothing is, and tells nobody
  bool on_object = false;         ///< a property of `context.flow` or `context.global` itself, not in a store
  std::string text;               ///< the constant that is written
  std::string key;                ///< the first segment, under which Node-RED stores; the known beginning for a prefix
  std::string path;               ///< the whole key as far as it is known: `a.b[0]`
  std::string store;
  std::string property;                   ///< of the node, as the file names it
  Span span;                              ///< of the use, in the file, on one line
  uint32_t code_line = 0;                 ///< in function code, from 1; else 0
  uint32_t order = 0;                     ///< position among the uses of one node: earlier is smaller
  std::vector<CodeCondition> conditions;  ///< in function code: tests of environment variables and answers that hold

  [[nodiscard]] bool writes() const { return kind == AccessKind::write || kind == AccessKind::mutate; }
  [[nodiscard]] bool reads() const {
    return kind == AccessKind::read || kind == AccessKind::mutate || kind == AccessKind::keys || read_modify_write;
  }
};

/// State, timers and effects in the code of one function node, beyond context.
struct CodeStateUse {
  StateKind kind{};
  UseTime time = UseTime::message;
  bool is_write = false;
  bool read_modify_write = false;
  bool outlives_message = false;
  bool shown_only = false;      ///< nothing but the node's status, a log or its own next value depends on it
  bool connection_key = false;  ///< a write below a key named after `msg._session` or `msg._msgid`
  bool stays = false;           ///< a queue of this copy's own: each message put in is sent once
  bool alike = false;           ///< a write: every copy makes the same for itself where nothing is, and tells nobody
  uint8_t sources = 0;
  uint8_t held = 0;
  std::string name;
  std::string property;
  Span span;
  uint32_t code_line = 0;
};

struct CodeTimerUse {
  TimerKind kind{};
  UseTime time = UseTime::message;  ///< when it is started
  bool sends = false;
  bool ends_itself = false;
  std::string property;
  Span span;
  uint32_t code_line = 0;
};

struct CodeOutside {
  ExternalKind kind{};
  UseTime time = UseTime::message;
  bool writes = false;
  bool acts = false;         ///< must not happen twice
  bool method_known = true;  ///< of an HTTP request
  std::string module;
  std::string method;  ///< the function that is called; empty: the module is only named
  std::string path;    ///< of a file, whole, or as many folders of it as are known; may be empty
  std::string property;
  Span span;
  uint32_t code_line = 0;
};

/// What came in with a message is changed in place.
struct CodeChange {
  UseTime time = UseTime::message;
  std::string path;
  std::string property;
  Span span;
  uint32_t code_line = 0;
};

/// A consumer, subscription or watcher that the code starts, and whose messages the node sends on.
struct CodeInput {
  Consumption consumption = Consumption::none;
  std::string module;
  std::string property;
  Span span;
  uint32_t code_line = 0;
};

struct CodeProblem {
  std::string message;
  std::string property;
  Span span;
  uint32_t code_line = 0;
};

/// What the code of one node does.
struct NodeCode {
  NodeId node = kNoNode;
  bool sends_at_start = false;  ///< its On Start code sends messages
  Span start_send;              ///< where, if it does so without a timer
  uint32_t start_send_line = 0;
  bool sends_on_timer = false;  ///< an interval that it starts at its start sends or acts
  bool acts_outside =
      false;  ///< writes to the network or asks with a method other than GET, while a message is handled
  bool may_act_outside = false;  ///< sends a request whose method cannot be seen
  bool takes_lock = false;       ///< asks a store for what one of several callers gets: SET NX, an advisory lock
  bool makes_parts = false;      ///< sets msg.parts
  bool writes_session = false;   ///< sets or deletes msg._session
  bool answers = false;          ///< answers a request itself, by a method of msg.res
  std::vector<CodeStateUse> states;
  std::vector<CodeTimerUse> timers;
  std::vector<CodeOutside> outside;
  std::vector<CodeProblem> problems;
  bool has_code = false;  ///< a function node with readable code: what `sent` does not list is never sent
  std::vector<SentMessage> sent;
  std::vector<CodeLinkCall> link_calls;
  std::vector<CodeReport> reports;
  std::vector<CodeInput> inputs;
  std::vector<CodeChange> changes;
};

/// Counts for --statistics and for honest closing lines.
struct KeyCounts {
  uint32_t constant = 0;
  uint32_t prefix = 0;
  uint32_t unknown = 0;
};

struct CodeFacts {
  std::vector<ContextUse> uses;  ///< in node order
  std::vector<NodeCode> nodes;   ///< function nodes, in node order
  KeyCounts keys;

  /// Of that node, or null.
  [[nodiscard]] const NodeCode* find(NodeId node) const;
  [[nodiscard]] std::span<const ContextUse> uses_of(NodeId node) const;
};

}  // namespace halint
