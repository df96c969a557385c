// Parser, part 5: functions, classes and binding patterns (ECMA-262 §14.3, §15).
// SPDX-License-Identifier: Apache-2.0
#include "code/js/parser_core.h"

namespace halint::js {

// The current token is `function`.
Ref ParserCore::function(Kind kind, uint32_t begin, bool is_async) {
  advance();
  unsigned flags = is_async ? unsigned{kFlagAsync} : 0U;
  if (eat(TokenKind::kStar)) flags |= kFlagGenerator;
  List list;
  if (is_identifier(token_.kind)) {
    append(list, leaf(Kind::kIdentifier));
  } else {
    if (kind == Kind::kFunctionDeclaration) fail("expected a function name");
    append(list, missing());
  }
  const Context outer = context_;
  context_ = {is_async, (flags & kFlagGenerator) != 0};
  append(list, parameters());
  append(list, function_body());
  context_ = outer;
  const Ref made = close(kind, begin, list);
  set_flags(made, flags);
  return made;
}

// A method from its parameters on; kFlagAsync and kFlagGenerator in `flags` say what it is.
Ref ParserCore::method_function(unsigned flags) {
  const uint32_t begin = token_.begin;
  const unsigned kinds = flags & static_cast<unsigned>(kFlagAsync | kFlagGenerator);
  List list;
  append(list, missing());
  const Context outer = context_;
  context_ = {(flags & kFlagAsync) != 0, (flags & kFlagGenerator) != 0};
  append(list, parameters());
  append(list, function_body());
  context_ = outer;
  const Ref made = close(Kind::kFunction, begin, list);
  set_flags(made, kinds);
  return made;
}

Ref ParserCore::parameters() {
  const uint32_t begin = token_.begin;
  const bool no_in = no_in_;
  no_in_ = false;
  expect(TokenKind::kLeftParen);
  List list;
  while (!at(TokenKind::kRightParen) && !at(TokenKind::kEnd)) {
    if (at(TokenKind::kEllipsis)) {
      const uint32_t rest_begin = token_.begin;
      advance();
      List inner;
      append(inner, binding_target());
      append(list, close(Kind::kRest, rest_begin, inner));
    } else {
      append(list, binding_element());
    }
    if (!eat(TokenKind::kComma)) break;
  }
  expect(TokenKind::kRightParen);
  no_in_ = no_in;
  return close(Kind::kParameters, begin, list);
}

// Statements inside start afresh: what an enclosing expression waits for does not concern them.
Ref ParserCore::function_body() {
  const uint32_t cover = cover_error_;
  const bool no_in = no_in_;
  cover_error_ = ~0U;
  no_in_ = false;
  const Ref body = block();
  cover_error_ = cover;
  no_in_ = no_in;
  return body;
}

// The current token is `=>` or should be; `params` are expressions still.
Ref ParserCore::arrow(uint32_t begin, const List& params, uint32_t params_begin, uint32_t params_end, bool is_async) {
  for (Ref ref = params.first; ref != kNone; ref = node(ref).next) to_pattern(ref);
  List list;
  const Ref parameter_list = make(Kind::kParameters, params_begin, params_end);
  node(parameter_list).first = params.first;
  append(list, parameter_list);
  expect(TokenKind::kArrow);
  const Context outer = context_;
  context_ = {is_async, false};
  unsigned flags = is_async ? unsigned{kFlagAsync} : 0U;
  if (at(TokenKind::kLeftBrace)) {
    append(list, function_body());
  } else {
    flags |= kFlagConcise;
    append(list, assignment());
  }
  context_ = outer;
  const Ref made = close(Kind::kArrow, begin, list);
  set_flags(made, flags);
  return made;
}

Ref ParserCore::class_like(Kind kind) {
  const Level level(*this);
  if (!level.ok) return missing();
  const uint32_t begin = token_.begin;
  const bool no_in = no_in_;
  no_in_ = false;
  advance();
  List list;
  append(list, is_identifier(token_.kind) ? leaf(Kind::kIdentifier) : missing());
  if (eat(TokenKind::kExtends)) {
    const uint32_t heritage_begin = token_.begin;
    append(list, subscripts(primary(), heritage_begin, true));
  } else {
    append(list, missing());
  }
  expect(TokenKind::kLeftBrace);
  while (!at(TokenKind::kRightBrace) && !at(TokenKind::kEnd)) {
    if (eat(TokenKind::kSemicolon)) continue;
    append(list, class_member());
  }
  expect(TokenKind::kRightBrace);
  no_in_ = no_in;
  return close(kind, begin, list);
}

Ref ParserCore::class_member() {
  const uint32_t begin = token_.begin;
  unsigned flags = 0;
  if (at(TokenKind::kStatic)) {
    const Token after = look_ahead();
    if (after.kind == TokenKind::kLeftBrace) {
      advance();
      return static_block(begin);
    }
    if (after.kind == TokenKind::kStar || !keyword_is_name()) {
      flags |= kFlagStatic;
      advance();
    }
  }
  if (at(TokenKind::kAsync) && !keyword_is_name()) {
    flags |= kFlagAsync | kFlagMethod;
    advance();
  } else if ((at(TokenKind::kGet) || at(TokenKind::kSet)) && !keyword_is_name()) {
    flags |= at(TokenKind::kGet) ? kFlagGetter : kFlagSetter;
    advance();
  }
  if (eat(TokenKind::kStar)) flags |= kFlagGenerator | kFlagMethod;
  const Ref key = property_key(flags);
  return class_value(begin, key, flags);
}

Ref ParserCore::class_value(uint32_t begin, Ref key, unsigned flags) {
  constexpr unsigned kFunctionFlags = kFlagAsync | kFlagGenerator | kFlagMethod;
  List list;
  append(list, key);
  Kind kind = Kind::kField;
  if (at(TokenKind::kLeftParen) || (flags & (kFlagMethod | kFlagGetter | kFlagSetter)) != 0) {
    kind = Kind::kMethod;
    append(list, method_function(flags));
  } else if (!failed_) {
    const Context outer = context_;
    context_ = {false, false};
    if (eat(TokenKind::kAssign)) append(list, assignment());
    context_ = outer;
    check_cover();
    semicolon();
  }
  const Ref made = close(kind, begin, list);
  set_flags(made, flags & ~kFunctionFlags);
  return made;
}

Ref ParserCore::static_block(uint32_t begin) {
  expect(TokenKind::kLeftBrace);
  const Context outer = context_;
  context_ = {false, false};
  List list;
  if (!failed_) statements(list, TokenKind::kRightBrace);
  context_ = outer;
  expect(TokenKind::kRightBrace);
  return close(Kind::kStaticBlock, begin, list);
}

Ref ParserCore::binding_element() {
  const uint32_t begin = token_.begin;
  const Ref target = binding_target();
  if (!eat(TokenKind::kAssign)) return target;
  List list;
  append(list, target);
  append(list, assignment());
  return close(Kind::kDefault, begin, list);
}

// A name or a pattern; patterns are read as literals and relabelled.
Ref ParserCore::binding_target() {
  if (is_identifier(token_.kind)) return leaf(Kind::kIdentifier);
  if (!at(TokenKind::kLeftBrace) && !at(TokenKind::kLeftBracket)) {
    unexpected();
    return missing();
  }
  const Level level(*this);
  if (!level.ok) return missing();
  const uint32_t cover = cover_error_;
  const Ref made = at(TokenKind::kLeftBrace) ? object_literal() : array_literal();
  to_pattern(made);
  cover_error_ = cover;
  return made;
}

// Relabels an expression as the pattern it stands for. What is a pattern already is left alone, so
// nested conversions touch each node once.
void ParserCore::to_pattern(Ref ref) {
  Node& target = node(ref);
  switch (target.kind) {
    case Kind::kObject:
      target.kind = Kind::kObjectPattern;
      for (Ref child = target.first; child != kNone; child = node(child).next) {
        if (node(child).kind == Kind::kProperty) {
          const Ref key = node(child).first;
          if (key != kNone && node(key).next != kNone) to_pattern(node(key).next);
        } else {
          to_pattern(child);
        }
      }
      return;
    case Kind::kArray:
      target.kind = Kind::kArrayPattern;
      for (Ref child = target.first; child != kNone; child = node(child).next) to_pattern(child);
      return;
    case Kind::kAssign:
      if (target.op == TokenKind::kAssign && !target.has(kFlagParenthesized)) {
        target.kind = Kind::kDefault;
        return;
      }
      break;
    case Kind::kSpread:
      target.kind = Kind::kRest;
      to_pattern(target.first);
      return;
    case Kind::kIdentifier:
    case Kind::kMember:
    case Kind::kMissing:
    case Kind::kObjectPattern:
    case Kind::kArrayPattern:
    case Kind::kDefault:
    case Kind::kRest:
      return;
    default:
      break;
  }
  complain(target.begin, "cannot assign to this");
}

}  // namespace halint::js
