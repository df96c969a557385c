// Parser, part 2: statements and declarations (ECMA-262 §14).
// SPDX-License-Identifier: Apache-2.0
#include "code/js/parser_core.h"

namespace halint::js {

void ParserCore::statements(List& list, TokenKind stop) {
  while (!at(stop) && !at(TokenKind::kEnd)) {
    const uint32_t begin = token_.begin;
    const Ref made = statement(true);
    append(list, made);
    if (failed_) {
      set_flags(made, kFlagBroken);
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
    case TokenKind::kLeftBrace:
      return block();
    case TokenKind::kSemicolon:
      return leaf(Kind::kEmpty);
    case TokenKind::kIf:
      return if_statement();
    case TokenKind::kFor:
      return for_statement();
    case TokenKind::kWhile:
      return while_statement();
    case TokenKind::kDo:
      return do_statement();
    case TokenKind::kContinue:
      return jump_statement(Kind::kContinue);
    case TokenKind::kBreak:
      return jump_statement(Kind::kBreak);
    case TokenKind::kReturn:
      return return_statement();
    case TokenKind::kThrow:
      return throw_statement();
    case TokenKind::kTry:
      return try_statement();
    case TokenKind::kSwitch:
      return switch_statement();
    case TokenKind::kWith:
      return with_statement();
    case TokenKind::kVar:
    case TokenKind::kConst:
      return variables(false);
    case TokenKind::kFunction: {
      const uint32_t begin = token_.begin;
      return function(Kind::kFunctionDeclaration, begin, false);
    }
    case TokenKind::kClass:
      return class_like(Kind::kClassDeclaration);
    case TokenKind::kImport:
    case TokenKind::kExport:
      return import_or_export();
    case TokenKind::kDebugger: {
      const uint32_t begin = token_.begin;
      advance();
      semicolon();
      return close(Kind::kDebugger, begin, {});
    }
    case TokenKind::kLet:
      if (starts_let(in_list)) return variables(false);
      return expression_statement(in_list);
    case TokenKind::kAsync:
      if (starts_async_function()) {
        const uint32_t begin = token_.begin;
        advance();
        return function(Kind::kFunctionDeclaration, begin, true);
      }
      return expression_statement(in_list);
    default:
      return expression_statement(in_list);
  }
}

// `let` is a plain name unless a binding follows (ECMA-262 §14.5, lookahead restriction).
bool ParserCore::starts_let(bool in_list) {
  const Token after = look_ahead();
  if (after.kind == TokenKind::kLeftBracket) return true;
  if (!in_list) return false;
  return after.kind == TokenKind::kLeftBrace || is_identifier(after.kind);
}

bool ParserCore::starts_async_function() {
  const Token after = look_ahead();
  return after.kind == TokenKind::kFunction && !after.newline_before;
}

Ref ParserCore::expression_statement(bool in_list) {
  const uint32_t begin = token_.begin;
  List list;
  const Ref value = expression();
  append(list, value);
  if (at(TokenKind::kColon) && !failed_ && node(value).kind == Kind::kIdentifier &&
      !node(value).has(kFlagParenthesized)) {
    advance();
    append(list, statement(in_list));
    return close(Kind::kLabeled, begin, list);
  }
  check_cover();
  semicolon();
  return close(Kind::kExpression, begin, list);
}

Ref ParserCore::block() {
  const uint32_t begin = token_.begin;
  expect(TokenKind::kLeftBrace);
  List list;
  if (!failed_) statements(list, TokenKind::kRightBrace);
  expect(TokenKind::kRightBrace);
  return close(Kind::kBlock, begin, list);
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
    const Ref made = close(Kind::kIf, begin, list);
    if (outermost == kNone) outermost = made;
    if (last != kNone) node(last_child).next = made;
    last = made;
    last_child = list.last;
    if (!eat(TokenKind::kElse)) break;
    if (at(TokenKind::kIf)) continue;
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
  if (context_.async && at(TokenKind::kAwait)) {
    is_async = true;
    advance();
  }
  expect(TokenKind::kLeftParen);
  if (at(TokenKind::kSemicolon)) return for_rest(begin, missing());
  const bool declares = at(TokenKind::kVar) || at(TokenKind::kConst) || (at(TokenKind::kLet) && starts_let(true));
  no_in_ = true;
  const Ref init = declares ? variables(true) : expression();
  no_in_ = false;
  if (at(TokenKind::kIn) || at(TokenKind::kOf)) {
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
  if (!eat(TokenKind::kSemicolon) && !failed_) fail("expected ';'");
  append(list, at(TokenKind::kSemicolon) || failed_ ? missing() : expression());
  if (!eat(TokenKind::kSemicolon) && !failed_) fail("expected ';'");
  append(list, at(TokenKind::kRightParen) || failed_ ? missing() : expression());
  check_cover();
  expect(TokenKind::kRightParen);
  append(list, statement(false));
  return close(Kind::kFor, begin, list);
}

Ref ParserCore::for_each(uint32_t begin, Ref left, bool is_async) {
  const bool is_in = at(TokenKind::kIn);
  List list;
  append(list, left);
  advance();
  append(list, is_in ? expression() : assignment());
  check_cover();
  expect(TokenKind::kRightParen);
  append(list, statement(false));
  const Ref made = close(is_in ? Kind::kForIn : Kind::kForOf, begin, list);
  if (is_async) set_flags(made, kFlagAsync);
  return made;
}

Ref ParserCore::while_statement() {
  const uint32_t begin = token_.begin;
  advance();
  List list;
  append(list, expression_in_brackets());
  append(list, statement(false));
  return close(Kind::kWhile, begin, list);
}

Ref ParserCore::do_statement() {
  const uint32_t begin = token_.begin;
  advance();
  List list;
  append(list, statement(false));
  expect(TokenKind::kWhile);
  append(list, expression_in_brackets());
  eat(TokenKind::kSemicolon);
  return close(Kind::kDoWhile, begin, list);
}

Ref ParserCore::jump_statement(Kind kind) {
  const uint32_t begin = token_.begin;
  advance();
  List list;
  if (is_identifier(token_.kind) && !token_.newline_before) append(list, leaf(Kind::kIdentifier));
  semicolon();
  return close(kind, begin, list);
}

Ref ParserCore::return_statement() {
  const uint32_t begin = token_.begin;
  advance();
  List list;
  const bool bare =
      at(TokenKind::kSemicolon) || at(TokenKind::kRightBrace) || at(TokenKind::kEnd) || token_.newline_before;
  if (!bare) {
    append(list, expression());
    check_cover();
  }
  semicolon();
  return close(Kind::kReturn, begin, list);
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
  return close(Kind::kThrow, begin, list);
}

Ref ParserCore::try_statement() {
  const uint32_t begin = token_.begin;
  advance();
  List list;
  append(list, block());
  bool complete = failed_;
  if (at(TokenKind::kCatch)) {
    const uint32_t catch_begin = token_.begin;
    advance();
    List parts;
    if (eat(TokenKind::kLeftParen)) {
      append(parts, binding_target());
      expect(TokenKind::kRightParen);
    } else {
      append(parts, missing());
    }
    append(parts, block());
    append(list, close(Kind::kCatch, catch_begin, parts));
    complete = true;
  } else {
    append(list, missing());
  }
  if (eat(TokenKind::kFinally)) {
    append(list, block());
    complete = true;
  } else {
    append(list, missing());
  }
  if (!complete) fail("expected 'catch' or 'finally'");
  return close(Kind::kTry, begin, list);
}

Ref ParserCore::switch_statement() {
  const uint32_t begin = token_.begin;
  advance();
  List list;
  append(list, expression_in_brackets());
  expect(TokenKind::kLeftBrace);
  while (!at(TokenKind::kRightBrace) && !at(TokenKind::kEnd)) {
    const uint32_t case_begin = token_.begin;
    List parts;
    if (eat(TokenKind::kCase)) {
      append(parts, expression());
      check_cover();
    } else if (eat(TokenKind::kDefault)) {
      append(parts, missing());
    } else {
      fail("expected 'case', 'default' or '}'");
      break;
    }
    expect(TokenKind::kColon);
    while (!at(TokenKind::kCase) && !at(TokenKind::kDefault) && !at(TokenKind::kRightBrace) && !at(TokenKind::kEnd)) {
      const uint32_t statement_begin = token_.begin;
      const Ref made = statement(true);
      append(parts, made);
      if (failed_) {
        set_flags(made, kFlagBroken);
        recover(statement_begin);
      }
    }
    append(list, close(Kind::kCase, case_begin, parts));
  }
  expect(TokenKind::kRightBrace);
  return close(Kind::kSwitch, begin, list);
}

Ref ParserCore::with_statement() {
  const uint32_t begin = token_.begin;
  advance();
  List list;
  append(list, expression_in_brackets());
  append(list, statement(false));
  return close(Kind::kWith, begin, list);
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
    if (eat(TokenKind::kAssign)) append(parts, assignment());
    append(list, close(Kind::kDeclarator, declarator_begin, parts));
  } while (eat(TokenKind::kComma));
  check_cover();
  if (!in_for) semicolon();
  const Ref made = close(Kind::kVariables, begin, list);
  node(made).op = word;
  return made;
}

// Modules cannot be function bodies; `import(…)` and `import.meta` are expressions.
Ref ParserCore::import_or_export() {
  if (at(TokenKind::kImport)) {
    const Token after = look_ahead();
    if (after.kind == TokenKind::kLeftParen || after.kind == TokenKind::kDot) return expression_statement(true);
  }
  const Ref made = make(Kind::kImportExport, token_.begin, token_.end);
  fail("import and export are allowed in modules only");
  return made;
}

}  // namespace halint::js
