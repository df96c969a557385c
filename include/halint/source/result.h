// The outcome of work that bad input can stop: a value, or a sentence for the person who gave it.
// Knows nothing of flows, files or terminals; the names are those of std::expected.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cassert>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>

namespace halint {

/// Why something could not be done: one complete sentence that says what was expected and what to do.
/// `path`, `line` and `column` (from 1, column in UTF-16 code units) say where, or are empty and 0.
struct Error {
  std::string message;
  std::string path = {};
  uint32_t line = 0;
  uint32_t column = 0;

  /// `path:line:column: message`, with only the parts that are known. Not escaped for a terminal.
  [[nodiscard]] std::string to_string() const;
};

/// A `T` or an `Error`. Asking for the one that is not there is a bug (asserted).
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  [[nodiscard]] bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }

  T& value() {
    assert(has_value());
    return *std::get_if<0>(&state_);
  }
  const T& value() const {
    assert(has_value());
    return *std::get_if<0>(&state_);
  }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(value()); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  Error& error() {
    assert(!has_value());
    return *std::get_if<1>(&state_);
  }
  const Error& error() const {
    assert(!has_value());
    return *std::get_if<1>(&state_);
  }

 private:
  std::variant<T, Error> state_;
};

}  // namespace halint
