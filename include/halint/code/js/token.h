// Tokens of ECMAScript source text and the tokenizer that yields them one at a time.
// Knows nothing of syntax trees or of Node-RED. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace halint::js {

/// What a token is. The order matters: names, contextual words and reserved words are contiguous,
/// so that "may be an identifier" and "may be a property name" are range checks.
enum class TokenKind : uint8_t {
  end,
  error,  ///< not a token; the tokenizer holds the message
  number,
  big_int,
  string,
  regex,
  template_,  ///< only the opening backtick; chunks are scanned on demand
  private_name,
  // Names.
  identifier,
  async,
  await,
  yield,
  let,
  static_,
  of,
  get,
  set,
  // Reserved words.
  break_,
  case_,
  catch_,
  class_,
  const_,
  continue_,
  debugger,
  default_,
  delete_,
  do_,
  else_,
  enum_,
  export_,
  extends,
  false_,
  finally,
  for_,
  function,
  if_,
  import_,
  in,
  instanceof
  ,
  new_,
  null,
  return_,
  super,
  switch_,
  this_,
  throw_,
  true_,
  try_,
  typeof_,
  var,
  void_,
  while_,
  with,
  // Punctuators.
  left_brace,
  right_brace,
  left_paren,
  right_paren,
  left_bracket,
  right_bracket,
  semicolon,
  comma,
  colon,
  dot,
  ellipsis,
  question,
  question_dot,
  arrow,
  not_,
  tilde,
  increment,
  decrement,
  // Binary operators.
  plus,
  minus,
  star,
  slash,
  percent,
  power,
  shift_left,
  shift_right,
  shift_right_unsigned,
  less,
  less_equal,
  greater,
  greater_equal,
  equal,
  not_equal,
  strict_equal,
  strict_not_equal,
  bit_and,
  bit_or,
  bit_xor,
  logical_and,
  logical_or,
  coalesce,
  // Assignment operators.
  assign,
  plus_assign,
  minus_assign,
  star_assign,
  slash_assign,
  percent_assign,
  power_assign,
  shift_left_assign,
  shift_right_assign,
  shift_right_unsigned_assign,
  bit_and_assign,
  bit_or_assign,
  bit_xor_assign,
  logical_and_assign,
  logical_or_assign,
  coalesce_assign,
  count,
};

/// True for identifiers and contextual words (`let`, `async`, `await`, …).
[[nodiscard]] constexpr bool is_identifier(TokenKind kind) {
  return kind >= TokenKind::identifier && kind <= TokenKind::set;
}
/// True for whatever may stand after a dot: identifiers and reserved words alike.
[[nodiscard]] constexpr bool is_name(TokenKind kind) {
  return kind >= TokenKind::identifier && kind <= TokenKind::with;
}
/// True for `=` and the compound assignments.
[[nodiscard]] constexpr bool is_assignment(TokenKind kind) {
  return kind >= TokenKind::assign && kind <= TokenKind::coalesce_assign;
}

/// One token; offsets are bytes from the start of the text, `end` exclusive.
struct Token {
  uint32_t begin = 0;
  uint32_t end = 0;
  TokenKind kind = TokenKind::end;
  bool newline_before = false;  ///< a line terminator stands between this token and the one before
  bool escaped = false;         ///< the name or string holds a backslash
};

/// How a template chunk ended.
enum class ChunkEnd : uint8_t { backtick, substitution, unterminated };

/// Yields tokens left to right. A slash is always a division first: the parser, which alone knows
/// that an expression must start here, asks for `rescan_regex`. Never reads beyond the text.
class Tokenizer {
 public:
  Tokenizer() = default;
  /// `text` must outlive the tokenizer and be shorter than 4 GiB.
  explicit Tokenizer(std::string_view text);

  /// Reads the next token into `token`. After `error`, `error()` says why and the token spans what was consumed.
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
