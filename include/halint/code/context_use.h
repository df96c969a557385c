// Every place where a node reads or writes context: function code, typed inputs, JSONata, Mustache tags.
// One list per file, in terms of nodes; which copies do it is for the analysis to say.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
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
  std::string key;   ///< the first segment, under which Node-RED stores; the known beginning for a prefix
  std::string path;  ///< the whole key as far as it is known: `a.b[0]`
  std::string store;
  std::string property;    ///< of the node, as the file names it
  Span span;               ///< of the use, in the file, on one line
  uint32_t code_line = 0;  ///< in function code, from 1; else 0
  uint32_t order = 0;      ///< position among the uses of one node: earlier is smaller

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
  std::string property;
  Span span;
  uint32_t code_line = 0;
};

struct CodeOutside {
  ExternalKind kind{};
  UseTime time = UseTime::message;
  bool writes = false;
  bool method_known = true;  ///< of an HTTP request
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
  bool makes_parts = false;      ///< sets msg.parts
  bool writes_session = false;   ///< sets or deletes msg._session
  std::vector<CodeStateUse> states;
  std::vector<CodeTimerUse> timers;
  std::vector<CodeOutside> outside;
  std::vector<CodeProblem> problems;
  bool has_code = false;  ///< a function node with readable code: what `sent` does not list is never sent
  std::vector<SentMessage> sent;
  std::vector<CodeLinkCall> link_calls;
  std::vector<CodeReport> reports;
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
};

}  // namespace halint
