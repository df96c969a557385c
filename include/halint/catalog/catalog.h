// The catalogue of node types, and what an entry says of one node with its properties.
// Knows nothing of where messages come from.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "halint/catalog/node_store.h"
#include "halint/catalog/node_type.h"
#include "halint/flow/graph.h"

namespace halint {

/// The node types that people read and halint was built with, sorted by type. Their lists are kept by `store`; their
/// texts are static.
[[nodiscard]] std::vector<NodeType> builtin_node_types(NodeStore& store);
/// The one of this very name.
[[nodiscard]] std::optional<NodeType> builtin_node_type(NodeStore& store, std::string_view type);

/// Where more types are known, for a Catalog that has no entry itself. To be asked by any number of threads.
class TypeSource {
 public:
  TypeSource() = default;
  TypeSource(const TypeSource&) = delete;
  TypeSource& operator=(const TypeSource&) = delete;
  virtual ~TypeSource() = default;
  /// Null if it does not know the type either. Valid as long as the source lives.
  [[nodiscard]] virtual const NodeType* find(std::string_view type) const = 0;
};

/// What the catalogue says of one vertex: the type's own facts with those of the first case that holds.
struct Behavior {
  const NodeType* type = nullptr;  ///< null for a type that is not in the catalogue
  const Facts* facts = nullptr;    ///< never null
  const char* place = nullptr;     ///< where the value begins that made the case hold, if one did
  const Test* test = nullptr;      ///< what it was held against

  [[nodiscard]] bool known() const { return type != nullptr; }
  /// The property that made the case hold, if one did, and its name.
  [[nodiscard]] JsonValue deciding() const { return JsonValue(place); }
  [[nodiscard]] std::string_view deciding_path() const { return test == nullptr ? std::string_view() : test->path; }
  [[nodiscard]] bool passes() const { return facts->passes.value_or(true); }
};

/// Looks node types up: those taught by the user (`extra`), those that people read, those that a machine read when
/// halint was made, and at last those of `more`, if there is one. Both must outlive it.
class Catalog {
 public:
  explicit Catalog(std::span<const NodeType> extra = {}, const TypeSource* more = nullptr);

  /// The entry of this very type, or else of the longest pattern (`acme-*`) that fits; null if there is none. Valid as
  /// long as the catalogue lives.
  [[nodiscard]] const NodeType* find(std::string_view type) const;
  /// The entries of these types, null for one that is not in the catalogue.
  [[nodiscard]] std::vector<const NodeType*> resolve(std::span<const std::string_view> types) const;

 private:
  std::span<const NodeType> extra_;
  std::unique_ptr<const TypeSource> curated_;  ///< that people read
  std::unique_ptr<const TypeSource> machine_;  ///< that a machine read when halint was made
  const TypeSource* more_;

  [[nodiscard]] const NodeType* exact(std::string_view type) const;
};

/// By type: the properties that hold function code.
[[nodiscard]] std::vector<std::span<const std::string_view>> code_properties(std::span<const NodeType* const> types);

/// The behaviour of every vertex of a graph. To be asked by any number of threads. A property path such as `topic`,
/// `rules[].t` or `broker->protocolVersion` that leads to nothing in the file counts as its default.
class Behaviors {
 public:
  /// `types` are the catalogue's entries of Document::types.
  Behaviors(std::vector<const NodeType*> types, const FlowGraph& graph);
  Behaviors(const Behaviors&) = delete;
  Behaviors& operator=(const Behaviors&) = delete;
  ~Behaviors();

  [[nodiscard]] const Behavior& operator[](VertexId vertex) const { return behaviors_[vertex]; }
  /// Of a config node that runs; it has no vertex. Variables in its properties count as unknown.
  [[nodiscard]] Behavior of_config(NodeId node) const;
  /// Whether tests hold, and the property that made the first of them hold, if it is in the file.
  struct Match {
    bool holds = false;
    JsonValue deciding;
    const Test* test = nullptr;  ///< that the deciding property was held against
  };
  /// All of `tests` against a node. `vertex` is kNoVertex for a config node.
  [[nodiscard]] Match match(VertexId vertex, NodeId node, std::span<const Test> tests) const;
  /// The catalogue's entries of Document::types.
  [[nodiscard]] std::span<const NodeType* const> types() const { return types_; }

 private:
  struct Work;
  const FlowGraph& graph_;
  std::unique_ptr<Work> work_;
  std::vector<const NodeType*> types_;
  std::vector<Behavior> behaviors_;

  [[nodiscard]] Match test(VertexId vertex, NodeId node, std::span<const Test> tests) const;
  [[nodiscard]] Behavior decide(VertexId vertex, NodeId node) const;
};

}  // namespace halint
