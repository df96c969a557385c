// Writes the records of a TypeTable (catalog/type_table.h). Part of the build-time generator.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "catalog/type_record.h"
#include "catalog/type_table.h"

namespace halint::tables {

class TypeWriter {
 public:
  /// In the order of their names. Throws std::runtime_error if a text holds a zero.
  void add(NodeType type);
  /// Valid until more is added.
  [[nodiscard]] TypeTable table() const { return {bytes_, begins_}; }
  /// C++ that defines `TypeTable name()` with what was added.
  void print(std::ostream& out, std::string_view name) const;

  /// For code().
  template <typename... Members>
  void operator()(const Members&... members) {
    uint8_t number = 0;
    (member(++number, members), ...);
    bytes_ += '\0';
  }

 private:
  std::string bytes_;
  size_t count_ = 0;
  std::vector<uint32_t> begins_;

  template <typename T>
  void member(uint8_t number, const T& value) {
    if (!is_default(value)) {
      bytes_ += static_cast<char>(number);
      write(value);
    }
  }

  template <typename T>
  static bool is_default(const T& value) {
    if constexpr (std::is_class_v<T>)
      return false;
    else
      return value == T();
  }
  static bool is_default(std::string_view text) { return text.empty(); }
  template <typename T>
  static bool is_default(const std::optional<T>& value) {
    return !value;
  }
  template <typename T>
  static bool is_default(std::span<const T> list) {
    return list.empty();
  }

  void write_number(uint64_t number);
  void write(std::string_view text);
  void write(double value);
  template <typename T>
  void write(const std::optional<T>& value) {
    write(*value);
  }
  template <typename T>
  void write(std::span<const T> list) {
    write_number(list.size());
    for (const T& element : list) write(element);
  }
  template <typename T>
  void write(T value) {
    if constexpr (std::is_class_v<T>)
      code(*this, value);
    else
      write_number(static_cast<uint64_t>(value));
  }
};

}  // namespace halint::tables
