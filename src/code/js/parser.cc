// Parser: tokens, nodes, errors and recovery.
// The other files read statements, expressions, literals, functions and classes. SPDX-License-Identifier: Apache-2.0
#include "halint/code/js/parser.h"

#include "code/js/parser_core.h"

namespace halint::js {
namespace {

std::string_view expected_text(TokenKind kind) {
  switch (kind) {
    case TokenKind::left_paren:
      return "expected '('";
    case TokenKind::right_paren:
      return "expected ')'";
    case TokenKind::left_brace:
      return "expected '{'";
    case TokenKind::right_brace:
      return "expected '}'";
    case TokenKind::right_bracket:
      return "expected ']'";
    case TokenKind::colon:
      return "expected ':'";
    case TokenKind::arrow:
      return "expected '=>'";
    case TokenKind::while_:
      return "expected 'while'";
    default:
      return "unexpected token";
  }
}

bool begins_statement(TokenKind kind) {
  switch (kind) {
    case TokenKind::var:
    case TokenKind::const_:
    case TokenKind::let:
    case TokenKind::if_:
    case TokenKind::for_:
    case TokenKind::while_:
    case TokenKind::do_:
    case TokenKind::return_:
    case TokenKind::throw_:
    case TokenKind::try_:
    case TokenKind::switch_:
    case TokenKind::break_:
    case TokenKind::continue_:
      return true;
    default:
      return false;
  }
}

}  // namespace

const Ast& Parser::parse(std::string_view text) {
  ast_.text = text;
  ast_.nodes.clear();
  ast_.errors.clear();
  // Written code has about one node to four bytes; growing stays possible.
  ast_.nodes.reserve(text.size() / 3 + 16);
  ParserCore(text, ast_).run();
  return ast_;
}

void ParserCore::run() {
  make(Kind::missing, 0, 0);
  const Ref root = make(Kind::program, 0, static_cast<uint32_t>(ast_.text.size()));
  List list;
  advance();
  statements(list, TokenKind::end);
  node(root).first = list.first;
  ast_.root = root;
}

void ParserCore::fail_token() {
  const uint32_t resume = token_.end;
  fail(tokens_.error());
  resume_ = resume;
}

void ParserCore::expect(TokenKind kind) {
  if (failed_) return;
  if (!eat(kind)) fail(expected_text(kind));
}

// Automatic semicolon insertion (ECMA-262 §12.10).
void ParserCore::semicolon() {
  if (failed_ || eat(TokenKind::semicolon)) return;
  if (at(TokenKind::right_brace) || at(TokenKind::end) || token_.newline_before) return;
  fail("expected ';'");
}

Token ParserCore::look_ahead() {
  Tokenizer copy = tokens_;
  Token token;
  copy.next(token);
  return token;
}

void ParserCore::complain(uint32_t offset, std::string_view why) {
  if (ast_.errors.size() < Ast::kMaxErrors) ast_.errors.push_back({offset, why});
}

void ParserCore::fail_at(uint32_t offset, std::string_view why) {
  if (failed_) return;
  complain(offset, why);
  failed_ = true;
  resume_ = token_.begin;
  token_.kind = TokenKind::end;
  token_.end = token_.begin;
  token_.newline_before = true;
}

void ParserCore::fail(std::string_view why) { fail_at(token_.begin, why); }

void ParserCore::unexpected() { fail(at(TokenKind::end) ? "unexpected end" : "unexpected token"); }

// Finds the next statement after an error: behind a semicolon, before the brace that ends the list,
// or at a keyword that begins a line. Always gets past `statement_begin`, so that lists end.
void ParserCore::recover(uint32_t statement_begin) {
  failed_ = false;
  cover_error_ = ~0U;
  tokens_.seek(resume_);
  unsigned open = 0;
  bool moved = resume_ > statement_begin;
  while (true) {
    tokens_.next(token_);
    const TokenKind kind = token_.kind;
    if (kind == TokenKind::end) return;
    if (moved) {
      if (kind == TokenKind::right_brace && open == 0) return;
      if (token_.newline_before && begins_statement(kind)) return;
    }
    moved = true;
    if (kind == TokenKind::semicolon && open == 0) {
      advance();
      return;
    }
    if (kind == TokenKind::left_brace || kind == TokenKind::left_paren || kind == TokenKind::left_bracket) ++open;
    if (kind == TokenKind::right_brace || kind == TokenKind::right_paren || kind == TokenKind::right_bracket) {
      if (open > 0) --open;
    }
  }
}

Ref ParserCore::missing() { return make(Kind::missing, last_end_, last_end_); }

}  // namespace halint::js
