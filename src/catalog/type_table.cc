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

uint64_t number_at(const char*& at) {
  uint64_t number = 0;
  for (int shift = 0;; shift += 6) {
    const auto byte = static_cast<uint8_t>(*at++);
    number |= static_cast<uint64_t>(byte & 0x3fU) << shift;
    if (byte < 0x40) return number;
  }
}

std::string_view text_at(const char*& at) {
  const std::string_view text(at);
  at += text.size() + 1;
  return text;
}

// Behind the mark and the number of the member.
std::string_view name_of(const TypeTable& table, size_t begin) { return table.bytes.data() + begin + 2; }

/// Reads what TypeWriter of src/tables/ has written.
class TypeReader {
 public:
  TypeReader(NodeStore& store, const char* at) : store_(store), at_(at) {}

  template <typename... Members>
  void operator()(Members&... members) {
    uint8_t number = 0;
    (member(++number, members), ...);
    assert(*at_ == 0);
    ++at_;
  }

 private:
  NodeStore& store_;
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

  void read(std::string_view& text) { text = text_at(at_); }

  void read(double& value) { value = std::bit_cast<double>(number_at(at_)); }

  template <typename T>
  void read(std::optional<T>& value) {
    read(value.emplace());
  }

  template <typename T>
  void read(std::span<const T>& list) {
    std::vector<T> elements(static_cast<size_t>(number_at(at_)));
    for (T& element : elements) read(element);
    list = store_.keep(std::move(elements));
  }
};

NodeType read_type(NodeStore& store, const TypeTable& table, size_t begin) {
  NodeType type;
  TypeReader reader(store, table.bytes.data() + begin + 1);
  code(reader, type);
  return type;
}

size_t next_record(const TypeTable& table, size_t begin) {
  return std::min(table.bytes.find(TypeTable::kMark, begin + 1), table.bytes.size());
}

// Where the record of that very type begins.
std::optional<size_t> record_of(const TypeTable& table, std::string_view type) {
  const auto behind =
      std::upper_bound(table.begins.begin(), table.begins.end(), type,
                       [&](std::string_view wanted, uint32_t begin) { return wanted < name_of(table, begin); });
  if (behind == table.begins.begin()) return std::nullopt;
  const size_t end = behind == table.begins.end() ? table.bytes.size() : *behind;
  for (size_t begin = *(behind - 1); begin < end; begin = next_record(table, begin)) {
    const int order = name_of(table, begin).compare(type);
    if (order == 0) return begin;
    if (order > 0) break;
  }
  return std::nullopt;
}

}  // namespace

const NodeType* CarriedTypes::find(std::string_view type) const {
  const std::optional<size_t> record = record_of(table_, type);
  if (!record) return nullptr;
  const Lock lock(mutex_);
  const auto [known, added] = read_.try_emplace(*record);
  if (added) known->second = read_type(store_, table_, *record);
  return &known->second;
}

std::optional<NodeType> builtin_node_type(NodeStore& store, std::string_view type) {
  const std::optional<size_t> record = record_of(curated_types(), type);
  return record ? std::optional(read_type(store, curated_types(), *record)) : std::nullopt;
}

std::vector<NodeType> builtin_node_types(NodeStore& store) {
  const TypeTable table = curated_types();
  std::vector<NodeType> types;
  types.reserve(table.begins.size() * TypeTable::kBlock);
  for (size_t begin = 0; begin < table.bytes.size(); begin = next_record(table, begin))
    types.push_back(read_type(store, table, begin));
  return types;
}

}  // namespace halint
