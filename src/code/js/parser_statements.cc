// Parser: statements and declarations (ECMA-262 §14).
// SPDX-License-Identifier: Apache-2.0
#include "code/js/parser_core.h"

namespace halint::js {

void ParserCore::statements(List& list, TokenKind stop) {
  while (!at(stop) && !at(TokenKind::end)) {
    const uint32_t begin = token_.begin;
    const Ref made = statement(true);
    append(list, made);
    if (failed_) {
      set_flags(made, flag_broken);
      recover(begin);
    }
  }
}

Ref ParserCore::statement(bool in_list) {
  const Level level(*this);
  if (!level.ok) return missing();
  return statement_inner(in_list);
}

Ref ParserCore::statement_inner(bool in_list) {
  switch (token_.kind) {
    case TokenKind::left_brace:
      return block();
    case TokenKind::semicolon:
      return leaf(Kind::empty);
    case TokenKind::if_:
      return if_statement();
    case TokenKind::for_:
      return for_statement();
    case TokenKind::while_:
      return while_statement();
    case TokenKind::do_:
      return do_statement();
    case TokenKind::continue_:
      return jump_statement(Kind::continue_);
    case TokenKind::break_:
      return jump_statement(Kind::break_);
    case TokenKind::return_:
      return return_statement();
    case TokenKind::throw_:
      return throw_statement();
    case TokenKind::try_:
      return try_statement();
    case TokenKind::switch_:
      return switch_statement();
    case TokenKind::with:
      return with_statement();
    case TokenKind::var:
    case TokenKind::const_:
      return variables(false);
    case TokenKind::function: {
      const uint32_t begin = token_.begin;
      return function(Kind::function_declaration, begin, false);
    }
    case TokenKind::class_:
      return class_like(Kind::class_declaration);
    case TokenKind::import_:
    case TokenKind::export_:
      return import_or_export();
    case TokenKind::debugger: {
      const uint32_t begin = token_.begin;
      advance();
      semicolon();
      return close(Kind::debugger, begin, {});
    }
    case TokenKind::let:
      if (starts_let(in_list)) return variables(false);
      return expression_statement(in_list);
    case TokenKind::async:
      if (starts_async_function()) {
        const uint32_t begin = token_.begin;
        advance();
        return function(Kind::function_declaration, begin, true);
      }
      return expression_statement(in_list);
    default:
      return expression_statement(in_list);
  }
}

// `let` is a plain name unless a binding follows (ECMA-262 §14.5, lookahead restriction).
bool ParserCore::starts_let(bool in_list) {
  const Token after = look_ahead();
  if (after.kind == TokenKind::left_bracket) return true;
  if (!in_list) return false;
  return after.kind == TokenKind::left_brace || is_identifier(after.kind);
}

bool ParserCore::starts_async_function() {
  const Token after = look_ahead();
  return after.kind == TokenKind::function && !after.newline_before;
}

Ref ParserCore::expression_statement(bool in_list) {
  const uint32_t begin = token_.begin;
  List list;
  const Ref value = expression();
  append(list, value);
  if (at(TokenKind::colon) && !failed_ && node(value).kind == Kind::identifier &&
      !node(value).has(flag_parenthesized)) {
    advance();
    append(list, statement(in_list));
    return close(Kind::labeled, begin, list);
  }
  check_cover();
  semicolon();
  return close(Kind::expression, begin, list);
}

Ref ParserCore::block() {
  const uint32_t begin = token_.begin;
  expect(TokenKind::left_brace);
  List list;
  if (!failed_) statements(list, TokenKind::right_brace);
  expect(TokenKind::right_brace);
  return close(Kind::block, begin, list);
}

// A loop over `else if`, so that long chains need no depth. All links end where the last one ends.
Ref ParserCore::if_statement() {
  Ref outermost = kNone;
  Ref last = kNone;        // last kIf made
  Ref last_child = kNone;  // its consequent
  while (true) {
    const uint32_t begin = token_.begin;
    advance();
    List list;
    append(list, expression_in_brackets());
    append(list, statement(false));
    const Ref made = close(Kind::if_, begin, list);
    if (outermost == kNone) outermost = made;
    if (last != kNone) node(last_child).next = made;
    last = made;
    last_child = list.last;
    if (!eat(TokenKind::else_)) break;
    if (at(TokenKind::if_)) continue;
    const Ref alternate = statement(false);
    node(last_child).next = alternate;
    break;
  }
  for (Ref ref = outermost;;) {
    node(ref).end = last_end_ > node(ref).begin ? last_end_ : node(ref).begin;
    if (ref == last) break;
    ref = node(node(node(ref).first).next).next;
  }
  return outermost;
}

Ref ParserCore::for_statement() {
  const uint32_t begin = token_.begin;
  advance();
  bool is_async = false;
  if (context_.async && at(TokenKind::await)) {
    is_async = true;
    advance();
  }
  expect(TokenKind::left_paren);
  if (at(TokenKind::semicolon)) return for_rest(begin, missing());
  const bool declares = at(TokenKind::var) || at(TokenKind::const_) || (at(TokenKind::let) && starts_let(true));
  no_in_ = true;
  const Ref init = declares ? variables(true) : expression();
  no_in_ = false;
  if (at(TokenKind::in) || at(TokenKind::of)) {
    if (!declares) {
      to_pattern(init);
      cover_error_ = ~0U;
    }
    return for_each(begin, init, is_async);
  }
  check_cover();
  return for_rest(begin, init);
}

Ref ParserCore::for_rest(uint32_t begin, Ref init) {
  List list;
  append(list, init);
  if (!eat(TokenKind::semicolon) && !failed_) fail("expected ';'");
  append(list, at(TokenKind::semicolon) || failed_ ? missing() : expression());
  if (!eat(TokenKind::semicolon) && !failed_) fail("expected ';'");
  append(list, at(TokenKind::right_paren) || failed_ ? missing() : expression());
  check_cover();
  expect(TokenKind::right_paren);
  append(list, statement(false));
  return close(Kind::for_, begin, list);
}

Ref ParserCore::for_each(uint32_t begin, Ref left, bool is_async) {
  const bool is_in = at(TokenKind::in);
  List list;
  append(list, left);
  advance();
  append(list, is_in ? expression() : assignment());
  check_cover();
  expect(TokenKind::right_paren);
  append(list, statement(false));
  const Ref made = close(is_in ? Kind::for_in : Kind::for_of, begin, list);
  if (is_async) set_flags(made, flag_async);
  return made;
}

Ref ParserCore::while_statement() {
  const uint32_t begin = token_.begin;
  advance();
  List list;
  append(list, expression_in_brackets());
  append(list, statement(false));
  return close(Kind::while_, begin, list);
}

Ref ParserCore::do_statement() {
  const uint32_t begin = token_.begin;
  advance();
  List list;
  append(list, statement(false));
  expect(TokenKind::while_);
  append(list, expression_in_brackets());
  eat(TokenKind::semicolon);
  return close(Kind::do_while, begin, list);
}

Ref ParserCore::jump_statement(Kind kind) {
  const uint32_t begin = token_.begin;
  advance();
  List list;
  if (is_identifier(token_.kind) && !token_.newline_before) append(list, leaf(Kind::identifier));
  semicolon();
  return close(kind, begin, list);
}

Ref ParserCore::return_statement() {
  const uint32_t begin = token_.begin;
  advance();
  List list;
  const bool bare =
      at(TokenKind::semicolon) || at(TokenKind::right_brace) || at(TokenKind::end) || token_.newline_before;
  if (!bare) {
    append(list, expression());
    check_cover();
  }
  semicolon();
  return close(Kind::return_, begin, list);
}

Ref ParserCore::throw_statement() {
  const uint32_t begin = token_.begin;
  advance();
  List list;
  if (token_.newline_before) {
    fail("line break after 'throw'");
  } else {
    append(list, expression());
    check_cover();
  }
  semicolon();
  return close(Kind::throw_, begin, list);
}

Ref ParserCore::try_statement() {
  const uint32_t begin = token_.begin;
  advance();
  List list;
  append(list, block());
  bool complete = failed_;
  if (at(TokenKind::catch_)) {
    const uint32_t catch_begin = token_.begin;
    advance();
    List parts;
    if (eat(TokenKind::left_paren)) {
      append(parts, binding_target());
      expect(TokenKind::right_paren);
    } else {
      append(parts, missing());
    }
    append(parts, block());
    append(list, close(Kind::catch_, catch_begin, parts));
    complete = true;
  } else {
    append(list, missing());
  }
  if (eat(TokenKind::finally)) {
    append(list, block());
    complete = true;
  } else {
    append(list, missing());
  }
  if (!complete) fail("expected 'catch' or 'finally'");
  return close(Kind::try_, begin, list);
}

Ref ParserCore::switch_statement() {
  const uint32_t begin = token_.begin;
  advance();
  List list;
  append(list, expression_in_brackets());
  expect(TokenKind::left_brace);
  while (!at(TokenKind::right_brace) && !at(TokenKind::end)) {
    const uint32_t case_begin = token_.begin;
    List parts;
    if (eat(TokenKind::case_)) {
      append(parts, expression());
      check_cover();
    } else if (eat(TokenKind::default_)) {
      append(parts, missing());
    } else {
      fail("expected 'case', 'default' or '}'");
      break;
    }
    expect(TokenKind::colon);
    while (!at(TokenKind::case_) && !at(TokenKind::default_) && !at(TokenKind::right_brace) && !at(TokenKind::end)) {
      const uint32_t statement_begin = token_.begin;
      const Ref made = statement(true);
      append(parts, made);
      if (failed_) {
        set_flags(made, flag_broken);
        recover(statement_begin);
      }
    }
    append(list, close(Kind::case_, case_begin, parts));
  }
  expect(TokenKind::right_brace);
  return close(Kind::switch_, begin, list);
}

Ref ParserCore::with_statement() {
  const uint32_t begin = token_.begin;
  advance();
  List list;
  append(list, expression_in_brackets());
  append(list, statement(false));
  return close(Kind::with, begin, list);
}

Ref ParserCore::variables(bool in_for) {
  const uint32_t begin = token_.begin;
  const TokenKind word = token_.kind;
  advance();
  List list;
  do {
    const uint32_t declarator_begin = token_.begin;
    List parts;
    append(parts, binding_target());
    if (eat(TokenKind::assign)) append(parts, assignment());
    append(list, close(Kind::declarator, declarator_begin, parts));
  } while (eat(TokenKind::comma));
  check_cover();
  if (!in_for) semicolon();
  const Ref made = close(Kind::variables, begin, list);
  node(made).op = word;
  return made;
}

// Modules cannot be function bodies; `import(…)` and `import.meta` are expressions.
Ref ParserCore::import_or_export() {
  if (at(TokenKind::import_)) {
    const Token after = look_ahead();
    if (after.kind == TokenKind::left_paren || after.kind == TokenKind::dot) return expression_statement(true);
  }
  const Ref made = make(Kind::import_export, token_.begin, token_.end);
  fail("import and export are allowed in modules only");
  return made;
}

}  // namespace halint::js
