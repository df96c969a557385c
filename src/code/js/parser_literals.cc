// Parser: array, object and template literals (ECMA-262 §13.2).
// SPDX-License-Identifier: Apache-2.0
#include "code/js/parser_core.h"

namespace halint::js {

Ref ParserCore::array_literal() {
  const uint32_t begin = token_.begin;
  advance();
  const Restore allow_in(no_in_, false);
  List list;
  while (!at(TokenKind::right_bracket) && !at(TokenKind::end)) {
    if (at(TokenKind::comma)) {
      append(list, missing());
    } else if (at(TokenKind::ellipsis)) {
      const uint32_t spread_begin = token_.begin;
      advance();
      List inner;
      append(inner, assignment());
      append(list, close(Kind::spread, spread_begin, inner));
    } else {
      append(list, assignment());
    }
    if (!at(TokenKind::right_bracket)) {
      if (!eat(TokenKind::comma)) break;
    }
  }
  expect(TokenKind::right_bracket);
  return close(Kind::array, begin, list);
}

Ref ParserCore::object_literal() {
  const uint32_t begin = token_.begin;
  advance();
  const Restore allow_in(no_in_, false);
  List list;
  while (!at(TokenKind::right_brace) && !at(TokenKind::end)) {
    append(list, property());
    if (!eat(TokenKind::comma)) break;
  }
  expect(TokenKind::right_brace);
  return close(Kind::object, begin, list);
}

// After `get`, `set` or `async` in a literal: the word is a name of its own.
bool ParserCore::keyword_is_name() const {
  Tokenizer copy = tokens_;
  Token after;
  copy.next(after);
  return !(is_name(after.kind) || after.kind == TokenKind::string || after.kind == TokenKind::number ||
           after.kind == TokenKind::big_int || after.kind == TokenKind::left_bracket ||
           after.kind == TokenKind::private_name ||
           (after.kind == TokenKind::star && token_.kind == TokenKind::async)) ||
         (token_.kind == TokenKind::async && after.newline_before);
}

Ref ParserCore::property() {
  const uint32_t begin = token_.begin;
  if (at(TokenKind::ellipsis)) {
    advance();
    List inner;
    append(inner, assignment());
    return close(Kind::spread, begin, inner);
  }
  unsigned flags = 0;
  if (at(TokenKind::async) && !keyword_is_name()) {
    flags |= flag_async | flag_method;
    advance();
  } else if ((at(TokenKind::get) || at(TokenKind::set)) && !keyword_is_name()) {
    flags |= at(TokenKind::get) ? flag_getter : flag_setter;
    advance();
  }
  if (eat(TokenKind::star)) flags |= flag_generator | flag_method;
  const bool name = is_identifier(token_.kind);
  const Ref key = property_key(flags);
  if (failed_) {
    List list;
    append(list, key);
    return close(Kind::property, begin, list);
  }
  if (name && flags == 0 && !at(TokenKind::colon) && !at(TokenKind::left_paren)) flags |= flag_shorthand;
  return property_value(begin, key, flags);
}

Ref ParserCore::property_key(unsigned& flags) {
  switch (token_.kind) {
    case TokenKind::string:
      return leaf(Kind::string);
    case TokenKind::number:
      return leaf(Kind::number);
    case TokenKind::big_int:
      return leaf(Kind::big_int);
    case TokenKind::private_name:
      return leaf(Kind::private_name);
    case TokenKind::left_bracket: {
      flags |= flag_computed;
      advance();
      const Restore allow_in(no_in_, false);
      const Ref key = assignment();
      expect(TokenKind::right_bracket);
      return key;
    }
    default:
      if (is_name(token_.kind)) return leaf(Kind::identifier);
      unexpected();
      return missing();
  }
}

Ref ParserCore::property_value(uint32_t begin, Ref key, unsigned flags) {
  List list;
  append(list, key);
  if ((flags & flag_shorthand) != 0) {
    const Node name = node(key);
    Ref value = make(Kind::identifier, name.begin, name.end);
    set_flags(value, name.flags);
    if (at(TokenKind::assign)) {
      if (cover_error_ == ~0U) cover_error_ = token_.begin;
      const uint32_t cover = cover_error_;
      advance();
      List parts;
      append(parts, value);
      append(parts, assignment());
      cover_error_ = cover;
      value = close(Kind::default_, name.begin, parts);
    }
    append(list, value);
  } else if ((flags & (flag_getter | flag_setter | flag_method)) != 0 || at(TokenKind::left_paren)) {
    if ((flags & (flag_getter | flag_setter)) == 0) flags |= flag_method;
    append(list, method_function(flags));
  } else {
    expect(TokenKind::colon);
    append(list, assignment());
  }
  const Ref made = close(Kind::property, begin, list);
  set_flags(made, flags & ~static_cast<unsigned>(flag_async | flag_generator));
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
    append(list, make(Kind::chunk, from, chunk_end));
    if (ended == ChunkEnd::unterminated) {
      last_end_ = chunk_end;
      fail_at(begin, "unterminated template");
      resume_ = chunk_end;
      break;
    }
    token_.end = tokens_.position();
    advance();
    if (ended == ChunkEnd::backtick) break;
    append(list, expression());
    if (!at(TokenKind::right_brace)) {
      expect(TokenKind::right_brace);
      break;
    }
    from = token_.end;
  }
  return close(Kind::template_, begin, list);
}

}  // namespace halint::js
