// What each node of a document is, where it stands, and whether it would be started: all that can be said of nodes
// one by one, before anybody follows a wire. Modelled on @node-red/runtime lib/flows/{util,Flow}.js.
// Knows nothing of what a node type does. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "halint/flow/document.h"
#include "halint/flow/id_index.h"

namespace halint {

enum class NodeKind : uint8_t { node, config, flow, subflow, group, instance };

/// What the table adds to a DocumentNode of the same index.
struct NodeInfo {
  NodeKind kind = NodeKind::node;
  /// It would be started: it and all it stands in are enabled, a config node is used by something that runs,
  /// a subflow has an instance that runs. A subflow without any instance is taken to run, on its own.
  bool runs = false;
  NodeId container = kNoNode;   ///< the flow or subflow it stands on
  NodeId group = kNoNode;       ///< the innermost group around it
  NodeId definition = kNoNode;  ///< of an instance: its subflow; of a subflow that nobody uses: itself
};

enum class ProblemKind : uint8_t {
  duplicate_id,
  missing_id,
  wire_to_nowhere,
  misshapen_wires,
  link_to_nowhere,
  unknown_subflow,
  missing_config,
  cyclic_subflow,
  cyclic_group,
  switched_off,
};

/// A node that the settings of its Node-RED keep from doing anything.
struct SwitchedOff {
  NodeId node = kNoNode;
  std::string_view property;  ///< of the node, in whose value the reason lies
  std::string_view why;       ///< what messages say of it behind its name; static
};

/// Something in the file that Node-RED would stumble over or ignore.
struct Problem {
  ProblemKind kind{};
  NodeId node = kNoNode;
  JsonValue place;     ///< the value that is wrong
  std::string detail;  ///< the id or name that it speaks of; of what is switched off: SwitchedOff::why
};

/// A use of a config node: which node names it, in which property's value.
struct ConfigUse {
  NodeId config = kNoNode;
  NodeId user = kNoNode;
};

/// Views a Document, which must outlive it. Built once, then only read.
class NodeTable {
 public:
  /// What is switched off does not run. Those of `off` that would, are problems.
  explicit NodeTable(const Document& document, std::span<const SwitchedOff> off = {});

  [[nodiscard]] const Document& document() const { return *document_; }
  [[nodiscard]] size_t size() const { return infos_.size(); }
  [[nodiscard]] const DocumentNode& node(NodeId id) const { return document_->nodes[id]; }
  [[nodiscard]] const NodeInfo& info(NodeId id) const { return infos_[id]; }
  [[nodiscard]] NodeId find(std::string_view id) const { return index_.find(id); }
  [[nodiscard]] NodeId global_config() const { return global_config_; }

  /// Nodes and instances of a subflow, or, for kNoNode, of all flows, in file order; the first of equal ids only.
  [[nodiscard]] std::span<const NodeId> members(NodeId subflow) const;
  /// Subflows that do not contain themselves, innermost first.
  [[nodiscard]] std::span<const NodeId> definitions() const { return definitions_; }
  /// Running nodes that use this config node, in file order.
  [[nodiscard]] std::span<const ConfigUse> users(NodeId config) const;
  [[nodiscard]] std::span<const Problem> problems() const { return problems_; }

 private:
  friend class NodeTableBuilder;
  const Document* document_;
  IdIndex index_;
  std::vector<NodeInfo> infos_;
  std::vector<NodeId> root_members_;
  std::unordered_map<NodeId, std::vector<NodeId>> subflow_members_;
  std::vector<NodeId> definitions_;
  std::vector<ConfigUse> config_uses_;  // sorted by config node
  std::vector<Problem> problems_;
  NodeId global_config_ = kNoNode;
};

}  // namespace halint
