// Parser: what operators stand between (ECMA-262 §13.2, §13.3, §15.3): names, brackets, `new`, `import` and arrow
// functions, which are read as the expressions their parameters look like. SPDX-License-Identifier: Apache-2.0
#include "code/js/parser_core.h"

namespace halint::js {

Ref ParserCore::primary() {
  switch (token_.kind) {
    case TokenKind::number:
      return leaf(Kind::number);
    case TokenKind::big_int:
      return leaf(Kind::big_int);
    case TokenKind::string:
      return leaf(Kind::string);
    case TokenKind::null:
      return leaf(Kind::null);
    case TokenKind::true_:
      return leaf(Kind::true_);
    case TokenKind::false_:
      return leaf(Kind::false_);
    case TokenKind::this_:
      return leaf(Kind::this_);
    case TokenKind::super:
      return leaf(Kind::super);
    case TokenKind::template_:
      return template_literal();
    case TokenKind::left_paren:
      return bracketed();
    case TokenKind::left_bracket:
      return array_literal();
    case TokenKind::left_brace:
      return object_literal();
    case TokenKind::new_:
      return new_expression();
    case TokenKind::import_:
      return import_expression();
    case TokenKind::class_:
      return class_like(Kind::class_);
    case TokenKind::function:
      return function(Kind::function, token_.begin, false);
    case TokenKind::async:
      return async_or_arrow();
    case TokenKind::slash:
    case TokenKind::slash_assign:
      tokens_.rescan_regex(token_);
      if (token_.kind == TokenKind::error) {
        fail_token();
        return missing();
      }
      return leaf(Kind::regex);
    default:
      if (is_identifier(token_.kind)) return name_or_arrow();
      unexpected();
      return missing();
  }
}

Ref ParserCore::name_or_arrow() {
  const uint32_t begin = token_.begin;
  const uint32_t end = token_.end;
  const Ref name = leaf(Kind::identifier);
  if (!at(TokenKind::arrow) || token_.newline_before || arrow_begin_ != begin) return name;
  List params;
  append(params, name);
  return arrow(begin, params, begin, end, false);
}

// `async` may begin a function, an arrow function, a call of something named async, or be a name.
Ref ParserCore::async_or_arrow() {
  const uint32_t begin = token_.begin;
  const bool may_be_arrow = arrow_begin_ == begin;
  const Token after = look_ahead();
  if (after.newline_before) return name_or_arrow();
  if (after.kind == TokenKind::function) {
    advance();
    return function(Kind::function, begin, true);
  }
  if (!may_be_arrow) return name_or_arrow();
  if (is_identifier(after.kind)) {
    advance();
    const uint32_t name_begin = token_.begin;
    const uint32_t name_end = token_.end;
    List params;
    append(params, leaf(Kind::identifier));
    return arrow(begin, params, name_begin, name_end, true);
  }
  if (after.kind != TokenKind::left_paren) return name_or_arrow();
  const Ref name = leaf(Kind::identifier);
  const uint32_t params_begin = token_.begin;
  const uint32_t cover_before = cover_error_;
  cover_error_ = kNowhere;
  List params;
  arguments(params);
  if (at(TokenKind::arrow) && !token_.newline_before) {
    cover_error_ = cover_before;
    return arrow(begin, params, params_begin, last_end_, true);
  }
  if (cover_before != kNowhere) cover_error_ = cover_before;
  List call;
  append(call, name);
  node(name).next = params.first;
  return close(Kind::call, begin, call);
}

// A parenthesised expression or the parameters of an arrow function: the same until `=>`.
Ref ParserCore::bracketed() {
  const uint32_t begin = token_.begin;
  const bool may_be_arrow = arrow_begin_ == begin;
  const uint32_t cover_before = cover_error_;
  cover_error_ = kNowhere;
  advance();
  const uint32_t inner_begin = token_.begin;
  uint32_t inner_end = inner_begin;
  List list;
  bool only_params = at(TokenKind::right_paren);
  {
    const Restore allow_in(no_in_, false);
    while (!at(TokenKind::right_paren) && !at(TokenKind::end)) {
      if (at(TokenKind::ellipsis)) {
        only_params = true;
        append(list, rest_parameter());
      } else {
        append(list, assignment());
      }
      inner_end = last_end_;
      if (!eat(TokenKind::comma)) break;
      if (at(TokenKind::right_paren)) only_params = true;
    }
  }
  expect(TokenKind::right_paren);
  if (at(TokenKind::arrow) && !token_.newline_before && may_be_arrow) {
    cover_error_ = cover_before;
    return arrow(begin, list, begin, last_end_, false);
  }
  if (cover_before != kNowhere) cover_error_ = cover_before;
  if (only_params) {
    fail("expected '=>'");
    return missing();
  }
  Ref value = list.first;
  if (value == kNone) {
    unexpected();
    return missing();
  }
  if (value != list.last) {
    value = make(Kind::sequence, inner_begin, inner_end);
    node(value).first = list.first;
  }
  set_flags(value, flag_parenthesized);
  return value;
}

Ref ParserCore::new_expression() {
  const Level level(*this);
  if (!level.ok) return missing();
  const uint32_t begin = token_.begin;
  advance();
  List list;
  if (at(TokenKind::dot)) {
    advance();
    if (is_name(token_.kind)) {
      advance();
    } else {
      unexpected();
    }
    return close(Kind::meta_property, begin, list);
  }
  const uint32_t callee_begin = token_.begin;
  append(list, subscripts(primary(), callee_begin, false));
  if (at(TokenKind::left_paren)) arguments(list);
  return close(Kind::new_, begin, list);
}

Ref ParserCore::import_expression() {
  const uint32_t begin = token_.begin;
  advance();
  List list;
  if (eat(TokenKind::dot)) {
    if (is_name(token_.kind)) {
      advance();
    } else {
      unexpected();
    }
    return close(Kind::meta_property, begin, list);
  }
  arguments(list);
  return close(Kind::import_call, begin, list);
}

}  // namespace halint::js
