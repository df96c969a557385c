// The properties of messages whose values decide something in a file: nothing else is followed on its way.
// Knows who asks; what the values are is for MessageWrites. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/message_value.h"
#include "halint/catalog/catalog.h"
#include "halint/code/context_use.h"
#include "halint/flow/graph.h"

namespace halint {

/// `a["b"][0].c` as `a.b.0.c`.
[[nodiscard]] std::string plain_path(std::string_view path);

/// The property whose value an exec node appends to its command line; empty if none (core/function/90-exec.js).
[[nodiscard]] std::string appended_property(const Document& document, NodeId node);

/// The property that a split node takes apart.
[[nodiscard]] std::string split_property(const Document& document, NodeId node);
/// The property of messages that names the file of such a node, as file and file in have it (core/storage/10-file.js);
/// empty if the node itself does. `path` is the node's property.
[[nodiscard]] std::string file_property(const Document& document, NodeId node, std::string_view path);
/// The property of messages that chooses a place in a path: `topic` of `dev[msg.topic]`; empty if none does.
[[nodiscard]] std::string_view choosing_property(std::string_view path);
/// An mqtt-broker node connects when it starts, not when a message asks for it (10-mqtt.js, autoConnect).
[[nodiscard]] bool connects_itself(const Document& document, NodeId broker);
/// Where an update of MongoDB that counts on has its operators: the message of a node of this type has them there.
[[nodiscard]] std::vector<std::string> counting_operators(std::string_view type);
/// A request there is a GraphQL query, in which a POST may only read.
[[nodiscard]] bool asks_graph(std::string_view url);

/// The properties of messages that a switch, a query, a method or the like in this file looks at, at most kMost.
class AskedProperties {
 public:
  AskedProperties(const FlowGraph& graph, const Behaviors& behaviors, const CodeFacts& code);

  static constexpr size_t kMost = kMostProperties;
  static constexpr PropertyIndex kNone = UINT32_MAX;
  [[nodiscard]] size_t size() const { return names_.size(); }
  [[nodiscard]] std::string_view name(PropertyIndex index) const { return names_[index]; }
  [[nodiscard]] PropertyIndex find(std::string_view plain) const;
  /// The same for a path as a node or code writes it.
  [[nodiscard]] PropertyIndex find_path(std::string_view path) const;

 private:
  std::vector<std::string> names_;

  void add(std::string_view path);
  void add_node(const FlowGraph& graph, const Behavior& behavior, VertexId v);
  void add_request(const FlowGraph& graph, VertexId v);
  void add_copied(const FlowGraph& graph);
};

}  // namespace halint
