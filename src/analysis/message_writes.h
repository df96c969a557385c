// What nodes put into messages: constants and expressions of inject, change and template nodes, what sources fill in,
// what function code assigns. Only for the properties that somebody asks for.
// Knows single nodes; where their messages go is for MessageFlow. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/asked_properties.h"
#include "analysis/flag_guards.h"
#include "analysis/message_value.h"
#include "halint/catalog/catalog.h"
#include "halint/code/context_use.h"
#include "halint/flow/graph.h"

namespace halint {

/// Remembers what each vertex writes. Not for two threads at once.
class MessageWrites {
 public:
  MessageWrites(const FlowGraph& graph, const Behaviors& behaviors, const CodeFacts& code, const AskedProperties& asked,
                const FlagGuards& flags, MessageTable& table);

  /// The message as it leaves the vertex by an output, kNoMessage if none leaves there. `each_copy`: it is one of many
  /// alike, of which an election lets one pass.
  [[nodiscard]] MessageId behind(VertexId v, uint16_t port, MessageId message, bool each_copy);
  /// The message that a source sends by an output.
  [[nodiscard]] MessageId from_source(VertexId v, uint16_t port);

 private:
  struct Write {
    enum class Kind : uint8_t { set, copy, weaken, claim } kind = Kind::set;
    PropertyIndex property = 0;  ///< of `weaken`: none, it is all of them; `claim` takes what no other copy gets
    PropertyIndex from = 0;      ///< of `copy`
    ValueId value = kAnything;
  };
  using Writes = std::vector<Write>;

  const FlowGraph& graph_;
  const Behaviors& behaviors_;
  const CodeFacts& code_;
  const AskedProperties& asked_;
  const FlagGuards& flags_;
  MessageTable& table_;
  std::vector<std::optional<Writes>> writes_;
  std::vector<MessageId> weakened_;

  [[nodiscard]] const Writes& writes_of(VertexId v);
  [[nodiscard]] MessageId weakened(MessageId message);
  void assign(std::string_view path, const MessageValue& value, Writes& writes);
  void copy(std::string_view path, std::string_view from, Writes& writes);
  void read_change(VertexId v, Writes& writes);
  void read_template(VertexId v, Writes& writes);
  [[nodiscard]] MessageValue sent_value(const SentProperty& property, MessageId before);
  [[nodiscard]] bool is_excluded(VertexId v, const CodeCondition& condition, MessageId message, bool each_copy);
  [[nodiscard]] MessageId sent(NodeId node, const SentMessage& sent, MessageId before);
  [[nodiscard]] bool counts(NodeId node) const;
  [[nodiscard]] MessageId behind_function(VertexId v, uint16_t port, MessageId message, bool own, bool each_copy);
  void read_query(VertexId v, Writes& writes);
  [[nodiscard]] MessageId injected(VertexId v);
};

/// The test asks for a variable whose value the file knows, and cannot hold for it.
[[nodiscard]] bool is_closed_by_variable(const FlowGraph& graph, VertexId v, const CodeCondition& condition);

/// A Redis node that lets one of several copies win.
[[nodiscard]] bool elects_by_redis(const FlowGraph& graph, VertexId v);

/// An environment variable as a node sees it.
[[nodiscard]] TextValue variable(const FlowGraph& graph, VertexId v, std::string_view name);

/// The value that a typed input of a node gives: `payload` with `payloadType`, a rule's `to` with `tot`.
[[nodiscard]] MessageValue typed_value(const FlowGraph& graph, VertexId v, JsonValue value, std::string_view type);

}  // namespace halint
