// SPDX-License-Identifier: Apache-2.0
#include "halint/source/json_error.h"

#include <simdjson.h>

#include <cctype>
#include <vector>

#include "halint/source/line_index.h"

namespace halint {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex(char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; }

// A reader that stops at the first fault. Iterative: the stack of open containers is a vector.
class Checker {
 public:
  Checker(std::string_view bytes, uint32_t begin) : bytes_(bytes), at_(begin) {}

  // True if sound; else `fault_` and `at_` tell.
  bool run() {
    skip_space();
    if (at_ == bytes_.size()) return fail("the file is empty; expected Node-RED flows as JSON");
    if (!value()) return false;
    skip_space();
    return at_ == bytes_.size() || fail("unexpected text behind the end of the document");
  }
  [[nodiscard]] const std::string& fault() const { return fault_; }
  [[nodiscard]] size_t at() const { return at_; }

 private:
  std::string_view bytes_;
  size_t at_;
  std::string fault_;
  std::vector<char> open_;

  [[nodiscard]] char peek() const { return at_ < bytes_.size() ? bytes_[at_] : '\0'; }
  [[nodiscard]] bool at_end() const { return at_ >= bytes_.size(); }

  bool fail(std::string fault) {
    fault_ = std::move(fault);
    return false;
  }
  bool expected(const char* what) {
    if (at_end()) return fail(std::string("the file ends early: expected ") + what + "; is it cut off?");
    const char c = peek();
    const bool shown = c > ' ' && c < 0x7F;
    return fail(std::string("expected ") + what + (shown ? std::string(", found '") + c + "'" : std::string()));
  }
  void skip_space() {
    while (!at_end() && (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t')) ++at_;
  }

  // One value with all that is in it.
  bool value() {
    if (!open_or_scalar()) return false;
    while (!open_.empty()) {
      skip_space();
      const char close = open_.back();
      if (peek() == close && !at_end()) {
        ++at_;
        open_.pop_back();
        is_first_ = false;
        continue;
      }
      if (!is_first_) {
        if (peek() != ',')
          return expected(close == '}' ? "',' or '}' behind a property" : "',' or ']' behind an element");
        ++at_;
        skip_space();
      }
      if (close == '}' && !key()) return false;
      if (!open_or_scalar()) return false;
    }
    return true;
  }

  bool key() {
    if (peek() != '"') return expected("a property name in double quotes");
    if (!string()) return false;
    skip_space();
    if (peek() != ':') return expected("':' behind a property name");
    ++at_;
    skip_space();
    return true;
  }

  bool open_or_scalar() {
    const char c = peek();
    if (c == '{' || c == '[') {
      if (open_.size() >= kMaxJsonDepth) {
        return fail("nested deeper than " + std::to_string(kMaxJsonDepth) + " levels, which no Node-RED flow needs");
      }
      open_.push_back(c == '{' ? '}' : ']');
      ++at_;
      is_first_ = true;
      return true;
    }
    is_first_ = false;
    if (c == '"') return string();
    if (c == '-' || is_digit(c)) return number();
    for (const std::string_view word : {"true", "false", "null"}) {
      if (bytes_.substr(at_, word.size()) == word) {
        at_ += word.size();
        return true;
      }
    }
    return expected("a value");
  }

  bool string() {
    const size_t opened = at_++;
    for (; !at_end(); ++at_) {
      const char c = peek();
      if (c == '"') {
        ++at_;
        return true;
      }
      if (static_cast<unsigned char>(c) < 0x20)
        return fail("a control character in a string must be written as an escape");
      if (c == '\\' && !escape()) return false;
    }
    at_ = opened;
    return fail("this string has no end; is the file cut off?");
  }

  bool escape() {
    ++at_;
    if (peek() == 'u') {
      for (size_t i = 1; i <= 4; ++i) {
        if (at_ + i >= bytes_.size() || !is_hex(bytes_[at_ + i]))
          return fail("expected four hexadecimal digits behind \\u");
      }
      at_ += 4;
      return true;
    }
    return std::string_view("\"\\/bfnrt").find(peek()) != std::string_view::npos || fail("unknown escape in a string");
  }

  bool digits() {
    if (!is_digit(peek())) return expected("a digit");
    while (is_digit(peek())) ++at_;
    return true;
  }

  bool number() {
    if (peek() == '-') ++at_;
    if (peek() == '0') {
      ++at_;
      if (is_digit(peek())) return fail("a number must not begin with 0");
    } else if (!digits()) {
      return false;
    }
    if (peek() == '.') {
      ++at_;
      if (!digits()) return false;
    }
    if (peek() == 'e' || peek() == 'E') {
      ++at_;
      if (peek() == '+' || peek() == '-') ++at_;
      if (!digits()) return false;
    }
    return true;
  }

  bool is_first_ = false;  // nothing has been read yet in the innermost container
};

// The first byte that belongs to no UTF-8 sequence, found by halving what simdjson refuses.
size_t find_invalid_utf8(std::string_view bytes) {
  size_t good = 0;
  size_t bad = bytes.size();
  // Invariant: the prefix of length `bad` is invalid beyond doubt, that of length `good` is valid but
  // for a sequence it may cut. A prefix is tried at a sequence's boundary.
  while (bad - good > 4) {
    size_t middle = good + (bad - good) / 2;
    while (middle > good && (static_cast<unsigned char>(bytes[middle]) & 0xC0U) == 0x80U) --middle;
    if (middle == good) break;
    (simdjson::validate_utf8(bytes.data(), middle) ? good : bad) = middle;
  }
  while (good < bad) {
    size_t length = 1;
    while (length <= 4 && good + length <= bytes.size() && !simdjson::validate_utf8(bytes.data() + good, length))
      ++length;
    if (length > 4 || good + length > bytes.size()) return good;
    good += length;
  }
  return good;
}

}  // namespace

std::optional<Error> find_json_error(const SourceFile& file) {
  const std::string_view bytes = file.bytes();
  const auto error_at = [&file](size_t offset, std::string message) {
    const Position position = LineIndex(file).position(static_cast<uint32_t>(offset));
    return Error{std::move(message), file.path(), position.line, position.column};
  };
  if (bytes.size() >= 2 && (bytes.substr(0, 2) == "\xFF\xFE" || bytes.substr(0, 2) == "\xFE\xFF")) {
    return Error{"is UTF-16 text; save it as UTF-8", file.path()};
  }
  if (!simdjson::validate_utf8(bytes.data(), bytes.size())) {
    return error_at(find_invalid_utf8(bytes), "not valid UTF-8 from here on; save the file as UTF-8");
  }
  Checker checker(bytes, file.text_begin());
  if (checker.run()) return std::nullopt;
  return error_at(checker.at(), checker.fault());
}

}  // namespace halint
