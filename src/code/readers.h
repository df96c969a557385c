// The readers behind CodeReading: each adds what one node does to the facts of the file.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "halint/code/context_use.h"

namespace halint {

/// Function code in the properties `code` of a node (`func`, `initialize`, `finalize`; others count as `func`).
class FunctionReader {
 public:
  /// `globals`: keys of global context that hold modules.
  FunctionReader(const Document& document, std::span<const CodeLibrary> globals)
      : document_(document), globals_(globals) {}
  void read(NodeId node, std::span<const std::string_view> code, CodeFacts& facts);

 private:
  const Document& document_;
  const std::span<const CodeLibrary> globals_;
};

/// One rule of a change node. Views the file.
struct ChangeRule {
  std::string_view action;
  JsonValue property, to, from;
  std::string_view property_type, to_type, from_type;

  /// Takes a member of the rule.
  void set(std::string_view name, JsonValue value);
};

/// Typed inputs (`rules[].pt` and the like), JSONata and Mustache of a node.
class PropertyReader {
 public:
  explicit PropertyReader(const Document& document);
  void read(NodeId node, CodeFacts& facts) const;

 private:
  const Document& document_;
  bool has_jsonata_;           // somewhere in the file
  std::vector<bool> is_type_;  // by name of a property: it says of what type another one is

  void read_change(NodeId node, CodeFacts& facts) const;
  void read_change_rule(NodeId node, const ChangeRule& rule, const std::string& prefix, CodeFacts& facts) const;
  void read_rules(NodeId node, CodeFacts& facts) const;
  void read_typed(NodeId node, CodeFacts& facts) const;
  void read_template(NodeId node, CodeFacts& facts) const;
  void read_jsonata(NodeId node, JsonValue value, const std::string& property, CodeFacts& facts) const;
  void scan_jsonata(NodeId node, CodeFacts& facts) const;
};

/// The first segment of a context path (`a.b[0]` → `a`); empty if there is none.
[[nodiscard]] std::string_view first_segment(std::string_view path);

}  // namespace halint
