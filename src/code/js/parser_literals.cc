// Parser, part 4: array, object and template literals (ECMA-262 §13.2).
// SPDX-License-Identifier: Apache-2.0
#include "code/js/parser_core.h"

namespace halint::js {

Ref ParserCore::array_literal() {
  const uint32_t begin = token_.begin;
  advance();
  const Restore allow_in(no_in_, false);
  List list;
  while (!at(TokenKind::kRightBracket) && !at(TokenKind::kEnd)) {
    if (at(TokenKind::kComma)) {
      append(list, missing());
    } else if (at(TokenKind::kEllipsis)) {
      const uint32_t spread_begin = token_.begin;
      advance();
      List inner;
      append(inner, assignment());
      append(list, close(Kind::kSpread, spread_begin, inner));
    } else {
      append(list, assignment());
    }
    if (!at(TokenKind::kRightBracket)) {
      if (!eat(TokenKind::kComma)) break;
    }
  }
  expect(TokenKind::kRightBracket);
  return close(Kind::kArray, begin, list);
}

Ref ParserCore::object_literal() {
  const uint32_t begin = token_.begin;
  advance();
  const Restore allow_in(no_in_, false);
  List list;
  while (!at(TokenKind::kRightBrace) && !at(TokenKind::kEnd)) {
    append(list, property());
    if (!eat(TokenKind::kComma)) break;
  }
  expect(TokenKind::kRightBrace);
  return close(Kind::kObject, begin, list);
}

// After `get`, `set` or `async` in a literal: the word is a name of its own.
bool ParserCore::keyword_is_name() const {
  Tokenizer copy = tokens_;
  Token after;
  copy.next(after);
  return !(is_name(after.kind) || after.kind == TokenKind::kString || after.kind == TokenKind::kNumber ||
           after.kind == TokenKind::kBigInt || after.kind == TokenKind::kLeftBracket ||
           after.kind == TokenKind::kPrivateName ||
           (after.kind == TokenKind::kStar && token_.kind == TokenKind::kAsync)) ||
         (token_.kind == TokenKind::kAsync && after.newline_before);
}

Ref ParserCore::property() {
  const uint32_t begin = token_.begin;
  if (at(TokenKind::kEllipsis)) {
    advance();
    List inner;
    append(inner, assignment());
    return close(Kind::kSpread, begin, inner);
  }
  unsigned flags = 0;
  if (at(TokenKind::kAsync) && !keyword_is_name()) {
    flags |= kFlagAsync | kFlagMethod;
    advance();
  } else if ((at(TokenKind::kGet) || at(TokenKind::kSet)) && !keyword_is_name()) {
    flags |= at(TokenKind::kGet) ? kFlagGetter : kFlagSetter;
    advance();
  }
  if (eat(TokenKind::kStar)) flags |= kFlagGenerator | kFlagMethod;
  const bool name = is_identifier(token_.kind);
  const Ref key = property_key(flags);
  if (failed_) {
    List list;
    append(list, key);
    return close(Kind::kProperty, begin, list);
  }
  if (name && flags == 0 && !at(TokenKind::kColon) && !at(TokenKind::kLeftParen)) flags |= kFlagShorthand;
  return property_value(begin, key, flags);
}

Ref ParserCore::property_key(unsigned& flags) {
  switch (token_.kind) {
    case TokenKind::kString:
      return leaf(Kind::kString);
    case TokenKind::kNumber:
      return leaf(Kind::kNumber);
    case TokenKind::kBigInt:
      return leaf(Kind::kBigInt);
    case TokenKind::kPrivateName:
      return leaf(Kind::kPrivateName);
    case TokenKind::kLeftBracket: {
      flags |= kFlagComputed;
      advance();
      const Restore allow_in(no_in_, false);
      const Ref key = assignment();
      expect(TokenKind::kRightBracket);
      return key;
    }
    default:
      if (is_name(token_.kind)) return leaf(Kind::kIdentifier);
      unexpected();
      return missing();
  }
}

Ref ParserCore::property_value(uint32_t begin, Ref key, unsigned flags) {
  List list;
  append(list, key);
  if ((flags & kFlagShorthand) != 0) {
    const Node name = node(key);
    Ref value = make(Kind::kIdentifier, name.begin, name.end);
    set_flags(value, name.flags);
    if (at(TokenKind::kAssign)) {
      if (cover_error_ == ~0U) cover_error_ = token_.begin;
      const uint32_t cover = cover_error_;
      advance();
      List parts;
      append(parts, value);
      append(parts, assignment());
      cover_error_ = cover;
      value = close(Kind::kDefault, name.begin, parts);
    }
    append(list, value);
  } else if ((flags & (kFlagGetter | kFlagSetter | kFlagMethod)) != 0 || at(TokenKind::kLeftParen)) {
    if ((flags & (kFlagGetter | kFlagSetter)) == 0) flags |= kFlagMethod;
    append(list, method_function(flags));
  } else {
    expect(TokenKind::kColon);
    append(list, assignment());
  }
  const Ref made = close(Kind::kProperty, begin, list);
  set_flags(made, flags & ~static_cast<unsigned>(kFlagAsync | kFlagGenerator));
  return made;
}

Ref ParserCore::template_literal() {
  const uint32_t begin = token_.begin;
  const Restore allow_in(no_in_, false);
  List list;
  uint32_t from = token_.end;
  while (true) {
    uint32_t chunk_end = from;
    const ChunkEnd ended = tokens_.scan_template(from, chunk_end);
    append(list, make(Kind::kChunk, from, chunk_end));
    if (ended == ChunkEnd::kUnterminated) {
      last_end_ = chunk_end;
      fail_at(begin, "unterminated template");
      resume_ = chunk_end;
      break;
    }
    token_.end = tokens_.position();
    advance();
    if (ended == ChunkEnd::kBacktick) break;
    append(list, expression());
    if (!at(TokenKind::kRightBrace)) {
      expect(TokenKind::kRightBrace);
      break;
    }
    from = token_.end;
  }
  return close(Kind::kTemplate, begin, list);
}

}  // namespace halint::js
