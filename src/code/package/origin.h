// What an expression in the code of a node stands for: the node, its configuration, a message, something that came
// from a module. Follows names, fields, requires and returns as far as they are plain; unknown otherwise.
// Internal to code/package. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <unordered_map>

#include "code/package/program.h"

namespace halint::package {

enum class OriginKind : uint8_t {
  unknown,
  red,         ///< the RED object or a part of it; `name` is the way: `nodes`, `httpNode`
  node,        ///< the node being made
  config,      ///< its configuration
  property,    ///< a property of it; `name` says which
  other_node,  ///< what RED.nodes.getNode gives; `name` is the property that names the node, if known
  message,     ///< a message, or made of one
  send,        ///< the function that sends
  done,
  context,   ///< Node-RED's context
  module,    ///< a required module; `name`
  made,      ///< made by a module's function or constructor; `name`
  global,    ///< a global of JavaScript or Node.js; `name`
  function,  ///< `place`
  class_of,  ///< `place`
  instance,  ///< of the class at `place`
  object,    ///< the literal at `place`
  text,      ///< the constant `name`
  constant,  ///< any other literal
};

struct Origin {
  OriginKind kind = OriginKind::unknown;
  Place place;
  std::string name;

  [[nodiscard]] bool is(OriginKind wanted) const { return kind == wanted; }
  [[nodiscard]] bool outside() const {
    return kind == OriginKind::module || kind == OriginKind::made || kind == OriginKind::other_node;
  }
};

/// Answers questions about expressions. What parameters stand for is told to it as calls are followed.
class Origins {
 public:
  explicit Origins(Program& program) : program_(program) {}

  [[nodiscard]] Origin of(Place place, uint32_t depth = 0);
  /// The member `name` of what `object` stands for, inside `module`.
  [[nodiscard]] Origin member(const Origin& object, std::string_view name, uint32_t module, uint32_t depth = 0);
  /// What a parameter stands for from now on; the first word counts.
  void bind(uint32_t module, uint32_t function, uint32_t parameter, const Origin& origin);
  /// Forgets what parameters stand for.
  void forget() { parameters_.clear(); }
  /// Whether a message goes into the expression.
  [[nodiscard]] bool holds_message(Place place);
  /// The method of a class or of an instance, or a function that a field holds.
  [[nodiscard]] Place method(const Origin& object, std::string_view name, uint32_t module);

 private:
  Program& program_;
  std::unordered_map<uint64_t, Origin> parameters_;  // module and binding
  uint32_t steps_ = 0;

  Origin identifier(Place place, uint32_t depth);
  Origin binding(uint32_t module, const Binding& found, uint32_t index, uint32_t depth);
  Origin by_name(std::string_view name) const;
  Origin call(Place place, uint32_t depth);
  Origin called(const Origin& callee, std::string_view name, Place place, uint32_t depth);
  Origin made(Place place, uint32_t depth);
  Origin field(uint32_t module, std::string_view name, uint32_t depth);
  Origin first_known(Place place, uint32_t from, uint32_t depth);
  Origin returned(Place function, uint32_t depth);
  Origin require(uint32_t from, const std::string& name, uint32_t depth);
  Origin in_literal(Place literal, std::string_view name, uint32_t depth);
};

}  // namespace halint::package
