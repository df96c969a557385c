// A tokenizer and a reader of the few clauses that decide: which columns are set to what, on which conflict, what is
// returned. Strings, comments and quoted names hold no words. SPDX-License-Identifier: Apache-2.0
#include "code/sql.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace halint {
namespace {

enum class TokenKind : uint8_t { word, name, literal, mark };

struct Token {
  TokenKind kind{};
  std::string text;  // of a word or name: lower case
  int depth = 0;     // of brackets around it
};

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80) != 0; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

class Tokenizer {
 public:
  explicit Tokenizer(std::string_view text) : text_(text) {}

  std::vector<Token> run() {
    while (at_ < text_.size()) {
      if (!skip()) next();
    }
    return std::move(tokens_);
  }

 private:
  std::string_view text_;
  size_t at_ = 0;
  int depth_ = 0;
  std::vector<Token> tokens_;

  char peek(size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  void add(TokenKind kind, std::string text) { tokens_.push_back({kind, std::move(text), depth_}); }
  void jump(size_t found, size_t past) { at_ = found == std::string_view::npos ? text_.size() : found + past; }

  bool skip() {
    if (is_blank(peek())) {
      ++at_;
    } else if (peek() == '-' && peek(1) == '-') {
      jump(text_.find('\n', at_), 1);
    } else if (peek() == '/' && peek(1) == '*') {
      jump(text_.find("*/", at_ + 2), 2);
    } else {
      return false;
    }
    return true;
  }

  void quoted(char end, TokenKind kind) {
    std::string text;
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\\' && end == '\'' && at_ + 1 < text_.size()) {
        ++at_;
        continue;
      }
      if (text_[at_] == end) {
        if (peek(1) != end) break;
        ++at_;
      }
      text += static_cast<char>(text_[at_] >= 'A' && text_[at_] <= 'Z' ? text_[at_] | 0x20 : text_[at_]);
    }
    ++at_;
    add(kind, std::move(text));
  }

  void word() {
    std::string text;
    for (; at_ < text_.size() && (is_letter(peek()) || is_digit(peek()) || peek() == '$'); ++at_)
      text += static_cast<char>(peek() >= 'A' && peek() <= 'Z' ? peek() | 0x20 : peek());
    add(TokenKind::word, std::move(text));
  }

  void next() {
    const char c = peek();
    if (c == '\'') return quoted('\'', TokenKind::literal);
    if (c == '"') return quoted('"', TokenKind::name);
    if (c == '`') return quoted('`', TokenKind::name);
    if (c == '[' && is_letter(peek(1))) return quoted(']', TokenKind::name);
    if (is_letter(c)) return word();
    if (is_digit(c) || c == '?' || c == '$' || c == ':' || c == '@') return parameter();
    if (c == ')') --depth_;
    std::string mark(1, c);
    if ((c == '|' && peek(1) == '|') || ((c == '+' || c == '-') && peek(1) == '=')) mark += peek(1);
    at_ += mark.size();
    add(TokenKind::mark, mark);
    if (c == '(') ++depth_;
  }

  // A number, or what stands for a value that is handed over: `?`, `$1`, `$name.x`, `:name`, `@name`.
  void parameter() {
    std::string text;
    do text += text_[at_++];
    while (at_ < text_.size() && (is_letter(peek()) || is_digit(peek()) || peek() == '.' || peek() == ':'));
    add(TokenKind::literal, std::move(text));
  }
};

// Of several statements the worst effect counts, and whatever one of them does for the others.
void add(SqlReading& worst, const SqlReading& part) {
  worst.effect = std::max(worst.effect, part.effect);
  worst.once = worst.once || part.once;
  worst.elects = worst.elects || part.elects;
  worst.claims = worst.claims || part.claims;
}

class Statement {
 public:
  Statement(const std::vector<Token>& tokens, size_t begin, size_t end) : tokens_(tokens), at_(begin), end_(end) {}

  SqlReading read() {
    while (at_ < end_ && is_mark("(")) ++at_;
    if (word("with")) return with();
    return verb();
  }

 private:
  const std::vector<Token>& tokens_;
  size_t at_;
  size_t end_;

  bool word(std::string_view text, size_t at) const {
    return at < end_ && tokens_[at].kind == TokenKind::word && tokens_[at].text == text;
  }
  bool word(std::string_view text) const { return word(text, at_); }
  bool is_mark(std::string_view text, size_t at) const {
    return at < end_ && tokens_[at].kind == TokenKind::mark && tokens_[at].text == text;
  }
  bool is_mark(std::string_view text) const { return is_mark(text, at_); }
  template <size_t N>
  bool any_word(const std::array<std::string_view, N>& words, size_t at) const {
    return std::any_of(words.begin(), words.end(), [&](std::string_view text) { return word(text, at); });
  }
  // The first place of some words in a row from here, or end_.
  size_t find(std::initializer_list<std::string_view> words, size_t from) const {
    for (size_t at = from; at < end_; ++at) {
      size_t matched = 0;
      for (const std::string_view text : words) matched += word(text, at + matched) ? 1 : words.size();
      if (matched == words.size() && word(*words.begin(), at)) return at;
    }
    return end_;
  }
  bool has(std::initializer_list<std::string_view> words, size_t from) const { return find(words, from) < end_; }

  // Each part of `WITH a AS (…), b AS (…) …` and the statement behind them; the worst counts. What such a part takes
  // from the others can be inserted elsewhere: a row that is moved is moved once.
  SqlReading with() {
    SqlReading worst{SqlEffect::none, false, false, false};
    std::string_view claimed;  // the last part that takes rows
    const int depth = tokens_[at_].depth;
    for (; at_ < end_; ++at_) {
      const bool inner = is_mark("(", at_ > 0 ? at_ - 1 : at_) && tokens_[at_].depth == depth + 1;
      const bool outer = tokens_[at_].depth == depth;
      constexpr std::array<std::string_view, 5> kVerbs{"insert", "update", "delete", "merge", "select"};
      if ((!inner && !outer) || !any_word(kVerbs, at_)) continue;
      size_t last = at_;
      while (last < end_ && tokens_[last].depth >= tokens_[at_].depth) ++last;
      SqlReading part = Statement(tokens_, at_, last).read();
      if (inner && part.claims && at_ >= 3 && word("as", at_ - 2)) claimed = tokens_[at_ - 3].text;
      if (outer && !claimed.empty() && only_takes_from(claimed))
        part.effect = std::min(part.effect, SqlEffect::repeats);
      add(worst, part);
      at_ = last - 1;
    }
    return worst;
  }

  // INSERT … SELECT … FROM it, UPDATE … FROM it: without rows in it, nothing happens.
  bool only_takes_from(std::string_view name) const {
    if ((!word("insert") && !word("update")) || has({"union"}, at_)) return false;
    const size_t from = find({"from"}, at_);
    return word(name, from + 1) && !is_mark(",", from + 2) && !has({"left"}, from) && !has({"full"}, from) &&
           !has({"right"}, from);
  }

  SqlReading verb() {
    constexpr std::array<std::string_view, 20> kRepeatable{
        "create", "drop",  "truncate", "alter",   "vacuum",  "analyze", "grant",  "revoke", "use",  "reindex",
        "commit", "begin", "rollback", "replace", "comment", "refresh", "attach", "detach", "lock", "optimize"};
    constexpr std::array<std::string_view, 8> kReads{"show", "describe", "pragma", "explain",
                                                     "from", "desc",     "values", "set"};
    if (word("insert") || word("upsert")) return insert();
    if (word("update")) return update();
    if (word("delete")) return {SqlEffect::repeats, false, false, has({"returning"}, at_)};
    if (word("merge")) return {changes_itself(at_) ? SqlEffect::adds_up : SqlEffect::repeats, false, false, false};
    if (word("select")) return select();
    if (word("call") || word("exec") || word("execute") || word("do")) return {SqlEffect::unknown, false, false, false};
    if (any_word(kRepeatable, at_)) return {SqlEffect::repeats, false, false, false};
    if (any_word(kReads, at_)) return {SqlEffect::none, false, false, false};
    return {};
  }

  SqlReading select() {
    const bool claims = has({"skip", "locked"}, at_);
    const bool tries = has({"pg_try_advisory_lock"}, at_) || has({"pg_try_advisory_xact_lock"}, at_) ||
                       has({"get_lock"}, at_);  // several may have a lock that ends in _shared
    const bool counts = has({"nextval"}, at_) || has({"into"}, at_);
    return {counts ? SqlEffect::adds_up : SqlEffect::none, tries, tries, claims};
  }

  SqlReading insert() {
    const size_t conflict = std::min(find({"on", "conflict"}, at_), find({"on", "duplicate", "key"}, at_));
    const bool replaces = word("upsert") || (word("or", at_ + 1) && word("replace", at_ + 2));
    const bool ignores =
        word("or", at_ + 1) ? !word("fail", at_ + 2) && !word("abort", at_ + 2) : word("ignore", at_ + 1);
    if (replaces) return {SqlEffect::repeats, false, false, false};
    if (ignores && conflict == end_) return leaves(SqlEffect::repeats, true);
    if (conflict == end_) {
      const bool absent = has({"where", "not", "exists"}, at_) || has({"if", "not", "exists"}, at_);
      return leaves(absent ? SqlEffect::repeats : SqlEffect::adds_up, absent);
    }
    if (has({"do", "nothing"}, conflict)) return leaves(SqlEffect::repeats, true);
    return leaves(changes_itself(conflict) ? SqlEffect::adds_up : SqlEffect::repeats, has({"where"}, conflict));
  }

  // What is written; `once`: what is there already, it leaves as it is.
  SqlReading leaves(SqlEffect effect, bool once) const {
    return {effect, once, once && has({"returning"}, at_), false};
  }

  SqlReading update() {
    const size_t set = find({"set"}, at_);
    const bool claims = has({"skip", "locked"}, at_);
    const size_t where = find({"where"}, at_);
    if (claims) return {SqlEffect::repeats, false, false, has({"returning"}, at_)};
    if (changes_itself(set)) return {SqlEffect::adds_up, false, false, false};
    return leaves(SqlEffect::repeats, compares_what_it_sets(set, where));
  }

  // A name at this place, of a column with or without its table; `last` is its last token.
  bool column(size_t at, size_t& last) const {
    if (at >= end_ || tokens_[at].kind == TokenKind::literal || tokens_[at].kind == TokenKind::mark) return false;
    last = at;
    while (is_mark(".", last + 1) && last + 2 < end_ && tokens_[last + 2].kind != TokenKind::mark) last += 2;
    return true;
  }

  // `x = … x …` behind SET: the new value is made of the old one. `x = coalesce(x, 1)`, `x = greatest(x, …)` give
  // the same the second time.
  bool changes_itself(size_t from) const {
    for (size_t at = from; at + 1 < end_; ++at) {
      if (word("where", at) || word("returning", at)) return false;
      if (is_mark("+=", at) || is_mark("-=", at)) return true;
      if (!is_mark("=", at) || at == 0) continue;
      const std::string& target = tokens_[at - 1].text;
      if (tokens_[at - 1].kind == TokenKind::literal || tokens_[at - 1].kind == TokenKind::mark) continue;
      if (is_made_of(target, at)) return true;
      --at;  // what ended the value
    }
    return false;
  }

  // Is the value behind the `=` at `at` made of the target? `at` is then behind the value.
  bool is_made_of(const std::string& target, size_t& at) const {
    constexpr std::array<std::string_view, 11> kStable{"coalesce", "greatest", "least", "max",  "min",      "ifnull",
                                                       "nullif",   "lower",    "upper", "trim", "jsonb_set"};
    const int depth = tokens_[at++].depth;
    bool stable = any_word(kStable, at);
    bool used = false;
    bool computed = word("not", at) || is_mark("!", at) || is_mark("-", at);
    for (; at < end_ && !ends_value(at, depth); ++at) {
      size_t last = at;
      if (column(at, last)) {
        const bool new_value = word("excluded", at) || word("new", at) || (word("values", at) && is_mark("(", at + 1));
        if (word("values", at) && is_mark("(", at + 1)) {
          at += 3;
          continue;
        }
        if (!new_value && tokens_[last].text == target) used = true;
        if (is_mark("(", last + 1)) computed = true;
        if (word("case", at)) computed = true;
        at = last;
      } else if (tokens_[at].kind == TokenKind::mark && tokens_[at].text.find_first_of("+-*/|%^&#") == 0) {
        computed = true;
        stable = false;
      }
    }
    return used && computed && !stable;
  }

  bool ends_value(size_t at, int depth) const {
    constexpr std::array<std::string_view, 5> kClauses{"where", "returning", "from", "set", "matched"};
    if (tokens_[at].depth != depth) return tokens_[at].depth < depth;
    return is_mark(",", at) || is_mark(";", at) || any_word(kClauses, at);
  }

  // A lease or a flag that only one can take: WHERE asks for a column that SET changes.
  bool compares_what_it_sets(size_t set, size_t where) const {
    if (where >= end_ || set >= where) return false;
    std::vector<std::string_view> targets;
    for (size_t at = set; at < where; ++at) {
      if (is_mark("=", at)) targets.push_back(tokens_[at - 1].text);
    }
    std::sort(targets.begin(), targets.end());
    for (size_t at = where; at < end_ && !word("returning", at); ++at) {
      const Token& token = tokens_[at];
      if (token.kind == TokenKind::literal || token.kind == TokenKind::mark) continue;
      if (std::binary_search(targets.begin(), targets.end(), std::string_view(token.text))) return true;
    }
    return false;
  }
};

}  // namespace

SqlReading read_sql(std::string_view text) {
  const std::vector<Token> tokens = Tokenizer(text).run();
  SqlReading worst{SqlEffect::none, false, false, false};
  bool found = false;
  for (size_t begin = 0; begin < tokens.size();) {
    size_t end = begin;
    while (end < tokens.size() && !(tokens[end].kind == TokenKind::mark && tokens[end].text == ";")) ++end;
    if (end > begin) {
      add(worst, Statement(tokens, begin, end).read());
      found = true;
    }
    begin = end + 1;
  }
  return found ? worst : SqlReading();
}

}  // namespace halint
