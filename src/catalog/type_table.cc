// SPDX-License-Identifier: Apache-2.0
#include "catalog/type_table.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <optional>
#include <type_traits>

#include "catalog/type_record.h"

namespace halint {
namespace {

size_t number_at(const char*& at) {
  size_t number = 0;
  for (int shift = 0;; shift += 7) {
    const auto byte = static_cast<uint8_t>(*at++);
    number |= static_cast<size_t>(byte & 0x7fU) << shift;
    if (byte < 0x80) return number;
  }
}

// `bytes` is where the table begins.
std::string_view text_at(const char* bytes, const char*& at) {
  const size_t number = number_at(at);
  if (number % 2 != 0) {
    const char* there = bytes + number / 2;
    return text_at(bytes, there);
  }
  const std::string_view text(at, number / 2);
  at += text.size();
  return text;
}

std::string_view name_of(const char* bytes, uint32_t begin) {
  const char* at = bytes + begin + 1;  // behind the number of the member
  return text_at(bytes, at);
}

/// Reads what TypeWriter of src/tables/ has written.
class TypeReader {
 public:
  TypeReader(NodeStore& store, const char* bytes, uint32_t begin) : store_(store), bytes_(bytes), at_(bytes + begin) {}

  template <typename... Members>
  void operator()(Members&... members) {
    uint8_t number = 0;
    (member(++number, members), ...);
    assert(*at_ == 0);
    ++at_;
  }

 private:
  NodeStore& store_;
  const char* bytes_;
  const char* at_;

  template <typename T>
  void member(uint8_t number, T& value) {
    if (static_cast<uint8_t>(*at_) != number) return;
    ++at_;
    read(value);
  }

  template <typename T>
  void read(T& value) {
    if constexpr (std::is_class_v<T>)
      code(*this, value);
    else
      value = static_cast<T>(number_at(at_));
  }

  void read(std::string_view& text) { text = text_at(bytes_, at_); }

  void read(double& value) {
    uint64_t bits = 0;
    for (int shift = 0; shift < 64; shift += 8) bits |= static_cast<uint64_t>(static_cast<uint8_t>(*at_++)) << shift;
    value = std::bit_cast<double>(bits);
  }

  template <typename T>
  void read(std::optional<T>& value) {
    read(value.emplace());
  }

  template <typename T>
  void read(std::span<const T>& list) {
    std::vector<T> elements(number_at(at_));
    for (T& element : elements) read(element);
    list = store_.keep(std::move(elements));
  }
};

NodeType read_type(NodeStore& store, const TypeTable& table, uint32_t begin) {
  NodeType type;
  TypeReader reader(store, table.bytes, begin);
  code(reader, type);
  return type;
}

// Where the record of that very type begins.
std::optional<uint32_t> record_of(const TypeTable& table, std::string_view type) {
  const auto found =
      std::lower_bound(table.begins.begin(), table.begins.end(), type,
                       [&](uint32_t begin, std::string_view wanted) { return name_of(table.bytes, begin) < wanted; });
  if (found == table.begins.end() || name_of(table.bytes, *found) != type) return std::nullopt;
  return *found;
}

}  // namespace

const NodeType* CarriedTypes::find(std::string_view type) const {
  const std::optional<uint32_t> record = record_of(table_, type);
  if (!record) return nullptr;
  const Lock lock(mutex_);
  const auto [known, added] = read_.try_emplace(*record);
  if (added) known->second = read_type(store_, table_, *record);
  return &known->second;
}

std::optional<NodeType> builtin_node_type(NodeStore& store, std::string_view type) {
  const std::optional<uint32_t> record = record_of(curated_types(), type);
  return record ? std::optional(read_type(store, curated_types(), *record)) : std::nullopt;
}

std::vector<NodeType> builtin_node_types(NodeStore& store) {
  const TypeTable table = curated_types();
  std::vector<NodeType> types;
  types.reserve(table.begins.size());
  for (const uint32_t begin : table.begins) types.push_back(read_type(store, table, begin));
  return types;
}

}  // namespace halint
