// The state of one parse and its helpers, shared by the parser's source files.
// Internal to code/js. SPDX-License-Identifier: Apache-2.0
#pragma once

#include "halint/code/js/ast.h"
#include "halint/code/js/parser.h"
#include "halint/code/js/token.h"

namespace halint::js {

/// No offset.
inline constexpr uint32_t kNowhere = ~0U;

/// Sets a flag for as long as it lives.
class Restore {
 public:
  Restore(bool& flag, bool value) : flag_(flag), before_(flag) { flag = value; }
  ~Restore() { flag_ = before_; }
  Restore(const Restore&) = delete;
  Restore& operator=(const Restore&) = delete;

 private:
  bool& flag_;
  bool before_;
};

/// Recursive descent over one text. After a syntax error `failed_` is set and the current token is
/// `end`, so that every function finishes its node with what it has and unwinds; the innermost
/// statement list then looks for the next statement.
class ParserCore {
 public:
  ParserCore(std::string_view text, Ast& ast) : ast_(ast), tokens_(text) {}
  void run();

 private:
  struct List {
    Ref first = kNone;
    Ref last = kNone;
  };
  /// Counts one level of nesting while it lives; `ok` is false when there are too many.
  struct Level {
    explicit Level(ParserCore& core) : core_(core), ok(++core.depth_ <= kMaxDepth) {
      if (!ok) core.fail("nested too deeply");
    }
    ~Level() { --core_.depth_; }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;

   private:
    ParserCore& core_;

   public:
    const bool ok;
  };
  /// What kind of function the code is in.
  struct Context {
    bool async = true;
    bool generator = false;
  };

  // Tokens.
  void advance() {
    if (failed_) return;
    last_end_ = token_.end;
    tokens_.next(token_);
    if (token_.kind == TokenKind::error) fail_token();
  }
  void fail_token();
  [[nodiscard]] bool at(TokenKind kind) const { return token_.kind == kind; }
  bool eat(TokenKind kind) {
    if (!at(kind)) return false;
    advance();
    return true;
  }
  void expect(TokenKind kind);
  void semicolon();
  [[nodiscard]] Token look_ahead();
  void fail(std::string_view why);
  void fail_at(uint32_t offset, std::string_view why);
  void complain(uint32_t offset, std::string_view why);
  void unexpected();
  void recover(uint32_t list_begin);

  // Nodes.
  Ref make(Kind kind, uint32_t begin, uint32_t end, Ref first = kNone) {
    const auto ref = static_cast<Ref>(ast_.nodes.size());
    Node& added = ast_.nodes.emplace_back();
    added.begin = begin;
    added.end = end;
    added.first = first;
    added.kind = kind;
    return ref;
  }
  /// The current token as a node.
  Ref leaf(Kind kind) {
    const Ref ref = make(kind, token_.begin, token_.end);
    if (token_.escaped) node(ref).flags = flag_escaped;
    advance();
    return ref;
  }
  Ref missing();
  Ref close(Kind kind, uint32_t begin, const List& list) {
    return make(kind, begin, last_end_ > begin ? last_end_ : begin, list.first);
  }
  void append(List& list, Ref ref) {
    if (list.last == kNone) {
      list.first = ref;
    } else {
      node(list.last).next = ref;
    }
    list.last = ref;
  }
  Node& node(Ref ref) { return ast_.nodes[ref]; }
  void set_flags(Ref ref, unsigned flags) {
    ast_.nodes[ref].flags = static_cast<uint16_t>(ast_.nodes[ref].flags | flags);
  }

  // Statements.
  void statements(List& list, TokenKind stop);
  Ref statement(bool in_list);
  Ref statement_inner(bool in_list);
  Ref block();
  Ref if_statement();
  Ref for_statement();
  Ref for_rest(uint32_t begin, Ref init);
  Ref for_each(uint32_t begin, Ref left, bool is_async);
  Ref while_statement();
  Ref do_statement();
  Ref jump_statement(Kind kind);
  Ref return_statement();
  Ref throw_statement();
  Ref try_statement();
  Ref switch_statement();
  Ref with_statement();
  Ref variables(bool in_for);
  Ref import_or_export();
  Ref expression_statement(bool in_list);
  [[nodiscard]] bool starts_let(bool in_list);
  [[nodiscard]] bool starts_async_function();

  // Expressions.
  Ref expression();
  Ref expression_in_brackets();
  void check_cover();
  Ref assignment();
  Ref assignment_inner();
  Ref binary(unsigned minimum);
  Ref unary();
  Ref subscripts(Ref left, uint32_t begin, bool calls);
  Ref primary();
  Ref name_or_arrow();
  Ref async_or_arrow();
  Ref bracketed();
  Ref array_literal();
  Ref object_literal();
  Ref property();
  Ref property_value(uint32_t begin, Ref key, unsigned flags);
  Ref property_key(unsigned& flags);
  Ref new_expression();
  Ref import_expression();
  Ref template_literal();
  Ref yield_expression();
  void arguments(List& list);
  [[nodiscard]] bool keyword_is_name() const;

  // Functions, classes, patterns.
  Ref function(Kind kind, uint32_t begin, bool is_async);
  Ref method_function(unsigned flags);
  Ref parameters();
  Ref rest_parameter();
  Ref function_body();
  Ref arrow(uint32_t begin, const List& params, uint32_t params_begin, uint32_t params_end, bool is_async);
  Ref class_like(Kind kind);
  Ref class_member();
  Ref class_value(uint32_t begin, Ref key, unsigned flags);
  Ref static_block(uint32_t begin);
  Ref binding_name();
  Ref binding_target();
  Ref binding_element();
  Ref object_pattern();
  Ref array_pattern();
  void to_pattern(Ref ref);

  Ast& ast_;
  Tokenizer tokens_;
  Token token_;
  uint32_t last_end_ = 0;            ///< where the token before the current one ended
  uint32_t resume_ = 0;              ///< after an error: where reading may go on
  uint32_t arrow_begin_ = kNowhere;  ///< an arrow function may start here and nowhere else
  uint32_t cover_error_ = kNowhere;  ///< first `{a = 1}` not yet turned into a pattern
  unsigned depth_ = 0;
  Context context_;
  bool no_in_ = false;
  bool failed_ = false;
};

}  // namespace halint::js
