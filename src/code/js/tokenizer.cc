// Tokenizer: one table look-up per byte of names and blanks, a switch per punctuator.
// Every scan moves forward only; a failed one ends where the next may start, so that bad input
// stays linear. SPDX-License-Identifier: Apache-2.0
#include "code/js/characters.h"
#include "code/js/words.h"
#include "halint/code/js/token.h"

namespace halint::js {
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
  finish(token, TokenKind::error);
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
  if (at_ == end_) return finish(token, TokenKind::end);
  const char c = *at_;
  if (is(c, kNameStart)) return scan_name(token);
  if (is(c, kDigit)) return scan_number(token);
  switch (c) {
    case '"':
    case '\'':
      return scan_string(token, c);
    case '`':
      ++at_;
      return finish(token, TokenKind::template_);
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
  if (token.kind != TokenKind::error) token.kind = TokenKind::private_name;
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
  if (token.escaped || length == 0) return finish(token, TokenKind::identifier);
  return finish(token, word_kind(begin_ + token.begin, length));
}

void Tokenizer::scan_number(Token& token) {
  TokenKind kind = TokenKind::number;
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
    kind = TokenKind::big_int;
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
      return finish(token, TokenKind::string);
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
  return finish(token, TokenKind::regex);
}

ChunkEnd Tokenizer::scan_template(uint32_t from, uint32_t& chunk_end) {
  seek(from);
  while (at_ != end_) {
    const char c = *at_;
    if (c == '`') {
      chunk_end = position();
      ++at_;
      return ChunkEnd::backtick;
    }
    if (c == '$' && peek(1) == '{') {
      chunk_end = position();
      at_ += 2;
      return ChunkEnd::substitution;
    }
    at_ += (c == '\\' && end_ - at_ > 1) ? 2 : 1;
  }
  chunk_end = position();
  return ChunkEnd::unterminated;
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
      return take(1, K::left_brace);
    case '}':
      return take(1, K::right_brace);
    case '(':
      return take(1, K::left_paren);
    case ')':
      return take(1, K::right_paren);
    case '[':
      return take(1, K::left_bracket);
    case ']':
      return take(1, K::right_bracket);
    case ';':
      return take(1, K::semicolon);
    case ',':
      return take(1, K::comma);
    case ':':
      return take(1, K::colon);
    case '~':
      return take(1, K::tilde);
    case '.':
      return c1 == '.' && peek(2) == '.' ? take(3, K::ellipsis) : take(1, K::dot);
    case '?':
      if (c1 == '?') return peek(2) == '=' ? take(3, K::coalesce_assign) : take(2, K::coalesce);
      // `a?.1:b` is a conditional (ECMA-262 §12.8).
      if (c1 == '.' && !is(static_cast<char>(peek(2)), kDigit)) return take(2, K::question_dot);
      return take(1, K::question);
    case '=':
      if (c1 == '=') return peek(2) == '=' ? take(3, K::strict_equal) : take(2, K::equal);
      return c1 == '>' ? take(2, K::arrow) : take(1, K::assign);
    case '!':
      if (c1 != '=') return take(1, K::not_);
      return peek(2) == '=' ? take(3, K::strict_not_equal) : take(2, K::not_equal);
    case '+':
      if (c1 == '+') return take(2, K::increment);
      return c1 == '=' ? take(2, K::plus_assign) : take(1, K::plus);
    case '-':
      if (c1 == '-') return take(2, K::decrement);
      return c1 == '=' ? take(2, K::minus_assign) : take(1, K::minus);
    case '*':
      if (c1 == '*') return peek(2) == '=' ? take(3, K::power_assign) : take(2, K::power);
      return c1 == '=' ? take(2, K::star_assign) : take(1, K::star);
    case '/':
      return c1 == '=' ? take(2, K::slash_assign) : take(1, K::slash);
    case '%':
      return c1 == '=' ? take(2, K::percent_assign) : take(1, K::percent);
    case '<':
      if (c1 == '<') return peek(2) == '=' ? take(3, K::shift_left_assign) : take(2, K::shift_left);
      return c1 == '=' ? take(2, K::less_equal) : take(1, K::less);
    case '>':
      if (c1 == '>' && peek(2) == '>') {
        return peek(3) == '=' ? take(4, K::shift_right_unsigned_assign) : take(3, K::shift_right_unsigned);
      }
      if (c1 == '>') return peek(2) == '=' ? take(3, K::shift_right_assign) : take(2, K::shift_right);
      return c1 == '=' ? take(2, K::greater_equal) : take(1, K::greater);
    case '&':
      if (c1 == '&') return peek(2) == '=' ? take(3, K::logical_and_assign) : take(2, K::logical_and);
      return c1 == '=' ? take(2, K::bit_and_assign) : take(1, K::bit_and);
    case '|':
      if (c1 == '|') return peek(2) == '=' ? take(3, K::logical_or_assign) : take(2, K::logical_or);
      return c1 == '=' ? take(2, K::bit_or_assign) : take(1, K::bit_or);
    case '^':
      return c1 == '=' ? take(2, K::bit_xor_assign) : take(1, K::bit_xor);
    default:
      ++at_;
      return fail(token, "unexpected character");
  }
}

}  // namespace halint::js
