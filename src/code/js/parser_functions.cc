// Parser: functions, classes and binding patterns (ECMA-262 §14.3, §15).
// SPDX-License-Identifier: Apache-2.0
#include "code/js/parser_core.h"

namespace halint::js {

// The current token is `function`.
Ref ParserCore::function(Kind kind, uint32_t begin, bool is_async) {
  advance();
  unsigned flags = is_async ? unsigned{flag_async} : 0U;
  if (eat(TokenKind::star)) flags |= flag_generator;
  List list;
  if (is_identifier(token_.kind)) {
    append(list, leaf(Kind::identifier));
  } else {
    if (kind == Kind::function_declaration) fail("expected a function name");
    append(list, missing());
  }
  const Context outer = context_;
  context_ = {is_async, (flags & flag_generator) != 0};
  append(list, parameters());
  append(list, function_body());
  context_ = outer;
  const Ref made = close(kind, begin, list);
  set_flags(made, flags);
  return made;
}

// A method from its parameters on; flag_async and flag_generator in `flags` say what it is.
Ref ParserCore::method_function(unsigned flags) {
  const uint32_t begin = token_.begin;
  const unsigned kinds = flags & static_cast<unsigned>(flag_async | flag_generator);
  List list;
  append(list, missing());
  const Context outer = context_;
  context_ = {(flags & flag_async) != 0, (flags & flag_generator) != 0};
  append(list, parameters());
  append(list, function_body());
  context_ = outer;
  const Ref made = close(Kind::function, begin, list);
  set_flags(made, kinds);
  return made;
}

// Stands at its dots.
Ref ParserCore::rest_parameter() {
  const uint32_t begin = token_.begin;
  advance();
  List list;
  append(list, binding_target());
  return close(Kind::rest, begin, list);
}

Ref ParserCore::parameters() {
  const uint32_t begin = token_.begin;
  const bool no_in = no_in_;
  no_in_ = false;
  expect(TokenKind::left_paren);
  List list;
  while (!at(TokenKind::right_paren) && !at(TokenKind::end)) {
    if (at(TokenKind::ellipsis)) {
      append(list, rest_parameter());
    } else {
      append(list, binding_element());
    }
    if (!eat(TokenKind::comma)) break;
  }
  expect(TokenKind::right_paren);
  no_in_ = no_in;
  return close(Kind::parameters, begin, list);
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
  const Ref parameter_list = make(Kind::parameters, params_begin, params_end);
  node(parameter_list).first = params.first;
  append(list, parameter_list);
  expect(TokenKind::arrow);
  const Context outer = context_;
  context_ = {is_async, false};
  unsigned flags = is_async ? unsigned{flag_async} : 0U;
  if (at(TokenKind::left_brace)) {
    append(list, function_body());
  } else {
    flags |= flag_concise;
    append(list, assignment());
  }
  context_ = outer;
  const Ref made = close(Kind::arrow, begin, list);
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
  append(list, is_identifier(token_.kind) ? leaf(Kind::identifier) : missing());
  if (eat(TokenKind::extends)) {
    const uint32_t heritage_begin = token_.begin;
    append(list, subscripts(primary(), heritage_begin, true));
  } else {
    append(list, missing());
  }
  expect(TokenKind::left_brace);
  while (!at(TokenKind::right_brace) && !at(TokenKind::end)) {
    if (eat(TokenKind::semicolon)) continue;
    append(list, class_member());
  }
  expect(TokenKind::right_brace);
  no_in_ = no_in;
  return close(kind, begin, list);
}

Ref ParserCore::class_member() {
  const uint32_t begin = token_.begin;
  unsigned flags = 0;
  if (at(TokenKind::static_)) {
    const Token after = look_ahead();
    if (after.kind == TokenKind::left_brace) {
      advance();
      return static_block(begin);
    }
    if (after.kind == TokenKind::star || !keyword_is_name()) {
      flags |= flag_static;
      advance();
    }
  }
  if (at(TokenKind::async) && !keyword_is_name()) {
    flags |= flag_async | flag_method;
    advance();
  } else if ((at(TokenKind::get) || at(TokenKind::set)) && !keyword_is_name()) {
    flags |= at(TokenKind::get) ? flag_getter : flag_setter;
    advance();
  }
  if (eat(TokenKind::star)) flags |= flag_generator | flag_method;
  const Ref key = property_key(flags);
  return class_value(begin, key, flags);
}

Ref ParserCore::class_value(uint32_t begin, Ref key, unsigned flags) {
  constexpr unsigned kFunctionFlags = flag_async | flag_generator | flag_method;
  List list;
  append(list, key);
  Kind kind = Kind::field;
  if (at(TokenKind::left_paren) || (flags & (flag_method | flag_getter | flag_setter)) != 0) {
    kind = Kind::method;
    append(list, method_function(flags));
  } else if (!failed_) {
    const Context outer = context_;
    context_ = {false, false};
    if (eat(TokenKind::assign)) append(list, assignment());
    context_ = outer;
    check_cover();
    semicolon();
  }
  const Ref made = close(kind, begin, list);
  set_flags(made, flags & ~kFunctionFlags);
  return made;
}

Ref ParserCore::static_block(uint32_t begin) {
  expect(TokenKind::left_brace);
  const Context outer = context_;
  context_ = {false, false};
  List list;
  if (!failed_) statements(list, TokenKind::right_brace);
  context_ = outer;
  expect(TokenKind::right_brace);
  return close(Kind::static_block, begin, list);
}

Ref ParserCore::binding_element() {
  const uint32_t begin = token_.begin;
  const Ref target = binding_target();
  if (!eat(TokenKind::assign)) return target;
  List list;
  append(list, target);
  append(list, assignment());
  return close(Kind::default_, begin, list);
}

// A name or a pattern; patterns are read as literals and relabelled.
Ref ParserCore::binding_target() {
  if (is_identifier(token_.kind)) return leaf(Kind::identifier);
  if (!at(TokenKind::left_brace) && !at(TokenKind::left_bracket)) {
    unexpected();
    return missing();
  }
  const Level level(*this);
  if (!level.ok) return missing();
  const uint32_t cover = cover_error_;
  const Ref made = at(TokenKind::left_brace) ? object_literal() : array_literal();
  to_pattern(made);
  cover_error_ = cover;
  return made;
}

// Relabels an expression as the pattern it stands for. What is a pattern already is left alone, so
// nested conversions touch each node once.
void ParserCore::to_pattern(Ref ref) {
  Node& target = node(ref);
  switch (target.kind) {
    case Kind::object:
      target.kind = Kind::object_pattern;
      for (Ref child = target.first; child != kNone; child = node(child).next) {
        if (node(child).kind == Kind::property) {
          const Ref key = node(child).first;
          if (key != kNone && node(key).next != kNone) to_pattern(node(key).next);
        } else {
          to_pattern(child);
        }
      }
      return;
    case Kind::array:
      target.kind = Kind::array_pattern;
      for (Ref child = target.first; child != kNone; child = node(child).next) to_pattern(child);
      return;
    case Kind::assign:
      if (target.op == TokenKind::assign && !target.has(flag_parenthesized)) {
        target.kind = Kind::default_;
        return;
      }
      break;
    case Kind::spread:
      target.kind = Kind::rest;
      to_pattern(target.first);
      return;
    case Kind::identifier:
    case Kind::member:
    case Kind::missing:
    case Kind::object_pattern:
    case Kind::array_pattern:
    case Kind::default_:
    case Kind::rest:
      return;
    default:
      break;
  }
  complain(target.begin, "cannot assign to this");
}

}  // namespace halint::js
