// Whether a node does something outside, and whether twice is the same as once.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string_view>
#include <utility>

#include "halint/analysis/model.h"

namespace halint {

/// Looks at the catalogue's word, and where that leaves it to a query or a method, at the node's own text and at
/// what the nodes shortly before it write into the message. Views what it is made of; remembers what nodes write.
class OutcomeReader {
 public:
  OutcomeReader(const FlowGraph& graph, const Behaviors& behaviors) : graph_(graph), behaviors_(behaviors) {}
  [[nodiscard]] Outcome of(VertexId vertex);

 private:
  const FlowGraph& graph_;
  const Behaviors& behaviors_;
  std::map<std::pair<NodeId, std::string_view>, Outcome> written_;

  using Judge = Outcome (*)(std::string_view text);
  Outcome written(VertexId v, std::string_view property, Judge judge);
  Outcome look_back(VertexId v, std::string_view property, Judge judge);
  Outcome query_outcome(const Behavior& behavior, VertexId v);
};

}  // namespace halint
