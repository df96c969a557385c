// Parser, part 3: expressions (ECMA-262 §13).
// Arrow functions and destructuring assignments are read as the expressions they look like and then
// relabelled in place, so nothing is ever read twice. SPDX-License-Identifier: Apache-2.0
#include <array>

#include "code/js/parser_core.h"

namespace halint::js {
namespace {

constexpr uint32_t kNowhere = ~0U;

constexpr std::array<uint8_t, static_cast<size_t>(TokenKind::kCount)> make_precedence() {
  std::array<uint8_t, static_cast<size_t>(TokenKind::kCount)> table{};
  const auto set = [&](TokenKind kind, uint8_t value) { table[static_cast<size_t>(kind)] = value; };
  set(TokenKind::kCoalesce, 1);
  set(TokenKind::kLogicalOr, 2);
  set(TokenKind::kLogicalAnd, 3);
  set(TokenKind::kBitOr, 4);
  set(TokenKind::kBitXor, 5);
  set(TokenKind::kBitAnd, 6);
  for (TokenKind kind : {TokenKind::kEqual, TokenKind::kNotEqual, TokenKind::kStrictEqual, TokenKind::kStrictNotEqual})
    set(kind, 7);
  for (TokenKind kind : {TokenKind::kLess, TokenKind::kLessEqual, TokenKind::kGreater, TokenKind::kGreaterEqual,
                         TokenKind::kIn, TokenKind::kInstanceof})
    set(kind, 8);
  for (TokenKind kind : {TokenKind::kShiftLeft, TokenKind::kShiftRight, TokenKind::kShiftRightUnsigned}) set(kind, 9);
  for (TokenKind kind : {TokenKind::kPlus, TokenKind::kMinus}) set(kind, 10);
  for (TokenKind kind : {TokenKind::kStar, TokenKind::kSlash, TokenKind::kPercent}) set(kind, 11);
  set(TokenKind::kPower, 12);
  return table;
}
constexpr auto kPrecedence = make_precedence();

}  // namespace

Ref ParserCore::expression() {
  const uint32_t begin = token_.begin;
  const Ref first = assignment();
  if (!at(TokenKind::kComma)) return first;
  List list;
  append(list, first);
  while (eat(TokenKind::kComma)) append(list, assignment());
  return close(Kind::kSequence, begin, list);
}

Ref ParserCore::expression_in_brackets() {
  expect(TokenKind::kLeftParen);
  const Ref value = expression();
  check_cover();
  expect(TokenKind::kRightParen);
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
  if (context_.generator && at(TokenKind::kYield)) return yield_expression();
  const uint32_t begin = token_.begin;
  arrow_begin_ = begin;
  const uint32_t cover_before = cover_error_;
  cover_error_ = kNowhere;
  Ref left = binary(1);
  if (at(TokenKind::kQuestion) && node(left).kind != Kind::kArrow) {
    advance();
    List list;
    append(list, left);
    {
      const Restore allow_in(no_in_, false);
      append(list, assignment());
    }
    expect(TokenKind::kColon);
    append(list, assignment());
    left = close(Kind::kConditional, begin, list);
  } else if (is_assignment(token_.kind)) {
    const TokenKind op = token_.kind;
    if (op == TokenKind::kAssign) {
      to_pattern(left);
      cover_error_ = kNowhere;
    } else if (node(left).kind != Kind::kIdentifier && node(left).kind != Kind::kMember) {
      complain(node(left).begin, "cannot assign to this");
    }
    advance();
    List list;
    append(list, left);
    append(list, assignment());
    left = close(Kind::kAssign, begin, list);
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
  if (!token_.newline_before && eat(TokenKind::kStar)) flags = kFlagDelegate;
  const bool bare =
      flags == 0 && (token_.newline_before || at(TokenKind::kRightParen) || at(TokenKind::kRightBrace) ||
                     at(TokenKind::kRightBracket) || at(TokenKind::kComma) || at(TokenKind::kColon) ||
                     at(TokenKind::kSemicolon) || at(TokenKind::kIn) || at(TokenKind::kOf) || at(TokenKind::kEnd));
  if (!bare) append(list, assignment());
  const Ref made = close(Kind::kYield, begin, list);
  set_flags(made, flags);
  return made;
}

// Precedence climbing. Left-leaning chains loop; only `**` recurses on itself.
Ref ParserCore::binary(unsigned minimum) {
  const uint32_t begin = token_.begin;
  Ref left = at(TokenKind::kPrivateName) ? leaf(Kind::kPrivateName) : unary();
  if (node(left).kind == Kind::kArrow && !node(left).has(kFlagParenthesized)) return left;
  while (true) {
    const TokenKind op = token_.kind;
    const unsigned precedence = kPrecedence[static_cast<size_t>(op)];
    if (precedence == 0 || precedence < minimum || (op == TokenKind::kIn && no_in_)) return left;
    advance();
    List list;
    append(list, left);
    if (op == TokenKind::kPower) {
      const Level level(*this);
      append(list, level.ok ? binary(precedence) : missing());
    } else {
      append(list, binary(precedence + 1));
    }
    left = close(precedence <= 3 ? Kind::kLogical : Kind::kBinary, begin, list);
    node(left).op = op;
  }
}

Ref ParserCore::unary() {
  const uint32_t begin = token_.begin;
  const TokenKind op = token_.kind;
  Kind kind = Kind::kUnary;
  switch (op) {
    case TokenKind::kNot:
    case TokenKind::kTilde:
    case TokenKind::kPlus:
    case TokenKind::kMinus:
    case TokenKind::kTypeof:
    case TokenKind::kVoid:
    case TokenKind::kDelete:
      break;
    case TokenKind::kIncrement:
    case TokenKind::kDecrement:
      kind = Kind::kUpdate;
      break;
    case TokenKind::kAwait:
      if (context_.async) {
        kind = Kind::kAwait;
        break;
      }
      [[fallthrough]];
    default: {
      const Ref operand = subscripts(primary(), begin, true);
      if ((at(TokenKind::kIncrement) || at(TokenKind::kDecrement)) && !token_.newline_before) {
        List list;
        append(list, operand);
        const TokenKind postfix = token_.kind;
        advance();
        const Ref made = close(Kind::kUpdate, begin, list);
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
  if (kind == Kind::kUpdate) set_flags(made, kFlagPrefix);
  return made;
}

// Member accesses, calls and tagged templates after `left`, which began at `begin`.
Ref ParserCore::subscripts(Ref left, uint32_t begin, bool calls) {
  if (node(left).kind == Kind::kArrow && !node(left).has(kFlagParenthesized)) return left;
  while (true) {
    unsigned flags = 0;
    List list;
    Kind kind = Kind::kMember;
    if (at(TokenKind::kQuestionDot)) {
      if (!calls) return left;
      append(list, left);
      flags = kFlagOptional;
      advance();
      if (at(TokenKind::kLeftParen)) {
        kind = Kind::kCall;
      } else if (!at(TokenKind::kLeftBracket)) {
        if (is_name(token_.kind) || at(TokenKind::kPrivateName)) {
          append(list, leaf(at(TokenKind::kPrivateName) ? Kind::kPrivateName : Kind::kIdentifier));
        } else {
          unexpected();
        }
        left = close(Kind::kMember, begin, list);
        set_flags(left, flags);
        continue;
      }
    } else if (at(TokenKind::kDot) || at(TokenKind::kLeftBracket)) {
      append(list, left);
    } else if (calls && at(TokenKind::kLeftParen)) {
      append(list, left);
      kind = Kind::kCall;
    } else if (at(TokenKind::kTemplate)) {
      append(list, left);
      append(list, template_literal());
      left = close(Kind::kTagged, begin, list);
      continue;
    } else {
      return left;
    }
    if (kind == Kind::kCall) {
      arguments(list);
    } else if (eat(TokenKind::kDot)) {
      if (is_name(token_.kind) || at(TokenKind::kPrivateName)) {
        append(list, leaf(at(TokenKind::kPrivateName) ? Kind::kPrivateName : Kind::kIdentifier));
      } else {
        unexpected();
      }
    } else {
      advance();
      const Restore allow_in(no_in_, false);
      append(list, expression());
      expect(TokenKind::kRightBracket);
      flags |= kFlagComputed;
    }
    left = close(kind, begin, list);
    set_flags(left, flags);
  }
}

void ParserCore::arguments(List& list) {
  const Restore allow_in(no_in_, false);
  expect(TokenKind::kLeftParen);
  while (!at(TokenKind::kRightParen) && !at(TokenKind::kEnd)) {
    if (at(TokenKind::kEllipsis)) {
      const uint32_t begin = token_.begin;
      advance();
      List inner;
      append(inner, assignment());
      append(list, close(Kind::kSpread, begin, inner));
    } else {
      append(list, assignment());
    }
    if (!eat(TokenKind::kComma)) break;
  }
  expect(TokenKind::kRightParen);
}

Ref ParserCore::primary() {
  switch (token_.kind) {
    case TokenKind::kNumber:
      return leaf(Kind::kNumber);
    case TokenKind::kBigInt:
      return leaf(Kind::kBigInt);
    case TokenKind::kString:
      return leaf(Kind::kString);
    case TokenKind::kNull:
      return leaf(Kind::kNull);
    case TokenKind::kTrue:
      return leaf(Kind::kTrue);
    case TokenKind::kFalse:
      return leaf(Kind::kFalse);
    case TokenKind::kThis:
      return leaf(Kind::kThis);
    case TokenKind::kSuper:
      return leaf(Kind::kSuper);
    case TokenKind::kTemplate:
      return template_literal();
    case TokenKind::kLeftParen:
      return bracketed();
    case TokenKind::kLeftBracket:
      return array_literal();
    case TokenKind::kLeftBrace:
      return object_literal();
    case TokenKind::kNew:
      return new_expression();
    case TokenKind::kImport:
      return import_expression();
    case TokenKind::kClass:
      return class_like(Kind::kClass);
    case TokenKind::kFunction:
      return function(Kind::kFunction, token_.begin, false);
    case TokenKind::kAsync:
      return async_or_arrow();
    case TokenKind::kSlash:
    case TokenKind::kSlashAssign:
      tokens_.rescan_regex(token_);
      if (token_.kind == TokenKind::kError) {
        fail_token();
        return missing();
      }
      return leaf(Kind::kRegex);
    default:
      if (is_identifier(token_.kind)) return name_or_arrow();
      unexpected();
      return missing();
  }
}

Ref ParserCore::name_or_arrow() {
  const uint32_t begin = token_.begin;
  const uint32_t end = token_.end;
  const Ref name = leaf(Kind::kIdentifier);
  if (!at(TokenKind::kArrow) || token_.newline_before || arrow_begin_ != begin) return name;
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
  if (after.kind == TokenKind::kFunction) {
    advance();
    return function(Kind::kFunction, begin, true);
  }
  if (!may_be_arrow) return name_or_arrow();
  if (is_identifier(after.kind)) {
    advance();
    const uint32_t name_begin = token_.begin;
    const uint32_t name_end = token_.end;
    List params;
    append(params, leaf(Kind::kIdentifier));
    return arrow(begin, params, name_begin, name_end, true);
  }
  if (after.kind != TokenKind::kLeftParen) return name_or_arrow();
  const Ref name = leaf(Kind::kIdentifier);
  const uint32_t params_begin = token_.begin;
  const uint32_t cover_before = cover_error_;
  cover_error_ = kNowhere;
  List params;
  arguments(params);
  if (at(TokenKind::kArrow) && !token_.newline_before) {
    cover_error_ = cover_before;
    return arrow(begin, params, params_begin, last_end_, true);
  }
  if (cover_before != kNowhere) cover_error_ = cover_before;
  List call;
  append(call, name);
  node(name).next = params.first;
  return close(Kind::kCall, begin, call);
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
  bool only_params = at(TokenKind::kRightParen);
  {
    const Restore allow_in(no_in_, false);
    while (!at(TokenKind::kRightParen) && !at(TokenKind::kEnd)) {
      if (at(TokenKind::kEllipsis)) {
        only_params = true;
        const uint32_t rest_begin = token_.begin;
        advance();
        List inner;
        append(inner, binding_target());
        append(list, close(Kind::kRest, rest_begin, inner));
      } else {
        append(list, assignment());
      }
      inner_end = last_end_;
      if (!eat(TokenKind::kComma)) break;
      if (at(TokenKind::kRightParen)) only_params = true;
    }
  }
  expect(TokenKind::kRightParen);
  if (at(TokenKind::kArrow) && !token_.newline_before && may_be_arrow) {
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
    value = make(Kind::kSequence, inner_begin, inner_end);
    node(value).first = list.first;
  }
  set_flags(value, kFlagParenthesized);
  return value;
}

Ref ParserCore::new_expression() {
  const Level level(*this);
  if (!level.ok) return missing();
  const uint32_t begin = token_.begin;
  advance();
  List list;
  if (at(TokenKind::kDot)) {
    advance();
    if (is_name(token_.kind)) {
      advance();
    } else {
      unexpected();
    }
    return close(Kind::kMetaProperty, begin, list);
  }
  const uint32_t callee_begin = token_.begin;
  append(list, subscripts(primary(), callee_begin, false));
  if (at(TokenKind::kLeftParen)) arguments(list);
  return close(Kind::kNew, begin, list);
}

Ref ParserCore::import_expression() {
  const uint32_t begin = token_.begin;
  advance();
  List list;
  if (eat(TokenKind::kDot)) {
    if (is_name(token_.kind)) {
      advance();
    } else {
      unexpected();
    }
    return close(Kind::kMetaProperty, begin, list);
  }
  arguments(list);
  return close(Kind::kImportCall, begin, list);
}

}  // namespace halint::js
