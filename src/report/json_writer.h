// Writes JSON into a string, member by member, indented by two spaces or all on one line. Knows nothing of what it
// writes. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <charconv>
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

#include "halint/report/escape.h"

namespace halint {

/// Calls must nest as JSON does; that is the caller's duty. Strings are escaped and made valid UTF-8.
class JsonWriter {
 public:
  enum class Layout : uint8_t { indented, line };

  explicit JsonWriter(std::string& out, Layout layout = Layout::indented) : out_(out), layout_(layout) {}
  /// Goes on inside `depth` brackets, `first` where no value stands in the innermost yet.
  JsonWriter(std::string& out, uint32_t depth, bool first) : out_(out), depth_(depth), first_(first) {}

  JsonWriter& begin_object() { return begin('{'); }
  JsonWriter& end_object() { return end('}'); }
  JsonWriter& begin_array() { return begin('['); }
  JsonWriter& end_array() { return end(']'); }

  /// The name of the next value.
  JsonWriter& key(std::string_view name) {
    separate();
    append_json_string(out_, name);
    out_ += layout_ == Layout::line ? ":" : ": ";
    after_key_ = true;
    return *this;
  }

  JsonWriter& value(std::string_view text) {
    separate();
    append_json_string(out_, text);
    return *this;
  }
  JsonWriter& value(const char* text) { return value(std::string_view(text)); }
  JsonWriter& value(const std::string& text) { return value(std::string_view(text)); }
  JsonWriter& value(std::same_as<bool> auto flag) {
    separate();
    out_ += flag ? "true" : "false";
    return *this;
  }
  template <std::integral Integer>
  requires(!std::same_as<Integer, bool>) JsonWriter& value(Integer number) {
    separate();
    char digits[24];
    const auto result = std::to_chars(digits, digits + sizeof digits, number);
    out_.append(digits, result.ptr);
    return *this;
  }

  /// A value that stands as it is given.
  JsonWriter& raw(std::string_view text) {
    separate();
    out_ += text;
    return *this;
  }
  /// Behind a member, for somebody who looks for it. It must hold a control character, which no string does.
  JsonWriter& mark(std::string_view text) {
    out_ += text;
    return *this;
  }

  /// `key` and `value` in one.
  template <typename Value>
  JsonWriter& member(std::string_view name, const Value& of) {
    return key(name).value(of);
  }
  /// Nothing if the text is empty.
  JsonWriter& member_unless_empty(std::string_view name, std::string_view text) {
    return text.empty() ? *this : key(name).value(text);
  }

 private:
  std::string& out_;
  Layout layout_ = Layout::indented;
  uint32_t depth_ = 0;
  bool first_ = true;
  bool after_key_ = false;

  void new_line() {
    if (layout_ == Layout::line) return;
    out_ += '\n';
    out_.append(size_t{2} * depth_, ' ');
  }
  void separate() {
    if (after_key_) {
      after_key_ = false;
      return;
    }
    if (!first_) out_ += ',';
    if (depth_ != 0) new_line();
    first_ = false;
  }
  JsonWriter& begin(char bracket) {
    separate();
    out_ += bracket;
    ++depth_;
    first_ = true;
    return *this;
  }
  JsonWriter& end(char bracket) {
    --depth_;
    if (!first_) new_line();
    out_ += bracket;
    first_ = false;
    return *this;
  }
};

}  // namespace halint
