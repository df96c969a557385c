// Scanners for context reads in JSONata and Mustache: one pass each, no syntax tree.
// SPDX-License-Identifier: Apache-2.0
#include "halint/code/text_facts.h"

#include <cstdint>

namespace halint {
namespace {

bool is_name_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v'; }

void set_key(ContextAccess& access, std::string_view text, Certainty certainty) {
  const ContextKey key = split_context_key(text, certainty);
  access.certainty = key.certainty;
  access.parents = key.parents;
  access.key = key.key;
  access.root = key.root;
  // An explicit store wins over the one in the key.
  if (access.store_kind != StoreKind::none) return;
  access.store_kind = key.store_kind;
  access.store = key.store;
}

/// Walks over a JSONata expression and keeps a stack of open brackets, so that calls may nest.
class JsonataScanner {
 public:
  JsonataScanner(std::string_view text, std::vector<ContextAccess>& found) : text_(text), found_(found) {}
  void run();

 private:
  static constexpr uint32_t kNoCall = ~0U;
  /// One argument as far as it was read.
  struct Argument {
    unsigned tokens = 0;
    bool literal_first = false;
    bool joined = false;  // the second token was `&`
    size_t begin = 0;
    size_t end = 0;
    std::string_view text;
  };
  struct Open {
    uint32_t call = kNoCall;
    unsigned argument = 0;
    Argument current;
  };

  void token(size_t begin, size_t end, bool literal);
  void end_argument();
  void open(uint32_t call);
  size_t skip_quoted(size_t from) const;
  size_t skip_regex(size_t from) const;
  size_t read_name(size_t from);

  std::string_view text_;
  std::vector<ContextAccess>& found_;
  std::vector<Open> open_;
  bool operand_before_ = false;  // a slash here divides
};

void JsonataScanner::token(size_t begin, size_t end, bool literal) {
  if (open_.empty() || open_.back().call == kNoCall) return;
  Argument& argument = open_.back().current;
  if (argument.tokens == 0) {
    argument.begin = begin;
    argument.literal_first = literal;
    if (literal) argument.text = text_.substr(begin + 1, end - begin - 2);
  }
  if (argument.tokens == 1) argument.joined = text_[begin] == '&';
  argument.end = end;
  ++argument.tokens;
}

void JsonataScanner::end_argument() {
  Open& top = open_.back();
  if (top.call == kNoCall) return;
  ContextAccess& access = found_[top.call];
  const Argument argument = top.current;
  top.current = {};
  const unsigned index = top.argument++;
  if (argument.tokens == 0) return;
  // Escapes would need a copy; they do not occur in keys.
  const bool readable = argument.literal_first && argument.text.find('\\') == std::string_view::npos;
  if (index == 0) {
    access.key_span = {static_cast<uint32_t>(argument.begin), static_cast<uint32_t>(argument.end)};
    Certainty certainty = Certainty::unknown;
    if (readable && argument.tokens == 1) certainty = Certainty::constant;
    if (readable && argument.joined) certainty = Certainty::prefix;
    set_key(access, argument.text, certainty);
  } else if (index == 1) {
    access.store_kind = readable && argument.tokens == 1 ? StoreKind::constant : StoreKind::unknown;
    access.store = access.store_kind == StoreKind::constant ? argument.text : std::string_view{};
  }
}

void JsonataScanner::open(uint32_t call) {
  Open& made = open_.emplace_back();
  made.call = call;
}

size_t JsonataScanner::skip_quoted(size_t from) const {
  const char quote = text_[from];
  for (size_t at = from + 1; at < text_.size(); ++at) {
    if (text_[at] == '\\' && quote != '`') {
      ++at;
    } else if (text_[at] == quote) {
      return at + 1;
    }
  }
  return text_.size() + 1;  // unterminated: nothing more can be known
}

size_t JsonataScanner::skip_regex(size_t from) const {
  int depth = 0;
  for (size_t at = from + 1; at < text_.size(); ++at) {
    const char c = text_[at];
    if (c == '\\') {
      ++at;
    } else if (c == '(' || c == '[' || c == '{') {
      ++depth;
    } else if (c == ')' || c == ']' || c == '}') {
      --depth;
    } else if (c == '/' && depth <= 0) {
      return at + 1;
    }
  }
  return text_.size() + 1;
}

// A name; if it calls one of the two functions, the access begins here.
size_t JsonataScanner::read_name(size_t from) {
  size_t end = from;
  while (end < text_.size() && is_name_char(text_[end])) ++end;
  const std::string_view name = text_.substr(from, end - from);
  token(from, end, false);
  // `and`, `or` and `in` are operators between operands, names elsewhere.
  operand_before_ = !(operand_before_ && (name == "and" || name == "or" || name == "in"));
  if (name != "$flowContext" && name != "$globalContext") return end;
  size_t at = end;
  while (at < text_.size() && is_blank(text_[at])) ++at;
  if (at == text_.size() || text_[at] != '(') return end;
  ContextAccess& access = found_.emplace_back();
  access.scope = name == "$flowContext" ? ContextScope::flow : ContextScope::global;
  access.span = {static_cast<uint32_t>(from), static_cast<uint32_t>(text_.size())};
  open(static_cast<uint32_t>(found_.size() - 1));
  operand_before_ = false;
  return at + 1;
}

void JsonataScanner::run() {
  size_t at = 0;
  while (at < text_.size()) {
    const char c = text_[at];
    if (is_blank(c)) {
      ++at;
    } else if (c == '/' && at + 1 < text_.size() && text_[at + 1] == '*') {
      const size_t end = text_.find("*/", at + 2);
      if (end == std::string_view::npos) return;
      at = end + 2;
    } else if (c == '"' || c == '\'' || c == '`') {
      const size_t end = skip_quoted(at);
      if (end > text_.size()) return;
      token(at, end, c != '`');
      operand_before_ = true;
      at = end;
    } else if (c == '/' && !operand_before_) {
      const size_t end = skip_regex(at);
      if (end > text_.size()) return;
      token(at, end, false);
      operand_before_ = true;
      at = end;
    } else if (is_name_char(c)) {
      at = read_name(at);
    } else if (c == '(' || c == '[' || c == '{') {
      token(at, at + 1, false);
      open(kNoCall);
      operand_before_ = false;
      ++at;
    } else if (c == ')' || c == ']' || c == '}') {
      if (!open_.empty()) {
        end_argument();
        const uint32_t call = open_.back().call;
        open_.pop_back();
        if (call != kNoCall) found_[call].span.end = static_cast<uint32_t>(at + 1);
        token(at, at + 1, false);
      }
      operand_before_ = true;
      ++at;
    } else if (c == ',') {
      if (!open_.empty()) end_argument();
      operand_before_ = false;
      ++at;
    } else {
      token(at, at + 1, false);
      operand_before_ = false;
      ++at;
    }
  }
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

// A tag's name: ^(flow|global)(\[(\w+)\])?\.(.+)
void add_mustache_name(std::string_view text, std::string_view name, CodeSpan span, std::vector<ContextAccess>& found) {
  ContextAccess access;
  if (name.substr(0, 4) == "flow") {
    access.scope = ContextScope::flow;
    name.remove_prefix(4);
  } else if (name.substr(0, 6) == "global") {
    access.scope = ContextScope::global;
    name.remove_prefix(6);
  } else {
    return;
  }
  if (!name.empty() && name.front() == '[') {
    const size_t end = name.find(']');
    if (end == std::string_view::npos || end == 1) return;
    access.store = name.substr(1, end - 1);
    access.store_kind = StoreKind::constant;
    name.remove_prefix(end + 1);
  }
  if (name.size() < 2 || name.front() != '.') return;
  name.remove_prefix(1);
  access.span = span;
  const auto begin = static_cast<uint32_t>(name.data() - text.data());
  access.key_span = {begin, begin + static_cast<uint32_t>(name.size())};
  set_key(access, name, Certainty::constant);
  found.push_back(access);
}

}  // namespace

void find_jsonata_context(std::string_view text, std::vector<ContextAccess>& found) {
  if (text.find("Context") == std::string_view::npos) return;
  JsonataScanner(text, found).run();
}

void find_mustache_context(std::string_view text, std::vector<ContextAccess>& found) {
  std::string_view opening = "{{";
  std::string_view closing = "}}";
  size_t at = 0;
  while ((at = text.find(opening, at)) != std::string_view::npos) {
    const size_t begin = at;
    size_t inner = at + opening.size();
    while (inner < text.size() && is_blank(text[inner])) ++inner;
    const char sigil = inner < text.size() ? text[inner] : '\0';
    std::string_view wanted = closing;
    if (sigil == '=') wanted = "=";
    const size_t from = sigil == '\0' ? inner : inner + 1;
    size_t end = sigil == '{' ? text.find('}', from) : text.find(wanted, from);
    if (end == std::string_view::npos) return;  // mustache refuses the whole template
    const std::string_view name = trimmed(text.substr(from, end - from));
    size_t after = end + wanted.size();
    if (sigil == '{' || sigil == '=') {
      const size_t tail = text.find(closing, end + 1);
      if (tail == std::string_view::npos) return;
      after = tail + closing.size();
    }
    at = after;
    const CodeSpan span{static_cast<uint32_t>(begin), static_cast<uint32_t>(after)};
    switch (sigil) {
      case '!':
      case '/':
      case '>':
        break;
      case '=': {
        const size_t gap = name.find_first_of(" \t\n\r");
        if (gap == std::string_view::npos) return;
        opening = name.substr(0, gap);
        closing = trimmed(name.substr(gap));
        if (closing.empty()) return;
        break;
      }
      case '#':
      case '^':
      case '&':
      case '{':
        add_mustache_name(text, name, span, found);
        break;
      default:
        add_mustache_name(text, trimmed(text.substr(inner, end - inner)), span, found);
    }
  }
}

}  // namespace halint
