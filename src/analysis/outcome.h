// Whether a node does something outside with a message, and whether twice is the same as once.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/message_flow.h"
#include "halint/analysis/model.h"

namespace halint {

/// What the code of a vertex does outside while it handles a message.
[[nodiscard]] Outcome code_outcome(const FlowGraph& graph, const CodeFacts& code, VertexId v);

/// Looks at the catalogue's word, and where that leaves it to a query, a method or an operation, at the node's own
/// text and at what is known of the message. Views what it is made of.
class OutcomeReader {
 public:
  OutcomeReader(const FlowGraph& graph, const Behaviors& behaviors, const MessageFlow& flow)
      : graph_(graph), behaviors_(behaviors), flow_(flow) {}
  /// What `vertex` does with such a message.
  [[nodiscard]] Outcome of(VertexId vertex, MessageId message) const;

 private:
  const FlowGraph& graph_;
  const Behaviors& behaviors_;
  const MessageFlow& flow_;

  [[nodiscard]] Outcome query_outcome(VertexId v, MessageId message) const;
  [[nodiscard]] bool counts_on(VertexId v, MessageId message) const;
  [[nodiscard]] Outcome command_outcome(VertexId v, MessageId message) const;
  [[nodiscard]] Outcome request_outcome(VertexId v, MessageId message) const;
  [[nodiscard]] Outcome post_outcome(VertexId v, MessageId message) const;
};

}  // namespace halint
