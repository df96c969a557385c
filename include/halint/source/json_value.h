// Views of JSON values inside a document that has already been validated: no checks, no copies.
// Using it on text that was not validated is undefined.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

namespace halint {

/// What a JSON value is, told from its first byte; `missing` for a view of nothing.
enum class JsonKind : uint8_t { missing, null, boolean, number, string, array, object };

/// One value: from its first byte on. Its end is found when asked for, unless it is known. Cheap to copy; views the
/// file.
class JsonValue {
 public:
  JsonValue() = default;
  explicit JsonValue(const char* begin, const char* end = nullptr) : begin_(begin), end_(end) {}

  [[nodiscard]] JsonKind kind() const {
    if (begin_ == nullptr) return JsonKind::missing;
    switch (*begin_) {
      case '"':
        return JsonKind::string;
      case '[':
        return JsonKind::array;
      case '{':
        return JsonKind::object;
      case 't':
      case 'f':
        return JsonKind::boolean;
      case 'n':
        return JsonKind::null;
      default:
        return JsonKind::number;
    }
  }
  [[nodiscard]] const char* begin() const { return begin_; }
  /// One past the last byte. Linear in the value's size if it is not known; never recursive.
  [[nodiscard]] const char* end() const { return end_ != nullptr || begin_ == nullptr ? end_ : find_end(); }
  [[nodiscard]] std::string_view raw() const { return {begin_, static_cast<size_t>(end() - begin_)}; }
  explicit operator bool() const { return begin_ != nullptr; }

  /// The text between the quotes as the file has it, escapes unread. Only for strings.
  [[nodiscard]] std::string_view raw_string() const;
  /// The string's value, escapes read; a lone surrogate becomes U+FFFD. Numbers and booleans give
  /// their JSON text, everything else an empty string.
  [[nodiscard]] std::string text() const;
  /// The number, also of a string that holds one (as JavaScript's Number() reads decimal ones).
  [[nodiscard]] std::optional<double> number() const;
  /// true for `true` and `"true"`.
  [[nodiscard]] bool is_true() const;
  /// Missing, null, "", [] or {}.
  [[nodiscard]] bool is_empty() const;

  /// Calls `visit(JsonValue element)` for each element of an array; nothing for other kinds. A `visit` that goes
  /// through the element says where it ends, so that nobody looks for that again. Gives the array's own end.
  template <typename Visit>
  const char* for_each_element(Visit&& visit) const {
    if (kind() != JsonKind::array) return end();
    const char* at = skip_space(begin_ + 1);
    while (*at != ']') {
      if constexpr (std::is_same_v<std::invoke_result_t<Visit, JsonValue>, const char*>) {
        at = skip_comma(visit(JsonValue(at)));
      } else {
        const char* const end = JsonValue(at).end();
        visit(JsonValue(at, end));
        at = skip_comma(end);
      }
    }
    return at + 1;
  }
  /// The same for some members of each element, in the order of `names`; missing where it has none of that name.
  template <size_t N, typename Visit>
  void for_each_row(const std::array<std::string_view, N>& names, Visit&& visit) const {
    for_each_element([&](JsonValue element) {
      std::array<JsonValue, N> found;
      const char* const end = element.find_members(names, found);
      visit(found);
      return end;
    });
  }
  /// Calls `visit(std::string_view raw_key, JsonValue value)` for each member of an object. Gives the object's end.
  template <typename Visit>
  const char* for_each_member(Visit&& visit) const {
    if (kind() != JsonKind::object) return end();
    const char* at = skip_space(begin_ + 1);
    while (*at != '}') {
      const JsonValue key(at, JsonValue(at).end());
      const char* const value = skip_space(skip_space(key.end()) + 1);
      const char* const end = JsonValue(value).end();
      visit(key.raw_string(), JsonValue(value, end));
      at = skip_comma(end);
    }
    return at + 1;
  }
  /// The last member with that name (JSON.parse keeps the last), or a missing value.
  [[nodiscard]] JsonValue member(std::string_view name) const;

 private:
  static const char* skip_space(const char* at) {
    while (*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t') ++at;
    return at;
  }
  static const char* skip_comma(const char* at) {
    at = skip_space(at);
    return *at == ',' ? skip_space(at + 1) : at;
  }
  [[nodiscard]] const char* find_end() const;
  const char* find_members(std::span<const std::string_view> names, std::span<JsonValue> found) const;
  const char* begin_ = nullptr;
  const char* end_ = nullptr;  // or not known
};

/// Reads the escapes of a JSON string's inner text into UTF-8.
[[nodiscard]] std::string unescape_json(std::string_view raw);

}  // namespace halint
