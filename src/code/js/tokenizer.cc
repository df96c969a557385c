// Tokenizer: one table look-up per byte of names and blanks, a switch per punctuator.
// Every scan moves forward only; a failed one ends where the next may start, so that bad input
// stays linear. SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstring>

#include "halint/code/js/token.h"

namespace halint::js {
namespace {

enum : uint8_t { kNameStart = 1, kNamePart = 2, kBlank = 4, kDigit = 8, kHex = 16, kPlainString = 32, kGap = 64 };

constexpr std::array<uint8_t, 256> make_classes() {
  std::array<uint8_t, 256> table{};
  for (unsigned c = 0; c < 256; ++c) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
    const bool digit = c >= '0' && c <= '9';
    const bool hex = digit || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    unsigned bits = 0;
    if (letter) bits |= kNameStart | kNamePart;
    if (digit) bits |= kNamePart | kDigit;
    if (hex) bits |= kHex;
    if (c == ' ' || c == '\t' || c == '\v' || c == '\f') bits |= kBlank;
    if (c != '\n' && c != '\r' && c != '\\' && c != '"' && c != '\'') bits |= kPlainString;
    // What may be a blank, a line end or the start of a comment.
    if ((bits & kBlank) != 0 || c == '\n' || c == '\r' || c == '/' || c == '<' || c == '-' || c >= 0x80) bits |= kGap;
    table[c] = static_cast<uint8_t>(bits);
  }
  return table;
}
constexpr auto kClasses = make_classes();

bool is(char c, uint8_t mask) { return (kClasses[static_cast<unsigned char>(c)] & mask) != 0; }

constexpr std::array<std::string_view, 44> kWords = {
    "async",  "await", "yield",      "let",     "static",   "of",       "get",     "set",      "break",
    "case",   "catch", "class",      "const",   "continue", "debugger", "default", "delete",   "do",
    "else",   "enum",  "export",     "extends", "false",    "finally",  "for",     "function", "if",
    "import", "in",    "instanceof", "new",     "null",     "return",   "super",   "switch",   "this",
    "throw",  "true",  "try",        "typeof",  "var",      "void",     "while",   "with"};
static_assert(static_cast<int>(TokenKind::kAsync) + 43 == static_cast<int>(TokenKind::kWith));

constexpr unsigned word_slot(unsigned c0, unsigned c1, unsigned length, unsigned seed) {
  return ((c0 * seed) ^ (c1 * (seed >> 4)) ^ (length << 3)) & 255U;
}

struct WordTable {
  unsigned seed = 0;
  std::array<uint8_t, 256> index{};  // 0 = none, else position in kWords + 1
};

// The first seed without a collision, found while compiling.
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
constexpr WordTable kWordTable = make_words();
static_assert(kWordTable.seed != 0);

TokenKind word_kind(const char* text, size_t length) {
  if (length < 2 || length > 10) return TokenKind::kIdentifier;
  const unsigned slot = word_slot(static_cast<unsigned char>(text[0]), static_cast<unsigned char>(text[1]),
                                  static_cast<unsigned>(length), kWordTable.seed);
  const unsigned found = kWordTable.index[slot];
  if (found == 0) return TokenKind::kIdentifier;
  const std::string_view word = kWords[found - 1];
  if (word.size() != length || std::memcmp(word.data(), text, length) != 0) return TokenKind::kIdentifier;
  return static_cast<TokenKind>(static_cast<unsigned>(TokenKind::kAsync) + found - 1);
}

// U+2028 and U+2029, E2 80 A8 and E2 80 A9: line terminators (ECMA-262 §12.3).
bool is_wide_newline(const char* at, const char* end) {
  return end - at >= 3 && at[0] == '\xE2' && at[1] == '\x80' && (at[2] == '\xA8' || at[2] == '\xA9');
}

// Length in bytes of a space character beyond ASCII (ECMA-262 §12.2: <ZWNBSP> and category Zs).
unsigned wide_blank(const char* at, const char* end) {
  const auto left = end - at;
  const auto c0 = static_cast<unsigned char>(at[0]);
  if (c0 == 0xC2) return left >= 2 && at[1] == '\xA0' ? 2 : 0;
  if (left < 3) return 0;
  const auto c1 = static_cast<unsigned char>(at[1]);
  const auto c2 = static_cast<unsigned char>(at[2]);
  if (c0 == 0xEF) return c1 == 0xBB && c2 == 0xBF ? 3 : 0;
  if (c0 == 0xE1) return c1 == 0x9A && c2 == 0x80 ? 3 : 0;
  if (c0 == 0xE3) return c1 == 0x80 && c2 == 0x80 ? 3 : 0;
  if (c0 != 0xE2) return 0;
  if (c1 == 0x80 && ((c2 >= 0x80 && c2 <= 0x8A) || c2 == 0xAF)) return 3;
  return c1 == 0x81 && c2 == 0x9F ? 3 : 0;
}

}  // namespace

Tokenizer::Tokenizer(std::string_view text) : begin_(text.data()), at_(text.data()), end_(text.data() + text.size()) {
  if (text.substr(0, 2) == "#!") skip_line();
}

void Tokenizer::skip_line() {
  while (at_ != end_ && *at_ != '\n' && *at_ != '\r') {
    if (*at_ == '\xE2' && is_wide_newline(at_, end_)) return;
    ++at_;
  }
}

bool Tokenizer::skip_block_comment(bool& newline) {
  at_ += 2;
  while (at_ != end_) {
    const char c = *at_;
    if (c == '*' && end_ - at_ > 1 && at_[1] == '/') {
      at_ += 2;
      return true;
    }
    if (c == '\n' || c == '\r' || (c == '\xE2' && is_wide_newline(at_, end_))) newline = true;
    ++at_;
  }
  return false;
}

bool Tokenizer::skip_unicode_blank(bool& newline) {
  if (is_wide_newline(at_, end_)) {
    newline = true;
    at_ += 3;
    return true;
  }
  const unsigned length = wide_blank(at_, end_);
  at_ += length;
  return length != 0;
}

// False if a comment has no end.
bool Tokenizer::skip_blanks(bool& newline) {
  while (at_ != end_) {
    const char c = *at_;
    if (is(c, kBlank)) {
      ++at_;
    } else if (c == '\n' || c == '\r') {
      newline = true;
      ++at_;
    } else if (c == '/' && peek(1) == '/') {
      skip_line();
    } else if (c == '/' && peek(1) == '*') {
      if (!skip_block_comment(newline)) return false;
    } else if (static_cast<unsigned char>(c) >= 0x80) {
      if (!skip_unicode_blank(newline)) return true;
    } else if (c == '<' && peek(1) == '!' && peek(2) == '-' && peek(3) == '-') {
      skip_line();  // HTML-like comments: ECMA-262 annex B.1.1
    } else if (c == '-' && (newline || line_start_) && peek(1) == '-' && peek(2) == '>') {
      skip_line();
    } else {
      return true;
    }
  }
  return true;
}

void Tokenizer::fail(Token& token, std::string_view why) {
  error_ = why;
  finish(token, TokenKind::kError);
}

void Tokenizer::next(Token& token) {
  token.newline_before = line_start_;
  token.escaped = false;
  while (at_ != end_ && *at_ == ' ') ++at_;
  if (at_ != end_ && is(*at_, kGap)) {
    token.begin = position();
    if (!skip_blanks(token.newline_before)) return fail(token, "unterminated comment");
  }
  line_start_ = false;
  token.begin = position();
  if (at_ == end_) return finish(token, TokenKind::kEnd);
  const char c = *at_;
  if (is(c, kNameStart)) return scan_name(token);
  if (is(c, kDigit)) return scan_number(token);
  switch (c) {
    case '"':
    case '\'':
      return scan_string(token, c);
    case '`':
      ++at_;
      return finish(token, TokenKind::kTemplate);
    case '.':
      if (is(static_cast<char>(peek(1)), kDigit)) return scan_number(token);
      return scan_punctuator(token);
    case '\\':
      return scan_name_slow(token);
    case '#':
      return scan_private_name(token);
    default:
      if (static_cast<unsigned char>(c) >= 0x80) return scan_name_slow(token);
      return scan_punctuator(token);
  }
}

void Tokenizer::scan_private_name(Token& token) {
  ++at_;
  const char first = static_cast<char>(peek(0));
  if (!is(first, kNameStart) && first != '\\' && static_cast<unsigned char>(first) < 0x80) {
    return fail(token, "unexpected character");
  }
  scan_name_slow(token);
  if (token.kind != TokenKind::kError) token.kind = TokenKind::kPrivateName;
}

void Tokenizer::scan_name(Token& token) {
  const char* const start = at_;
  const char* at = at_ + 1;
  while (at != end_ && is(*at, kNamePart)) ++at;
  at_ = at;
  if (at != end_ && (*at == '\\' || static_cast<unsigned char>(*at) >= 0x80)) return scan_name_slow(token);
  return finish(token, word_kind(start, static_cast<size_t>(at - start)));
}

// Backslash-u forms of a name character; at_ is on the backslash.
bool Tokenizer::scan_unicode_escape() {
  if (peek(1) != 'u') {
    ++at_;
    return false;
  }
  at_ += 2;
  if (peek(0) == '{') {
    ++at_;
    const char* const digits = at_;
    while (is(static_cast<char>(peek(0)), kHex) && at_ != end_) ++at_;
    if (at_ == digits || peek(0) != '}') return false;
    ++at_;
    return true;
  }
  for (int i = 0; i < 4; ++i, ++at_) {
    if (at_ == end_ || !is(*at_, kHex)) return false;
  }
  return true;
}

// Names with escapes or characters beyond ASCII. Any such character that is no blank counts as a
// letter: a linter gains nothing from the Unicode tables. An escaped keyword is no keyword.
void Tokenizer::scan_name_slow(Token& token) {
  while (at_ != end_) {
    const char c = *at_;
    if (is(c, kNamePart)) {
      ++at_;
    } else if (c == '\\') {
      token.escaped = true;
      if (!scan_unicode_escape()) return fail(token, "bad escape in a name");
    } else if (static_cast<unsigned char>(c) >= 0x80 && !is_wide_newline(at_, end_) && wide_blank(at_, end_) == 0) {
      ++at_;
    } else {
      break;
    }
  }
  const size_t length = position() - token.begin;
  if (token.escaped || length == 0) return finish(token, TokenKind::kIdentifier);
  return finish(token, word_kind(begin_ + token.begin, length));
}

void Tokenizer::scan_number(Token& token) {
  TokenKind kind = TokenKind::kNumber;
  const auto digits = [this](uint8_t mask) {
    while (at_ != end_ && (is(*at_, mask) || *at_ == '_')) ++at_;
  };
  const char second = static_cast<char>(peek(1) | 0x20);
  if (*at_ == '0' && (second == 'x' || second == 'o' || second == 'b')) {
    at_ += 2;
    const char* const start = at_;
    digits(kHex);
    if (at_ == start) return fail(token, "number without digits");
  } else {
    const char* const start_of_number = at_;
    digits(kDigit);
    // `01.a` reads a property of an octal number, `09.5` is a decimal (ECMA-262 §B.1.1).
    bool octal = *start_of_number == '0' && at_ - start_of_number > 1;
    for (const char* digit = start_of_number; octal && digit != at_; ++digit) octal = *digit < '8';
    if (octal) return finish(token, kind);
    if (peek(0) == '.') {
      ++at_;
      digits(kDigit);
    }
    if ((peek(0) | 0x20) == 'e') {
      ++at_;
      if (peek(0) == '+' || peek(0) == '-') ++at_;
      const char* const start = at_;
      digits(kDigit);
      if (at_ == start) return fail(token, "number without exponent");
    }
  }
  if (peek(0) == 'n') {
    ++at_;
    kind = TokenKind::kBigInt;
  }
  if (at_ != end_ && (is(*at_, kNameStart) || *at_ == '\\' || is(*at_, kDigit))) {
    while (at_ != end_ && is(*at_, kNamePart)) ++at_;
    return fail(token, "name directly after a number");
  }
  return finish(token, kind);
}

void Tokenizer::scan_string(Token& token, char quote) {
  ++at_;
  while (true) {
    while (at_ != end_ && is(*at_, kPlainString)) ++at_;
    if (at_ == end_) return fail(token, "unterminated string");
    const char c = *at_;
    if (c == quote) {
      ++at_;
      return finish(token, TokenKind::kString);
    }
    if (c == '\n' || c == '\r') return fail(token, "unterminated string");
    ++at_;
    if (c == '\\' && at_ != end_) {
      token.escaped = true;
      if (*at_ == '\r' && peek(1) == '\n') ++at_;
      ++at_;
    }
  }
}

void Tokenizer::rescan_regex(Token& token) {
  seek(token.begin + 1);
  bool in_class = false;
  while (true) {
    if (at_ == end_ || *at_ == '\n' || *at_ == '\r' || (*at_ == '\xE2' && is_wide_newline(at_, end_))) {
      return fail(token, "unterminated regular expression");
    }
    const char c = *at_++;
    if (c == '\\') {
      if (at_ != end_ && *at_ != '\n' && *at_ != '\r') ++at_;
    } else if (c == '[') {
      in_class = true;
    } else if (c == ']') {
      in_class = false;
    } else if (c == '/' && !in_class) {
      break;
    }
  }
  while (at_ != end_ && is(*at_, kNamePart)) ++at_;
  return finish(token, TokenKind::kRegex);
}

ChunkEnd Tokenizer::scan_template(uint32_t from, uint32_t& chunk_end) {
  seek(from);
  while (at_ != end_) {
    const char c = *at_;
    if (c == '`') {
      chunk_end = position();
      ++at_;
      return ChunkEnd::kBacktick;
    }
    if (c == '$' && peek(1) == '{') {
      chunk_end = position();
      at_ += 2;
      return ChunkEnd::kSubstitution;
    }
    at_ += (c == '\\' && end_ - at_ > 1) ? 2 : 1;
  }
  chunk_end = position();
  return ChunkEnd::kUnterminated;
}

// One flat switch over the first character. NOLINTNEXTLINE(readability-function-cognitive-complexity)
void Tokenizer::scan_punctuator(Token& token) {
  using K = TokenKind;
  const auto take = [&](uint32_t length, K kind) {
    at_ += length;
    finish(token, kind);
  };
  const unsigned char c1 = peek(1);
  switch (*at_) {
    case '{':
      return take(1, K::kLeftBrace);
    case '}':
      return take(1, K::kRightBrace);
    case '(':
      return take(1, K::kLeftParen);
    case ')':
      return take(1, K::kRightParen);
    case '[':
      return take(1, K::kLeftBracket);
    case ']':
      return take(1, K::kRightBracket);
    case ';':
      return take(1, K::kSemicolon);
    case ',':
      return take(1, K::kComma);
    case ':':
      return take(1, K::kColon);
    case '~':
      return take(1, K::kTilde);
    case '.':
      return c1 == '.' && peek(2) == '.' ? take(3, K::kEllipsis) : take(1, K::kDot);
    case '?':
      if (c1 == '?') return peek(2) == '=' ? take(3, K::kCoalesceAssign) : take(2, K::kCoalesce);
      // `a?.1:b` is a conditional (ECMA-262 §12.8).
      if (c1 == '.' && !is(static_cast<char>(peek(2)), kDigit)) return take(2, K::kQuestionDot);
      return take(1, K::kQuestion);
    case '=':
      if (c1 == '=') return peek(2) == '=' ? take(3, K::kStrictEqual) : take(2, K::kEqual);
      return c1 == '>' ? take(2, K::kArrow) : take(1, K::kAssign);
    case '!':
      if (c1 != '=') return take(1, K::kNot);
      return peek(2) == '=' ? take(3, K::kStrictNotEqual) : take(2, K::kNotEqual);
    case '+':
      if (c1 == '+') return take(2, K::kIncrement);
      return c1 == '=' ? take(2, K::kPlusAssign) : take(1, K::kPlus);
    case '-':
      if (c1 == '-') return take(2, K::kDecrement);
      return c1 == '=' ? take(2, K::kMinusAssign) : take(1, K::kMinus);
    case '*':
      if (c1 == '*') return peek(2) == '=' ? take(3, K::kPowerAssign) : take(2, K::kPower);
      return c1 == '=' ? take(2, K::kStarAssign) : take(1, K::kStar);
    case '/':
      return c1 == '=' ? take(2, K::kSlashAssign) : take(1, K::kSlash);
    case '%':
      return c1 == '=' ? take(2, K::kPercentAssign) : take(1, K::kPercent);
    case '<':
      if (c1 == '<') return peek(2) == '=' ? take(3, K::kShiftLeftAssign) : take(2, K::kShiftLeft);
      return c1 == '=' ? take(2, K::kLessEqual) : take(1, K::kLess);
    case '>':
      if (c1 == '>' && peek(2) == '>') {
        return peek(3) == '=' ? take(4, K::kShiftRightUnsignedAssign) : take(3, K::kShiftRightUnsigned);
      }
      if (c1 == '>') return peek(2) == '=' ? take(3, K::kShiftRightAssign) : take(2, K::kShiftRight);
      return c1 == '=' ? take(2, K::kGreaterEqual) : take(1, K::kGreater);
    case '&':
      if (c1 == '&') return peek(2) == '=' ? take(3, K::kLogicalAndAssign) : take(2, K::kLogicalAnd);
      return c1 == '=' ? take(2, K::kBitAndAssign) : take(1, K::kBitAnd);
    case '|':
      if (c1 == '|') return peek(2) == '=' ? take(3, K::kLogicalOrAssign) : take(2, K::kLogicalOr);
      return c1 == '=' ? take(2, K::kBitOrAssign) : take(1, K::kBitOr);
    case '^':
      return c1 == '=' ? take(2, K::kBitXorAssign) : take(1, K::kBitXor);
    default:
      ++at_;
      return fail(token, "unexpected character");
  }
}

}  // namespace halint::js
