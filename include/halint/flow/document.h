// A flow file as it is written: its nodes in file order, each with its properties and where they stand.
// Knows the shapes that flows come in; knows nothing of wires, types or rules.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "halint/source/json_value.h"
#include "halint/source/result.h"
#include "halint/source/source_file.h"

namespace halint {

/// How a file holds its flows. The admin API's `{flows, rev}`, a FlowFuse snapshot, and the admin API's
/// `GET /flow/:id` are objects; a flows file and an editor export are arrays.
enum class Shape : uint8_t { flow_array, flows_with_revision, snapshot, single_flow };
[[nodiscard]] std::string_view to_string(Shape shape);

/// Index of a node in `Document::nodes`.
using NodeId = uint32_t;
inline constexpr NodeId kNoNode = UINT32_MAX;

/// One property: its name, and the bytes of the file that its value is.
struct Property {
  uint32_t name = 0;  ///< index into Document::property_names
  Span value;
};

/// One element of the flow array: a node, config node, flow (tab), subflow or group. Texts are decoded.
struct DocumentNode {
  std::string_view id;
  std::string_view type;
  std::string_view z;     ///< the flow or subflow it is on, or empty; the same bytes as that of a neighbour on it
  std::string_view name;  ///< `name`, or `label` for a flow
  Span span;
  const Property* properties = nullptr;  ///< the first of them, in one of Document::property_lists
  uint32_t property_count = 0;
  uint32_t type_index = 0;    ///< of the type in Document::types
  bool has_position = false;  ///< both x and y are there: a node of the canvas, not a config node
  bool disabled = false;      ///< `d` of a node, `disabled` of a flow
};

/// A variable of a FlowFuse snapshot's settings. Hidden ones have no value here.
struct SnapshotVariable {
  std::string name;
  std::string value;
  bool known = false;
};

/// Views `file`, which must outlive it and must not move its bytes. Movable; its views stay valid.
struct Document {
  const SourceFile* file = nullptr;
  Shape shape = Shape::flow_array;
  std::vector<DocumentNode> nodes;
  /// The properties of all nodes, in one list or several; nodes point into them.
  std::vector<std::vector<Property>> property_lists;
  /// Every name of a property once, as it is written between its quotes.
  std::vector<std::string_view> property_names;
  /// By name: some node has a list under it.
  std::vector<bool> is_list;
  /// Every type once, in order of appearance; empty for elements without one.
  std::vector<std::string_view> types;
  std::vector<SnapshotVariable> environment;
  /// name → version of the packages that a snapshot lists.
  std::vector<std::pair<std::string, std::string>> modules;
  /// How a snapshot's instance asks for a login before its pages: `basic`, `flowforge-user`; empty if it does not.
  std::string page_login;
  /// False: a snapshot's instance does not let function nodes name modules.
  bool code_modules = true;

  /// The value of a node's property, or a missing value. The last of equal keys counts, as in JSON.parse.
  [[nodiscard]] JsonValue property(NodeId node, std::string_view name) const;
  /// The same for a name whose index is known.
  [[nodiscard]] JsonValue property(NodeId node, uint32_t name) const;
  /// Index of a name in `property_names`, or kNoName if no node has it. Linear in their number.
  static constexpr uint32_t kNoName = UINT32_MAX;
  [[nodiscard]] uint32_t find_name(std::string_view name) const;
  [[nodiscard]] std::span<const Property> properties_of(NodeId node) const {
    return {nodes[node].properties, nodes[node].property_count};
  }
  [[nodiscard]] JsonValue value_of(const Property& property) const {
    const char* const bytes = file->bytes().data();
    return JsonValue(bytes + property.value.begin, bytes + property.value.end);
  }
  /// Calls `visit(std::string_view raw_name, JsonValue)` for each property of the node, in file order.
  template <typename Visit>
  void for_each_property(NodeId node, Visit&& visit) const {
    for (const Property& property : properties_of(node)) visit(property_names[property.name], value_of(property));
  }
  [[nodiscard]] Span span_of(JsonValue value) const {
    return {file->offset_of(value.begin()), file->offset_of(value.end())};
  }
  /// Where the node's id is written, or the node's first byte if it has none.
  [[nodiscard]] Span id_span(NodeId node) const;

  /// Strings that had escapes, decoded. Addresses are stable.
  std::list<std::string> decoded;
};

/// Reads and validates the whole file: a Document is returned only if every byte of it is sound JSON
/// and it holds flows. The error says what was expected, and where (RFC 8259; UTF-8 throughout). Long lists of nodes
/// are read by up to `jobs` threads; the document does not depend on it.
Result<Document> read_document(const SourceFile& file, uint32_t jobs = 1);

/// A document whose nodes `changed` are written anew, with others behind all of them. `longer` is the bytes of its file
/// and, behind them, a list of the new nodes: first those that are changed, in their order. Places in all others stay
/// what they were. Nothing if the list is none. Both files and `before` must outlive it.
std::optional<Document> rewrite_document(const Document& before, const SourceFile& longer,
                                         std::span<const NodeId> changed);

}  // namespace halint
