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

/// What a node is, and which children it has, in order. `?` marks a child that may be `kMissing`
/// in its place, `…` any number, `[x]` a last child that may be absent.
enum class Kind : uint8_t {
  kMissing,  ///< stands for an absent child, an array hole or what an error left out
  kProgram,  ///< statement…
  // Statements.
  kBlock,  ///< statement…
  kEmpty,
  kExpression,  ///< expression
  kIf,          ///< test, consequent, [alternate]; else-if chains may be as long as the text
  kFor,         ///< init?, test?, update?, body
  kForIn,       ///< left, right, body
  kForOf,       ///< left, right, body; kAsync for `for await`
  kWhile,       ///< test, body
  kDoWhile,     ///< body, test
  kContinue,    ///< [label]
  kBreak,       ///< [label]
  kReturn,      ///< [argument]
  kThrow,       ///< argument
  kTry,         ///< block, kCatch?, finalizer?
  kCatch,       ///< parameter?, block
  kSwitch,      ///< discriminant, kCase…
  kCase,        ///< test? (missing: default), statement…
  kLabeled,     ///< label, statement
  kWith,        ///< object, body
  kDebugger,
  kVariables,            ///< kDeclarator…; op is kVar, kLet or kConst
  kDeclarator,           ///< target, [initial value]
  kFunctionDeclaration,  ///< as kFunction
  kClassDeclaration,     ///< as kClass
  kImportExport,         ///< not allowed in a body; kept as an error statement
  // Expressions.
  kIdentifier,
  kPrivateName,
  kNumber,
  kBigInt,
  kString,
  kRegex,
  kNull,
  kTrue,
  kFalse,
  kThis,
  kSuper,
  kTemplate,      ///< kChunk, (expression, kChunk)…
  kChunk,         ///< the characters of a template between its marks
  kTagged,        ///< tag, kTemplate
  kArray,         ///< element?…
  kObject,        ///< kProperty or kSpread…
  kProperty,      ///< key, value; flags: kComputed, kShorthand, kMethod, kGetter, kSetter
  kSpread,        ///< argument
  kFunction,      ///< name?, kParameters, kBlock; flags: kAsync, kGenerator
  kArrow,         ///< kParameters, kBlock or expression; flags: kAsync, kConcise
  kParameters,    ///< pattern…
  kClass,         ///< name?, superclass?, member…
  kMethod,        ///< key, kFunction; flags: kStatic, kComputed, kGetter, kSetter
  kField,         ///< key, [value]; flags: kStatic, kComputed
  kStaticBlock,   ///< statement…
  kUnary,         ///< operand; op: - + ! ~ typeof void delete
  kUpdate,        ///< operand; op: ++ --; kPrefix
  kBinary,        ///< left, right; left-leaning chains may be as long as the text
  kLogical,       ///< left, right; op: && || ??; as kBinary
  kAssign,        ///< target, value; op: = += …
  kConditional,   ///< test, consequent, alternate
  kCall,          ///< callee, argument…; kOptional for `f?.()`
  kNew,           ///< callee, argument…
  kMember,        ///< object, property; kComputed for `a[b]`, kOptional for `a?.b`
  kSequence,      ///< expression…
  kYield,         ///< [argument]; kDelegate for `yield*`
  kAwait,         ///< argument
  kImportCall,    ///< source, [options]
  kMetaProperty,  ///< new.target, import.meta
  // Patterns.
  kObjectPattern,  ///< kProperty or kRest…
  kArrayPattern,   ///< pattern? or kRest…
  kDefault,        ///< pattern, value
  kRest,           ///< pattern
};

/// Bits of `Node::flags`.
enum Flag : uint16_t {
  kFlagAsync = 1,
  kFlagGenerator = 2,
  kFlagConcise = 4,  ///< arrow function whose body is an expression
  kFlagComputed = 8,
  kFlagShorthand = 16,
  kFlagMethod = 32,
  kFlagGetter = 64,
  kFlagSetter = 128,
  kFlagStatic = 256,
  kFlagOptional = 512,
  kFlagPrefix = 1024,
  kFlagDelegate = 2048,
  kFlagParenthesized = 4096,  ///< brackets stood around it; they are not part of its span
  kFlagEscaped = 8192,        ///< name or string with a backslash
  kFlagBroken = 16384,        ///< statement cut short by a syntax error; children as far as known
};

/// One node. Its first child is `first`; siblings are chained by `next`.
struct Node {
  uint32_t begin = 0;  ///< first byte
  uint32_t end = 0;    ///< byte after the last
  Ref first = kNone;
  Ref next = kNone;
  Kind kind = Kind::kMissing;
  TokenKind op = TokenKind::kEnd;
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
