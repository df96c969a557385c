// Parser: operators, accesses and calls (ECMA-262 §13). Destructuring assignments are read as the expressions they look
// like and then relabelled in place, so nothing is ever read twice. SPDX-License-Identifier: Apache-2.0
#include <array>

#include "code/js/parser_core.h"

namespace halint::js {
namespace {

constexpr std::array<uint8_t, static_cast<size_t>(TokenKind::count)> make_precedence() {
  std::array<uint8_t, static_cast<size_t>(TokenKind::count)> table{};
  const auto set = [&](TokenKind kind, uint8_t value) { table[static_cast<size_t>(kind)] = value; };
  set(TokenKind::coalesce, 1);
  set(TokenKind::logical_or, 2);
  set(TokenKind::logical_and, 3);
  set(TokenKind::bit_or, 4);
  set(TokenKind::bit_xor, 5);
  set(TokenKind::bit_and, 6);
  for (TokenKind kind : {TokenKind::equal, TokenKind::not_equal, TokenKind::strict_equal, TokenKind::strict_not_equal})
    set(kind, 7);
  for (TokenKind kind :
       {TokenKind::less, TokenKind::less_equal, TokenKind::greater, TokenKind::greater_equal, TokenKind::in, TokenKind::
            instanceof })
    set(kind, 8);
  for (TokenKind kind : {TokenKind::shift_left, TokenKind::shift_right, TokenKind::shift_right_unsigned}) set(kind, 9);
  for (TokenKind kind : {TokenKind::plus, TokenKind::minus}) set(kind, 10);
  for (TokenKind kind : {TokenKind::star, TokenKind::slash, TokenKind::percent}) set(kind, 11);
  set(TokenKind::power, 12);
  return table;
}
constexpr auto kPrecedence = make_precedence();

}  // namespace

Ref ParserCore::expression() {
  const uint32_t begin = token_.begin;
  const Ref first = assignment();
  if (!at(TokenKind::comma)) return first;
  List list;
  append(list, first);
  while (eat(TokenKind::comma)) append(list, assignment());
  return close(Kind::sequence, begin, list);
}

Ref ParserCore::expression_in_brackets() {
  expect(TokenKind::left_paren);
  const Ref value = expression();
  check_cover();
  expect(TokenKind::right_paren);
  return value;
}

// `{a = 1}` is only good as a pattern.
void ParserCore::check_cover() {
  if (cover_error_ != kNowhere && !failed_) complain(cover_error_, "unexpected '='");
  cover_error_ = kNowhere;
}

Ref ParserCore::assignment() {
  const Level level(*this);
  if (!level.ok || failed_) return missing();
  return assignment_inner();
}

Ref ParserCore::assignment_inner() {
  if (context_.generator && at(TokenKind::yield)) return yield_expression();
  const uint32_t begin = token_.begin;
  arrow_begin_ = begin;
  const uint32_t cover_before = cover_error_;
  cover_error_ = kNowhere;
  Ref left = binary(1);
  if (at(TokenKind::question) && node(left).kind != Kind::arrow) {
    advance();
    List list;
    append(list, left);
    {
      const Restore allow_in(no_in_, false);
      append(list, assignment());
    }
    expect(TokenKind::colon);
    append(list, assignment());
    left = close(Kind::conditional, begin, list);
  } else if (is_assignment(token_.kind)) {
    const TokenKind op = token_.kind;
    if (op == TokenKind::assign) {
      to_pattern(left);
      cover_error_ = kNowhere;
    } else if (node(left).kind != Kind::identifier && node(left).kind != Kind::member) {
      complain(node(left).begin, "cannot assign to this");
    }
    advance();
    List list;
    append(list, left);
    append(list, assignment());
    left = close(Kind::assign, begin, list);
    node(left).op = op;
  }
  if (cover_before != kNowhere) cover_error_ = cover_before;
  return left;
}

Ref ParserCore::yield_expression() {
  const uint32_t begin = token_.begin;
  advance();
  List list;
  unsigned flags = 0;
  if (!token_.newline_before && eat(TokenKind::star)) flags = flag_delegate;
  const bool bare =
      flags == 0 && (token_.newline_before || at(TokenKind::right_paren) || at(TokenKind::right_brace) ||
                     at(TokenKind::right_bracket) || at(TokenKind::comma) || at(TokenKind::colon) ||
                     at(TokenKind::semicolon) || at(TokenKind::in) || at(TokenKind::of) || at(TokenKind::end));
  if (!bare) append(list, assignment());
  const Ref made = close(Kind::yield, begin, list);
  set_flags(made, flags);
  return made;
}

// Precedence climbing. Left-leaning chains loop; only `**` recurses on itself.
Ref ParserCore::binary(unsigned minimum) {
  const uint32_t begin = token_.begin;
  Ref left = at(TokenKind::private_name) ? leaf(Kind::private_name) : unary();
  if (node(left).kind == Kind::arrow && !node(left).has(flag_parenthesized)) return left;
  while (true) {
    const TokenKind op = token_.kind;
    const unsigned precedence = kPrecedence[static_cast<size_t>(op)];
    if (precedence == 0 || precedence < minimum || (op == TokenKind::in && no_in_)) return left;
    advance();
    List list;
    append(list, left);
    if (op == TokenKind::power) {
      const Level level(*this);
      append(list, level.ok ? binary(precedence) : missing());
    } else {
      append(list, binary(precedence + 1));
    }
    left = close(precedence <= 3 ? Kind::logical : Kind::binary, begin, list);
    node(left).op = op;
  }
}

Ref ParserCore::unary() {
  const uint32_t begin = token_.begin;
  const TokenKind op = token_.kind;
  Kind kind = Kind::unary;
  switch (op) {
    case TokenKind::not_:
    case TokenKind::tilde:
    case TokenKind::plus:
    case TokenKind::minus:
    case TokenKind::typeof_:
    case TokenKind::void_:
    case TokenKind::delete_:
      break;
    case TokenKind::increment:
    case TokenKind::decrement:
      kind = Kind::update;
      break;
    case TokenKind::await:
      if (context_.async) {
        kind = Kind::await;
        break;
      }
      [[fallthrough]];
    default: {
      const Ref operand = subscripts(primary(), begin, true);
      if ((at(TokenKind::increment) || at(TokenKind::decrement)) && !token_.newline_before) {
        List list;
        append(list, operand);
        const TokenKind postfix = token_.kind;
        advance();
        const Ref made = close(Kind::update, begin, list);
        node(made).op = postfix;
        return made;
      }
      return operand;
    }
  }
  const Level level(*this);
  if (!level.ok) return missing();
  advance();
  List list;
  append(list, unary());
  const Ref made = close(kind, begin, list);
  node(made).op = op;
  if (kind == Kind::update) set_flags(made, flag_prefix);
  return made;
}

// Member accesses, calls and tagged templates after `left`, which began at `begin`.
Ref ParserCore::subscripts(Ref left, uint32_t begin, bool calls) {
  if (node(left).kind == Kind::arrow && !node(left).has(flag_parenthesized)) return left;
  while (true) {
    unsigned flags = 0;
    List list;
    Kind kind = Kind::member;
    if (at(TokenKind::question_dot)) {
      if (!calls) return left;
      append(list, left);
      flags = flag_optional;
      advance();
      if (at(TokenKind::left_paren)) {
        kind = Kind::call;
      } else if (!at(TokenKind::left_bracket)) {
        if (is_name(token_.kind) || at(TokenKind::private_name)) {
          append(list, leaf(at(TokenKind::private_name) ? Kind::private_name : Kind::identifier));
        } else {
          unexpected();
        }
        left = close(Kind::member, begin, list);
        set_flags(left, flags);
        continue;
      }
    } else if (at(TokenKind::dot) || at(TokenKind::left_bracket)) {
      append(list, left);
    } else if (calls && at(TokenKind::left_paren)) {
      append(list, left);
      kind = Kind::call;
    } else if (at(TokenKind::template_)) {
      append(list, left);
      append(list, template_literal());
      left = close(Kind::tagged, begin, list);
      continue;
    } else {
      return left;
    }
    if (kind == Kind::call) {
      arguments(list);
    } else if (eat(TokenKind::dot)) {
      if (is_name(token_.kind) || at(TokenKind::private_name)) {
        append(list, leaf(at(TokenKind::private_name) ? Kind::private_name : Kind::identifier));
      } else {
        unexpected();
      }
    } else {
      advance();
      const Restore allow_in(no_in_, false);
      append(list, expression());
      expect(TokenKind::right_bracket);
      flags |= flag_computed;
    }
    left = close(kind, begin, list);
    set_flags(left, flags);
  }
}

void ParserCore::arguments(List& list) {
  const Restore allow_in(no_in_, false);
  expect(TokenKind::left_paren);
  while (!at(TokenKind::right_paren) && !at(TokenKind::end)) {
    if (at(TokenKind::ellipsis)) {
      const uint32_t begin = token_.begin;
      advance();
      List inner;
      append(inner, assignment());
      append(list, close(Kind::spread, begin, inner));
    } else {
      append(list, assignment());
    }
    if (!eat(TokenKind::comma)) break;
  }
  expect(TokenKind::right_paren);
}

}  // namespace halint::js
