// SPDX-License-Identifier: Apache-2.0
#include "rule/code_comments.h"

#include <algorithm>
#include <array>

namespace halint {
namespace {

// Words behind which a slash begins a regular expression.
constexpr std::array<std::string_view, 14> kBeforeRegex{"return", "typeof", "case",  "in",        "of",
                                                        "delete", "void",   "throw", "new",       "do",
                                                        "else",   "yield",  "await", "instanceof"};

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$' ||
         static_cast<unsigned char>(c) >= 0x80;
}

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {
    out_.has_code.resize(static_cast<size_t>(std::count(text.begin(), text.end(), '\n')) + 2);
  }

  CodeLines scan() {
    while (at_ < text_.size()) step();
    return std::move(out_);
  }

 private:
  std::string_view text_;
  CodeLines out_;
  size_t at_ = 0;
  uint32_t line_ = 1;
  std::string_view last_;         // the last token: a word, or one character
  std::vector<uint32_t> braces_;  // by template literal that is open around: braces that are open in its `${`

  [[nodiscard]] char peek(size_t ahead) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }

  void code(size_t length) {
    out_.has_code[line_] = true;
    last_ = text_.substr(at_, length);
    at_ += length;
  }

  // Passes over what may hold line ends.
  void pass(size_t end, bool is_code) {
    for (; at_ < std::min(end, text_.size()); ++at_) {
      if (is_code) out_.has_code[line_] = true;
      if (text_[at_] == '\n') ++line_;
    }
  }

  void note(size_t begin, size_t end) {
    out_.strings.push_back(
        {static_cast<uint32_t>(std::min(begin, text_.size())), static_cast<uint32_t>(std::min(end, text_.size()))});
  }

  void comment(size_t end) {
    out_.comments.push_back({static_cast<uint32_t>(at_), static_cast<uint32_t>(end), line_});
    pass(end, false);
  }

  void step() {
    const char c = text_[at_];
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n') return pass(at_ + 1, false);
    if (c == '/' && peek(1) == '/') return comment(std::min(text_.find('\n', at_), text_.size()));
    if (c == '/' && peek(1) == '*') {
      const size_t end = text_.find("*/", at_ + 2);
      return comment(end == std::string_view::npos ? text_.size() : end + 2);
    }
    if (c == '"' || c == '\'') return string(c);
    if (c == '`') return template_from(1);
    if (c == '/' && regex_may_begin()) return regex();
    if (is_word(c)) {
      size_t length = 1;
      while (at_ + length < text_.size() && is_word(text_[at_ + length])) ++length;
      return code(length);
    }
    if (!braces_.empty() && c == '{') ++braces_.back();
    if (!braces_.empty() && c == '}' && braces_.back()-- == 0) {
      braces_.pop_back();
      return template_from(1);
    }
    code(1);
  }

  // To the closing quote, or the end of the line if there is none.
  void string(char quote) {
    size_t end = at_ + 1;
    while (end < text_.size() && text_[end] != quote && text_[end] != '\n') end += text_[end] == '\\' ? 2U : 1U;
    note(at_ + 1, end);
    pass(end + (end < text_.size() && text_[end] == quote ? 1 : 0), true);
    last_ = "x";
  }

  // Text of a template literal, to its end or the next `${`.
  void template_from(size_t skip) {
    size_t end = at_ + skip;
    while (end < text_.size() && text_[end] != '`' &&
           !(text_[end] == '$' && end + 1 < text_.size() && text_[end + 1] == '{')) {
      end += text_[end] == '\\' ? 2U : 1U;
    }
    note(at_ + skip, end);
    const bool inner = end < text_.size() && text_[end] == '$';
    pass(end + (inner ? 2 : 1), true);
    if (inner) braces_.push_back(0);
    last_ = inner ? "{" : "x";
  }

  [[nodiscard]] bool regex_may_begin() const {
    if (last_.empty()) return true;
    if (is_word(last_.front())) return std::find(kBeforeRegex.begin(), kBeforeRegex.end(), last_) != kBeforeRegex.end();
    return last_ != ")" && last_ != "]" && last_ != "}";
  }

  void regex() {
    bool in_class = false;
    size_t end = at_ + 1;
    for (; end < text_.size() && text_[end] != '\n' && (in_class || text_[end] != '/'); ++end) {
      if (text_[end] == '\\')
        ++end;
      else if (text_[end] == '[')
        in_class = true;
      else if (text_[end] == ']')
        in_class = false;
    }
    if (end >= text_.size() || text_[end] != '/') return code(1);
    note(at_ + 1, end);
    pass(end + 1, true);
    last_ = "x";
  }
};

}  // namespace

uint32_t CodeLines::code_from(uint32_t line) const {
  const auto found =
      std::find(has_code.begin() + std::min<std::ptrdiff_t>(line, std::ssize(has_code)), has_code.end(), true);
  return found == has_code.end() ? 0 : static_cast<uint32_t>(found - has_code.begin());
}

CodeLines read_code_lines(std::string_view text) { return Scanner(text).scan(); }

}  // namespace halint
