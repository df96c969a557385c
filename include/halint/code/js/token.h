// Tokens of ECMAScript source text and the tokenizer that yields them one at a time.
// Knows nothing of syntax trees or of Node-RED. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace halint::js {

/// What a token is. The order matters: names, contextual words and reserved words are contiguous,
/// so that "may be an identifier" and "may be a property name" are range checks.
enum class TokenKind : uint8_t {
  kEnd,
  kError,  ///< not a token; the tokenizer holds the message
  kNumber,
  kBigInt,
  kString,
  kRegex,
  kTemplate,  ///< only the opening backtick; chunks are scanned on demand
  kPrivateName,
  // Names.
  kIdentifier,
  kAsync,
  kAwait,
  kYield,
  kLet,
  kStatic,
  kOf,
  kGet,
  kSet,
  // Reserved words.
  kBreak,
  kCase,
  kCatch,
  kClass,
  kConst,
  kContinue,
  kDebugger,
  kDefault,
  kDelete,
  kDo,
  kElse,
  kEnum,
  kExport,
  kExtends,
  kFalse,
  kFinally,
  kFor,
  kFunction,
  kIf,
  kImport,
  kIn,
  kInstanceof,
  kNew,
  kNull,
  kReturn,
  kSuper,
  kSwitch,
  kThis,
  kThrow,
  kTrue,
  kTry,
  kTypeof,
  kVar,
  kVoid,
  kWhile,
  kWith,
  // Punctuators.
  kLeftBrace,
  kRightBrace,
  kLeftParen,
  kRightParen,
  kLeftBracket,
  kRightBracket,
  kSemicolon,
  kComma,
  kColon,
  kDot,
  kEllipsis,
  kQuestion,
  kQuestionDot,
  kArrow,
  kNot,
  kTilde,
  kIncrement,
  kDecrement,
  // Binary operators.
  kPlus,
  kMinus,
  kStar,
  kSlash,
  kPercent,
  kPower,
  kShiftLeft,
  kShiftRight,
  kShiftRightUnsigned,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kEqual,
  kNotEqual,
  kStrictEqual,
  kStrictNotEqual,
  kBitAnd,
  kBitOr,
  kBitXor,
  kLogicalAnd,
  kLogicalOr,
  kCoalesce,
  // Assignment operators.
  kAssign,
  kPlusAssign,
  kMinusAssign,
  kStarAssign,
  kSlashAssign,
  kPercentAssign,
  kPowerAssign,
  kShiftLeftAssign,
  kShiftRightAssign,
  kShiftRightUnsignedAssign,
  kBitAndAssign,
  kBitOrAssign,
  kBitXorAssign,
  kLogicalAndAssign,
  kLogicalOrAssign,
  kCoalesceAssign,
  kCount,
};

/// True for identifiers and contextual words (`let`, `async`, `await`, …).
[[nodiscard]] constexpr bool is_identifier(TokenKind kind) {
  return kind >= TokenKind::kIdentifier && kind <= TokenKind::kSet;
}
/// True for whatever may stand after a dot: identifiers and reserved words alike.
[[nodiscard]] constexpr bool is_name(TokenKind kind) {
  return kind >= TokenKind::kIdentifier && kind <= TokenKind::kWith;
}
/// True for `=` and the compound assignments.
[[nodiscard]] constexpr bool is_assignment(TokenKind kind) {
  return kind >= TokenKind::kAssign && kind <= TokenKind::kCoalesceAssign;
}

/// One token; offsets are bytes from the start of the text, `end` exclusive.
struct Token {
  uint32_t begin = 0;
  uint32_t end = 0;
  TokenKind kind = TokenKind::kEnd;
  bool newline_before = false;  ///< a line terminator stands between this token and the one before
  bool escaped = false;         ///< the name or string holds a backslash
};

/// How a template chunk ended.
enum class ChunkEnd : uint8_t { kBacktick, kSubstitution, kUnterminated };

/// Yields tokens left to right. A slash is always a division first: the parser, which alone knows
/// that an expression must start here, asks for `rescan_regex`. Never reads beyond the text.
class Tokenizer {
 public:
  Tokenizer() = default;
  /// `text` must outlive the tokenizer and be shorter than 4 GiB.
  explicit Tokenizer(std::string_view text);

  /// Reads the next token into `token`. After `kError`, `error()` says why and the token spans what was consumed.
  void next(Token& token);
  /// Reads the `/` or `/=` in `token` again as a regular expression literal.
  void rescan_regex(Token& token);
  /// Scans template characters from byte `from` (after a backtick or a closing brace).
  /// `position()` is then after the backtick or `${`; `chunk_end` gets the end of the characters.
  ChunkEnd scan_template(uint32_t from, uint32_t& chunk_end);

  [[nodiscard]] uint32_t position() const { return static_cast<uint32_t>(at_ - begin_); }
  /// Continues at byte `offset`, which must not lie behind the end of the text.
  void seek(uint32_t offset) { at_ = begin_ + offset; }
  [[nodiscard]] std::string_view error() const { return error_; }

 private:
  bool skip_blanks(bool& newline);
  bool skip_unicode_blank(bool& newline);
  void skip_line();
  bool skip_block_comment(bool& newline);
  void scan_name(Token& token);
  void scan_name_slow(Token& token);
  bool scan_unicode_escape();
  void scan_number(Token& token);
  void scan_string(Token& token, char quote);
  void scan_private_name(Token& token);
  void scan_punctuator(Token& token);
  void finish(Token& token, TokenKind kind) const {
    token.kind = kind;
    token.end = position();
  }
  void fail(Token& token, std::string_view why);
  [[nodiscard]] unsigned char peek(uint32_t ahead) const {
    return static_cast<size_t>(end_ - at_) > ahead ? static_cast<unsigned char>(at_[ahead]) : 0;
  }

  const char* begin_ = nullptr;
  const char* at_ = nullptr;
  const char* end_ = nullptr;
  std::string_view error_;
  bool line_start_ = true;  ///< only blanks and comments so far on this line: `-->` is a comment
};

}  // namespace halint::js
