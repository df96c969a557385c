// Context keys that are a guard: a flag that is true in at most one copy, or a tag that each copy has for itself.
// A flag is one if all that may set it stands behind an election; one in each copy's own hands is none.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "analysis/message_value.h"
#include "halint/analysis/guard_names.h"
#include "halint/analysis/model.h"
#include "halint/code/context_use.h"

namespace halint {

enum class FlagKind : uint8_t {
  none,
  leader,   ///< true in one copy at most
  own_tag,  ///< another value in each copy
};

class FlagGuards {
 public:
  /// `names` outlives it: what is called a guard there is one.
  explicit FlagGuards(const GuardNames& names) : names_(&names) {}

  /// Finds the keys that switches and code test.
  void ask(const FlowGraph& graph, const CodeFacts& code);
  [[nodiscard]] bool empty() const { return flags_.empty(); }
  /// What messages hold at a vertex: true if the property is what an election gave to one copy.
  using Elected = bool (*)(const void* context, VertexId v, std::string_view property);

  /// Judges these keys. `in`: what arrives at each vertex; `opened`: what would if no guard
  /// held it back. False if none is a guard.
  bool learn(const FlowGraph& graph, const CodeFacts& code, const std::vector<DeliverySet>& in,
             const std::vector<MessageId>& opened, Elected elected, const void* context);
  /// One copy alone has the environment variable, or has it with the value that tests ask for.
  [[nodiscard]] bool is_one_copys(std::string_view variable) const;
  [[nodiscard]] FlagKind of(const FlowGraph& graph, VertexId v, ContextScope scope, std::string_view key) const;

 private:
  /// Scope, flow or subflow that owns it (kNoNode for global), first segment.
  using Key = std::tuple<ContextScope, NodeId, std::string>;
  const GuardNames* names_;
  std::map<Key, FlagKind> flags_;

  [[nodiscard]] static Key key_of(const FlowGraph& graph, NodeId node, ContextScope scope, std::string_view key);
};

}  // namespace halint
