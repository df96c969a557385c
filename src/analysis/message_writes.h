// What nodes put into messages: constants and expressions of inject, change and template nodes, what sources fill in,
// what function code assigns. Only for the properties that somebody asks for.
// Knows single nodes; where their messages go is for MessageFlow. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
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
  /// The same with what `other` remembers. These are copies of what that one views.
  MessageWrites(const MessageWrites& other, const AskedProperties& asked, const FlagGuards& flags, MessageTable& table);

  /// The message as it leaves the vertex by an output, kNoMessage if none leaves there. `each_copy`: it is one of many
  /// alike, of which an election lets one pass.
  [[nodiscard]] MessageId behind(VertexId v, uint16_t port, MessageId message, bool each_copy);
  /// The message that a source sends by an output.
  [[nodiscard]] MessageId from_source(VertexId v, uint16_t port);
  /// Which keys are guards has changed.
  void forget_passages();

 private:
  struct Write {
    PropertyIndex property = 0;
    PropertyIndex from = AskedProperties::kNone;  ///< the property that is copied; none: it is set to `value`
    ValueId value = kAnything;
  };
  /// What a vertex does to a message, in this order.
  struct Writes {
    bool weakens = false;  ///< whatever was in it, it may be something else now
    bool claims = false;   ///< takes what no other copy gets
    std::vector<Write> list;
  };
  /// A property that is asked for, and how what is written meets it.
  struct Touched {
    enum class Part : uint8_t { whole, inside, around };
    Part part = Part::whole;  ///< `inside`: it is a part of what is written
    PropertyIndex property = 0;
  };
  /// A message through a function node, and what it becomes there.
  struct Passage {
    VertexId vertex = kNoVertex;
    MessageId message = kNoMessage;
    uint16_t port = 0;
    bool own = false;
    bool each_copy = false;
    friend bool operator==(const Passage&, const Passage&) = default;
  };
  /// A write of code, worked out as far as the message that comes in does not matter.
  struct PreparedWrite {
    Write write;
    const SentProperty* depends = nullptr;  ///< what to write depends on that message
  };
  struct PathHash {
    using is_transparent = void;
    size_t operator()(std::string_view path) const { return std::hash<std::string_view>()(path); }
  };

  const FlowGraph& graph_;
  const Behaviors& behaviors_;
  const CodeFacts& code_;
  const AskedProperties& asked_;
  const FlagGuards& flags_;
  MessageTable& table_;
  std::vector<std::optional<Writes>> writes_;
  std::vector<MessageId> weakened_;
  std::vector<std::pair<std::string_view, MessageId>> filled_;                                // by type of source
  std::unordered_map<std::string, std::vector<Touched>, PathHash, std::equal_to<>> touched_;  // by path as written
  std::vector<std::pair<Passage, MessageId>> passages_;  // each at its hash, over what was there
  std::unordered_map<const SentMessage*, std::vector<PreparedWrite>> prepared_;

  [[nodiscard]] const Writes& writes_of(VertexId v);
  [[nodiscard]] MessageId weakened(MessageId message);
  [[nodiscard]] const std::vector<Touched>& touched_by(std::string_view path);
  [[nodiscard]] bool is_made_object(const std::vector<Write>& writes, PropertyIndex property) const;
  void assign(std::string_view path, const MessageValue& value, std::vector<Write>& writes);
  void copy(std::string_view path, std::string_view from, std::vector<Write>& writes);
  [[nodiscard]] MessageId written(MessageId message, const std::vector<Write>& writes);
  void read_change(VertexId v, std::vector<Write>& writes);
  void read_template(VertexId v, std::vector<Write>& writes);
  void read_file(VertexId v, std::vector<Write>& writes);
  [[nodiscard]] MessageValue sent_value(const SentProperty& property, MessageId before);
  [[nodiscard]] bool is_excluded(VertexId v, const CodeCondition& condition, MessageId message, bool each_copy);
  [[nodiscard]] std::vector<PreparedWrite> prepare(NodeId node, const SentMessage& sent);
  [[nodiscard]] MessageId sent(NodeId node, const SentMessage& sent, MessageId before);
  [[nodiscard]] bool counts(NodeId node) const;
  [[nodiscard]] MessageValue own_of_copy(NodeId node, MessageValue value) const;
  [[nodiscard]] MessageId behind_function(VertexId v, uint16_t port, MessageId message, bool own, bool each_copy);
  [[nodiscard]] MessageId through_code(const Passage& passage);
  void read_query(VertexId v, Writes& writes);
  [[nodiscard]] MessageId injected(VertexId v);
  [[nodiscard]] MessageId filled_in(std::string_view type);
};

/// The test asks for a variable whose value the file knows, and cannot hold for it.
[[nodiscard]] bool is_closed_by_variable(const FlowGraph& graph, VertexId v, const CodeCondition& condition);

/// A Redis node that lets one of several copies win.
[[nodiscard]] bool elects_by_redis(const FlowGraph& graph, VertexId v);
/// Under these conditions only the copy goes on to which a store gave the lock that the code asks for.
[[nodiscard]] bool holds_lock(const NodeCode& code, const std::vector<CodeCondition>& conditions);

/// An environment variable as a node sees it.
[[nodiscard]] TextValue variable(const FlowGraph& graph, VertexId v, std::string_view name);

/// Nodes of this type leave the message as it is.
[[nodiscard]] bool keeps_all(std::string_view type);

/// The value that a typed input of a node gives: `payload` with `payloadType`, a rule's `to` with `tot`.
[[nodiscard]] MessageValue typed_value(const FlowGraph& graph, VertexId v, JsonValue value, std::string_view type);

}  // namespace halint
