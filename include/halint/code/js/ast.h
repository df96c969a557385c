// Flat syntax tree of one function body: nodes in one array, linked by 32-bit indices.
// Knows nothing of scopes, meaning or Node-RED. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "halint/code/js/token.h"

namespace halint::js {

/// Index of a node in `Ast::nodes`. 0 is no node.
using Ref = uint32_t;
inline constexpr Ref kNone = 0;

/// What a node is, and which children it has, in order. `?` marks a child that may be `missing`
/// in its place, `…` any number, `[x]` a last child that may be absent.
enum class Kind : uint8_t {
  missing,  ///< stands for an absent child, an array hole or what an error left out
  program,  ///< statement…
  // Statements.
  block,  ///< statement…
  empty,
  expression,  ///< expression
  if_,         ///< test, consequent, [alternate]; else-if chains may be as long as the text
  for_,        ///< init?, test?, update?, body
  for_in,      ///< left, right, body
  for_of,      ///< left, right, body; async for `for await`
  while_,      ///< test, body
  do_while,    ///< body, test
  continue_,   ///< [label]
  break_,      ///< [label]
  return_,     ///< [argument]
  throw_,      ///< argument
  try_,        ///< block, catch_?, finalizer?
  catch_,      ///< parameter?, block
  switch_,     ///< discriminant, case_…
  case_,       ///< test? (missing: default), statement…
  labeled,     ///< label, statement
  with,        ///< object, body
  debugger,
  variables,             ///< declarator…; op is var, let or const
  declarator,            ///< target, [initial value]
  function_declaration,  ///< as function
  class_declaration,     ///< as class_
  import_export,         ///< not allowed in a body; kept as an error statement
  // Expressions.
  identifier,
  private_name,
  number,
  big_int,
  string,
  regex,
  null,
  true_,
  false_,
  this_,
  super,
  template_,      ///< chunk, (expression, chunk)…
  chunk,          ///< the characters of a template between its marks
  tagged,         ///< tag, template_
  array,          ///< element?…
  object,         ///< property or spread…
  property,       ///< key, value; flags: computed, shorthand, method, getter, setter
  spread,         ///< argument
  function,       ///< name?, parameters, block; flags: async, generator
  arrow,          ///< parameters, block or expression; flags: async, concise
  parameters,     ///< pattern…
  class_,         ///< name?, superclass?, member…
  method,         ///< key, function; flags: static, computed, getter, setter
  field,          ///< key, [value]; flags: static, computed
  static_block,   ///< statement…
  unary,          ///< operand; op: - + ! ~ typeof void delete
  update,         ///< operand; op: ++ --; prefix
  binary,         ///< left, right; left-leaning chains may be as long as the text
  logical,        ///< left, right; op: && || ??; as binary
  assign,         ///< target, value; op: = += …
  conditional,    ///< test, consequent, alternate
  call,           ///< callee, argument…; optional for `f?.()`
  new_,           ///< callee, argument…
  member,         ///< object, property; computed for `a[b]`, optional for `a?.b`
  sequence,       ///< expression…
  yield,          ///< [argument]; delegate for `yield*`
  await,          ///< argument
  import_call,    ///< source, [options]
  meta_property,  ///< new.target, import.meta
  // Patterns.
  object_pattern,  ///< property or rest…
  array_pattern,   ///< pattern? or rest…
  default_,        ///< pattern, value
  rest,            ///< pattern
};

/// Bits of `Node::flags`.
enum Flag : uint16_t {
  flag_async = 1,
  flag_generator = 2,
  flag_concise = 4,  ///< arrow function whose body is an expression
  flag_computed = 8,
  flag_shorthand = 16,
  flag_method = 32,
  flag_getter = 64,
  flag_setter = 128,
  flag_static = 256,
  flag_optional = 512,
  flag_prefix = 1024,
  flag_delegate = 2048,
  flag_parenthesized = 4096,  ///< brackets stood around it; they are not part of its span
  flag_escaped = 8192,        ///< name or string with a backslash
  flag_broken = 16384,        ///< statement cut short by a syntax error; children as far as known
};

/// One node. Its first child is `first`; siblings are chained by `next`.
struct Node {
  uint32_t begin = 0;  ///< first byte
  uint32_t end = 0;    ///< byte after the last
  Ref first = kNone;
  Ref next = kNone;
  Kind kind = Kind::missing;
  TokenKind op = TokenKind::end;
  uint16_t flags = 0;

  [[nodiscard]] bool has(Flag flag) const { return (flags & flag) != 0; }
};
static_assert(sizeof(Node) == 20);

/// A syntax error: where, and a short message that lives as long as the program.
struct SyntaxError {
  uint32_t offset = 0;
  std::string_view message;
};

/// The tree of one body. `text` is what was parsed and must outlive the tree's users.
struct Ast {
  std::string_view text;
  std::vector<Node> nodes;          ///< [0] is no node
  std::vector<SyntaxError> errors;  ///< in order of detection; at most `kMaxErrors`
  Ref root = kNone;

  static constexpr size_t kMaxErrors = 32;

  [[nodiscard]] const Node& operator[](Ref ref) const { return nodes[ref]; }
  [[nodiscard]] std::string_view slice(Ref ref) const {
    const Node& node = nodes[ref];
    return text.substr(node.begin, node.end - node.begin);
  }
};

}  // namespace halint::js
