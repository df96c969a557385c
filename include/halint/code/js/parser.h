// Parser for the body of an async function in ECMAScript 2023, as a Node-RED function node holds it.
// Accepts at least what acorn accepts; knows no scopes and no early errors. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "halint/code/js/ast.h"

namespace halint::js {

/// How many expressions, statements, patterns and link-by-link chains may nest before the parser
/// refuses: far beyond written code, and safe on a 1 MB stack.
inline constexpr unsigned kMaxDepth = 400;

/// Parses one body after another into the same storage. Not for use by two threads at once.
class Parser {
 public:
  /// Parses `text` (UTF-8, below 4 GiB; broken UTF-8 is tolerated). `return` and `await` are allowed
  /// at the top. The tree lives in the parser until the next call. Takes time linear in the text,
  /// throws nothing of its own, and always yields a tree; with syntax errors, of what could be read.
  const Ast& parse(std::string_view text);

 private:
  Ast ast_;
};

}  // namespace halint::js
