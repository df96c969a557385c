// Reads the nodes of a flow file's lists. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "flow/json_tokens.h"
#include "flow/name_list.h"
#include "halint/flow/document.h"

namespace halint {

/// Properties that have a meaning for every node; and names with an escape that is none.
enum class NodeProperty : uint8_t { other, id, type, z, name, label, x, disabled, faulty };

/// Adds to a document what it reads from a place among the file's tokens on. Every function returns false on any fault
/// of the JSON, and has then left the document in a state of no use.
class NodeReader {
 public:
  /// The file must outlive it.
  NodeReader(const SourceFile& file, const JsonTokens& tokens);
  NodeReader(const NodeReader&) = delete;
  NodeReader& operator=(const NodeReader&) = delete;

  /// A list with its brackets, by up to `jobs` threads if it is long.
  bool read_list(uint32_t jobs);
  /// Calls `read_value(name)` for each member of the object that comes, when its name and colon are taken; the name has
  /// its quotes.
  template <typename ReadValue>
  bool read_object(ReadValue&& read_value) {
    if (!tokens_.take('{')) return false;
    if (tokens_.take('}')) return true;
    do {
      const std::string_view name = tokens_.take_name();
      if (name.empty() || !read_value(name)) return false;
    } while (tokens_.take(','));
    return tokens_.take('}');
  }

  /// The index of the name between these quotes; kNoName if an escape in it is none.
  uint32_t name_of(std::string_view quoted);
  /// Notes one of the few properties that every later stage asks for.
  void note_property(DocumentNode& node, const Property& property);
  void set_type(DocumentNode& node, std::string_view type);
  [[nodiscard]] Span span_of(std::string_view bytes) const;

  [[nodiscard]] JsonTokens& tokens() { return tokens_; }
  [[nodiscard]] Document& document() { return document_; }
  /// Offset of the first element of a list that is no object, or 0.
  [[nodiscard]] uint32_t strange_element() const { return strange_element_; }

 private:
  const SourceFile* file_;
  JsonTokens tokens_;
  Document document_;
  NameList names_;
  std::vector<NodeProperty> properties_;  // by name
  NameList types_;
  std::string_view last_z_;
  uint32_t strange_element_ = 0;
  std::vector<Property> list_;  // of the nodes that are being read

  bool read_parts(uint32_t jobs);
  bool read_elements(const JsonTokens* stop);
  bool read_element();
  bool read_node();
  void append(NodeReader& part);
  uint32_t index_of(std::string_view name);
  std::string_view decoded(JsonValue value);
};

}  // namespace halint
