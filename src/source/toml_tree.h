// TOML text as a tree of plain values with their places, and the readers that complain at them.
// Knows nothing of what keys mean. Readers throw TomlMistake; read_toml is where that ends.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <exception>
#include <functional>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "halint/source/result.h"

namespace halint {

enum class TomlKind : uint8_t { text, integer, real, boolean, date, list, table };

struct TomlMember;

/// A value and where it is written: line and column from 1, or 0 for tables that only a longer key implies.
struct TomlValue {
  TomlKind kind = TomlKind::table;
  uint32_t line = 0;
  uint32_t column = 0;
  std::string text = {};
  int64_t integer = 0;
  double real = 0;  ///< of integers too
  bool boolean = false;
  std::vector<TomlValue> elements = {};  ///< of a list
  std::vector<TomlMember> members;       ///< of a table, in the order they are written

  /// The member's value, or null.
  [[nodiscard]] const TomlValue* find(std::string_view key) const;
  [[nodiscard]] bool is(TomlKind wanted) const { return kind == wanted; }
};

struct TomlMember {
  std::string key;
  TomlValue at;  ///< the key itself, as a place to point at
  TomlValue value;
};

/// Something in a TOML file that does not fit. Thrown by the functions below, caught by read_toml.
class TomlMistake : public std::exception {
 public:
  TomlMistake(const TomlValue& at, std::string message) : error_{std::move(message), {}, at.line, at.column} {}
  [[nodiscard]] const char* what() const noexcept override { return error_.message.c_str(); }
  [[nodiscard]] const Error& error() const { return error_; }

 private:
  Error error_;
};

/// Parses `text` and calls `read` with its root table. What it throws, and what is wrong with the text itself, becomes
/// an error with `path` and a place.
[[nodiscard]] std::optional<Error> read_toml(std::string_view text, const std::string& path,
                                             const std::function<void(const TomlValue& root)>& read);

[[noreturn]] void fail(const TomlValue& at, std::string message);

/// Throws for a key that is not in `known`, naming the nearest one.
void check_keys(const TomlValue& table, std::span<const std::string_view> known);
void check_keys(const TomlValue& table, std::initializer_list<std::string_view> known);

/// The text of `table[key]`, without line ends behind it; empty if it is not there. Throws if it is not text.
[[nodiscard]] std::string text_of(const TomlValue& table, std::string_view key);
/// As text_of, but it must be there and not be empty.
[[nodiscard]] std::string required_text(const TomlValue& table, std::string_view key);
[[nodiscard]] std::vector<std::string> texts_of(const TomlValue& table, std::string_view key);
/// The tables of `[[key]]`; none if it is not there.
[[nodiscard]] std::span<const TomlValue> tables_of(const TomlValue& table, std::string_view key);

/// The index of `word` in `words`, in which empty ones stand for "not given"; throws with what was probably meant.
[[nodiscard]] size_t word_index(const TomlValue& at, std::string_view word, std::span<const std::string_view> words);
/// `; did you mean "x"? Possible are: x, y, z`, as far as that helps.
[[nodiscard]] std::string possible(std::string_view word, std::span<const std::string_view> words);

}  // namespace halint
