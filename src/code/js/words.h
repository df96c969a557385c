// Reserved and contextual words of ECMAScript, found by a perfect hash.
// Knows nothing of where a word may stand. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "halint/code/js/token.h"

namespace halint::js {

/// In the order of TokenKind, from `async` on.
inline constexpr std::array<std::string_view, 44> kWords = {
    "async",  "await", "yield",      "let",     "static",   "of",       "get",     "set",      "break",
    "case",   "catch", "class",      "const",   "continue", "debugger", "default", "delete",   "do",
    "else",   "enum",  "export",     "extends", "false",    "finally",  "for",     "function", "if",
    "import", "in",    "instanceof", "new",     "null",     "return",   "super",   "switch",   "this",
    "throw",  "true",  "try",        "typeof",  "var",      "void",     "while",   "with"};
static_assert(static_cast<int>(TokenKind::async) + 43 == static_cast<int>(TokenKind::with));

constexpr unsigned word_slot(unsigned c0, unsigned c1, unsigned length, unsigned seed) {
  return ((c0 * seed) ^ (c1 * (seed >> 4)) ^ (length << 3)) & 255U;
}

/// A perfect hash of kWords over the first two characters and the length.
struct WordTable {
  unsigned seed = 0;
  std::array<uint8_t, 256> index{};  ///< 0 = none, else position in kWords + 1
};

/// The first seed without a collision, found while compiling.
constexpr WordTable make_words() {
  for (unsigned seed = 1; seed < 4096; ++seed) {
    WordTable table;
    table.seed = seed;
    bool clash = false;
    for (unsigned i = 0; i < kWords.size() && !clash; ++i) {
      const auto word = kWords[i];
      auto& slot = table.index[word_slot(static_cast<unsigned char>(word[0]), static_cast<unsigned char>(word[1]),
                                         static_cast<unsigned>(word.size()), seed)];
      clash = slot != 0;
      slot = static_cast<uint8_t>(i + 1);
    }
    if (!clash) return table;
  }
  return {};
}
inline constexpr WordTable kWordTable = make_words();
static_assert(kWordTable.seed != 0);

/// The word that the name is, or `identifier`.
inline TokenKind word_kind(const char* text, size_t length) {
  if (length < 2 || length > 10) return TokenKind::identifier;
  const unsigned slot = word_slot(static_cast<unsigned char>(text[0]), static_cast<unsigned char>(text[1]),
                                  static_cast<unsigned>(length), kWordTable.seed);
  const unsigned found = kWordTable.index[slot];
  if (found == 0) return TokenKind::identifier;
  const std::string_view word = kWords[found - 1];
  if (word.size() != length || std::memcmp(word.data(), text, length) != 0) return TokenKind::identifier;
  return static_cast<TokenKind>(static_cast<unsigned>(TokenKind::async) + found - 1);
}

}  // namespace halint::js
